#pragma once
#include <span>

#include "dataset/field_type.h"

namespace gongshi {

/// A type whose value is a text and its own canonical form; only how cells are read differs.
class TextualType : public FieldType {
public:
    TextualType(std::string_view type, std::string_view format, std::string_view kind)
        : type_(type), format_(format), kind_(kind) {}
    std::string_view type() const override { return type_; }
    std::string_view format() const override { return format_; }
    std::string_view kind() const override { return kind_; }
    std::string canonical(const Value& value) const override { return std::get<std::string>(value); }
    Value parse_canonical(std::string_view text) const override { return std::string(text); }

private:
    std::string_view type_, format_, kind_;
};

// The rows of the table of types (field_type.cpp), by kin.
std::span<const FieldType* const> text_types();        ///< string, text, uri, attachment
std::span<const FieldType* const> identifier_types();  ///< credit-code, document-number, certificate-number, …
std::span<const FieldType* const> number_types();      ///< integer, number, money, boolean
std::span<const FieldType* const> date_types();        ///< date, year, yearmonth
std::span<const FieldType* const> list_types();        ///< list

/// The label of what stands in a cell of a field with a code list: a code or a label, in any width and case, leading
/// zeros optional (spreadsheets drop them); 其他-… stays as it is where 其他 is a label. None when it is neither.
std::optional<std::string> label_of(const Field& field, std::string_view cell);

/// A canonical text that does not read: our own writing is damaged. Throws Stop `content.damaged`.
[[noreturn]] void stop_for_damage(std::string_view type, std::string_view text);

}  // namespace gongshi
