#include "dataset/decimal.h"

#include "core/text.h"
#include "dataset/cell_text.h"

namespace gongshi {
namespace {

tl::unexpected<DecimalFault> fault(DecimalFault what) { return tl::unexpected<DecimalFault>(what); }

bool groups_three_digits(std::string_view whole) {
    bool first = true;
    for (const std::string_view group : split(whole, ',')) {
        if (!is_digits(group) || (first ? group.size() > 3 : group.size() != 3)) return false;
        first = false;
    }
    return true;
}

}  // namespace

tl::expected<Decimal, DecimalFault> read_decimal(std::string_view cell) {
    const std::string folded = without_blanks(fold_width(cell));
    std::string_view text = folded;
    bool negative = false;
    if (text.starts_with('-') || text.starts_with('+')) {
        negative = text.front() == '-';
        text.remove_prefix(1);
    } else if (text.starts_with("−")) {
        negative = true;
        text.remove_prefix(std::string_view("−").size());
    }
    const std::size_t exponent = text.find_first_of("eE");
    if (exponent != std::string_view::npos && exponent > 0 && is_digits(text.substr(0, 1)))
        return fault(DecimalFault::exponent);
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view fraction = point == std::string_view::npos ? "" : text.substr(point + 1);
    if (point != std::string_view::npos && !is_digits(fraction)) return fault(DecimalFault::unparsable);
    if (whole.find(',') != std::string_view::npos && !groups_three_digits(whole)) return fault(DecimalFault::grouping);
    std::string digits;
    for (const char c : whole)
        if (c != ',') digits += c;
    if (!is_digits(digits)) return fault(DecimalFault::unparsable);
    digits += fraction;
    const std::size_t significant = digits.find_first_not_of('0');
    if (significant != std::string::npos && digits.size() - significant > 18) return fault(DecimalFault::too_large);
    if (fraction.size() > 18) return fault(DecimalFault::too_large);
    Decimal decimal;
    for (const char c : digits) decimal.unscaled = decimal.unscaled * 10 + (c - '0');
    if (negative) decimal.unscaled = -decimal.unscaled;
    decimal.scale = std::uint8_t(fraction.size());
    return decimal;
}

}  // namespace gongshi
