#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/diagnostic.h"
#include "core/wording.h"

namespace gongshi {

/// What a department is told of one of its files.
struct FileReceipt {
    std::string file;  ///< as people know it
    std::string dataset_title;
    enum class Outcome : std::uint8_t { taken, unchanged, refused, held } outcome = Outcome::taken;
    std::uint64_t rows = 0, accepted = 0, refused = 0;
    std::string encoding, form;
    std::vector<Diagnostic> findings;  ///< sorted
    std::vector<std::string> header;   ///< as in the file
    struct Row {
        std::string sheet;  ///< of a workbook, else empty
        std::uint32_t line = 0;
        std::vector<std::string> cells;
    };
    std::vector<Row> refused_rows;  ///< as the department wrote them
};

struct DepartmentReceipt {
    std::string department, name;    ///< key and full name
    std::vector<FileReceipt> files;  ///< sorted by name
    std::vector<Diagnostic> others;  ///< about no single file: references, approvals, files that went away
};

/// Writes `<folder>/<department>/index.html`, the same as `findings.csv`, and for each file with refused rows
/// `<file>.退回.csv`: the rows as they came with a column 原因, to be mended and dropped again. Never below public/:
/// receipts are for the department alone. What is no longer true is removed. docs/formats/receipts.md.
void write_receipts(const std::vector<DepartmentReceipt>& receipts, Date day, const std::filesystem::path& folder);

}  // namespace gongshi
