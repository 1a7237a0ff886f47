#pragma once
#include <span>
#include <string>
#include <string_view>

namespace gongshi {

/// Writes CSV as RFC 4180 asks: cells quoted where they must be, quotes doubled, CRLF. Excel reads it as UTF-8 when it
/// begins with the byte order mark.
class CsvWriter {
public:
    /// A spreadsheet takes cells that begin with = + - @, a tab or a line end for formulas: with `guard` such a cell gets
    /// an apostrophe before it (CWE-1236). Numbers with a sign are left alone.
    enum class Formulas { guard, keep };

    CsvWriter(std::string& out, Formulas formulas) : out_(out), formulas_(formulas) {}

    void byte_order_mark() { out_ += "\xEF\xBB\xBF"; }
    void cell(std::string_view text);
    void end_row();
    void row(std::span<const std::string> cells);

private:
    std::string& out_;
    Formulas formulas_;
    bool first_ = true;
};

}  // namespace gongshi
