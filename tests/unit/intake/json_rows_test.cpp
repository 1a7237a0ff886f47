#include "intake/json_rows.h"

#include <doctest/doctest.h>

#include "rows.h"

using namespace gongshi;
using namespace gongshi::testing;

namespace {

std::optional<Diagnostic> read(std::string_view text, bool lines, Rows& rows, std::size_t piece = 3) {
    return read_json_rows(in_pieces(text, piece), lines, "x.json", rows);
}

}  // namespace

TEST_CASE("an array of objects: keys are columns, digits are kept") {
    Rows rows;
    CHECK_FALSE(
        read(R"([{"文号":"云1号","金额":0.10},{"金额":1e3,"是否":true,"备注":null,"人":["甲","乙"]}])", false, rows));
    CHECK(rows.header == std::vector<std::string>{"文号", "金额", "是否", "备注", "人"});
    REQUIRE(rows.rows.size() == 2);
    CHECK(rows.rows[0].cells[1] == "0.10");
    CHECK(rows.rows[1].cells[0].empty());
    CHECK(rows.rows[1].cells[2] == "是");
    CHECK(rows.rows[1].cells[3].empty());
}

TEST_CASE("a key that stands twice, and an object within, refuse the row alone") {
    Rows rows;
    CHECK_FALSE(read(R"([{"a":"1","a":"2"},{"a":{"b":1}},{"a":"3"}])", false, rows));
    REQUIRE(rows.rows.size() == 1);
    CHECK(rows.rows[0].cells[0] == "3");
    REQUIRE(rows.refused.size() == 2);
    CHECK(rows.refused[1].code == "json.nested");
}

TEST_CASE("what is no table is refused whole") {
    for (const char* text : {"[1,2]", "\"x\"", "[{\"a\":\"1\"},"}) {
        CAPTURE(std::string(text));
        Rows rows;
        CHECK((read(text, false, rows) || !rows.refused.empty()));
    }
    Rows rows;
    const std::string deep(100000, '[');
    CHECK((read(deep, false, rows, 4096) || !rows.refused.empty()));
}

TEST_CASE("NDJSON: a line that does not parse is one refused row") {
    Rows rows;
    CHECK_FALSE(read("{\"a\":\"1\"}\n{oops\n\n{\"a\":\"2\"}\n", true, rows));
    REQUIRE(rows.rows.size() == 2);
    CHECK(rows.rows[1].line == 4);
    REQUIRE(rows.refused.size() == 1);
    CHECK(rows.refused[0].place.line == 2);
}

TEST_CASE("a table wrapped in an object") {
    for (const char* text : {R"({"RECORDS":[{"a":"1"},{"a":"2","b":"3"}]})",
                             R"({"code":0,"msg":"ok","data":{"total":2,"rows":[{"a":"1"},{"a":"2","b":"3"}]}})",
                             "{\n \"data\": [\n  {\"a\": \"1\"},\n  {\"a\": \"2\", \"b\": \"3\"}\n ],\n \"tags\": "
                             "[\"x\"],\n \"page\": {\"size\": 10}\n}\n"}) {
        CAPTURE(std::string(text));
        Rows rows;
        CHECK_FALSE(read(text, false, rows));
        CHECK(rows.refused.empty());
        CHECK(rows.noted.empty());
        CHECK(rows.header == std::vector<std::string>{"a", "b"});
        REQUIRE(rows.rows.size() == 2);
        CHECK(rows.rows[1].cells == std::vector<std::string>{"2", "3"});
    }
}

TEST_CASE("a wrapped table of which one page came") {
    for (const char* text :
         {R"({"total":250,"rows":[{"a":"1"},{"a":"2"}]})", R"({"rows":[{"a":"1"},{"a":"2"}],"totalCount":"250"})"}) {
        CAPTURE(std::string(text));
        Rows rows;
        CHECK_FALSE(read(text, false, rows));
        REQUIRE(rows.noted.size() == 1);
        CHECK(rows.noted[0].code == "json.one_page");
        CHECK(rows.noted[0].text == "250");
    }
}

TEST_CASE("documents that are no table, or an empty one, or one record") {
    Rows empty;
    CHECK_FALSE(read(R"({"code":0,"data":{"total":0,"list":[]}})", false, empty));
    CHECK(empty.rows.empty());
    CHECK(empty.refused.empty());
    Rows one;
    CHECK_FALSE(read("{\n\"a\": \"1\",\n\"total\": 5,\n\"kinds\": []\n}", false, one));
    REQUIRE(one.rows.size() == 1);
    CHECK(one.rows[0].cells == std::vector<std::string>{"1", "5", ""});
    Rows nested;
    CHECK_FALSE(read(R"({"a":"1","b":{"c":"2"}})", false, nested));
    REQUIRE(nested.refused.size() == 1);
    CHECK(nested.refused[0].code == "json.nested");
    Rows two;
    const auto refused = read(R"({"x":[{"a":"1"}],"y":[{"a":"2"}]})", false, two);
    REQUIRE(refused);
    CHECK(refused->code == "json.not_rows");
    Rows lines;
    CHECK_FALSE(read("{\"a\":\"1\"}\n{\"a\":\"2\"}\n", false, lines));
    CHECK(lines.rows.size() == 2);
    CHECK(lines.rows[1].line == 2);
}
