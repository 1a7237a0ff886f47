#include "intake/csv.h"

#include <doctest/doctest.h>

#include "rows.h"

using namespace gongshi;
using namespace gongshi::testing;

namespace {

Rows read(std::string_view text, std::size_t piece = 1 << 20, CsvLimits limits = {}) {
    Rows rows;
    CsvReader(in_pieces(text, piece), "x.csv", limits).read(rows);
    return rows;
}

using Cells = std::vector<std::vector<std::string>>;
Cells cells_of(const Rows& rows) {
    Cells cells;
    for (const RawRow& row : rows.rows) cells.push_back(row.cells);
    return cells;
}

std::string shown(const Cells& rows) {
    std::string text;
    for (const auto& row : rows) {
        for (const std::string& cell : row) text += (&cell == row.data() ? "" : "|") + cell;
        text += '/';
    }
    return text;
}

}  // namespace

TEST_CASE("RFC 4180 and what departments make of it, wherever pieces end") {
    struct Case {
        const char* text;
        Cells cells;
        std::vector<std::string> noted;
    };
    const Case cases[] = {
        {"a,b\r\n1,2\r\n", {{"a", "b"}, {"1", "2"}}, {}},
        {"a,b\r1,2", {{"a", "b"}, {"1", "2"}}, {}},
        {"a,b\n\"1\n2\",3\n", {{"a", "b"}, {"1\n2", "3"}}, {}},
        {"a,b\n\"1\"\"2\",3\n", {{"a", "b"}, {"1\"2", "3"}}, {}},
        {"a,b\n1\"2,3\n", {{"a", "b"}, {"1\"2", "3"}}, {}},
        {"a;b\n1;2\n", {{"a", "b"}, {"1", "2"}}, {}},
        {"a\tb\n1\t2\n", {{"a", "b"}, {"1", "2"}}, {}},
        {"sep=;\na,b;c\n", {{"a,b", "c"}}, {}},
        {"a,b\n\"1\"x,2\n", {{"a", "b"}, {"1\"x", "2"}}, {"csv.stray_quote"}},
        {"a,b\n\"1,2\n3,4\n", {{"a", "b"}, {"1", "2"}, {"3", "4"}}, {"csv.unclosed_quote"}},
        {"a,b\n1\xC2\xA0,\n", {{"a", "b"}, {"1\xC2\xA0", ""}}, {}},
        {"文号,当事人\n云〔2026〕1号,\"甲,乙\"\n", {{"文号", "当事人"}, {"云〔2026〕1号", "甲,乙"}}, {}},
    };
    for (const Case& one : cases) {
        for (const std::size_t piece : {std::size_t(1), std::size_t(3), std::size_t(1 << 20)}) {
            CAPTURE(std::string(one.text));
            CAPTURE(piece);
            const Rows rows = read(one.text, piece);
            CHECK(shown(cells_of(rows)) == shown(one.cells));
            std::vector<std::string> noted;
            for (const Diagnostic& note : rows.noted) noted.emplace_back(note.code);
            CHECK(noted == one.noted);
            CHECK(rows.refused.empty());
        }
    }
}

TEST_CASE("a NUL is dropped and told") {
    const Rows rows = read(std::string_view("a,b\n1\0,2\n", 9));
    CHECK(cells_of(rows) == Cells{{"a", "b"}, {"1", "2"}});
    REQUIRE(rows.noted.size() == 1);
    CHECK(rows.noted[0].code == "csv.nul");
    CHECK(rows.noted[0].place.line == 2);
}

TEST_CASE("rows are numbered as a spreadsheet numbers them") {
    const Rows rows = read("a\n\"x\ny\nz\"\nb\n");
    REQUIRE(rows.rows.size() == 3);
    CHECK(rows.rows[1].line == 2);
    CHECK(rows.rows[2].line == 3);
}

TEST_CASE("a cell or a row past its bound is refused, and the next row is read") {
    CsvLimits limits;
    limits.cell_bytes = 8;
    limits.cells = 3;
    const Rows rows = read("a,b\n123456789,1\n1,2,3,4\n5,6\n", 2, limits);
    CHECK(cells_of(rows) == Cells{{"a", "b"}, {"5", "6"}});
    REQUIRE(rows.refused.size() == 2);
    CHECK(rows.refused[0].code == "csv.too_long");
    CHECK(rows.refused[1].place.line == 3);
}

TEST_CASE("a quote that is closed only after many lines takes one row with it, not the file") {
    CsvLimits limits;
    limits.quoted_lines = 3;
    std::string text = "a,b\n\"1,2\n";
    for (int i = 0; i < 9; ++i) text += "3,4\n";
    const Rows rows = read(text + "5,\"6\"\n", 5, limits);
    REQUIRE(rows.rows.size() == 12);
    CHECK(shown({rows.rows[1].cells}) == "1|2/");
    CHECK(rows.rows.back().cells == std::vector<std::string>{"5", "6"});
}
