#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "dataset/dataset.h"
#include "dataset/value.h"

namespace gongshi {

/// What a party (行政相对人) is, as far as its name may be shown and rules ask for it.
enum class PartyKind : std::uint8_t { organisation, sole_trader, natural };

/// The word for it in rule files: "organisation", "sole_trader", "natural".
std::string_view name_of(PartyKind kind);

/// By the schema's words for the kind; without one by a valid credit code, then by how the name ends (…公司, …厂). In
/// doubt a party is a natural person.
PartyKind party_kind(const Dataset& dataset, const std::vector<Value>& values);

}  // namespace gongshi
