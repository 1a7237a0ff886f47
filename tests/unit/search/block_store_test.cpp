#include "search/block_store.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <random>
#include <vector>

#include "core/disk.h"
#include "search/postings.h"

using namespace gongshi;

namespace {

/// A gram with its bytes, as a cursor gives it.
struct Held {
    Gram gram = 0;
    std::string token;
    std::uint64_t records = 0;
    std::string postings;
    friend bool operator==(const Held&, const Held&) = default;
};
using Classes = std::vector<Held>[2];

/// More than is read of a file at once; the last step is one of more than 63 bits.
void fill(std::uint32_t number, Classes& classes) {
    std::mt19937_64 random(number);
    for (auto& grams : classes) {
        Gram gram = 0;
        for (int i = 0; i < 3000; ++i) {
            gram += 1 + random() % 1000000007;
            BlockPostings postings;
            for (std::uint32_t n = random() % 100; n < block_records; n += 1 + random() % 900)
                postings.push_back(std::uint16_t(n));
            grams.push_back({gram, "", postings.size(), encode_block(number, postings)});
        }
    }
    for (const Gram token : {token_bit | 5, ~Gram(0)})
        classes[0].push_back({token, "=云溪县测试商贸有限公司", 1, encode_block(number, {8191})});
    // A number as long as a cell may be: more than is read at once.
    classes[0].insert(classes[0].end() - 1,
                      {token_bit | 6, "~" + std::string(300000, '7'), 1, encode_block(number, {3})});
}

std::string packed(std::uint32_t number) {
    Classes classes;
    fill(number, classes);
    BlockPacker packer(number);
    for (const Held& one : classes[0]) packer.add({one.gram, one.token, one.records, one.postings});
    packer.begin_texts();
    for (const Held& one : classes[1]) packer.add({one.gram, one.token, one.records, one.postings});
    return std::move(packer).finish();
}

bool is_block(const PackedBlock& block, std::uint32_t number) {
    Classes classes;
    fill(number, classes);
    for (const GramClass which : {GramClass::key, GramClass::text}) {
        std::vector<Held> read;
        BlockCursor cursor(block, which);
        while (cursor.next()) {
            const BlockGram& gram = cursor.current();
            read.push_back({gram.gram, std::string(gram.token), gram.records, std::string(gram.postings)});
        }
        if (read != classes[std::size_t(which)]) return false;
    }
    return block.block() == number;
}

}  // namespace

TEST_CASE("a block is read as it was packed, and no other bytes are read at all") {
    const std::string bytes = packed(7);
    CHECK(bytes.size() > 200000);
    const std::optional<PackedBlock> back = PackedBlock::of_bytes(bytes);
    REQUIRE(back);
    CHECK(is_block(*back, 7));
    for (std::size_t at = 0; at < bytes.size(); at += 1 + bytes.size() / 301) {
        std::string damaged = bytes;
        damaged[at] = char(damaged[at] ^ 4);
        CHECK(!PackedBlock::of_bytes(damaged));
        CHECK(!PackedBlock::of_bytes(bytes.substr(0, at)));
    }
    CHECK(!PackedBlock::of_bytes(bytes + "x"));
    BlockPacker nothing(3);
    nothing.begin_texts();
    const std::optional<PackedBlock> empty = PackedBlock::of_bytes(std::move(nothing).finish());
    REQUIRE(empty);
    CHECK(!BlockCursor(*empty, GramClass::key).next());
    CHECK(!BlockCursor(*empty, GramClass::text).next());
}

TEST_CASE("blocks that nobody wants any more are removed, and nothing is believed when it may not be") {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("gongshi-blocks-" + std::to_string(std::random_device{}()));
    const Digest first = sha256("first"), second = sha256("second");
    {
        BlockStore store(folder, true);
        CHECK(!store.find(first));
        CHECK(is_block(store.keep(first, packed(1)), 1));
        store.keep(second, packed(2));
        store.want(first);
        store.remove_unwanted();
    }
    const BlockStore again(folder, true);
    const std::optional<PackedBlock> kept = again.find(first);
    REQUIRE(kept);
    CHECK(is_block(*kept, 1));
    CHECK(!again.find(second));
    CHECK(disk::list_files(folder).size() == 1);
    BlockStore unbelieving(folder, false);
    CHECK(!unbelieving.find(first));
    unbelieving.keep(first, packed(3));  // but it believes itself
    REQUIRE(unbelieving.find(first));
    CHECK(is_block(*unbelieving.find(first), 3));
    std::filesystem::remove_all(folder);
}
