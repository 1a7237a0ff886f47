#include "core/parallel.h"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace gongshi;

TEST_CASE("each index is worked on once, at any number of workers") {
    for (unsigned threads : {1u, 2u, 8u}) {
        std::vector<int> seen(1000);
        for_each_index(seen.size(), Threads{threads}, [&](std::size_t index, unsigned worker) {
            CHECK(worker < threads);
            ++seen[index];
        });
        CHECK(seen == std::vector<int>(1000, 1));
    }
    for_each_index(0, Threads{4}, [](std::size_t, unsigned) { FAIL("there is nothing to do"); });
}

TEST_CASE("of several failures the one of the lowest index is told, even when a later one fails first") {
    for (int round = 0; round < 50; ++round) {
        std::atomic<bool> later_failed = false;
        std::string told;
        try {
            for_each_index(2, Threads{2}, [&](std::size_t index, unsigned) {
                if (index == 1) {
                    later_failed = true;
                    throw std::runtime_error("1");
                }
                while (!later_failed) std::this_thread::yield();
                throw std::runtime_error("0");
            });
        } catch (const std::runtime_error& error) {
            told = error.what();
        }
        CHECK(told == "0");
    }
}
