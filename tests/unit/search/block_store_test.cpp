#include "search/block_store.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <random>

#include "core/disk.h"
#include "search/postings.h"

using namespace gongshi;

namespace {

BlockIndex some_block(std::uint32_t number) {
    std::mt19937 random(number);
    BlockIndex block;
    block.block = number;
    for (const std::size_t which : {0, 1}) {
        Gram gram = 0;
        for (int i = 0; i < 50; ++i) {
            gram += 1 + random() % 1000000007;
            BlockPostings postings;
            for (std::uint32_t n = random() % 100; n < block_records; n += 1 + random() % 900)
                postings.push_back(std::uint16_t(n));
            const std::string bytes = encode_block(number, postings);
            block.items[which].push_back({gram, std::uint32_t(block.bytes[which].size()), std::uint32_t(bytes.size()),
                                          std::uint32_t(postings.size())});
            block.bytes[which] += bytes;
        }
    }
    std::unordered_map<Gram, std::string> tokens;
    for (const char* token : {"@d:scjg", "@y:2026", "=云溪县测试商贸有限公司"})
        tokens.emplace(token_gram(token), token);
    block.tokens = TokenTexts(tokens);
    return block;
}

bool same(const BlockIndex& a, const BlockIndex& b) {
    const auto same_items = [](const auto& x, const auto& y) {
        return std::equal(x.begin(), x.end(), y.begin(), y.end(), [](const auto& p, const auto& q) {
            return p.gram == q.gram && p.offset == q.offset && p.length == q.length && p.count == q.count;
        });
    };
    return a.block == b.block && a.tokens == b.tokens && a.bytes[0] == b.bytes[0] && a.bytes[1] == b.bytes[1] &&
           same_items(a.items[0], b.items[0]) && same_items(a.items[1], b.items[1]);
}

}  // namespace

TEST_CASE("a block that was kept comes back as it was, and no other bytes come back at all") {
    const BlockIndex block = some_block(7);
    const std::string bytes = packed(block);
    const std::optional<BlockIndex> back = unpacked_block(bytes);
    REQUIRE(back);
    CHECK(same(*back, block));
    CHECK(packed(*back) == bytes);
    for (std::size_t at = 0; at < bytes.size(); at += 1 + bytes.size() / 301) {
        std::string damaged = bytes;
        damaged[at] = char(damaged[at] ^ 4);
        CHECK(!unpacked_block(damaged));
        CHECK(!unpacked_block(bytes.substr(0, at)));
    }
    CHECK(!unpacked_block(bytes + "x"));
}

TEST_CASE("blocks that nobody wants any more are removed, and nothing is believed when it may not be") {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("gongshi-blocks-" + std::to_string(std::random_device{}()));
    const Digest first = sha256("first"), second = sha256("second");
    {
        BlockStore store(folder, true);
        CHECK(!store.find(first));
        store.keep(first, some_block(1));
        store.keep(second, some_block(2));
        store.want(first);
        store.remove_unwanted();
    }
    const BlockStore again(folder, true);
    const std::optional<BlockIndex> kept = again.find(first);
    REQUIRE(kept);
    CHECK(same(*kept, some_block(1)));
    CHECK(!again.find(second));
    CHECK(disk::list_files(folder).size() == 1);
    BlockStore unbelieving(folder, false);
    CHECK(!unbelieving.find(first));
    unbelieving.keep(first, some_block(3));  // but it believes itself
    REQUIRE(unbelieving.find(first));
    CHECK(same(*unbelieving.find(first), some_block(3)));
    std::filesystem::remove_all(folder);
}
