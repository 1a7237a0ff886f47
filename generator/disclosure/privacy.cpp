#include "disclosure/privacy.h"

#include <algorithm>

#include "core/text.h"
#include "dataset/field_type.h"
#include "disclosure/personal_numbers.h"

namespace gongshi {
namespace {

/// The texts of a value, to be changed in place.
template <class V, class Change>
void each_text(V& value, const Change& change) {
    if (auto* text = std::get_if<std::string>(&value)) change(*text);
    if (auto* list = std::get_if<std::vector<std::string>>(&value)) std::for_each(list->begin(), list->end(), change);
}

/// A name that must not be shown whole, and what is shown for it.
struct HiddenName {
    std::string spelling, shown;
};

/// The names of one record and what stands for each.
class HiddenNames {
public:
    HiddenNames(const Dataset& dataset, const std::vector<Value>& values, const NamePolicy& policy) {
        const PartyKind kind = dataset.party ? party_kind(dataset, values) : PartyKind::natural;
        for (std::size_t i = 0; i < dataset.fields.size(); ++i) {
            const Privacy privacy = dataset.fields[i].privacy;
            const bool party = privacy == Privacy::party && kind == PartyKind::natural;
            // The owner of a shop whose name may stand whole is known by that name anyway, but not in his own field.
            if (privacy == Privacy::person && kind == PartyKind::sole_trader && policy.trader == NameForm::full)
                shop_name_stays_ = true;
            if (privacy != Privacy::person && !party) continue;
            each_text(values[i], [&](const std::string& cell) { add(cell, policy.natural); });
        }
        std::stable_sort(names_.begin(), names_.end(), [](const HiddenName& a, const HiddenName& b) {
            return a.spelling.size() > b.spelling.size();  // 张三 must not break 张三丰
        });
    }

    bool shop_name_stays() const { return shop_name_stays_; }

    /// A field that holds names: each is replaced where it stands.
    void mask_cell(std::string& cell, NameForm form) const {
        const std::vector<PersonSpan> persons = persons_in(cell);
        std::string masked;
        std::size_t done = 0;
        for (const PersonSpan& person : persons) {
            masked.append(cell, done, person.begin - done);
            masked += shown_for(std::string_view(cell).substr(person.begin, person.end - person.begin), form);
            done = person.end;
        }
        masked.append(cell, done);
        cell = std::move(masked);
    }

    /// Any other published text.
    void mask_text(std::string& text) const {
        for (const HiddenName& name : names_) {
            if (text.find(name.spelling) != std::string::npos) replace_all(text, name.spelling, name.shown);
        }
    }

private:
    void add(const std::string& cell, NameForm form) {
        for (const PersonSpan& person : persons_in(cell)) {
            const std::string name = cell.substr(person.begin, person.end - person.begin);
            if (std::any_of(known_.begin(), known_.end(), [&](const auto& one) { return one.first == name; })) continue;
            std::string shown = mask_name(name, form, known_.size());
            for (std::string& spelling : spellings_of(name))
                names_.push_back({std::move(spelling), shown.empty() ? "某某" : shown});
            known_.emplace_back(name, std::move(shown));
        }
    }
    std::string shown_for(std::string_view name, NameForm form) const {
        const auto found =
            std::find_if(known_.begin(), known_.end(), [&](const auto& one) { return one.first == name; });
        return found == known_.end() ? mask_name(name, form) : found->second;
    }

    std::vector<std::pair<std::string, std::string>> known_;  ///< name, as shown in its own field
    std::vector<HiddenName> names_;
    bool shop_name_stays_ = false;
};

/// Free text, where numbers that nobody asked for may stand. Numbers that are the field's own business have types.
bool is_free_text(const Field& field) {
    const std::string_view format = field.type->format();
    return !field.reference && (field.type->type() == "list" || format == "default" || format == "text" ||
                                format == "attachment");  // names of files are texts that people write
}

}  // namespace

bool mask_record(const Dataset& dataset, std::vector<Value>& values, const NamePolicy& policy) {
    const bool natural = !dataset.party || party_kind(dataset, values) == PartyKind::natural;
    const HiddenNames names(dataset, values, policy);
    bool numbers = false;
    for (std::size_t i = 0; i < dataset.fields.size(); ++i) {
        const Field& field = dataset.fields[i];
        if (!field.is_public()) continue;
        const bool holds_names = field.privacy == Privacy::person || (field.privacy == Privacy::party && natural);
        const bool stays = field.privacy == Privacy::party && names.shop_name_stays();
        each_text(values[i], [&](std::string& text) {
            if (holds_names)
                names.mask_cell(text, policy.natural);
            else if (!stays)
                names.mask_text(text);
            if (is_free_text(field)) numbers = mask_personal(text) || numbers;
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
    bool minor = false;
    for (const Value& value : values) {
        each_text(value, [&](const std::string& text) {
            if (text.size() != 18 || !is_identity_number(text)) return;
            const auto number = [&](std::size_t at, std::size_t count) { return std::stoi(text.substr(at, count)); };
            const int grown = (number(6, 4) + 18) * 10000 + number(10, 2) * 100 + number(12, 2);
            minor = minor || day.year() * 10000 + day.month() * 100 + day.day() < grown;
        });
    }
    return minor;
}

}  // namespace gongshi
