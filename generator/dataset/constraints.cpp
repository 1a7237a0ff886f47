#include "dataset/constraints.h"

#include <algorithm>

#include "core/text.h"
#include "dataset/cell_text.h"
#include "dataset/codes.h"
#include "dataset/decimal.h"
#include "dataset/field_type.h"
#include "dataset/money.h"
#include "dataset/pattern.h"
#include "dataset/severity.h"

namespace gongshi {
namespace {

Failure broken(const Code& code, const Place& place, std::string_view text, std::string limit = {}) {
    return refuse_cell(code, place, text, {{"limit", std::move(limit)}});
}

Result<void> check_text(const Constraints& constraints, std::string_view text, const Place& place) {
    if (constraints.min_length || constraints.max_length) {
        const auto length = std::int64_t(count_code_points(text));
        if (constraints.min_length && length < *constraints.min_length)
            return broken(codes::constraint_too_short, place, text, std::to_string(*constraints.min_length));
        if (constraints.max_length && length > *constraints.max_length)
            return broken(codes::constraint_too_long, place, text, std::to_string(*constraints.max_length));
    }
    if (constraints.pattern && !Pattern::cached(*constraints.pattern).matches(text))
        return broken(codes::constraint_pattern, place, text, *constraints.pattern);
    const auto& allowed = constraints.one_of;
    if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), text) == allowed.end())
        return broken(codes::constraint_enum, place, text, join(allowed, "、"));
    return {};
}

__extension__ typedef __int128 Wide;

int compare(const Decimal& a, const Decimal& b) {
    Wide left = a.unscaled, right = b.unscaled;
    for (int scale = a.scale; scale < b.scale; ++scale) left *= 10;
    for (int scale = b.scale; scale < a.scale; ++scale) right *= 10;
    return left < right ? -1 : left > right ? 1 : 0;
}

template <class T>
int compare_ordered(const T& a, const T& b) {
    return a < b ? -1 : b < a ? 1 : 0;
}

/// A bound as a value of the field's type; none when the type has no order or the bound does not read.
std::optional<Value> read_bound(const Field& field, std::string_view bound) {
    const std::string_view type = field.type->type();
    if (field.type->format() == "money") {
        const auto money = read_money(bound, field.unit_fen);
        return money ? std::optional<Value>(*money) : std::nullopt;
    }
    if (type == "number" || type == "integer") {
        const auto number = read_decimal(bound);
        if (!number || (type == "integer" && number->scale > 0)) return std::nullopt;
        return type == "integer" ? Value(number->unscaled) : Value(*number);
    }
    if (type == "date") {
        const auto date = Date::parse_iso(bound);
        return date ? std::optional<Value>(*date) : std::nullopt;
    }
    if (type == "year" || type == "yearmonth") return Value(std::string(bound));
    return std::nullopt;
}

int compare_values(const Value& a, const Value& b) {
    return std::visit(
        [&](const auto& left) -> int {
            using T = std::decay_t<decltype(left)>;
            if constexpr (std::is_same_v<T, Decimal>)
                return compare(left, std::get<Decimal>(b));
            else if constexpr (std::is_same_v<T, Date> || std::is_same_v<T, Money> || std::is_same_v<T, std::int64_t> ||
                               std::is_same_v<T, std::string>)
                return compare_ordered(left, std::get<T>(b));
            else
                return 0;
        },
        a);
}

Result<void> check_bounds(const Field& field, const Value& value, const Place& place) {
    const Constraints& constraints = field.constraints;
    if (constraints.minimum) {
        const auto bound = read_bound(field, *constraints.minimum);
        if (bound && bound->index() == value.index() && compare_values(value, *bound) < 0)
            return broken(codes::constraint_minimum, place, field.type->canonical(value), *constraints.minimum);
    }
    if (constraints.maximum) {
        const auto bound = read_bound(field, *constraints.maximum);
        if (bound && bound->index() == value.index() && compare_values(value, *bound) > 0)
            return broken(codes::constraint_maximum, place, field.type->canonical(value), *constraints.maximum);
    }
    return {};
}

}  // namespace

Result<void> check_constraints(const Field& field, const Value& value, const Place& place) {
    if (is_missing(value)) {
        if (field.constraints.required) return broken(codes::constraint_required, place, {});
        return {};
    }
    if (const auto* items = std::get_if<std::vector<std::string>>(&value)) {
        for (const std::string& item : *items)
            if (auto checked = check_text(field.constraints, item, place); !checked) return checked;
        return {};
    }
    if (const auto* text = std::get_if<std::string>(&value))
        if (auto checked = check_text(field.constraints, *text, place); !checked) return checked;
    return check_bounds(field, value, place);
}

bool is_valid_bound(const Field& field, std::string_view bound) { return read_bound(field, bound).has_value(); }

std::optional<Diagnostic> check_wording(const Field& field, Money amount, std::string_view wording,
                                        const Place& place) {
    const Agreement agreement = agrees_with(amount, wording);
    if (agreement == Agreement::silent || agreement == Agreement::agrees) return std::nullopt;
    std::string named;
    for (const Money& money : amounts_in(wording)) named += (named.empty() ? "" : "、") + yuan_text(money);
    const Code& code =
        agreement == Agreement::wrong_unit ? codes::amount_units_disagree : codes::amount_wording_disagrees;
    Diagnostic finding(code, place, yuan_text(amount), {{"wording", std::move(named)}});
    finding.severity = severity_for(code, field);
    return finding;
}

}  // namespace gongshi
