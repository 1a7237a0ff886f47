#pragma once
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/parallel.h"
#include "core/progress.h"
#include "dataset/dataset.h"
#include "dataset/department.h"
#include "sources/export.h"
#include "sources/known_files.h"
#include "sources/source.h"

namespace gongshi {

struct Pulled {
    std::vector<Export> exports;       ///< sorted by how they are shown
    std::vector<Diagnostic> findings;  ///< sorted: files that are none of ours, and why
    bool all_sources = true;           ///< false: a source's folder is not there, a share that is not mounted perhaps
};

/// Looks at every source and gives the exports that lie still, with their digests. A file is an export when it lies in
/// `<inbox>/<department>/`, is called `<dataset>[.-_anything].{csv,json,ndjson,xlsx}` (the longest dataset name counts),
/// and did not change while it was looked at. Everything else that was meant to be one is a finding; other files are
/// attachments. Links that lead out of the inbox are refused. What is `known` (null: nothing) spares the SHA-256 of files that
/// are as they were; every byte is read all the same.
Pulled pull(std::span<const Source> sources, const std::filesystem::path& site, const Departments& departments,
            std::span<const Dataset> datasets, const KnownFiles* known, Threads threads, Progress& progress);

}  // namespace gongshi
