#include "dataset/constraints.h"

#include <doctest/doctest.h>

#include "cell_reading.h"
#include "dataset/codes.h"
#include "dataset/pattern.h"
#include "dataset/severity.h"

using namespace gongshi;

namespace {
std::string verdict(const Field& field, const Value& value) {
    const auto checked = check_constraints(field, value, Place{});
    return checked ? "" : checked.error().code;
}
}  // namespace

TEST_CASE("a missing value is wrong only where one is required") {
    Field field = field_of("string");
    CHECK(verdict(field, {}) == "");
    field.constraints.min_length = 2;
    CHECK(verdict(field, {}) == "");
    field.constraints.required = true;
    CHECK(verdict(field, {}) == "constraint.required");
}

TEST_CASE("lengths are counted in characters, not in bytes") {
    Field field = field_of("string");
    field.constraints.min_length = 2;
    field.constraints.max_length = 3;
    CHECK(verdict(field, std::string("云")) == "constraint.too_short");
    CHECK(verdict(field, std::string("云溪")) == "");
    CHECK(verdict(field, std::string("云溪县局")) == "constraint.too_long");
}

TEST_CASE("patterns match the whole value; a list is held element by element") {
    Field field = field_of("string");
    field.constraints.pattern = "[0-9]+";
    CHECK(verdict(field, std::string("123")) == "");
    CHECK(verdict(field, std::string("123a")) == "constraint.pattern");
    Field list = field_of("list");
    list.constraints.one_of = {"警告", "罚款"};
    CHECK(verdict(list, std::vector<std::string>{"罚款", "警告"}) == "");
    CHECK(verdict(list, std::vector<std::string>{"罚款", "拘留"}) == "constraint.enum");
}

TEST_CASE("bounds are compared by the field's type") {
    Field money = field_of("number", "money");
    money.unit_fen = 1'000'000;
    money.constraints.minimum = "0.01";
    money.constraints.maximum = "100";
    CHECK(verdict(money, Money{9'999}) == "constraint.minimum");
    CHECK(verdict(money, Money{10'000}) == "");
    CHECK(verdict(money, Money{100'000'001}) == "constraint.maximum");
    Field number = field_of("number");
    number.constraints.minimum = "9.5";
    CHECK(verdict(number, Decimal{10, 0}) == "");
    CHECK(verdict(number, Decimal{949, 2}) == "constraint.minimum");
    Field date = field_of("date");
    date.constraints.minimum = "2020-01-01";
    CHECK(verdict(date, *Date::of(2019, 12, 31)) == "constraint.minimum");
    CHECK(verdict(date, *Date::of(2020, 1, 1)) == "");
    CHECK(is_valid_bound(date, "2020-01-01"));
    CHECK_FALSE(is_valid_bound(date, "2020/1/1"));
    CHECK_FALSE(is_valid_bound(field_of("string"), "a"));
}

TEST_CASE("a pattern that does not compile says why and matches nothing") {
    const auto pattern = Pattern::compile("(a");
    REQUIRE_FALSE(pattern);
    CHECK(pattern.error() == "missing ): (a");
    CHECK_FALSE(Pattern::cached("(a").matches("a"));
    CHECK(Pattern::cached("a+").matches("aaa"));
}

TEST_CASE("a hostile pattern ends: nested_repeats_never_match") {
    CHECK_FALSE(Pattern::cached("(a*)*b").matches(std::string(100'000, 'a')));
}

TEST_CASE("a refusal cannot be lowered, a warning can go both ways") {
    CHECK_FALSE(may_become(codes::date_unparsable, Severity::warning));
    CHECK(may_become(codes::amount_units_disagree, Severity::refused));
    CHECK(may_become(codes::amount_units_disagree, Severity::note));
    CHECK(may_become(codes::date_excel_serial, Severity::warning));
    CHECK_FALSE(may_become(codes::date_excel_serial, Severity::refused));
    CHECK(may_become(codes::code_unknown, Severity::note));
}
