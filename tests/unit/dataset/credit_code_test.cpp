#include "dataset/credit_code.h"

#include <doctest/doctest.h>

#include "cell_reading.h"

using namespace gongshi;

namespace {
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::string_view valid_codes[] = {"91350100M000100Y43", "91330282L07196379D", "11230500001755309F"};
}  // namespace

TEST_CASE("codes that hold are read as they are") {
    for (const std::string_view code : valid_codes) {
        CAPTURE(code);
        const auto read = read_credit_code(code);
        REQUIRE(read);
        CHECK(read->text == code);
        CHECK(read->kind == CreditCodeKind::unified);
        CHECK(read->embedded_ok);
        CHECK_FALSE(read->folded);
        CHECK(is_unified_credit_code(code));
    }
}

TEST_CASE("every slip of one character is found, and the two checks say where it is") {
    for (const std::string_view code : valid_codes) {
        for (std::size_t at = 0; at < 18; ++at) {
            for (const char other : alphabet) {
                if (other == code[at]) continue;
                std::string slipped(code);
                slipped[at] = other;
                CAPTURE(slipped);
                const auto read = read_credit_code(slipped);
                REQUIRE_FALSE(read);
                const bool embedded = at >= 8 && at <= 16;
                if (read.error().fault == CreditCodeFault::id_number)
                    continue;  // a slip may look like a person's number
                // A letter slipped into the embedded code may leave its check whole only when both weigh the same mod 11.
                if (!embedded) CHECK(read.error().fault == CreditCodeFault::own_check);
                if (at == 16) CHECK(read.error().fault == CreditCodeFault::both_checks);
            }
        }
    }
}

TEST_CASE("every swap of neighbouring characters is found") {
    for (const std::string_view code : valid_codes) {
        for (std::size_t at = 0; at + 1 < 17; ++at) {
            std::string swapped(code);
            std::swap(swapped[at], swapped[at + 1]);
            CAPTURE(swapped);
            if (swapped != code) CHECK_FALSE(read_credit_code(swapped));
        }
    }
}

TEST_CASE("codes as departments write them") {
    struct {
        std::string why;
        std::string cell;
        std::string text;  ///< or the code of the refusal
        const char* said;
    } cases[] = {
        {"lower case", "91350100m000100y43", "91350100M000100Y43", "credit_code.folded"},
        {"full width", "９１３５０１００Ｍ０００１００Ｙ４３", "91350100M000100Y43", "credit_code.folded"},
        {"in groups", "9135 0100 M000 100Y 43", "91350100M000100Y43", "credit_code.folded"},
        {"the placeholder", "00000000000000000X", "00000000000000000X", ""},
        {"old registration number", "330100000000014", "credit_code.check", ""},
        {"13 digits", "3301002123456", "3301002123456", "credit_code.unchecked"},
        {"a joint venture's", "企合云溪总字第000112号", "企合云溪总字第000112号", "credit_code.unchecked"},
        {"too short", "91350100M00010", "91350100M00010", "credit_code.unchecked"},
        {"17 characters", "91350100M000100Y4", "credit_code.form", ""},
        {"the letter O", "9135O100M000100Y43", "credit_code.form", ""},
        {"a spreadsheet's number", "9.13502E+17", "credit_code.form", ""},
        {"a person's number", "11010519491231002X", "credit_code.id_number", ""},
        {"a person's number, lower case", "11010519491231002x", "credit_code.id_number", ""},
        {"Chinese text", "无统一社会信用代码", "credit_code.form", ""},
    };
    const Field field = field_of("string", "credit-code");
    for (const auto& c : cases) {
        CAPTURE(c.why);
        const CellReading reading = read_cell(field, c.cell);
        CHECK(reading.text == c.text);
        CHECK(reading.said == (*c.said ? std::vector<std::string>{c.said} : std::vector<std::string>{}));
    }
}

TEST_CASE("a person's number is not repeated in the finding") {
    const CellReading reading = read_cell(field_of("string", "credit-code"), "11010519491231002X");
    CHECK(reading.offending.find("19491231") == std::string::npos);
}

TEST_CASE("a person's number that happens to hold as a credit code is still refused") {
    int tried = 0;
    for (int serial = 0; serial < 1000; ++serial) {
        const std::string digits = std::to_string(1000 + serial).substr(1);
        for (const char check : std::string_view("0123456789X")) {
            const std::string number = "11010519491231" + digits + check;
            if (!looks_like_id_number(number) || !is_unified_credit_code(number)) continue;
            ++tried;
            CHECK_FALSE(read_credit_code(number));
        }
    }
    CHECK(tried > 10);
}

TEST_CASE("the placeholder is no code of anybody") {
    CHECK(is_placeholder_code("00000000000000000X"));
    CHECK_FALSE(is_unified_credit_code("00000000000000000X"));
    CHECK_FALSE(is_unified_credit_code("91350100M000100Y4"));
}

TEST_CASE("every slip in a 15-digit number is found") {
    std::string number = "330100000000010";
    for (char check = '0'; check <= '9' && !registration_check_holds(number); ++check) number[14] = check;
    REQUIRE(registration_check_holds(number));
    const CellReading reading = read_cell(field_of("string", "credit-code"), number);
    CHECK(reading.text == number);
    CHECK(reading.said == std::vector<std::string>{"credit_code.legacy"});
    for (std::size_t at = 0; at < 15; ++at)
        for (char other = '0'; other <= '9'; ++other) {
            std::string slipped = number;
            slipped[at] = other;
            CHECK(registration_check_holds(slipped) == (slipped == number));
        }
}

TEST_CASE("a code whose embedded code alone fails is accepted with a warning") {
    // The embedded check made wrong, the own one right again.
    std::string code(valid_codes[0]);
    code[16] = code[16] == '9' ? '8' : '9';
    code[17] = credit_code_check(std::string_view(code).substr(0, 17));
    const CellReading reading = read_cell(field_of("string", "credit-code"), code);
    CHECK(reading.text == code);
    CHECK(reading.said == std::vector<std::string>{"credit_code.embedded_check"});
}
