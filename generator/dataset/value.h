#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/date.h"

namespace gongshi {

/// Whole fen (1/100 元) in 64 bits; never a floating number.
struct Money {
    std::int64_t fen = 0;
    friend auto operator<=>(const Money&, const Money&) = default;
};

/// A decimal number as it was written, without rounding: `unscaled` × 10^-`scale`.
struct Decimal {
    std::int64_t unscaled = 0;
    std::uint8_t scale = 0;
    std::string text() const;  ///< "12.50"
    friend bool operator==(const Decimal&, const Decimal&) = default;
};

/// One typed cell. `std::monostate` is a missing value. Codes, numbers of documents, credit codes and long texts are
/// text in their canonical form; which form is the field type's business (dataset/field_type.h).
using Value =
    std::variant<std::monostate, std::string, Date, Money, std::int64_t, Decimal, bool, std::vector<std::string>>;

inline bool is_missing(const Value& value) { return std::holds_alternative<std::monostate>(value); }

}  // namespace gongshi
