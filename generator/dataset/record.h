#pragma once
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "core/digest.h"
#include "dataset/dataset.h"
#include "dataset/record_id.h"
#include "dataset/value.h"

namespace gongshi {

/// The typed values of one row under its dataset. Not public: may not be seen by anything that makes public bytes
/// (generator/FLOORS keeps it so).
struct Record {
    const Dataset* dataset = nullptr;
    Identity identity;
    std::string department;     ///< key of departments.toml: the folder the export lay in
    std::vector<Value> values;  ///< one for each field of the dataset
    Place place;                ///< file, sheet and line of the row
};

/// The record's content as canonical JSON: `{"field":"canonical text",…}` in the schema's order, lists as arrays,
/// missing values left out. Equal contents give equal bytes; docs/formats/registry.md says each type's canonical text.
std::string content_json(const Record& record);

/// The values of `content`, one for each field of `dataset`; fields it no longer knows are passed over. Content is our
/// own writing: a text that does not parse is a bug or a damaged registry, and throws Stop `content.damaged`.
std::vector<Value> values_from_content(const Dataset& dataset, std::string_view content);

}  // namespace gongshi
