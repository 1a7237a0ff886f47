#pragma once
#include <string>
#include <vector>

#include "core/result.h"
#include "intake/workbook_archive.h"

namespace gongshi {

/// The parts of a workbook that stand beside its sheets.
struct Workbook {
    struct Sheet {
        std::string name, member;
        bool hidden = false;
    };
    std::vector<Sheet> sheets;         ///< in the order of the tabs
    bool from_1904 = false;            ///< dates count from 1904-01-01
    std::vector<std::string> strings;  ///< shared strings, without phonetic guides
    std::vector<bool> date_styles;     ///< by cell style: is a number of this style a date?
};

/// Reads them. Errors: `xlsx.malformed`, `xlsx.too_large` (more than 256 MiB of shared strings), `xlsx.dtd`.
Result<Workbook> read_workbook(const WorkbookArchive& archive, const std::string& shown);

/// Does a number format code show a date? (ECMA-376 part 1, 18.8.30: d, m, y, h, s outside quotes and brackets.)
bool is_date_format(std::string_view code);

}  // namespace gongshi
