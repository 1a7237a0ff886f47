#include "dataset/yearly_cap.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/text.h"
#include "dataset/chinese_number.h"

namespace gongshi {
namespace {

constexpr int most_a_year = 1000;

/// The number that ends right before `end`: 12, 两, 十二.
std::optional<int> number_before(std::u32string_view text, std::size_t end) {
    std::size_t begin = end;
    while (begin > 0 && is_digit(text[begin - 1])) --begin;
    if (begin < end) {
        int number = 0;
        for (std::size_t i = begin; i < end; ++i) number = std::min(number * 10 + int(text[i] - U'0'), most_a_year);
        return number;
    }
    while (begin > 0 && is_chinese_numeral(text[begin - 1])) --begin;
    if (begin == end) return std::nullopt;
    const auto number = read_chinese_number(text.substr(begin, end - begin));
    return number && *number <= most_a_year ? std::optional(int(*number)) : std::nullopt;
}

}  // namespace

std::optional<int> read_yearly_cap(std::string_view text) {
    static constexpr std::pair<std::u32string_view, int> spans[] = {{U"半年", 2}, {U"每季", 4},  {U"每个季", 4},
                                                                    {U"/季", 4},  {U"每月", 12}, {U"每个月", 12},
                                                                    {U"/月", 12}, {U"每周", 52}};
    const std::u32string folded = to_code_points(fold_key(text));
    const std::size_t times = folded.find(U'次');
    if (times == std::u32string::npos) return std::nullopt;
    const std::optional<int> number = number_before(folded, times);
    if (!number) return std::nullopt;
    for (const auto& [word, in_a_year] : spans) {
        if (folded.find(word) != std::u32string::npos) return *number * in_a_year;
    }
    return number;
}

}  // namespace gongshi
