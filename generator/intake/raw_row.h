#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/diagnostic.h"

namespace gongshi {

/// One row as it came, in UTF-8: cells as text, and the line under which a spreadsheet (or, for JSON, a text editor)
/// shows it. Never leaves intake.
struct RawRow {
    std::uint32_t line = 0;
    std::vector<std::string> cells;
    std::vector<std::uint32_t> shared =
        {};  ///< columns, from 0, in order, whose text stands in one cell merged over several rows
};

/// What a reader gives its rows to. `row` says whether the reader may stop.
class RowSink {
public:
    enum class Next { more, enough };

    virtual ~RowSink() = default;
    /// Sources whose rows carry names (JSON): the columns so far, in the order in which they were met. Called before the
    /// first row and whenever there are more.
    virtual void columns(std::span<const std::string> names) = 0;
    virtual Next row(RawRow&& row) = 0;
    /// A row the reader itself could not read.
    virtual void refuse(Diagnostic finding) = 0;
    /// Something about a row or the file that refuses nothing.
    virtual void note(Diagnostic finding) = 0;
};

}  // namespace gongshi
