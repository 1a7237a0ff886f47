#include "core/json.h"

#include <doctest/doctest.h>

using namespace gongshi;

TEST_CASE("a document is read with the order and the places of its members") {
    const auto json = parse_json("{\n  \"b\": [1, -2.5, \"三\"],\n  \"a\": {\"t\": true, \"n\": null}\n}", "x.json");
    REQUIRE(json);
    REQUIRE(json->members.size() == 2);
    CHECK(json->members[0].first == "b");
    CHECK(json->members[0].second.line == 2);
    CHECK(json->find("b")->items[0].integer == 1);
    CHECK(json->find("b")->items[1].number == -2.5);
    CHECK(json->find("b")->items[2].text == "三");
    CHECK(json->find("a")->find("t")->flag);
    CHECK(json->find("a")->find("n")->is(Json::Kind::null));
    CHECK(json->find("absent") == nullptr);
}

TEST_CASE("what cannot be read says where and why") {
    struct {
        const char* why;
        std::string text;
        const char* code;
        std::uint32_t line;
    } cases[] = {
        {"a comma too many", "{\"a\": 1,\n}", "json.malformed", 2},
        {"a key twice", "{\"a\": 1,\n \"a\": 2}", "json.duplicate_key", 2},
        {"too deep", std::string(100, '['), "json.too_deep", 1},
        {"nothing at all", "", "json.malformed", 1},
        {"text behind the end", "{} x", "json.malformed", 1},
    };
    for (const auto& c : cases) {
        CAPTURE(c.why);
        const auto json = parse_json(c.text, "x.json");
        REQUIRE_FALSE(json);
        CHECK(json.error().code == c.code);
        CHECK(json.error().place.line == c.line);
    }
}

TEST_CASE("what the writer writes, the reader reads, and it may stand in a page") {
    std::string out;
    JsonWriter writer(out);
    writer.begin_object()
        .member("名", "a\"\\\n</script>\xE2\x80\xA8&")
        .key("list")
        .begin_array()
        .integer(-7)
        .flag(true)
        .null()
        .end_array()
        .member("n", 3)
        .end_object();
    CHECK(out.find('<') == std::string::npos);
    CHECK(out.find('&') == std::string::npos);
    const auto json = parse_json(out, "x");
    REQUIRE(json);
    CHECK(json->find("名")->text == "a\"\\\n</script>\xE2\x80\xA8&");
    CHECK(json->find("list")->items.size() == 3);
    CHECK(json->find("n")->integer == 3);
}
