#include "disclosure/privacy.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "dataset/date_text.h"
#include "dataset/document_number.h"
#include "dataset/field_type.h"
#include "disclosure/name_in_text.h"
#include "disclosure/name_words.h"
#include "disclosure/personal_numbers.h"

namespace gongshi {
namespace {

/// The texts of a value, to be changed in place.
template <class V, class Change>
void each_text(V& value, const Change& change) {
    if (auto* text = std::get_if<std::string>(&value)) change(*text);
    if (auto* list = std::get_if<std::vector<std::string>>(&value)) std::for_each(list->begin(), list->end(), change);
}

/// The full names of the firms in the party's field, with the remark in brackets behind them and without; nothing that holds
/// the name of a person beside them.
std::vector<std::string> firms_in(std::string_view cell, const std::vector<PersonSpan>& persons) {
    std::vector<std::string> firms;
    const auto take = [&](std::size_t begin, std::size_t end) {
        const std::string_view firm = trim(cell.substr(begin, end - begin));
        const bool mixed = std::any_of(persons.begin(), persons.end(),
                                       [&](const PersonSpan& one) { return one.begin < end && begin < one.end; });
        if (!mixed && ends_like_an_organisation(to_code_points(firm))) firms.emplace_back(firm);
    };
    for (std::size_t i = 0, begin = 0; i <= cell.size();) {
        const CodePoint one = i < cell.size() ? first_code_point(cell.substr(i)) : CodePoint{U'\n', 1, true};
        if (opens_bracket(one.value) || parts_names(one.value)) take(begin, i);
        i += one.length;
        if (parts_names(one.value)) begin = i;
    }
    return firms;
}

/// The names of one record and what stands for each.
class HiddenNames {
public:
    HiddenNames(const Dataset& dataset, const std::vector<Value>& values, const NamePolicy& policy)
        : kind_(dataset.party ? party_kind(dataset, values) : PartyKind::natural), form_(policy.natural) {
        for (std::size_t i = 0; i < dataset.fields.size(); ++i) {
            const Privacy privacy = dataset.fields[i].privacy;
            // The owner of a shop whose name may stand whole is known by that name anyway, but not in his own field.
            if (privacy == Privacy::person && kind_ == PartyKind::sole_trader && policy.trader == NameForm::full)
                shop_name_stays_ = true;
            if (privacy == Privacy::internal || privacy == Privacy::open) continue;
            each_text(values[i], [&](const std::string& cell) { add(cell, persons_of(dataset.fields[i], cell)); });
        }
        std::stable_sort(names_.begin(), names_.end(),
                         [](const NameInText& a, const NameInText& b) { return a.size() > b.size(); });
        if (!names_.empty() && is_surely_an_organisation(dataset, values))
            each_text(values[dataset.party->name], [&](const std::string& cell) { keep_firms(cell); });
    }

    /// A public text of a field: names in their own fields where they stand, then every name that is known.
    void mask(const Field& field, std::string& text) const {
        if (field.privacy == Privacy::party || field.privacy == Privacy::person)
            mask_cell(text, persons_of(field, text));
        if (field.privacy != Privacy::party || !shop_name_stays_) mask_text(text);
    }

    /// Text that nobody's field is.
    void mask_text(std::string& text) const {
        if (names_.empty()) return;
        std::string masked;
        for (std::string_view rest = text; !rest.empty();) {
            const auto [at, length] = next_firm(rest);
            std::string part(rest.substr(0, at));
            for (const NameInText& name : names_) name.mask(part);
            masked += part;
            masked += rest.substr(at, length);
            rest.remove_prefix(at + length);
        }
        text = std::move(masked);
    }

private:
    std::vector<PersonSpan> persons_of(const Field& field, std::string_view cell) const {
        if (field.privacy != Privacy::party || kind_ == PartyKind::natural) return persons_in(cell);
        return persons_beside_firms(cell, kind_ == PartyKind::sole_trader);
    }

    void mask_cell(std::string& cell, const std::vector<PersonSpan>& persons) const {
        std::string masked;
        std::size_t done = 0;
        for (const PersonSpan& person : persons) {
            masked.append(cell, done, person.begin - done);
            masked += shown_for(std::string_view(cell).substr(person.begin, person.end - person.begin));
            done = person.end;
        }
        masked.append(cell, done);
        cell = std::move(masked);
    }

    void add(const std::string& cell, const std::vector<PersonSpan>& persons) {
        for (const PersonSpan& person : persons) {
            const std::string name = cell.substr(person.begin, person.end - person.begin);
            if (std::any_of(known_.begin(), known_.end(), [&](const auto& one) { return one.first == name; })) continue;
            if (!person.alias || persons_ == 0) ++persons_;
            std::string shown = mask_name(name, form_, persons_ - 1);
            // 书记 in a field of names may be a name; in a sentence it is none.
            if (shown != name && !is_title(to_code_points(name)))
                names_.emplace_back(name, shown.empty() ? "某某" : shown);
            known_.emplace_back(name, std::move(shown));
        }
    }
    std::string shown_for(std::string_view name) const {
        const auto found =
            std::find_if(known_.begin(), known_.end(), [&](const auto& one) { return one.first == name; });
        return found == known_.end() ? mask_name(name, form_) : found->second;
    }

    /// The firm's name in full, and from the person's name on: 云溪县周小明食品有限公司, 周小明食品有限公司.
    void keep_firms(const std::string& cell) {
        for (const std::string& firm : firms_in(cell, persons_beside_firms(cell, false))) {
            firms_.push_back(firm);
            for (const NameInText& name : names_) {
                const std::size_t at = name.find_plain(firm);
                if (at == std::string::npos || at == 0) continue;
                const std::string rest = firm.substr(at);
                if (ends_like_an_organisation(to_code_points(rest))) firms_.push_back(rest);
            }
        }
        std::stable_sort(firms_.begin(), firms_.end(),
                         [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
    }
    /// Where the next firm's name stands and how long it is: the first, of those the longest.
    std::pair<std::size_t, std::size_t> next_firm(std::string_view text) const {
        std::pair<std::size_t, std::size_t> next{text.size(), 0};
        for (const std::string& firm : firms_) {
            const std::size_t at = text.find(firm);
            if (at < next.first) next = {at, firm.size()};
        }
        return next;
    }

    const PartyKind kind_;
    const NameForm form_;
    std::vector<std::pair<std::string, std::string>> known_;  ///< name, as shown in its own field
    std::vector<NameInText> names_;                           ///< the longest first
    std::vector<std::string> firms_;                          ///< the longest first
    std::size_t persons_ = 0;
    bool shop_name_stays_ = false;
};

/// Free text, where numbers that nobody asked for may stand. Numbers that are the field's own business have types.
bool is_free_text(const Field& field) {
    const std::string_view format = field.type->format();
    return !field.reference && (field.type->type() == "list" || format == "default" || format == "text" ||
                                format == "attachment");  // names of files are texts that people write
}

/// A number of a document that is none, kept as it was written: anything may stand in it.
bool is_no_document_number(const Field& field, const std::string& text) {
    return field.type->format() == "document-number" && !read_document_number(text);
}

/// Dates of birth that a text tells: of identity numbers, whatever stands between their digits (in a column of 证件号码 however their
/// last was mistyped), and as words: 2012年3月7日出生.
std::vector<int> births_in(const Field& field, const std::string& text) {
    std::vector<int> births;
    for (const PersonalSpan& span : find_personal(text)) {
        if (span.kind != PersonalKind::id_number) continue;
        const std::string number = signs_of(std::string_view(text).substr(span.begin, span.end - span.begin));
        births.push_back(std::stoi(number.substr(6, 8)));
    }
    constexpr std::size_t longest_cell = 60;  // of a number alone, in wide digits with blanks
    if (text.size() <= longest_cell && births.empty()) {
        const std::string number = signs_of(text);
        const bool of_papers =
            field.title.zh.find("证件") != std::string::npos || field.title.zh.find("身份") != std::string::npos;
        if (is_identity_number(number) || (of_papers && is_shaped_like_an_identity_number(number)))
            births.push_back(std::stoi(number.substr(6, 8)));
    }
    for (std::size_t at = text.find("日出生"); at != std::string::npos; at = text.find("日出生", at + 1)) {
        const std::size_t year = text.rfind("年", at);
        if (year == std::string::npos || year < 4 || at - year > 12) continue;
        const std::optional<Date> born =
            read_date(text.substr(year - 4, at + std::string_view("日").size() - year + 4)).date;
        if (born) births.push_back(born->year() * 10000 + born->month() * 100 + born->day());
    }
    return births;
}

}  // namespace

bool mask_record(const Dataset& dataset, std::vector<Value>& values, const NamePolicy& policy) {
    const HiddenNames names(dataset, values, policy);
    bool numbers = false;
    for (std::size_t i = 0; i < dataset.fields.size(); ++i) {
        const Field& field = dataset.fields[i];
        if (!field.is_public()) continue;
        each_text(values[i], [&](std::string& text) {
            // The authority is a fact of the decision, and nobody's name.
            if (dataset.four_facts.authority != i) names.mask(field, text);
            if (is_free_text(field) || is_no_document_number(field, text)) numbers = mask_personal(text) || numbers;
        });
        if (const auto* text = std::get_if<std::string>(&values[i]); text != nullptr && text->empty()) values[i] = {};
    }
    return numbers;
}

std::string mask_words(const Dataset& dataset, const std::vector<Value>& values, const NamePolicy& policy,
                       std::string words) {
    HiddenNames(dataset, values, policy).mask_text(words);
    mask_personal(words);
    return words;
}

bool concerns_a_minor(const Dataset& dataset, const std::vector<Value>& values, Date day) {
    if (!dataset.party || party_kind(dataset, values) != PartyKind::natural) return false;
    const int today = day.year() * 10000 + day.month() * 100 + day.day();
    bool minor = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        each_text(values[i], [&](const std::string& text) {
            for (const int born : births_in(dataset.fields[i], text)) minor = minor || today < born + 18 * 10000;
        });
    }
    return minor;
}

}  // namespace gongshi
