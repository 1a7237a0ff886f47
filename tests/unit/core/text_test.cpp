#include "core/text.h"

#include <doctest/doctest.h>

using namespace gongshi;

TEST_CASE("only strict UTF-8 passes") {
    struct {
        const char* why;
        std::string_view bytes;
        std::optional<std::size_t> bad;
    } cases[] = {
        {"ASCII", "abc", std::nullopt},
        {"Chinese and beyond the first plane", "云溪𠮷", std::nullopt},
        {"a lone continuation", "a\x80", 1},
        {"an overlong slash", "\xC0\xAF", 0},
        {"an overlong form of three bytes", "\xE0\x80\xAF", 0},
        {"a surrogate", "\xED\xA0\x80", 0},
        {"beyond U+10FFFF", "\xF4\x90\x80\x80", 0},
        {"cut in the middle", "ab\xE4\xBA", 2},
    };
    for (const auto& c : cases) {
        CAPTURE(c.why);
        CHECK(first_invalid_utf8(c.bytes) == c.bad);
    }
}

TEST_CASE("code points and bytes are each other's inverse") {
    const std::string text = "a¢云𠮷〔2026〕";
    CHECK(to_utf8(to_code_points(text)) == text);
    CHECK(count_code_points(text) == 10);
}

TEST_CASE("a key is the same however a clerk typed it") {
    const char* same[] = {"罚款金额（万元）", "罚款金额(万元)",   "罚款金额 （ 万元 ）",
                          "罚款金额【万元】", "罚款金额〔万元〕", "罚款金额［万元］"};
    for (const char* header : same) CHECK(fold_key(header) == fold_key("罚款金额(万元)"));
    CHECK(fold_key("ＣＦ＿ＷＳＨ") == fold_key("cf_wsh"));
    CHECK(fold_key("CF-WSH") == fold_key("CF_WSH"));
    CHECK(fold_key("\xEF\xBB\xBF决定书文号*") == fold_key("决定书文号"));
    CHECK(fold_key("甲") != fold_key("乙"));
}

TEST_CASE("blanks of every kind are trimmed at the ends and nowhere else") {
    CHECK(trim("　 甲　乙 \t\r\n　") == "甲　乙");
    CHECK(trim(" \xE2\x80\x8B") == "");
    CHECK(trim("") == "");
    CHECK(trim("\x80") == "\x80");  // not a blank, not even a character: left for whoever reports it
}

TEST_CASE("width on a terminal counts Chinese characters twice") {
    CHECK(display_width("abc") == 3);
    CHECK(display_width("云溪县") == 6);
    CHECK(display_width("e\xCC\x81") == 1);
}

TEST_CASE("a slip of the pen finds its name, a stranger does not") {
    const std::vector<std::string> known = {"retention", "deadline", "处罚决定日期", "行政处罚决定书文号"};
    CHECK(nearest_name("retension", known) == "retention");
    CHECK(nearest_name("retenti", known) == "retention");
    CHECK(nearest_name("nmae", std::vector<std::string>{"game", "name"}) ==
          "name");  // two neighbours swapped: one slip
    CHECK(nearest_name("处罚决定曰期", known) == "处罚决定日期");
    CHECK(nearest_name("备注", known) == std::nullopt);
    CHECK(nearest_name("x", known) == std::nullopt);
}

TEST_CASE("what identifies a person is not repeated in a report") {
    CHECK(mask_for_report("身份证 11010519491231002X") == "身份证 110***********002X");
    CHECK(mask_for_report("13800138000") == "138****8000");
    CHECK(mask_for_report("2026-13-01") == "2026-13-01");
    CHECK(mask_for_report("甲乙丙丁", 2) == "甲乙…");
}
