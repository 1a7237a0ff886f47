#include "dataset/yearly_cap.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>

using namespace gongshi;

TEST_CASE("how often a firm may be inspected in a year, as matters say it") {
    struct Case {
        std::string text;
        std::optional<int> cap;
    };
    const Case cases[] = {
        {"每年不超过1次", 1},
        {"每年不超过２次", 2},
        {"2次/年", 2},
        {"1次／年", 1},
        {"一年两次", 2},
        {"每半年一次", 2},
        {"每季度1次", 4},
        {"1次/季度", 4},
        {"每个月不超过两次", 24},
        {"每月1次", 12},
        {"每年3月开展1次", 1},
        {"两年一次", 1},
        {"不超过十二次", 12},
        {"3次", 3},
        {"不限", std::nullopt},
        {"", std::nullopt},
        {"按计划", std::nullopt},
        {"多次", std::nullopt},
        {"不设频次上限", std::nullopt},
    };
    for (const auto& c : cases) {
        CAPTURE(c.text);
        CHECK(read_yearly_cap(c.text) == c.cap);
    }
}
