#include "core/diagnostic.h"

#include <doctest/doctest.h>

#include "core/codes.h"
#include "core/wording.h"

using namespace gongshi;

TEST_CASE("columns are called as a spreadsheet calls them") {
    struct {
        std::uint32_t column;
        const char* letters;
    } cases[] = {{0, ""}, {1, "A"}, {13, "M"}, {26, "Z"}, {27, "AA"}, {52, "AZ"}, {703, "AAA"}};
    for (const auto& c : cases) CHECK(column_letters(c.column) == c.letters);
}

TEST_CASE("places read like a compiler's") {
    CHECK(to_string(Place{"a.csv", "", 14, 13, true, ""}) == "a.csv:14:M");
    CHECK(to_string(Place{"a.xlsx", "Sheet1", 14, 13, true, ""}) == "a.xlsx[Sheet1]:14:M");
    CHECK(to_string(Place{"a.toml", "", 3, 7, false, ""}) == "a.toml:3:7");
    CHECK(to_string(Place{"a.csv", "", 0, 0, true, ""}) == "a.csv");
}

TEST_CASE("findings are shown by place, whatever the order in which they were found") {
    Diagnostics findings;
    findings.add(Diagnostic(codes::json_malformed, Place{"b", "", 1, 1, false, ""}, "1"));
    findings.add(Diagnostic(codes::json_malformed, Place{"a", "", 9, 1, false, ""}, "2"));
    findings.add(Diagnostic(codes::json_malformed, Place{"a", "", 2, 1, false, ""}, "3"));
    std::string order;
    for (const Diagnostic& finding : findings.take_sorted()) order += finding.text;
    CHECK(order == "321");
    CHECK(findings.empty());
}

TEST_CASE("a caret stands under its character, Chinese ones being two wide") {
    Diagnostic finding(codes::config_wrong_type, Place{"x.toml", "", 7, 4, false, ""}, "键", {{"expected", "文字"}});
    finding.excerpt = "云溪 键值 = 1";
    finding.excerpt_length = 2;
    CHECK(to_text(finding, Language::zh) ==
          "x.toml:7:4: 错误 [config.wrong_type] “键”的值类型不对，应为 文字\n"
          "     7 | 云溪 键值 = 1\n"
          "       |      ^~~~\n"
          "    怎么改：按说明改写这个值。\n");
}
