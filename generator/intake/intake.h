#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "core/result.h"
#include "dataset/department.h"
#include "dataset/field_type.h"
#include "dataset/record.h"
#include "intake/row_memory.h"
#include "sources/export.h"

namespace gongshi {

/// Raised whenever intake would read the same bytes differently: an ingredient of "unchanged".
inline constexpr int intake_version = 4;

/// The signing-off of a whole file by a sidecar `<export>.approved.toml` whose sha256 is the export's.
struct SidecarApproval {
    std::string approver, office, entered_by;
    std::optional<Date> date;
};

/// What was seen of a file beside its records.
struct ExportSummary {
    std::uint64_t rows = 0;  ///< data rows: without headers, instructions, totals and blank rows
    std::uint64_t accepted = 0;
    std::uint64_t refused = 0;        ///< rows
    std::string encoding;             ///< "UTF-8", "UTF-8 BOM", "GB18030", "UTF-16LE"…; "xlsx"
    std::string form;                 ///< "csv ,", "csv \t", "json", "ndjson", "xlsx"
    std::vector<std::string> header;  ///< as in the file, for receipts: of all its sheets; empty for JSON
    std::optional<SidecarApproval> sidecar;
};

/// One refused row, as the department wrote it, for the receipt's CSV.
struct RefusedRow {
    std::string sheet;  ///< of a workbook, else empty
    std::uint32_t line = 0;
    std::vector<std::string> cells;    ///< below the titles of ExportSummary::header
    std::optional<Identity> identity;  ///< of the record that it would have been, when its key can be read
};

struct IntakeOptions {
    const Departments* departments = nullptr;
    /// What stands in identities for a department, by its key (registry/identity_basis.h); none: its credit code, or its key.
    std::map<std::string, std::string> authorities;
    ValueSettings values;
    std::function<void(RefusedRow&&)> on_refused;  ///< optional
    /// Rows that need not be read again; optional. Its rows were read under the same dataset, departments, values and
    /// intake_version.
    const RowMemory* remembered = nullptr;
    HashKey row_key;  ///< under which rows are remembered
};

/// One accepted row: its record, or the remembered row that says what it gave when it was read before.
struct AcceptedRow {
    std::optional<Record> record;  ///< none: the row is remembered
    RememberedRow row;             ///< `version` only of a remembered one
    bool silent = true;            ///< nothing was said of it: it may be remembered
    std::uint32_t line = 0;
};

/// Reads one export: bytes → text → rows → records, streaming. Each accepted row is given to `accept`; findings about
/// cells, rows and columns go to `findings` (one finding with a count where the same fault stands in many rows). A row
/// is refused when its key, a required field or a constraint marked so is bad; a bad optional cell is left out with a
/// warning-like refusal of the cell, and the row is accepted. Error: the whole file is refused (`header.missing_key`,
/// `xlsx.not_a_zip`, `encoding.unreadable`, …); nothing given to `accept` may then be kept.
Result<ExportSummary> read_export(const Export& file, const Dataset& dataset, const IntakeOptions& options,
                                  const std::function<void(AcceptedRow&&)>& accept, Diagnostics& findings);

}  // namespace gongshi
