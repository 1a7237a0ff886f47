#include "disclosure/privacy.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "dataset/field_type.h"

namespace gongshi {
namespace {

constexpr std::array<std::u32string_view, 30> compound_surnames = {
    U"欧阳", U"司马", U"上官", U"诸葛", U"司徒", U"东方", U"独孤", U"南宫", U"夏侯", U"尉迟",
    U"皇甫", U"公孙", U"慕容", U"长孙", U"宇文", U"令狐", U"钟离", U"轩辕", U"端木", U"百里",
    U"呼延", U"东郭", U"澹台", U"公冶", U"宗政", U"濮阳", U"淳于", U"单于", U"太叔", U"申屠"};

constexpr std::array<std::string_view, 46> organisation_endings = {
    "公司", "厂",     "店",   "部",   "所",     "院",     "中心", "合作社", "学校", "局",    "委员会", "协会",
    "站",   "社",     "行",   "馆",   "厅",     "场",     "园",   "队",     "集团", "企业",  "银行",   "餐厅",
    "超市", "商行",   "门市", "工厂", "事务所", "幼儿园", "医院", "诊所",   "药房", "酒店",  "宾馆",   "加油站",
    "矿",   "基金会", "联社", "公寓", "商场",   "市场",   "会所", "网吧",   "政府", "村委会"};

bool is_cjk(char32_t c) { return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF) || c == U'〇'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string text_of(const std::vector<Value>& values, const std::optional<std::size_t>& field) {
    const auto* text = field ? std::get_if<std::string>(&values[*field]) : nullptr;
    return text == nullptr ? std::string() : *text;
}

bool ends_like_an_organisation(const std::string& name) {
    if (count_code_points(name) < 5) return false;
    return std::any_of(organisation_endings.begin(), organisation_endings.end(),
                       [&](std::string_view ending) { return name.ends_with(ending); });
}

bool has_words(const std::string& kind, const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return fold_key(word) == fold_key(kind); });
}

bool is_identity_number(std::string_view run) {
    static constexpr std::array<int, 17> weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (!is_digit(run[i])) return false;
        sum += weights[i] * (run[i] - '0');
    }
    const int month = (run[10] - '0') * 10 + run[11] - '0', day = (run[12] - '0') * 10 + run[13] - '0';
    const bool dated =
        (run.substr(6, 2) == "19" || run.substr(6, 2) == "20") && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    const char check = run[17] == 'x' ? 'X' : run[17];
    return dated && std::string_view("10X98765432")[std::size_t(sum % 11)] == check;
}

bool is_mobile_number(std::string_view run) {
    return run.size() == 11 && run[0] == '1' && run[1] >= '3' && std::all_of(run.begin(), run.end(), is_digit);
}

/// The texts of a value, to be changed in place.
template <class Change>
void each_text(Value& value, const Change& change) {
    if (auto* text = std::get_if<std::string>(&value)) change(*text);
    if (auto* list = std::get_if<std::vector<std::string>>(&value)) std::for_each(list->begin(), list->end(), change);
}

/// Names that must not be shown whole, as they stand in the record, longest first: 张三 must not break 张三丰.
std::vector<std::string> names_to_mask(const Dataset& dataset, std::vector<Value>& values) {
    const bool natural = dataset.party && party_kind(dataset, values) == PartyKind::natural;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < dataset.fields.size(); ++i) {
        const Privacy privacy = dataset.fields[i].privacy;
        const bool masked = privacy == Privacy::person || (privacy == Privacy::party && (natural || !dataset.party));
        if (masked) each_text(values[i], [&](std::string& name) { names.push_back(name); });
    }
    std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

}  // namespace

PartyKind party_kind(const Dataset& dataset, const std::vector<Value>& values) {
    if (!dataset.party) return PartyKind::natural;
    const PartyFields& party = *dataset.party;
    const std::string kind = text_of(values, party.kind);
    if (!kind.empty()) {
        if (has_words(kind, party.natural)) return PartyKind::natural;
        return has_words(kind, party.sole_trader) ? PartyKind::sole_trader : PartyKind::organisation;
    }
    const std::string code = text_of(values, party.code);
    const bool has_code = code.size() == 18 && !code.starts_with("00000000");
    return has_code || ends_like_an_organisation(text_of(values, party.name)) ? PartyKind::organisation
                                                                              : PartyKind::natural;
}

std::string mask_name(std::string_view name) {
    const std::u32string points = to_code_points(trim(name));
    if (points.empty()) return {};
    if (!is_cjk(points[0])) return to_utf8(points.substr(0, 1)) + "***";
    if (points.size() == 1) return "某";
    const bool dotted = points.find(U'·') != std::u32string::npos || points.find(U'•') != std::u32string::npos;
    const bool compound = !dotted && points.size() > 2 &&
                          std::find(compound_surnames.begin(), compound_surnames.end(),
                                    std::u32string_view(points).substr(0, 2)) != compound_surnames.end();
    const std::size_t surname = compound ? 2 : 1;
    return to_utf8(points.substr(0, surname)) + (points.size() - surname == 1 ? "某" : "某某");
}

bool mask_numbers(std::string& text) {
    bool masked = false;
    for (std::size_t i = 0; i < text.size();) {
        if (!is_word(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && is_word(text[end])) ++end;
        const std::string_view run = std::string_view(text).substr(i, end - i);
        const bool identity = run.size() == 18 && is_identity_number(run), mobile = is_mobile_number(run);
        if (identity || mobile) std::fill(text.begin() + long(i) + (identity ? 0 : 3), text.begin() + long(end), '*');
        masked = masked || identity || mobile;
        i = end;
    }
    return masked;
}

bool mask_record(const Dataset& dataset, std::vector<Value>& values) {
    const std::vector<std::string> names = names_to_mask(dataset, values);
    bool numbers = false;
    for (std::size_t i = 0; i < dataset.fields.size(); ++i) {
        const Field& field = dataset.fields[i];
        if (!field.is_public()) continue;
        each_text(values[i], [&](std::string& text) {
            const auto own = std::find(names.begin(), names.end(), text);
            const bool is_name = field.privacy != Privacy::open && own != names.end();
            if (is_name) {
                text = mask_name(text);
                return;
            }
            for (const std::string& name : names) {
                if (count_code_points(name) >= 2) replace_all(text, name, mask_name(name));
            }
            // Numbers that are the field's own business (certificates, credit codes, telephones of offices) have types;
            // free text has none.
            const std::string_view format = field.type->format();
            if (format == "default" || format == "text") numbers = mask_numbers(text) || numbers;
        });
    }
    return numbers;
}

}  // namespace gongshi
