#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "dataset/dataset.h"
#include "sources/source.h"

namespace gongshi {

/// Does a file, links followed, lie outside a folder?
bool leads_out(const std::filesystem::path& file, const std::filesystem::path& folder);

/// The file beside the exports that an attachment field names. Errors, about that file: `attachment.missing` (no such file, or a
/// link that leads out of the department's folder), `attachment.kind` (may_be_attached), `attachment.is_export` (a file that rows are read from: it holds more than
/// may be published), `attachment.empty`, `attachment.disguised` (its bytes are not what its name says).
Result<std::filesystem::path> find_attachment(std::span<const Source> sources, std::span<const Dataset> datasets,
                                              const std::filesystem::path& site, const std::string& department,
                                              const std::string& name);

}  // namespace gongshi
