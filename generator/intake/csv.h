#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "intake/raw_row.h"

namespace gongshi {

/// Bounds past which a row is refused, so that one stray quote cannot swallow a file.
struct CsvLimits {
    std::size_t cell_bytes = 1 << 20;
    std::size_t cells = 4096;
    std::size_t quoted_lines = 1000;  ///< line ends within one quoted cell
};

/// Which of `,` `;` tab separates the cells: the one that stands most evenly in the first lines, quotes heeded; or what a
/// first line `sep=;` says.
char detect_separator(std::string_view beginning);

/// Reads CSV as RFC 4180 says, and what departments make of it as docs/formats/exports.md says. Text comes in pieces
/// from `more` (appends; false at the end); where pieces end changes nothing. Rows are numbered as a spreadsheet numbers
/// them: a line end within quotes begins no new row.
class CsvReader {
public:
    using More = std::function<bool(std::string& text)>;
    CsvReader(More more, std::string shown_file, CsvLimits limits = {});

    void read(RowSink& sink);
    char separator() const { return separator_; }

private:
    enum class Cut { none, needs_more };
    struct Scan;

    void begin();
    bool fill();
    Cut scan_row(Scan& scan);
    Cut scan_quoted(Scan& scan, std::string& cell);
    Cut scan_plain(Scan& scan, std::string& cell);
    bool ends_row(Scan& scan, Cut& cut);

    More more_;
    std::string shown_;
    CsvLimits limits_;
    std::string text_;
    std::size_t at_ = 0;
    bool ended_ = false;
    char separator_ = ',';
    std::uint32_t row_ = 0;
};

}  // namespace gongshi
