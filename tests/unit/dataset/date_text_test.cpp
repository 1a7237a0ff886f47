#include "dataset/date_text.h"

#include <doctest/doctest.h>

#include <random>

#include "cell_reading.h"

using namespace gongshi;

TEST_CASE("dates in every form departments write") {
    for (const std::string cell : {"2026-01-13",
                                   "2026/1/13",
                                   "2026/01/13",
                                   "2026.1.13",
                                   "20260113",
                                   "2026年1月13日",
                                   "2026年01月13日",
                                   "2026年1月13",
                                   "二〇二六年一月十三日",
                                   "二○二六年一月十三日",
                                   "二零二六年一月十三日",
                                   "二O二六年元月十三日",
                                   "二Ｏ二六年1月13日",
                                   "二0二六年一月十三日",
                                   "2026年元月13日",
                                   "２０２６－０１－１３",
                                   "２０２６年１月１３日",
                                   "2026-01-13 00:00:00",
                                   "2026/1/13 9:05",
                                   "2026-01-13T10:30:00",
                                   "2026-01-13T10:30:00.000",
                                   "20260113093000",
                                   "2026年1月13日 10时30分",
                                   "2026年1月13日上午",
                                   "2026 年 1 月 13 日",
                                   "2026-1-13",
                                   "2026–1–13",
                                   "2026-01-12T16:00:00Z",
                                   "2026-01-12T16:00:00.000Z",
                                   "2026-01-13T00:00:00+08:00"}) {
        CAPTURE(cell);
        const CellReading reading = read_cell(field_of("date"), cell);
        CHECK(reading.text == "2026-01-13");
        CHECK(reading.said.empty());
    }
}

TEST_CASE("what is no date, or could be two, is refused") {
    struct {
        std::string cell;
        const char* code;
        const char* reason;
    } cases[] = {
        {"2026-13-01", "date.unparsable", "月份应为 1–12"},
        {"2026-00-01", "date.unparsable", "月份应为 1–12"},
        {"2026-02-30", "date.unparsable", "这个月没有这一天"},
        {"2025-02-29", "date.unparsable", "这个月没有这一天"},
        {"20261301", "date.unparsable", "月份应为 1–12"},
        {"26-01-13", "date.unparsable", "年份要写四位"},
        {"26年1月13日", "date.unparsable", "年份要写四位"},
        {"260113", "date.unparsable", "年份要写四位"},
        {"13/01/2026", "date.unparsable", "应先写年，再写月、日"},
        {"2026年1月", "date.unparsable", "缺少月或日"},
        {"2026", "date.unparsable", "缺少月或日"},
        {"60", "date.unparsable", "1900年2月29日并不存在（电子表格序号 60）"},
        {"Jan 13, 2026", "date.unparsable", "看不出是哪一天"},
        {"2026-01-13至2027-01-12", "date.unparsable", "看不出是哪一天"},
        {"2026-01-13号楼", "date.unparsable", "看不出是哪一天"},
        {"999999999999999999999", "date.unparsable", "看不出是哪一天"},
        {"昨天", "date.unparsable", "看不出是哪一天"},
        {"1899-12-30", "date.out_of_range", nullptr},
        {"1948-12-31", "date.out_of_range", nullptr},
        {"2101-01-01", "date.out_of_range", nullptr},
        {"00001", "date.out_of_range", nullptr},
    };
    for (const auto& c : cases) {
        CAPTURE(c.cell);
        CHECK(read_cell(field_of("date"), c.cell).text == c.code);
        if (c.reason != nullptr) CHECK(read_date(c.cell).reason.zh == c.reason);
    }
}

TEST_CASE("a date without end is left empty, and said so") {
    for (const std::string cell : {"长期", "永久", "长期有效", "9999-12-31", "2999/12/31", "99991231"}) {
        CAPTURE(cell);
        const CellReading reading = read_cell(field_of("date"), cell);
        CHECK(reading.text == "(missing)");
        CHECK(reading.said == std::vector<std::string>{"date.open_ended"});
    }
}

TEST_CASE("a spreadsheet's serials") {
    struct {
        std::int64_t serial;
        ExcelEpoch epoch;
        const char* iso;
    } cases[] = {
        {1, ExcelEpoch::year_1900, "1900-01-01"},       {59, ExcelEpoch::year_1900, "1900-02-28"},
        {60, ExcelEpoch::year_1900, nullptr},           {61, ExcelEpoch::year_1900, "1900-03-01"},
        {46035, ExcelEpoch::year_1900, "2026-01-13"},   {0, ExcelEpoch::year_1900, nullptr},
        {2958465, ExcelEpoch::year_1900, "9999-12-31"}, {2958466, ExcelEpoch::year_1900, nullptr},
        {0, ExcelEpoch::year_1904, "1904-01-01"},       {44573, ExcelEpoch::year_1904, "2026-01-13"},
        {-1, ExcelEpoch::year_1900, nullptr},           {INT64_MAX, ExcelEpoch::year_1904, nullptr},
    };
    for (const auto& c : cases) {
        CAPTURE(c.serial);
        const auto date = date_from_excel_serial(c.serial, c.epoch);
        CHECK((date ? date->iso() : "none") == (c.iso != nullptr ? c.iso : "none"));
    }
    for (const std::string cell : {"46035", "46035.5"}) {
        const CellReading reading = read_cell(field_of("date"), cell);
        CHECK(reading.text == "2026-01-13");
        CHECK(reading.said == std::vector<std::string>{"date.excel_serial"});
    }
}

TEST_CASE("reading a canonical date changes nothing, in each form") {
    std::mt19937 random(20261120);
    for (int i = 0; i < 3000; ++i) {
        const Date date = Date::of(1949, 1, 1)->plus_days(int(random() % 55'000));
        const std::string y = std::to_string(date.year()), m = std::to_string(date.month()),
                          d = std::to_string(date.day());
        for (const std::string& form : {date.iso(), y + "/" + m + "/" + d, y + "年" + m + "月" + d + "日"})
            CHECK(read_date(form).date == date);
    }
}

TEST_CASE("years and months") {
    const Field year = field_of("year"), month = field_of("yearmonth");
    CHECK(read_cell(year, "2026").text == "2026");
    CHECK(read_cell(year, "２０２６年度").text == "2026");
    CHECK(read_cell(year, "26").text == "date.unparsable");
    CHECK(read_cell(year, "1900").text == "date.out_of_range");
    for (const std::string cell : {"2026-01", "2026/1", "202601", "2026年1月", "2026年1月份", "2026-01-13"})
        CHECK(read_cell(month, cell).text == "2026-01");
    CHECK(read_cell(month, "2026-13").text == "date.unparsable");
    CHECK(read_cell(month, "2026").text == "date.unparsable");
}
