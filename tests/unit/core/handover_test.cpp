#include "core/handover.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

using namespace gongshi;

TEST_CASE("items come in their order, on one thread or two") {
    for (const unsigned threads : {1u, 2u}) {
        std::vector<int> taken;
        hand_over<int>(
            Threads{threads},
            [](const std::function<void(int&&)>& give) {
                for (int i = 0; i < 5000; ++i) give(int(i));
            },
            [&](int&& item) { taken.push_back(item); });
        REQUIRE(taken.size() == 5000);
        CHECK(std::is_sorted(taken.begin(), taken.end()));
    }
}

TEST_CASE("a failure of either side reaches the caller, and nobody waits for ever") {
    for (const unsigned threads : {1u, 2u}) {
        const auto make = [](const std::function<void(int&&)>& give) {
            for (int i = 0; i < 100000; ++i) give(int(i));
        };
        CHECK_THROWS_WITH(hand_over<int>(Threads{threads}, make,
                                         [](int&& item) {
                                             if (item == 700) throw std::runtime_error("full");
                                         }),
                          "full");
        int taken = 0;
        CHECK_THROWS_WITH(hand_over<int>(
                              Threads{threads},
                              [](const std::function<void(int&&)>& give) {
                                  for (int i = 0; i < 300; ++i) give(int(i));
                                  throw std::runtime_error("torn");
                              },
                              [&](int&&) { ++taken; }),
                          "torn");
        CHECK(taken <= 300);
    }
}
