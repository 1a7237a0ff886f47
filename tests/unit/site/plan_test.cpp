#include "site/plan.h"

#include <doctest/doctest.h>

#include <map>

using namespace gongshi;

namespace {

/// Which entries stand on which path.
std::map<std::string, std::vector<std::uint32_t>> pages_of(std::uint32_t count, std::uint32_t page_size) {
    RecordList list;
    list.stem = "penalties/2026-11";
    for (std::uint32_t i = 0; i < count; ++i) list.entries.push_back(i);
    std::map<std::string, std::vector<std::uint32_t>> pages;
    const std::uint32_t full = list.full_pages(page_size);
    for (std::uint32_t page = 1; page <= full + 1; ++page) {
        const std::uint32_t from = (page - 1) * page_size, to = page > full ? count : from + page_size;
        for (std::uint32_t i = from; i < to; ++i) pages[list.path(page, page_size)].push_back(list.entries[i]);
    }
    return pages;
}

}  // namespace

TEST_CASE("every record stands on one page, and the newest page holds between one and two page sizes") {
    for (std::uint32_t count = 0; count < 400; ++count) {
        std::uint32_t total = 0;
        for (const auto& [path, entries] : pages_of(count, 50)) {
            total += std::uint32_t(entries.size());
            const bool newest = path == "penalties/2026-11.html";
            if (!newest) CHECK(entries.size() == 50);
            if (newest && count >= 50) CHECK((entries.size() >= 50 && entries.size() < 100));
        }
        CHECK(total == count);
    }
}

TEST_CASE("a full page keeps its address and its rows when newer records come") {
    for (std::uint32_t count = 1; count < 400; ++count) {
        const auto before = pages_of(count, 50), after = pages_of(count + 1, 50);
        for (const auto& [path, entries] : before) {
            if (path != "penalties/2026-11.html") CHECK(after.at(path) == entries);
        }
    }
}
