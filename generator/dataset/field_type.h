#pragma once
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "dataset/dataset.h"
#include "dataset/value.h"

namespace gongshi {

/// What site.toml says about values in general, given to every parse.
struct ValueSettings {
    std::string certificate_pattern;  ///< RE2; empty: any
};

/// One kind of value: how departments write it, how it is kept, how it is shown. The table of types is in field_type.cpp;
/// to add one, add a row there, its wording, its tests.
class FieldType {
public:
    virtual ~FieldType() = default;

    virtual std::string_view type() const = 0;    ///< Table Schema's type: string, number, date, …
    virtual std::string_view format() const = 0;  ///< "default", or ours: credit-code, document-number, money, …

    /// Reads a trimmed cell that is not one of the missing values. Findings that do not refuse the cell (a legacy
    /// number, a guessed form) go to `findings`, with `place`. A refusal carries `place` and the masked text.
    virtual Result<Value> parse(std::string_view cell, const Field& field, const ValueSettings& settings,
                                const Place& place, Diagnostics& findings) const = 0;

    /// The one form in which the registry keeps the value; parse_canonical(canonical(v)) == v.
    virtual std::string canonical(const Value& value) const = 0;
    virtual Value parse_canonical(std::string_view text) const = 0;

    /// The name templates and downloads know the kind by: text, longtext, date, money, number, list, code, phone, link,
    /// attachment, flag.
    virtual std::string_view kind() const = 0;
};

/// The type for a Table Schema `type` and `format`; nullptr when there is none.
const FieldType* find_field_type(std::string_view type, std::string_view format);
/// Every (type, format) pair, for messages and documents.
std::span<const FieldType* const> all_field_types();

}  // namespace gongshi
