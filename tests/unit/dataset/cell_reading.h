#pragma once
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "dataset/field_type.h"

namespace gongshi {

/// What became of one cell: its canonical text, or the code of the refusal; and the codes of what was said beside it.
struct CellReading {
    std::string text;
    std::vector<std::string> said;
    Value value;
    bool refused = false;
    std::string offending;
};

inline Field field_of(std::string_view type, std::string_view format = "default") {
    Field field;
    field.name = std::string("f");
    field.type = find_field_type(type, format);
    REQUIRE(field.type != nullptr);
    return field;
}

inline CellReading read_cell(const Field& field, std::string_view cell, const ValueSettings& settings = {}) {
    Diagnostics findings;
    CellReading reading;
    const auto value = field.type->parse(cell, field, settings, Place{}, findings);
    for (const Diagnostic& finding : findings.unsorted()) reading.said.push_back(finding.code);
    reading.refused = !value.has_value();
    if (!value) {
        reading.text = value.error().code;
        reading.offending = value.error().text;
    } else {
        reading.value = *value;
        reading.text = is_missing(*value) ? "(missing)" : field.type->canonical(*value);
        if (!is_missing(*value)) CHECK(field.type->parse_canonical(reading.text) == *value);
    }
    return reading;
}

}  // namespace gongshi
