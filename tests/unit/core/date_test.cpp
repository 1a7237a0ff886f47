#include "core/date.h"

#include <doctest/doctest.h>

using namespace gongshi;

TEST_CASE("a date is a day that exists, written one way") {
    struct {
        const char* text;
        bool good;
    } cases[] = {{"2026-11-20", true},  {"2024-02-29", true},  {"2025-02-29", false},
                 {"2026-13-01", false}, {"2026-1-3", false},   {"0000-01-01", false},
                 {"2026-11-2O", false}, {"2026/11/20", false}, {"9999-12-31", true}};
    for (const auto& c : cases) {
        CAPTURE(c.text);
        const auto date = Date::parse_iso(c.text);
        CHECK(date.has_value() == c.good);
        if (date) CHECK(date->iso() == c.text);
    }
}

TEST_CASE("months follow each other across the year") {
    CHECK(Date::parse_iso("2026-12-31")->next_month().iso() == "2027-01-01");
    CHECK(Date::parse_iso("2026-01-31")->next_month().iso() == "2026-02-01");
    CHECK(Date::parse_iso("2026-11-20")->first_of_month().iso() == "2026-11-01");
    CHECK(Date::parse_iso("2026-11-20")->weekday() == 5);
}

TEST_CASE("every day of a century is its own number and back") {
    for (auto day = *Date::of(1949, 10, 1); day < *Date::of(2050, 1, 1); day = day.plus_days(1)) {
        REQUIRE(Date::of(day.year(), day.month(), day.day()) == day);
    }
}

TEST_CASE("an instant is written in UTC") { CHECK(Instant{1795143845}.iso() == "2026-11-20T03:04:05Z"); }
