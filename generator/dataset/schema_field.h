#pragma once
#include <map>
#include <string>

#include "dataset/dataset.h"
#include "dataset/schema_object.h"

namespace gongshi {

/// A field as its object in the schema says, and what can be resolved only when all fields are known.
struct SchemaField {
    Field field;
    std::string agrees_with;  ///< name of another field; empty: none
};

/// Reads one element of `fields`. The field's type is never null: an unknown one is reported and read as plain text.
SchemaField read_schema_field(SchemaObject object);

/// [a-z0-9-]+, not at its ends a hyphen: what may stand in a URL.
bool is_slug(std::string_view text);

}  // namespace gongshi
