#include "dataset/chinese_number.h"

#include <algorithm>

namespace gongshi {
namespace {

std::int64_t small_unit(char32_t c) {
    switch (c) {
        case U'十':
        case U'拾':
            return 10;
        case U'百':
        case U'佰':
            return 100;
        case U'千':
        case U'仟':
            return 1000;
        default:
            return 0;
    }
}

std::int64_t big_unit(char32_t c) {
    switch (c) {
        case U'万':
        case U'萬':
            return 10'000;
        case U'亿':
        case U'億':
            return 100'000'000;
        default:
            return 0;
    }
}

/// Below ten thousand: 三千零五, 十三, 二十, 六.
std::optional<std::int64_t> read_section(std::u32string_view text) {
    if (text.empty()) return std::nullopt;
    std::int64_t total = 0, last_unit = 10'000;
    int digit = -1;  // the one before, not used yet
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (const auto value = chinese_digit(text[i])) {
            if (digit > 0) return std::nullopt;  // 二三: a row of digits is not a number in words
            digit = *value;
            continue;
        }
        const std::int64_t unit = small_unit(text[i]);
        if (unit == 0 || unit >= last_unit) return std::nullopt;
        // Only 十 may stand without a digit: first of all, or after 零.
        if (digit < 0 && !(unit == 10 && i == 0)) return std::nullopt;
        if (digit == 0 && unit != 10) return std::nullopt;
        total += std::max(digit, 1) * unit;
        last_unit = unit;
        digit = -1;
    }
    return total + std::max(digit, 0);
}

}  // namespace

std::optional<int> chinese_digit(char32_t c) {
    static constexpr std::u32string_view rows[] = {U"零〇一二三四五六七八九", U"○○壹贰叁肆伍陆柒捌玖",
                                                   U"○○壹貳參肆伍陸柒捌玖", U"○○幺两叄肆伍陆柒捌玖",
                                                   U"○○壱弐参肆伍陆柒捌玖"};
    for (const std::u32string_view row : rows) {
        const std::size_t at = row.find(c);
        if (at != std::u32string_view::npos) return at == 0 ? 0 : int(at) - 1;
    }
    return std::nullopt;
}

bool is_chinese_numeral(char32_t c) { return chinese_digit(c) || small_unit(c) != 0 || big_unit(c) != 0; }

std::optional<std::int64_t> read_chinese_number(std::u32string_view text) {
    if (text.empty() || text.size() > 24) return std::nullopt;
    std::int64_t total = 0;
    for (const char32_t mark : {U'亿', U'万'}) {
        std::size_t at = std::u32string_view::npos;
        for (std::size_t i = 0; i < text.size() && at == std::u32string_view::npos; ++i)
            if (big_unit(text[i]) == big_unit(mark)) at = i;
        if (at == std::u32string_view::npos) continue;
        const auto section = read_section(text.substr(0, at));
        if (!section || *section == 0) return std::nullopt;
        total += *section * big_unit(mark);
        text.remove_prefix(at + 1);
        if (text.empty()) return total;
    }
    const auto rest = read_section(text);
    if (!rest) return std::nullopt;
    return total + *rest;
}

}  // namespace gongshi
