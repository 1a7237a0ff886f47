#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "core/result.h"
#include "intake/raw_row.h"
#include "intake/workbook.h"
#include "intake/workbook_archive.h"

namespace gongshi {

/// Reads an Office Open XML workbook (ECMA-376 part 1, SpreadsheetML): shared and inline strings, numbers as Excel
/// shows them (fifteen digits), dates by their number format (1900 and 1904 systems), booleans, cached results of
/// formulas; the text of cells that are merged over several rows in each of them. DTDs are refused; sizes are bounded. Memory
/// holds the shared strings and one row.
class XlsxReader {
public:
    /// Errors: those of WorkbookArchive::open and read_workbook.
    static Result<XlsxReader> open(const std::filesystem::path& file, const std::string& shown);

    const std::vector<Workbook::Sheet>& sheets() const { return book_.sheets; }

    /// Gives the rows of a sheet to `sink`, in their order; a row of more than 4 MiB is refused there (`xlsx.too_long`). Returns
    /// what people see otherwise than it is read: `xlsx.merged_cells`, `xlsx.hidden_rows`, `xlsx.hidden_columns`. Errors: as of
    /// read_xml.
    Result<std::vector<Diagnostic>> read(const Workbook::Sheet& sheet, RowSink& sink) const;

private:
    XlsxReader(std::string shown, WorkbookArchive archive, Workbook book)
        : shown_(std::move(shown)), archive_(std::move(archive)), book_(std::move(book)) {}

    std::string shown_;
    WorkbookArchive archive_;
    Workbook book_;
};

}  // namespace gongshi
