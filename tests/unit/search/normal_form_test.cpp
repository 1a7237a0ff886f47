#include "search/normal_form.h"

#include <doctest/doctest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

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

TEST_CASE("a text that the table of simplified characters would change is told") {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(error);
    int changed = 0;
    for (char32_t c = 1; c < 0x30000; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;
        const icu::UnicodeString normal = nfkc->normalize(icu::UnicodeString(UChar32(c)), error);
        bool simplified = is_traditional(c);
        for (int i = 0; i < normal.length(); i = normal.moveIndex32(i, 1))
            simplified = simplified || is_traditional(char32_t(normal.char32At(i)));
        std::string text = "云";
        append_utf8(text, c);
        CAPTURE(std::uint32_t(c));
        if (simplified) CHECK(needs_simplifying(text));
        changed += simplified;
    }
    CHECK(changed > 3000);
    CHECK_FALSE(needs_simplifying("云溪县测试商贸有限公司，〔2026〕１号 ABC、《条例》第3条"));
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
