#include "release/path_table.h"

#include <doctest/doctest.h>

#include <string>

using namespace gongshi;

TEST_CASE("a path table finds every path of a manifest and no other") {
    std::vector<ManifestEntry> entries;
    for (int i = 0; i < 5000; ++i)
        entries.emplace_back().path = "penalties/" + std::to_string(i * 7919 % 100003) + ".html";
    const PathTable table(entries);
    for (const ManifestEntry& entry : entries) CHECK(table.find(entry.path) == &entry);
    for (int i = 0; i < 5000; ++i) CHECK(table.find("penalties/" + std::to_string(i + 200000) + ".html") == nullptr);
    CHECK(table.find("") == nullptr);
}

TEST_CASE("a table of nothing finds nothing") {
    CHECK(PathTable().find("index.html") == nullptr);
    CHECK(PathTable(std::vector<ManifestEntry>()).find("index.html") == nullptr);
}
