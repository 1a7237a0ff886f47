#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "intake/raw_row.h"
#include "intake/workbook_archive.h"

namespace gongshi {

/// The name of a cell, as B12: column and row from 1; 0: not given.
struct CellName {
    std::uint32_t column = 0, row = 0;
};
CellName read_cell_name(std::string_view name);

/// Cells of a sheet that are merged over several rows. A workbook keeps their text in the uppermost alone; people who merge them
/// mean that it holds for each row (ECMA-376 part 1, 18.3.1.55).
class MergedCells {
public:
    /// A sheet names them after its rows, so they are read before its rows are. Errors: as of read_xml.
    static Result<MergedCells> read(const WorkbookArchive& archive, const std::string& member,
                                    const std::string& shown);

    /// Gives a row the texts that cells merged with it hold, and names their columns. Rows come in the order of the sheet.
    void fill(RawRow& row);

    std::uint64_t count() const { return count_; }  ///< also of those within one row

private:
    struct Range {
        std::uint32_t first_row = 0, last_row = 0, column = 0;
    };
    struct Open {
        std::uint32_t last_row = 0;
        std::string text;
    };
    void add(std::string_view reference);

    std::vector<Range> ranges_;           ///< over several rows, by their first
    std::size_t next_ = 0;                ///< the first that no row has reached
    std::map<std::uint32_t, Open> open_;  ///< by column: those that the row may belong to
    std::uint64_t count_ = 0;
};

}  // namespace gongshi
