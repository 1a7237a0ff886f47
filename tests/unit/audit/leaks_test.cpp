#include "audit/leaks.h"

#include <doctest/doctest.h>

using namespace gongshi;

TEST_CASE("an identity number is one by its date and its check digit") {
    CHECK(looks_like_identity_number("11010519491231002X"));
    CHECK(looks_like_identity_number("11010519491231002x"));
    CHECK_FALSE(looks_like_identity_number("110105194912310021"));
    CHECK_FALSE(looks_like_identity_number("11010519491331002X"));
    CHECK_FALSE(looks_like_identity_number("1101051949123100"));
}

TEST_CASE("personal data is found in any text, and harmless numbers are not") {
    struct {
        const char* text;
        const char* code;
    } cases[] = {
        {"身份证号11010519491231002X。", "leak.id_number"},
        {"x,11010519491231002x,y", "leak.id_number"},
        {"手机：13800138000", "leak.mobile"},
        {"<a href=\"tel:13800138000\">", "leak.mobile"},
        {"证件编号 13090100123", nullptr},
        {"文号〔2026〕13800138000号", nullptr},
        {"sha256 a11010519491231002Xb", nullptr},
        {"91350100M000100Y43", nullptr},
        {"电话 0570-5550101", nullptr},
        {"金额 110105194912310021 元", nullptr},
    };
    for (const auto& c : cases) {
        CAPTURE(c.text);
        Diagnostics findings;
        check_personal_data("a.html", c.text, Secrets(), findings);
        CHECK(findings.size() == (c.code == nullptr ? 0 : 1));
        if (c.code != nullptr && !findings.empty()) {
            CHECK(findings.unsorted()[0].code == c.code);
            CHECK(findings.unsorted()[0].text.empty());
        }
    }
}

TEST_CASE("a number is found wherever it stands and whatever stands around it") {
    for (const char* number : {"13800138000", "11010519491231002X", "110105 19491231 002X", "6222 0212 3456 7890 128",
                               "138-0013-8000", "11010519491231002x"}) {
        for (const char* around : {"", "，", "a,", "12,", " ", "  ", "- -", "h2m1 0h3,", "x\n"}) {
            std::string before;
            for (int length = 0; length < 24; ++length) {
                before += around;
                const std::string text = before + "，" + number + "，" + around;
                CAPTURE(text);
                Diagnostics findings;
                check_personal_data("a.html", text, Secrets(), findings);
                CHECK(findings.size() == 1);
            }
        }
    }
}

TEST_CASE("the line of a leak is told") {
    Diagnostics findings;
    check_personal_data("a.csv", "一\n二,3\n四,11010519491231002X\n", Secrets(), findings);
    REQUIRE(findings.size() == 1);
    CHECK(findings.unsorted()[0].place.line == 3);
}
