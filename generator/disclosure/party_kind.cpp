#include "disclosure/party_kind.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/text.h"

namespace gongshi {
namespace {

constexpr std::array<std::string_view, 46> organisation_endings = {
    "公司", "厂",     "店",   "部",   "所",     "院",     "中心", "合作社", "学校", "局",    "委员会", "协会",
    "站",   "社",     "行",   "馆",   "厅",     "场",     "园",   "队",     "集团", "企业",  "银行",   "餐厅",
    "超市", "商行",   "门市", "工厂", "事务所", "幼儿园", "医院", "诊所",   "药房", "酒店",  "宾馆",   "加油站",
    "矿",   "基金会", "联社", "公寓", "商场",   "市场",   "会所", "网吧",   "政府", "村委会"};

std::string text_of(const std::vector<Value>& values, const std::optional<std::size_t>& field) {
    const auto* text = field ? std::get_if<std::string>(&values[*field]) : nullptr;
    return text == nullptr ? std::string() : *text;
}

bool ends_like_an_organisation(const std::string& name) {
    if (count_code_points(name) < 5) return false;
    return std::any_of(organisation_endings.begin(), organisation_endings.end(),
                       [&](std::string_view ending) { return name.ends_with(ending); });
}

/// 张三 under 个体工商户: no shop's name, but its owner's.
bool is_only_a_name(const std::string& name) {
    return count_code_points(name) <= 3 && !ends_like_an_organisation(name);
}

}  // namespace

std::string_view name_of(PartyKind kind) {
    static constexpr std::array<std::string_view, 3> names = {"organisation", "sole_trader", "natural"};
    return names[std::size_t(kind)];
}

PartyKind party_kind(const Dataset& dataset, const std::vector<Value>& values) {
    if (!dataset.party) return PartyKind::natural;
    const PartyFields& party = *dataset.party;
    const std::string kind = text_of(values, party.kind);
    if (!kind.empty()) {
        const std::string folded = fold_key(kind);
        if (is_one_of(party.natural, folded)) return PartyKind::natural;
        if (!is_one_of(party.sole_trader, folded)) return PartyKind::organisation;
        return is_only_a_name(text_of(values, party.name)) ? PartyKind::natural : PartyKind::sole_trader;
    }
    const std::string code = text_of(values, party.code);
    const bool has_code = code.size() == 18 && !code.starts_with("00000000");
    return has_code || ends_like_an_organisation(text_of(values, party.name)) ? PartyKind::organisation
                                                                              : PartyKind::natural;
}

}  // namespace gongshi
