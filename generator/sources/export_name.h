#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dataset/dataset.h"
#include "dataset/department.h"

namespace gongshi {

/// What the ending of a file's name says it is, before anybody looks into it.
enum class NamedForm : std::uint8_t {
    readable,    ///< csv, json, ndjson (also jsonl), xlsx
    unfinished,  ///< open in a spreadsheet, or on its way here
    old_table,   ///< xls, et, …: a spreadsheet program can save it anew
    other_table,
    archive,
    none,  ///< an attachment, or nothing of ours
};

NamedForm form_named(std::string_view name);

/// The dataset a file's name begins with: the longest that is followed by a dot, a dash or an underscore. Null: none.
const Dataset* dataset_named(std::string_view name, std::span<const Dataset> datasets);

/// What a name that begins with no dataset is most likely meant as: the dataset whose Chinese title stands in it, or whose name is a
/// slip away.
std::optional<std::string> nearest_dataset(std::string_view name, std::span<const Dataset> datasets);
/// The same for a folder: people call it by the department's name or short name.
std::optional<std::string> nearest_department(std::string_view folder, const Departments& departments);

}  // namespace gongshi
