#pragma once
#include "core/result.h"
#include "dataset/dataset.h"
#include "dataset/value.h"

namespace gongshi {

/// Holds a typed value (or a missing one) against the constraints of its field; `unique` is the registry's business.
/// Of a list every element is held against `pattern`, `enum` and the lengths. Errors, all refusing the cell:
/// `constraint.required`, `.too_short`, `.too_long`, `.pattern`, `.enum`, `.minimum`, `.maximum`.
Result<void> check_constraints(const Field& field, const Value& value, const Place& place);

/// Does the schema's `minimum` or `maximum` read as a value of the field's type, and does that type have an order?
bool is_valid_bound(const Field& field, std::string_view bound);

/// Holds an amount against the wording it was typed beside (Field::agrees_with), once the row is read. Findings:
/// `amount.units_disagree` (off by exactly 10,000: the amount must then not be shown) and `amount.wording_disagrees`,
/// with the severity the schema gives them.
std::optional<Diagnostic> check_wording(const Field& field, Money amount, std::string_view wording, const Place& place);

}  // namespace gongshi
