#include "search/normal_form.h"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "core/json.h"
#include "core/text.h"

using namespace gongshi;

TEST_CASE("texts take the form that tests of the browser's engine know as well") {
    std::ifstream table(std::string(GONGSHI_ROOT) + "/tests/search/normal_form.jsonl");
    int cases = 0;
    for (std::string line; std::getline(table, line);) {
        const auto json = parse_json(line, "normal_form.jsonl");
        REQUIRE(json);
        REQUIRE(json->items.size() == 2);
        CAPTURE(line);
        CHECK(to_utf8(search_form(json->items[0].text)) == json->items[1].text);
        const std::string again = to_utf8(search_form(json->items[1].text));
        CHECK(again == json->items[1].text);
        ++cases;
    }
    CHECK(cases >= 500);
}

TEST_CASE("queries are split at blanks of every kind") {
    const auto terms = search_terms("  云溪 　ABC\t云溪 ");
    REQUIRE(terms.size() == 2);
    CHECK(to_utf8(terms[0]) == "云溪");
    CHECK(to_utf8(terms[1]) == "abc");
    CHECK(search_terms(" - 　").empty());
}

TEST_CASE("names are found by pinyin") {
    CHECK(pinyin_initials("张三") == "zs");
    CHECK(pinyin_of("张三") == "zhangsan");
    CHECK(pinyin_initials("云溪县A公司") == "yxxags");
    CHECK(pinyin_initials("ABC").empty());
    CHECK(pinyin_of("云溪县甲公司").empty());
}
