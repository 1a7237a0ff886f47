#include "search/postings.h"

#include <doctest/doctest.h>

#include <limits>
#include <map>
#include <mutex>
#include <random>

#include "search/dictionary.h"
#include "search/grams.h"

using namespace gongshi;

TEST_CASE("any set of records of a block is read back") {
    std::mt19937 random(7);
    for (int i = 0; i < 400; ++i) {
        const std::uint32_t share = i < 100 ? 1 + random() % 4 : 1 + random() % 10000;
        BlockPostings postings;
        for (std::uint32_t n = 0; n < block_records; ++n) {
            if (random() % 10000 < share) postings.push_back(std::uint16_t(n));
        }
        if (postings.empty()) postings.push_back(std::uint16_t(random() % block_records));
        const std::string bytes = encode_block(i, postings) + "rest";
        std::string_view rest = bytes;
        const auto back = decode_block(rest);
        REQUIRE(back);
        CHECK(back->block == std::uint32_t(i));
        CHECK(back->postings == postings);
        CHECK(rest == "rest");
        CHECK(bytes.size() < 1024 + 16);
        for (std::size_t cut = 0; cut + 5 < bytes.size(); cut += 1 + bytes.size() / 17) {
            std::string_view torn = std::string_view(bytes).substr(0, cut);
            const auto half = decode_block(torn);
            CHECK((!half || half->postings.size() <= block_records));
        }
    }
    BlockPostings all;
    for (std::uint32_t n = 0; n < block_records; ++n) all.push_back(std::uint16_t(n));
    const std::string bytes = encode_block(0, all);
    CHECK(bytes.size() < 16);
    std::string_view rest = bytes;
    CHECK(decode_block(rest)->postings == all);
}

TEST_CASE("a dictionary gives what was put in, dense grams in tails") {
    std::mt19937 random(3);
    std::vector<PackedBlock> blocks;
    std::map<std::string, std::map<std::uint32_t, BlockPostings>> truth;
    for (std::uint32_t b = 0; b < 40; ++b) {
        BlockPacker packer(b);
        for (const Gram gram : {gram_of(U"云"), gram_of(U"云溪"), gram_of(U"a1b"), token_gram("=云溪县")}) {
            BlockPostings postings;
            for (std::uint32_t n = 0; n < block_records; ++n) {
                if (random() % (gram == gram_of(U"云") ? 3 : 500) == 0) postings.push_back(std::uint16_t(n));
            }
            const std::string token = (gram & token_bit) != 0 ? "=云溪县" : "";
            packer.add({gram, token, postings.size(), encode_block(b, postings)});
            truth[token.empty() ? text_of_gram(gram) : token][b] = postings;
        }
        packer.begin_texts();
        blocks.push_back(PackedBlock::of_bytes(std::move(packer).finish()).value());
    }
    const DictionaryPlan plan = plan_dictionary(blocks, GramClass::key);
    CHECK(plan.grams == truth.size());
    CHECK(plan.densest.size() == 3);  // the word is none
    CHECK(plan.densest.front() == "云");
    std::map<std::string, std::string> files;
    std::mutex mutex;
    write_dictionary(blocks, GramClass::key, plan, 1, Threads{2}, [&](const std::string& name, std::string bytes) {
        const std::lock_guard lock(mutex);
        CHECK(files.emplace(name, std::move(bytes)).second);
    });
    for (const auto& [gram, lists] : truth) {
        bool damaged = true;
        const auto entry = find_in_shard(files.at(shard_name(shard_hash(gram) % plan.shards())), gram, damaged);
        REQUIRE(entry);
        CHECK_FALSE(damaged);
        std::string bytes(entry->head);
        for (std::size_t t = 0; t < entry->tails.size(); ++t) bytes += files.at(tail_name(gram, t));
        std::string_view rest = bytes;
        std::map<std::uint32_t, BlockPostings> got;
        while (!rest.empty()) {
            const auto block = decode_block(rest);
            REQUIRE(block);
            got[block->block] = block->postings;
        }
        CHECK(got == lists);
        CHECK((gram == "云") == !entry->tails.empty());
    }
    bool damaged = true;
    CHECK_FALSE(find_in_shard(files.at("0.bin"), "无", damaged));
    CHECK_FALSE(damaged);
}

TEST_CASE("a number of up to 64 bits is read back, and no longer one") {
    for (unsigned bits = 0; bits <= 64; ++bits) {
        const std::uint64_t number = bits == 64 ? std::numeric_limits<std::uint64_t>::max() : std::uint64_t(1) << bits;
        std::string bytes;
        append_varint(bytes, number);
        std::string_view rest = bytes;
        CHECK(take_varint(rest) == number);
        CHECK(rest.empty());
        rest = std::string_view(bytes).substr(0, bytes.size() - 1);
        CHECK(!take_varint(rest));
    }
    std::string_view longer = "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02";
    CHECK(!take_varint(longer));
}

TEST_CASE("the vectors of docs/formats/search.md") {
    const auto hex = [](const std::string& bytes) {
        std::string text;
        for (const char c : bytes) {
            char two[3];
            std::snprintf(two, sizeof two, "%02x", static_cast<unsigned char>(c));
            text += two;
        }
        return text;
    };
    CHECK(hex(encode_block(0, {0, 1, 5})) == "000c050000000180");
    CHECK(hex(encode_block(130, {8191})) == "82010402bffc");
    CHECK(shard_hash("云溪") == 2096253924);
    CHECK(tail_name("云溪", 2) == "e4ba91e6baaa-2.bin");
}
