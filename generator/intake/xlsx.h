#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "core/diagnostic.h"
#include "intake/raw_row.h"

namespace gongshi {

/// What decides, sheet by sheet, whether it is the one to read: a fresh sink for each.
class SheetChooser {
public:
    virtual ~SheetChooser() = default;
    virtual RowSink& begin_sheet(const std::string& name) = 0;
    /// After the sheet: true when it was the one (a header was found); no further sheet is read.
    virtual bool end_sheet() = 0;
};

/// Reads an Office Open XML workbook (ECMA-376 part 1, SpreadsheetML): shared and inline strings, numbers as Excel
/// shows them (fifteen digits), dates by their number format (1900 and 1904 systems), booleans, cached results of
/// formulas. Sheets come in the workbook's order; hidden ones are reported and not read. DTDs are refused; sizes are
/// bounded. Memory holds the shared strings and one row.
///
/// Returns the finding that refuses the file, if any.
std::optional<Diagnostic> read_xlsx(const std::filesystem::path& file, const std::string& shown, SheetChooser& chooser);

}  // namespace gongshi
