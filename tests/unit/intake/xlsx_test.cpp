#include "intake/xlsx.h"

#include <doctest/doctest.h>
#include <unistd.h>
#include <zip.h>

#include <filesystem>
#include <memory>

#include "rows.h"

using namespace gongshi;

namespace {

constexpr const char* spreadsheet = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

/// A workbook of one sheet with these cells, style 1 being a date; removed when the test ends.
class OneSheet {
public:
    explicit OneSheet(const std::string& rows, const std::string& before = "", const std::string& after = "") {
        file_ = std::filesystem::temp_directory_path() / ("gongshi-xlsx-" + std::to_string(::getpid()) + ".xlsx");
        int error = 0;
        zip_t* archive = zip_open(file_.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
        REQUIRE(archive != nullptr);
        const std::string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const auto add = [&](const char* name, const std::string& text) {
            parts_.push_back(std::make_unique<std::string>("<?xml version=\"1.0\"?>" + text));
            const std::string& kept = *parts_.back();
            zip_file_add(archive, name, zip_source_buffer(archive, kept.data(), kept.size(), 0), ZIP_FL_OVERWRITE);
        };
        add("xl/workbook.xml", std::string("<workbook ") + spreadsheet + " xmlns:r=\"" + relations +
                                   "\"><sheets><sheet name=\"表1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
        add("xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            "<Relationship Id=\"r1\" Type=\"" +
                relations + "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"" +
                relations + "/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"r3\" Type=\"" +
                relations + "/styles\" Target=\"styles.xml\"/></Relationships>");
        add("xl/sharedStrings.xml",
            std::string("<sst ") + spreadsheet +
                "><si><r><t>无照</t></r><r><t>经营</t></r><rPh sb=\"0\" eb=\"1\"><t>WU</t></rPh>"
                "</si></sst>");
        add("xl/styles.xml",
            std::string("<styleSheet ") + spreadsheet +
                "><numFmts count=\"1\"><numFmt numFmtId=\"176\" "
                "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/></numFmts>"
                "<cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"176\"/></cellXfs></styleSheet>");
        add("xl/worksheets/sheet1.xml", std::string("<worksheet ") + spreadsheet + ">" + before + "<sheetData>" + rows +
                                            "</sheetData>" + after + "</worksheet>");
        REQUIRE(zip_close(archive) == 0);
    }
    ~OneSheet() { std::filesystem::remove(file_); }

    const std::filesystem::path& file() const { return file_; }

private:
    std::filesystem::path file_;
    std::vector<std::unique_ptr<std::string>> parts_;  // read when the archive is closed
};

gongshi::testing::Rows rows_of(const OneSheet& workbook, std::vector<Diagnostic>* oddities = nullptr) {
    const Result<XlsxReader> book = XlsxReader::open(workbook.file(), "a.xlsx");
    REQUIRE(book);
    gongshi::testing::Rows rows;
    Result<std::vector<Diagnostic>> told = book->read(book->sheets().at(0), rows);
    REQUIRE(told);
    if (oddities != nullptr) *oddities = std::move(*told);
    return rows;
}

std::string cell_of(const std::string& cell) {
    const gongshi::testing::Rows rows = rows_of(OneSheet("<row r=\"1\">" + cell + "</row>"));
    REQUIRE(rows.rows.size() == 1);
    return rows.rows[0].cells.at(0);
}

std::string number_of(const std::string& value) { return cell_of("<c r=\"A1\"><v>" + value + "</v></c>"); }

}  // namespace

TEST_CASE("a number of a workbook is what Excel shows of it") {
    CHECK(number_of("0.20000000000000001") == "0.2");
    CHECK(number_of("0.30000000000000004") == "0.3");  // 0.1 and 0.2 added up
    CHECK(number_of("1234.5600000000001") == "1234.56");
    CHECK(number_of("5E-1") == "0.5");
    CHECK(number_of("-12") == "-12");
    CHECK(number_of("123456789012345") == "123456789012345");
    CHECK(number_of("913310000000000000") == "9.1331e+17");  // its last digits are lost: a code's reader says so
    CHECK(number_of("12x") == "12x");
}

TEST_CASE("texts, dates, flags and errors of a workbook") {
    CHECK(cell_of("<c r=\"A1\" t=\"s\"><v>0</v></c>") == "无照经营");  // runs joined, the reading aid left out
    CHECK(cell_of("<c r=\"A1\" t=\"inlineStr\"><is><t>甲</t></is></c>") == "甲");
    CHECK(cell_of("<c r=\"A1\" t=\"str\"><f>B1</f><v>乙</v></c>") == "乙");
    CHECK(cell_of("<c r=\"A1\" s=\"1\"><v>46304</v></c>") == "2026-10-09");
    CHECK(cell_of("<c r=\"A1\" s=\"1\"><v>46304.75</v></c>") == "2026-10-09");
    CHECK(cell_of("<c r=\"A1\" t=\"b\"><v>1</v></c>") == "是");
    CHECK(cell_of("<c r=\"A1\" t=\"e\"><v>#N/A</v></c>") == "#N/A");
}

namespace {

std::string text_cell(const char* name, const char* text) {
    return std::string("<c r=\"") + name + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

}  // namespace

TEST_CASE("what is merged over several rows stands in each of them") {
    const OneSheet workbook("<row r=\"1\">" + text_cell("A1", "一") + text_cell("B1", "同") + "</row><row r=\"2\">" +
                                text_cell("A2", "二") + "<c r=\"B2\"/></row><row r=\"3\">" + text_cell("A3", "三") +
                                "</row><row r=\"4\">" + text_cell("A4", "四") + "</row><row r=\"5\">" +
                                text_cell("A5", "五") + "</row><row r=\"6\"/>",
                            "",
                            "<mergeCells count=\"3\"><mergeCell ref=\"A5:C6\"/><mergeCell ref=\"B1:B3\"/><mergeCell "
                            "ref=\"C4:D4\"/></mergeCells>");
    std::vector<Diagnostic> oddities;
    const gongshi::testing::Rows read = rows_of(workbook, &oddities);
    REQUIRE(read.rows.size() == 6);
    CHECK(read.rows[1].cells == std::vector<std::string>{"二", "同"});
    CHECK(read.rows[2].cells == std::vector<std::string>{"三", "同"});
    CHECK(read.rows[0].shared == std::vector<std::uint32_t>{1});
    CHECK(read.rows[3].cells == std::vector<std::string>{"四"});
    CHECK(read.rows[3].shared.empty());
    CHECK(read.rows[5].cells.empty());  // a row without cells stays one
    REQUIRE(oddities.size() == 1);
    CHECK(oddities[0].code == "xlsx.merged_cells");
    CHECK(oddities[0].text == "3");
}

TEST_CASE("hidden rows and columns are read and told") {
    const OneSheet workbook(
        "<row r=\"1\">" + text_cell("A1", "一") + "</row><row r=\"2\" hidden=\"1\">" + text_cell("A2", "二") +
            "</row><row r=\"3\" hidden=\"1\"/>",
        "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"9\" max=\"16384\" hidden=\"1\"/></cols>");
    std::vector<Diagnostic> oddities;
    CHECK(rows_of(workbook, &oddities).rows.size() == 3);
    REQUIRE(oddities.size() == 2);
    CHECK(oddities[0].code == "xlsx.hidden_rows");
    CHECK(oddities[0].text == "1");
    CHECK(oddities[1].code == "xlsx.hidden_columns");
    CHECK(oddities[1].text == "B–C");
}

TEST_CASE("a row whose texts are too long is refused, and the next one read") {
    std::string rows = "<row r=\"1\">";
    const std::string long_text(1 << 20, 'x');
    for (const char* name : {"A1", "B1", "C1", "D1", "E1"}) rows += text_cell(name, long_text.c_str());
    const gongshi::testing::Rows read =
        rows_of(OneSheet(rows + "</row><row r=\"2\">" + text_cell("A2", "二") + "</row>"));
    REQUIRE(read.refused.size() == 1);
    CHECK(read.refused[0].code == "xlsx.too_long");
    CHECK(read.refused[0].place.line == 1);
    REQUIRE(read.rows.size() == 1);
    CHECK(read.rows[0].line == 2);
}
