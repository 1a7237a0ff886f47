#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace gongshi {

/// 一百二十三, 贰万, 一亿零五百: ordinary and capital numerals (零〇一二…九, 壹贰…玖, 两, 十拾百佰千仟万萬亿億). None when the
/// text is anything else or out of order (十百), or beyond 9999亿.
std::optional<std::int64_t> read_chinese_number(std::u32string_view text);

/// The digit alone: 七 → 7, 柒 → 7, 〇 → 0.
std::optional<int> chinese_digit(char32_t character);
bool is_chinese_numeral(char32_t character);  ///< a digit or one of 十百千万亿

}  // namespace gongshi
