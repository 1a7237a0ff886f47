#include "intake/row_memory.h"

#include <doctest/doctest.h>

using namespace gongshi;

TEST_CASE("remembered rows come back as they were packed") {
    std::vector<RememberedRow> rows(3);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].row.bytes.fill(std::uint8_t(i + 1));
        rows[i].identity = 0x0123456789ABCDEFu + i;
        rows[i].version = std::int64_t(1) << (20 * i);
    }
    const std::string bytes = pack_rows(rows);
    const std::vector<RememberedRow> back = unpack_rows(bytes);
    REQUIRE(back.size() == rows.size());
    RowMemory memory;
    for (const RememberedRow& row : back) memory.add(row);
    for (const RememberedRow& row : rows) {
        const RememberedRow* found = memory.find(row.row);
        REQUIRE(found != nullptr);
        CHECK(found->identity == row.identity);
        CHECK(found->version == row.version);
    }
    RowDigest other;
    CHECK(memory.find(other) == nullptr);
    CHECK(unpack_rows(std::string_view(bytes).substr(1)).empty());
    CHECK(unpack_rows("x").empty());
}
