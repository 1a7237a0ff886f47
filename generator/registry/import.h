#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "dataset/dataset.h"
#include "intake/intake.h"
#include "registry/registry.h"
#include "sources/export.h"

namespace gongshi {

/// What became of one export in this run, for receipts and the console. An unchanged export's findings are the ones kept
/// with its import.
struct ImportedExport {
    Export file;
    enum class Outcome : std::uint8_t { taken, unchanged, refused, held } outcome = Outcome::taken;
    ExportSummary summary;
    std::vector<Diagnostic> findings;      ///< sorted
    std::vector<RefusedRow> refused_rows;  ///< as the department wrote them; at most `kept_refused_rows`
};
inline constexpr std::size_t kept_refused_rows = 5000;

struct ImportCount {
    std::vector<ImportedExport> exports;  ///< in the order of the exports given
    std::vector<Diagnostic> findings;     ///< about no single export: files that vanished
    std::uint64_t new_records = 0, new_versions = 0, unchanged_records = 0;
};

struct ImportDay {
    Date today = Date::from_days(0);   ///< recorded as the day a version came in
    Instant now;                       ///< recorded with the import, shown nowhere public
    std::uint64_t allowed_losses = 0;  ///< records that a snapshot may lose tonight, whatever its limit
};

/// Takes exports in: one department and dataset after another, each in one transaction. An export with equal ingredients
/// (bytes, schema, departments, intake version, sidecar) is not read again and its findings are told again. New
/// content makes a version, known content none; nothing is deleted. When two files of a kind hold the same record, the
/// later name counts. Records that vanish from a snapshot are reported, not withdrawn; a snapshot that loses more than
/// its limit is held (`snapshot.shrank`) and the last good one stays.
ImportCount take_in(std::span<const Export> exports, std::span<const Dataset> datasets, const IntakeOptions& options,
                    Registry& registry, const ImportDay& day, Threads threads, Progress& progress);

}  // namespace gongshi
