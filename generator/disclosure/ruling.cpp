#include "disclosure/ruling.h"

#include <algorithm>
#include <iterator>

#include "core/text.h"
#include "dataset/field_type.h"

namespace gongshi {
namespace {

/// An approval as it is claimed, wherever it was written.
struct Claim {
    std::string approver, office, entered_by;
    std::optional<Date> on;
};

std::string text_of(const RecordVersion& version, const std::optional<std::size_t>& field) {
    if (!field) return {};
    const auto* text = std::get_if<std::string>(&version.values[*field]);
    return text == nullptr ? std::string() : *text;
}

Claim claim_of_fields(const RecordVersion& version, const ApprovalFields& fields) {
    Claim claim{text_of(version, fields.approver), text_of(version, fields.office), text_of(version, fields.entered_by),
                std::nullopt};
    if (fields.date) {
        if (const auto* date = std::get_if<Date>(&version.values[*fields.date])) claim.on = *date;
    }
    return claim;
}

bool is_status_of(const std::string& status, const std::vector<std::string>& approved) {
    const std::string key = fold_key(status);
    return std::any_of(approved.begin(), approved.end(),
                       [&](const std::string& word) { return fold_key(word) == key; });
}

Ruling hold_back(Reason reason) {
    Ruling ruling;
    ruling.reason = reason;
    return ruling;
}

/// SMITH JOHN is John Smith.
std::string sort_words(std::string_view name) {
    std::vector<std::string> words;
    for (std::string_view rest = trim(name); !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        words.push_back(fold_key(rest.substr(0, end)));
        rest = trim(rest.substr(end));
    }
    // Blanks in a Chinese name part no words: 审 甲.
    const bool foreign = !words.empty() && !words[0].empty() && static_cast<unsigned char>(words[0][0]) < 0x80;
    if (foreign) std::sort(words.begin(), words.end());
    return join(words, "");
}

/// The persons in a field of the approval, however they are written there: 审甲（法规科）, 审 甲, 科长审甲 are one.
std::vector<std::string> people_in(const std::string& cell) {
    static constexpr std::string_view offices[] = {"科", "局", "室", "股", "处", "队", "办", "部", "所", "中心"};
    std::vector<std::string> people;
    for (const PersonSpan& span : persons_in(cell)) {
        const std::string name = fold_key(cell.substr(span.begin, span.end - span.begin));
        const bool office = count_code_points(name) > 2 && std::any_of(std::begin(offices), std::end(offices),
                                                                       [&](auto one) { return name.ends_with(one); });
        if (!office) people.push_back(sort_words(cell.substr(span.begin, span.end - span.begin)));
    }
    if (people.empty() && !cell.empty()) people.push_back(fold_key(cell));
    return people;
}

/// Nobody but those who entered it stands among those who approved it.
bool is_self_approval(const Claim& claim) {
    const std::vector<std::string> entered = people_in(claim.entered_by), approved = people_in(claim.approver);
    return !entered.empty() && std::all_of(approved.begin(), approved.end(),
                                           [&](const std::string& one) { return is_one_of(entered, one); });
}

/// The part of the question that is the same for fields and sidecars: who, and from when.
Ruling judge(const Claim& claim, Reason yes, Date today) {
    if (is_self_approval(claim)) return hold_back(Reason::same_person);
    Ruling ruling;
    ruling.reason = yes;
    ruling.office = claim.office;
    ruling.on = claim.on;
    if (!claim.on) return ruling;
    if (*claim.on > today) {
        ruling = hold_back(Reason::later);
        ruling.valid_until = claim.on->days();
    } else {
        ruling.valid_from = claim.on->days();
    }
    return ruling;
}

Ruling judge_fields(const RecordVersion& version, const ApprovalFields& fields, Date today) {
    const std::string status = text_of(version, fields.status);
    if (fields.status && !is_status_of(status, fields.approved)) {
        return hold_back(status.empty() ? Reason::missing : Reason::not_passed);
    }
    const Claim claim = claim_of_fields(version, fields);
    if (claim.approver.empty() && (fields.approver || !fields.status)) return hold_back(Reason::no_approver);
    if (fields.date && !claim.on) return hold_back(Reason::no_date);
    return judge(claim, Reason::approved, today);
}

Ruling judge_approval(const RecordVersion& version, Date today) {
    if (const auto& signed_off = version.provenance.signed_off) {
        const Claim claim{signed_off->approver, signed_off->office, signed_off->entered_by, signed_off->on};
        if (claim.approver.empty()) return hold_back(Reason::no_approver);
        return judge(claim, Reason::signed_off, today);
    }
    if (!version.dataset->approval) return hold_back(Reason::missing);
    return judge_fields(version, *version.dataset->approval, today);
}

std::optional<Date> date_of(const RecordVersion& version, const std::optional<std::size_t>& field) {
    const auto* date = field ? std::get_if<Date>(&version.values[*field]) : nullptr;
    return date == nullptr ? std::nullopt : std::optional(*date);
}

/// 是否公示: 否.
bool is_withheld(const RecordVersion& version) {
    const auto& withheld = version.dataset->withheld;
    if (!withheld || is_missing(version.values[withheld->field])) return false;
    const Field& field = version.dataset->fields[withheld->field];
    return is_status_of(field.type->canonical(version.values[withheld->field]), withheld->values);
}

bool is_withdrawn(const RecordVersion& version) {
    const auto& rules = version.dataset->rules;
    if (!rules || !rules->status) return false;
    return is_status_of(text_of(version, rules->status), rules->withdrawn);
}

/// 行政处罚法 58: reviewed before the decision is made, or it may not be made.
Reason judge_review(const RecordVersion& version, const RuleFacts& facts, const Policy& policy, Date today) {
    const auto& rules = version.dataset->rules;
    if (policy.checks.legal_review == CheckMode::off || !rules || !rules->reviewed_on) return Reason::approved;
    const bool major = std::any_of(policy.checks.major.begin(), policy.checks.major.end(),
                                   [&](const NamedCondition& one) { return holds(one.when, facts, today); });
    if (!major) return Reason::approved;
    const std::optional<Date> reviewed = date_of(version, rules->reviewed_on);
    if (!reviewed || (rules->reviewer && text_of(version, rules->reviewer).empty())) return Reason::unreviewed;
    return facts.decided && *facts.decided < *reviewed ? Reason::reviewed_late : Reason::approved;
}

std::int32_t end_of(const Term& term, Date from, const WorkingDays& calendar, bool& unknown_year) {
    if (term.unit == Term::Unit::months) return plus_months(from, term.count).days();
    if (term.unit == Term::Unit::days) return from.plus_days(term.count).days();
    const std::optional<Date> day = calendar.after(from, term.count);
    unknown_year = unknown_year || !day;
    return day ? day->days() : Ruling::never;
}

const Rule* rule_for(Aspect aspect, const Decision& rules, const Policy& policy) {
    const std::uint16_t index = rules[aspect];
    return index == Decision::none ? nullptr : &policy.book.rules()[index];
}

/// The first day after a term: its last is the day that corresponds to the first (民法典 201, 202).
std::int32_t day_after(const Term& term, Date from, const WorkingDays& calendar) {
    bool unheard = false;
    const std::int32_t last = end_of(term, from, calendar, unheard);
    return last == Ruling::never ? last : last + 1;
}

/// The department's own last day counts when the rule leaves it that freedom.
std::int32_t end_of_period(const Rule* rule, Date from, std::int32_t own_end, const Policy& policy) {
    std::int32_t end = Ruling::never, least = from.days();
    if (rule != nullptr) {
        end = day_after(*rule->period, from, policy.calendar);
        if (rule->period_least) least = day_after(*rule->period_least, from, policy.calendar);
    }
    return own_end != Ruling::never && own_end >= least ? std::min(end, own_end) : end;
}

void set_terms(Ruling& ruling, const RecordVersion& version, const RuleFacts& facts, const Policy& policy) {
    if (const Rule* names = rule_for(Aspect::names, ruling.rules, policy)) {
        ruling.names.natural = names->natural_names.value_or(ruling.names.natural);
        ruling.names.trader = names->trader_names.value_or(ruling.names.trader);
    }
    const auto own = version.dataset->rules ? date_of(version, version.dataset->rules->until) : std::nullopt;
    if (own) ruling.own_end = own->days() + 1;
    if (!facts.decided) return;
    if (const Rule* deadline = rule_for(Aspect::deadline, ruling.rules, policy))
        ruling.deadline = end_of(*deadline->deadline, *facts.decided, policy.calendar, ruling.unknown_year);
    const Rule* period = rule_for(Aspect::period, ruling.rules, policy);
    if (period == nullptr || !period->from_publication)
        ruling.expiry = end_of_period(period, *facts.decided, ruling.own_end, policy);
}

/// Decisions by today's date hold until the next day on which a rule begins or ends.
void bound_by_turning_days(Ruling& ruling, const RuleBook& book, Date today) {
    for (const std::int32_t day : book.turning_days()) {
        if (day <= today.days()) ruling.valid_from = std::max(ruling.valid_from, day);
        if (day > today.days()) ruling.valid_until = std::min(ruling.valid_until, day);
    }
}

}  // namespace

RuleFacts rule_facts(const RecordVersion& version) {
    const Dataset& dataset = *version.dataset;
    RuleFacts facts;
    facts.rule_class = dataset.rule_class;
    facts.authority = version.department;
    facts.party = dataset.party ? party_kind(dataset, version.values) : PartyKind::organisation;
    facts.decided = date_of(version, dataset.date);
    if (dataset.rules) {
        for (const std::size_t field : dataset.rules->kinds) {
            if (const auto* list = std::get_if<std::vector<std::string>>(&version.values[field]))
                facts.kinds.insert(facts.kinds.end(), list->begin(), list->end());
            if (const auto* text = std::get_if<std::string>(&version.values[field])) facts.kinds.push_back(*text);
        }
        for (const std::size_t field : dataset.rules->amounts) {
            if (const auto* money = std::get_if<Money>(&version.values[field]))
                facts.fen = facts.fen.value_or(0) + money->fen;
        }
    }
    facts.field = [&version](std::string_view name) {
        const auto field = version.dataset->find_field(name);
        if (!field || is_missing(version.values[*field])) return std::string();
        return version.dataset->fields[*field].type->canonical(version.values[*field]);
    };
    return facts;
}

std::int32_t end_of_showing(const Decision& rules, std::int32_t expiry, std::int32_t own_end, Date published,
                            const Policy& policy) {
    const Rule* period = rule_for(Aspect::period, rules, policy);
    if (period == nullptr || !period->from_publication) return expiry;
    return end_of_period(period, published, own_end, policy);
}

std::int32_t withdrawal_due(const Decision& rules, Date act, const Policy& policy) {
    const Rule* rule = rule_for(Aspect::withdrawal, rules, policy);
    bool unheard = false;
    return rule == nullptr ? Ruling::never : end_of(*rule->withdrawal, act, policy.calendar, unheard);
}

Ruling rule_on(const RecordVersion& version, const Policy& policy, Date today) {
    Ruling ruling = judge_approval(version, today);
    if (!ruling.shown()) return ruling;
    const RuleFacts facts = rule_facts(version);
    if (version.dataset->stage == Stage::after && facts.decided && today < *facts.decided) {
        ruling = hold_back(Reason::ahead);
        ruling.valid_until = facts.decided->days();
        return ruling;
    }
    if (is_withheld(version)) return hold_back(Reason::withheld);
    ruling.rules = policy.book.decide(facts, today);
    set_terms(ruling, version, facts, policy);
    bound_by_turning_days(ruling, policy.book, today);
    ruling.uncapped = std::any_of(policy.checks.uncapped.begin(), policy.checks.uncapped.end(),
                                  [&](const NamedCondition& one) { return holds(one.when, facts, today); });
    const Reason review = judge_review(version, facts, policy, today);
    ruling.major_in_doubt = review != Reason::approved && policy.checks.legal_review == CheckMode::warn;
    const std::uint16_t publish = ruling.rules[Aspect::publish];
    if (is_withdrawn(version)) {
        ruling.reason = Reason::withdrawn;
        ruling.why = text_of(version, version.dataset->rules->reason);
        if (ruling.why.empty()) ruling.why = text_of(version, version.dataset->rules->status);
    } else if (publish != Decision::none && !*policy.book.rules()[publish].publish) {
        ruling.reason = Reason::by_rule;
    } else if (concerns_a_minor(*version.dataset, version.values, facts.decided.value_or(today))) {
        ruling.reason = Reason::minor;
    } else if (review != Reason::approved && policy.checks.legal_review == CheckMode::quarantine) {
        ruling.reason = review;
    }
    return ruling;
}

}  // namespace gongshi
