#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "dataset/value.h"

namespace gongshi {

inline constexpr std::int64_t fen_per_yuan = 100;
inline constexpr std::int64_t fen_per_wan_yuan = 1'000'000;

enum class MoneyFault : std::uint8_t {
    unparsable,
    grouping,      ///< commas that do not group three digits: 1,2 may be a decimal comma
    exponent,      ///< 2E+05: a spreadsheet's rounding
    unit_missing,  ///< numerals in words without 元 in a column of 万元
    too_precise,   ///< less than a fen
    negative,
    too_large,
};

/// Reads an amount as a department writes it: digits (full-width ones too) with thousands separators only where they
/// group three, ¥ or 人民币 before, 元 / 万元 / 亿元 behind (which then says the unit, whatever the column's is), or
/// numerals in words with 元 (贰万元整, 壹仟元伍角). Exact, in whole fen.
tl::expected<Money, MoneyFault> read_money(std::string_view cell, std::int64_t unit_fen);

/// "2000 元", "1234.50 元": for findings.
std::string yuan_text(Money money);

/// The amounts that a wording names with their unit, in its order: 罚款2000元, 人民币贰万元整, 0.2万元, 1,234.50元.
std::vector<Money> amounts_in(std::string_view wording);

enum class Agreement : std::uint8_t {
    silent,      ///< the wording names no amount, or the value is zero
    agrees,      ///< one of its amounts, or the sum of neighbouring ones
    wrong_unit,  ///< off by exactly 10,000: 元 and 万元 were mixed up
    differs,
};

/// Does the value agree with the wording of the decision? The law's text is the wording; the number was typed beside it.
Agreement agrees_with(Money value, std::string_view wording);

}  // namespace gongshi
