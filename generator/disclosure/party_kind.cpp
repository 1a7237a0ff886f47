#include "disclosure/party_kind.h"

#include <array>
#include <string>

#include "core/text.h"
#include "disclosure/name_words.h"
#include "disclosure/person_name.h"

namespace gongshi {
namespace {

std::string party_text(const std::vector<Value>& values, const std::optional<std::size_t>& field) {
    const auto* text = field ? std::get_if<std::string>(&values[*field]) : nullptr;
    return text == nullptr ? std::string() : *text;
}

bool is_organisation_name(const std::string& name) { return ends_like_an_organisation(to_code_points(name)); }

/// 张三, 欧阳修远, John Smith under 个体工商户: no shop's name, but its owner's. Names of shops are Chinese by law.
bool is_only_its_owner(const std::string& name) {
    const std::u32string points = to_code_points(trim(name));
    if (points.size() <= 3 || is_only_a_person(name)) return true;
    for (char32_t c : points) {
        if (!is_foreign_letter(c) && !is_blank(c) && c != U'.' && c != U',' && c != U'-') return false;
    }
    return true;
}

/// 92…: the registrar's class of sole traders (GB 32100-2015).
bool is_code_of_a_trader(const std::string& code) { return code.size() == 18 && code.starts_with("92"); }
bool is_code_of_an_organisation(const std::string& code) {
    return code.size() == 18 && !code.starts_with("00000000") && !is_code_of_a_trader(code);
}

bool is_called(const std::vector<std::string>& words, const std::string& kind) {
    return is_one_of(words, fold_key(kind));
}

}  // namespace

std::string_view name_of(PartyKind kind) {
    static constexpr std::array<std::string_view, 3> names = {"organisation", "sole_trader", "natural"};
    return names[std::size_t(kind)];
}

PartyKind party_kind(const Dataset& dataset, const std::vector<Value>& values) {
    if (!dataset.party) return PartyKind::natural;
    const PartyFields& party = *dataset.party;
    const std::string kind = party_text(values, party.kind), name = party_text(values, party.name);
    const std::string code = party_text(values, party.code);
    if (!kind.empty() && is_called(party.natural, kind)) return PartyKind::natural;
    if (kind.empty() ? is_code_of_a_trader(code) : is_called(party.sole_trader, kind))
        return is_only_its_owner(name) ? PartyKind::natural : PartyKind::sole_trader;
    if (is_code_of_an_organisation(code)) return PartyKind::organisation;
    if (!kind.empty()) return is_only_a_person(name) ? PartyKind::natural : PartyKind::organisation;
    return is_organisation_name(name) ? PartyKind::organisation : PartyKind::natural;
}

bool names_persons_as_organisation(const Dataset& dataset, const std::vector<Value>& values) {
    if (!dataset.party) return false;
    const PartyFields& party = *dataset.party;
    const std::string kind = party_text(values, party.kind);
    if (kind.empty() || is_called(party.natural, kind) || is_called(party.sole_trader, kind)) return false;
    return party_kind(dataset, values) == PartyKind::natural ||
           !persons_beside_firms(party_text(values, party.name), false).empty();
}

bool is_surely_an_organisation(const Dataset& dataset, const std::vector<Value>& values) {
    if (!dataset.party || party_kind(dataset, values) != PartyKind::organisation) return false;
    const PartyFields& party = *dataset.party;
    const std::string code = party_text(values, party.code);
    if (is_code_of_a_trader(code)) return false;
    return !party_text(values, party.kind).empty() || is_code_of_an_organisation(code) ||
           ends_like_a_company(to_code_points(party_text(values, party.name)));
}

}  // namespace gongshi
