#include "dataset/value.h"

namespace gongshi {

std::string Decimal::text() const {
    const bool negative = unscaled < 0;
    // The unsigned negation is right for the smallest number too.
    std::string digits = std::to_string(negative ? 0 - std::uint64_t(unscaled) : std::uint64_t(unscaled));
    if (scale > 0) {
        if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
        digits.insert(digits.size() - scale, 1, '.');
    }
    return negative ? "-" + digits : digits;
}

}  // namespace gongshi
