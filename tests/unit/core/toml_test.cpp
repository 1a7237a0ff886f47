#include "core/toml.h"

#include <doctest/doctest.h>

#include "core/wording.h"

using namespace gongshi;

TEST_CASE("a document gives typed values, and tables in the order of the file") {
    TomlDocument document =
        TomlDocument::parse("name = '云溪'\n[b]\nn = 3\nday = 2026-11-20\n[a]\nlist = ['x', 'y']\n", "site.toml");
    TomlTable root = document.root();
    CHECK(root.text("name") == "云溪");
    CHECK(root.table("b").integer_or("n", 0) == 3);
    CHECK(root.table("b").date("day") == Date::of(2026, 11, 20));
    CHECK(root.table("a").texts("list") == std::vector<std::string>{"x", "y"});
    CHECK(root.keys() == std::vector<std::string>{"name", "b", "a"});
    CHECK(root.table("absent").text_or("x", "otherwise") == "otherwise");
    CHECK(document.take_findings().empty());
}

TEST_CASE("all mistakes of a document are told at once, as a compiler would") {
    TomlDocument document =
        TomlDocument::parse("'名称' = 1\nretension = 'P3Y'\nflag = 'yes'\n", "site-config/rules.toml");
    TomlTable root = document.root();
    root.text("name");
    root.text_or("retention", "");
    root.flag_or("flag", false);
    root.no_more_keys();
    std::string shown;
    for (const Diagnostic& finding : document.take_findings()) shown += to_text(finding, Language::en);
    CHECK(shown ==
          "site-config/rules.toml:1:1: error [config.missing_key] “name” is required here and missing\n"
          "     1 | '名称' = 1\n"
          "       | ^\n"
          "    hint: add name = … to this table\n"
          "site-config/rules.toml:3:1: error [config.wrong_type] the value of “flag” must be: true or false\n"
          "     3 | flag = 'yes'\n"
          "       | ^~~~\n"
          "    hint: write the value in that form\n"
          "site-config/rules.toml:1:1: error [config.unknown_key] unknown key “名称”\n"
          "     1 | '名称' = 1\n"
          "       | ^~~\n"
          "    hint: known here: flag, name, retention\n"
          "site-config/rules.toml:2:1: error [config.unknown_key] unknown key “retension”\n"
          "     2 | retension = 'P3Y'\n"
          "       | ^~~~~~~~~\n"
          "    hint: the nearest is “retention”; known here: flag, name, retention\n");
}

TEST_CASE("a document that does not parse says where") {
    TomlDocument document = TomlDocument::parse("a = 1\nb = = 2\n", "x.toml");
    const auto findings = document.take_findings();
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == "config.malformed");
    CHECK(findings[0].place.line == 2);
    CHECK(findings[0].excerpt == "b = = 2");
}

TEST_CASE("a key that the library would end the program for is a malformed file, with its line") {
    for (const std::string_view line : {"[&a]", "[[&a]]", "[ &a]"}) {
        TomlDocument document = TomlDocument::parse("a = 1\n" + std::string(line) + "\nb = 2\n", "x.toml");
        const auto findings = document.take_findings();
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].code == "config.malformed");
        CHECK(findings[0].place.line == 2);
        CHECK(findings[0].excerpt == line);
    }
}
