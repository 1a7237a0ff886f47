#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "dataset/dataset.h"

namespace gongshi {

/// Reads every `*.json` of a folder (sorted by name) as a dataset schema: Frictionless Table Schema
/// (https://specs.frictionlessdata.io/table-schema/) with our additions under `"disclosure"`. Every mistake is reported
/// with file, line and column (`schema.*`); unknown keys with the nearest known one. When anything was refused the
/// result must not be used.
std::vector<Dataset> read_datasets(const std::filesystem::path& folder, std::string_view shown_folder,
                                   Diagnostics& findings);

/// One schema, from its text.
Dataset parse_dataset(std::string_view json, std::string_view file_name, Diagnostics& findings);

/// Checks that hold between datasets: segments and names unique, foreign keys point at existing datasets and fields.
void check_references(const std::vector<Dataset>& datasets, Diagnostics& findings);

}  // namespace gongshi
