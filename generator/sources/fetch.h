#pragma once
#include <filesystem>
#include <span>
#include <vector>

#include "core/progress.h"
#include "dataset/department.h"
#include "sources/source.h"

namespace gongshi {

/// Brings what lies elsewhere (https, sftp, buckets) into `state/sources/<name>/<department>/`, from where it is read like an
/// inbox. A file is asked for only if it changed (ETag, Last-Modified, size and time), goes on where it broke off, is bounded in
/// size and the source in time; what cannot be had leaves the last good copy. No redirect is followed. Findings:
/// `source.unreachable`, `source.denied`, `source.moved`, `source.too_large`, `source.out_of_time`, `secret.*`.
std::vector<Diagnostic> fetch(std::span<const Source> sources, const std::filesystem::path& site,
                              const Departments& departments, Progress& progress);

}  // namespace gongshi
