#pragma once
#include <string_view>
#include <tl/expected.hpp>

#include "dataset/value.h"

namespace gongshi {

enum class DecimalFault : std::uint8_t { unparsable, grouping, exponent, too_large };

/// A number as departments write it: full-width digits, thousands separators that group three digits, a sign. Kept
/// exactly, zeros at its end included.
tl::expected<Decimal, DecimalFault> read_decimal(std::string_view cell);

}  // namespace gongshi
