#include "disclosure/rule_book.h"

#include <algorithm>

namespace gongshi {
namespace {

bool has(const std::vector<std::string>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool holds_of_kinds(const RuleCondition& when, const std::vector<std::string>& kinds) {
    if (!when.kinds.empty() &&
        std::none_of(kinds.begin(), kinds.end(), [&](const std::string& kind) { return has(when.kinds, kind); }))
        return false;
    if (when.only_kinds.empty()) return true;
    return !kinds.empty() &&
           std::all_of(kinds.begin(), kinds.end(), [&](const std::string& kind) { return has(when.only_kinds, kind); });
}

bool holds_of_day(const RuleCondition& when, const RuleFacts& facts, Date today) {
    if (!when.from && !when.until) return true;
    const std::optional<Date> day = when.by == RuleCondition::By::today ? std::optional(today) : facts.decided;
    if (!day) return false;
    return (!when.from || *when.from <= *day) && (!when.until || *day < *when.until);
}

}  // namespace

std::string_view name_of(Aspect aspect) {
    static constexpr std::array<std::string_view, all_aspects.size()> names = {"publish", "deadline", "period",
                                                                               "withdrawal", "names"};
    return names[std::size_t(aspect)];
}

bool Rule::decides(Aspect aspect) const {
    switch (aspect) {
        case Aspect::publish:
            return publish.has_value();
        case Aspect::deadline:
            return deadline.has_value();
        case Aspect::period:
            return period.has_value();
        case Aspect::withdrawal:
            return withdrawal.has_value();
        case Aspect::names:
            return natural_names || trader_names;
    }
    return false;
}

bool holds(const RuleCondition& when, const RuleFacts& facts, Date today) {
    if (!when.classes.empty() && !has(when.classes, facts.rule_class)) return false;
    if (!when.authorities.empty() && !has(when.authorities, facts.authority)) return false;
    if (!when.parties.empty() && std::find(when.parties.begin(), when.parties.end(), facts.party) == when.parties.end())
        return false;
    if (!holds_of_kinds(when, facts.kinds) || !holds_of_day(when, facts, today)) return false;
    if (when.amount_from && (!facts.fen || *facts.fen < *when.amount_from)) return false;
    if (when.amount_below && (!facts.fen || *facts.fen >= *when.amount_below)) return false;
    return std::all_of(when.where.begin(), when.where.end(),
                       [&](const auto& one) { return facts.field && has(one.second, facts.field(one.first)); });
}

double months_of(const Term& term) { return term.unit == Term::Unit::months ? term.count : double(term.count) / 30; }

Date plus_months(Date day, int months) {
    const int index = day.year() * 12 + day.month() - 1 + months;
    const Date first = *Date::of(index / 12, index % 12 + 1, 1);
    const Date last = first.next_month().plus_days(-1);
    return *Date::of(first.year(), first.month(), std::min(day.day(), last.day()));
}

Decision RuleBook::decide(const RuleFacts& facts, Date today) const {
    Decision decision;
    auto list = by_class_.find(facts.rule_class);
    if (list == by_class_.end()) list = by_class_.find("");
    if (list == by_class_.end()) return decision;
    for (const std::uint16_t index : list->second) {
        const Rule& rule = rules_[index];
        if (!holds(rule.when, facts, today)) continue;
        for (const Aspect aspect : all_aspects) {
            if (!rule.decides(aspect)) continue;
            std::uint16_t& best = decision.rules[std::size_t(aspect)];
            const bool longer = best != Decision::none && aspect == Aspect::period && rule.longest &&
                                rules_[best].longest && rules_[best].priority == rule.priority &&
                                months_of(*rule.period) > months_of(*rules_[best].period);
            if (best == Decision::none || longer) best = index;
        }
    }
    return decision;
}

}  // namespace gongshi
