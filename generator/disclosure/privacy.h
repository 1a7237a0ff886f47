#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dataset/dataset.h"
#include "dataset/value.h"

namespace gongshi {

/// What a party (行政相对人) is, as far as its name may be shown.
enum class PartyKind : std::uint8_t { organisation, sole_trader, natural };

/// By the schema's words for the kind; without one by a valid credit code, then by how the name ends (…公司, …厂). In
/// doubt a party is a natural person.
PartyKind party_kind(const Dataset& dataset, const std::vector<Value>& values);

/// 张三 → 张某, 欧阳修文 → 欧阳某某, 阿卜杜拉·买买提 → 阿某某, John Smith → J***. Never empty for a name that is not.
std::string mask_name(std::string_view name);

/// Numbers in a text that identify a person: 18-digit identity numbers whose check digit holds (GB 11643-1999) become
/// eighteen `*`, mobile numbers keep their first three digits. Says whether anything was masked.
bool mask_numbers(std::string& text);

/// Masks what privacy asks for in the values of one record, all of them together: names of natural persons in their own
/// fields and wherever the same name stands in another published text, numbers everywhere. Says whether numbers were.
bool mask_record(const Dataset& dataset, std::vector<Value>& values);

}  // namespace gongshi
