#pragma once
#include "core/diagnostic.h"

namespace gongshi::codes {

// The file as bytes.
inline constexpr Code file_no_bytes{"file.no_bytes", Severity::refused, Unit::file};
inline constexpr Code text_is_workbook{"text.is_workbook", Severity::refused, Unit::file};
inline constexpr Code text_is_old_workbook{"text.is_old_workbook", Severity::refused, Unit::file};
inline constexpr Code text_is_html{"text.is_html", Severity::refused, Unit::file};
inline constexpr Code encoding_guessed{"encoding.guessed", Severity::note, Unit::file};
inline constexpr Code encoding_unreadable{"encoding.unreadable", Severity::refused, Unit::file};
inline constexpr Code approval_sidecar_stale{"approval.sidecar_stale", Severity::warning, Unit::file};

// CSV.
inline constexpr Code csv_nul{"csv.nul", Severity::warning, Unit::row};
inline constexpr Code csv_stray_quote{"csv.stray_quote", Severity::warning, Unit::row};
inline constexpr Code csv_unclosed_quote{"csv.unclosed_quote", Severity::warning, Unit::row};
inline constexpr Code csv_too_long{"csv.too_long", Severity::refused, Unit::row};
inline constexpr Code row_too_many_cells{"row.too_many_cells", Severity::refused, Unit::row};

// JSON.
inline constexpr Code json_not_rows{"json.not_rows", Severity::refused, Unit::file};
inline constexpr Code json_one_page{"json.one_page", Severity::warning, Unit::file};
inline constexpr Code json_bad_row{"json.bad_row", Severity::refused, Unit::row};
inline constexpr Code json_nested{"json.nested", Severity::refused, Unit::row};

// Workbooks.
inline constexpr Code xlsx_not_a_zip{"xlsx.not_a_zip", Severity::refused, Unit::file};
inline constexpr Code xlsx_is_html{"xlsx.is_html", Severity::refused, Unit::file};
inline constexpr Code xlsx_is_old{"xlsx.is_old", Severity::refused, Unit::file};
inline constexpr Code xlsx_is_csv{"xlsx.is_csv", Severity::refused, Unit::file};
inline constexpr Code xlsx_malformed{"xlsx.malformed", Severity::refused, Unit::file};
inline constexpr Code xlsx_too_large{"xlsx.too_large", Severity::refused, Unit::file};
inline constexpr Code xlsx_dtd{"xlsx.dtd", Severity::refused, Unit::file};
inline constexpr Code xlsx_hidden_sheet{"xlsx.hidden_sheet", Severity::warning, Unit::file};
inline constexpr Code xlsx_hidden_rows{"xlsx.hidden_rows", Severity::warning, Unit::file};
inline constexpr Code xlsx_hidden_columns{"xlsx.hidden_columns", Severity::note, Unit::file};
inline constexpr Code xlsx_other_sheet{"xlsx.other_sheet", Severity::note, Unit::file};
inline constexpr Code xlsx_sample_sheet{"xlsx.sample_sheet", Severity::warning, Unit::file};
inline constexpr Code xlsx_sheet_without_key{"xlsx.sheet_without_key", Severity::warning, Unit::file};
inline constexpr Code xlsx_too_long{"xlsx.too_long", Severity::refused, Unit::row};
inline constexpr Code xlsx_merged_cells{"xlsx.merged_cells", Severity::note, Unit::file};

// Headers.
inline constexpr Code header_not_found{"header.not_found", Severity::refused, Unit::file};
inline constexpr Code header_missing_key{"header.missing_key", Severity::refused, Unit::file};
inline constexpr Code header_duplicate{"header.duplicate", Severity::refused, Unit::file};
inline constexpr Code header_unknown{"header.unknown", Severity::note, Unit::file};
inline constexpr Code header_unit{"header.unit", Severity::note, Unit::file};

// Rows.
inline constexpr Code row_skipped{"row.skipped", Severity::note, Unit::row};
inline constexpr Code row_duplicate{"row.duplicate", Severity::note, Unit::row};
inline constexpr Code row_conflict{"row.conflict", Severity::refused, Unit::row};
inline constexpr Code amount_merged{"amount.merged", Severity::refused, Unit::cell};
inline constexpr Code cell_error_value{"cell.error_value", Severity::refused, Unit::cell};
inline constexpr Code authority_unknown{"authority.unknown", Severity::warning, Unit::cell};
inline constexpr Code authority_differs{"authority.differs", Severity::warning, Unit::cell};
inline constexpr Code file_empty{"file.empty", Severity::warning, Unit::file};
inline constexpr Code finding_repeated{"finding.repeated", Severity::warning, Unit::file};

}  // namespace gongshi::codes
