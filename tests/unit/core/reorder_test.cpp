#include "core/reorder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <string>

using namespace gongshi;

TEST_CASE("a list is taken in any order, whole or in part") {
    std::mt19937 random(11);
    for (std::uint32_t size = 0; size < 60; ++size) {
        std::vector<std::string> list;
        for (std::uint32_t i = 0; i < size; ++i) list.push_back("一行文字，比短的长一些 " + std::to_string(i));
        std::vector<std::uint32_t> order(size);
        std::iota(order.begin(), order.end(), 0);
        std::shuffle(order.begin(), order.end(), random);
        order.resize(size == 0 ? 0 : random() % (size + 1));
        std::vector<std::string> wanted;
        for (const std::uint32_t from : order) wanted.push_back(list[from]);
        take_in_order(list, order);
        CHECK(list == wanted);
    }
}
