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
/// doubt a party is a natural person; so is an organisation without a code and a shop that are called by a person's name
/// and nothing else.
PartyKind party_kind(const Dataset& dataset, const std::vector<Value>& values);

/// A party that the department calls an organisation although it is a person, or persons are named beside a firm: told to the
/// department, for it has the word from which everything else follows.
bool names_persons_as_organisation(const Dataset& dataset, const std::vector<Value>& values);

/// An organisation for certain, not by the ending of its name alone: that name is a fact of the decision and stays as served.
bool is_surely_an_organisation(const Dataset& dataset, const std::vector<Value>& values);

}  // namespace gongshi
