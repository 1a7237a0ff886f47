#include "ledger/merkle_tree.h"

#include <doctest/doctest.h>

#include "ledger/tiles.h"

using namespace gongshi;

namespace {

/// The leaves of the test vectors that Certificate Transparency's implementations share.
const std::vector<std::string> known_leaves = {"",
                                               std::string("\x00", 1),
                                               "\x10",
                                               "\x20\x21",
                                               "\x30\x31",
                                               "\x40\x41\x42\x43",
                                               "\x50\x51\x52\x53\x54\x55\x56\x57",
                                               "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};

constexpr const char* known_roots[] = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                       "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                       "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                       "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                       "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                       "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                       "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                       "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

struct Tree {
    explicit Tree(std::size_t size, HashFunction hash = sha256) : edge(hash) {
        TileWriter writer([this](int level, std::uint64_t number) { return tiles[{level, number}]; });
        for (std::size_t i = 0; i < size; ++i) {
            const Digest leaf = leaf_hash(hash, "leaf " + std::to_string(i));
            leaves.push_back(leaf);
            writer.append(i, leaf);
            edge.append(leaf);
            roots.push_back(edge.root());
        }
        tiles = writer.changed();
    }
    SubtreeHash get() const {
        return subtree_hashes([this](int level, std::uint64_t number) {
            const auto tile = tiles.find({level, number});
            return tile == tiles.end() ? std::string() : tile->second;
        });
    }
    TreeEdge edge;
    std::vector<Digest> leaves, roots;
    std::map<TileKey, std::string> tiles;
};

}  // namespace

TEST_CASE("roots of the trees everybody knows") {
    TreeEdge edge(sha256);
    CHECK(edge.root().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (std::size_t i = 0; i < known_leaves.size(); ++i) {
        edge.append(leaf_hash(sha256, known_leaves[i]));
        CHECK(edge.root().hex() == known_roots[i]);
    }
}

TEST_CASE("SM3 as the standard prints it") {
    CHECK(sm3("abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    std::string long_one;
    for (int i = 0; i < 16; ++i) long_one += "abcd";
    CHECK(sm3(long_one).hex() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

TEST_CASE("every leaf of every small tree is proved, and no other") {
    const Tree tree(70);
    for (std::uint64_t size = 1; size <= 70; ++size) {
        for (std::uint64_t leaf = 0; leaf < size; ++leaf) {
            const auto proof = inclusion_proof(sha256, leaf, size, tree.get());
            CHECK(proves_inclusion(sha256, proof, leaf, size, tree.leaves[leaf], tree.roots[size - 1]));
            CHECK_FALSE(
                proves_inclusion(sha256, proof, leaf, size, tree.leaves[(leaf + 1) % 70], tree.roots[size - 1]));
            if (size > 1)
                CHECK_FALSE(
                    proves_inclusion(sha256, proof, (leaf + 1) % size, size, tree.leaves[leaf], tree.roots[size - 1]));
        }
    }
}

TEST_CASE("every earlier tree is proved to be the beginning of every later one") {
    const Tree tree(70);
    for (std::uint64_t size = 1; size <= 70; ++size) {
        for (std::uint64_t old = 1; old <= size; ++old) {
            auto proof = consistency_proof(sha256, old, size, tree.get());
            CHECK(proves_consistency(sha256, proof, old, tree.roots[old - 1], size, tree.roots[size - 1]));
            if (old == size) continue;
            CHECK_FALSE(proves_consistency(sha256, proof, old, tree.roots[size - 1], size, tree.roots[size - 1]));
            if (!proof.empty()) {
                proof.back().bytes[0] ^= 1;
                CHECK_FALSE(proves_consistency(sha256, proof, old, tree.roots[old - 1], size, tree.roots[size - 1]));
            }
        }
    }
}

TEST_CASE("tiles of a larger tree, written in several nights, give the same proofs") {
    const Tree whole(70000);
    std::map<TileKey, std::string> kept;
    TreeEdge edge(sha256);
    for (std::size_t begin = 0; begin < 70000;) {
        const std::size_t end = std::min<std::size_t>(70000, begin + 1 + begin / 3);
        TileWriter writer([&](int level, std::uint64_t number) { return kept[{level, number}]; });
        TreeEdge next(sha256);
        CHECK(next.restore(begin, edge.peaks()));
        for (std::size_t i = begin; i < end; ++i) {
            writer.append(i, whole.leaves[i]);
            next.append(whole.leaves[i]);
        }
        for (const auto& [key, bytes] : writer.changed()) kept[key] = bytes;
        edge = next;
        begin = end;
    }
    CHECK(edge.root() == whole.roots.back());
    for (const auto& [key, width] : tiles_of(70000)) {
        REQUIRE(kept.contains(key));
        CHECK(kept[key].size() == width * 32);
    }
    const auto get = subtree_hashes([&](int level, std::uint64_t number) { return kept[{level, number}]; });
    for (const std::uint64_t leaf : {0u, 255u, 256u, 65535u, 65536u, 69999u}) {
        CHECK(proves_inclusion(sha256, inclusion_proof(sha256, leaf, 70000, get), leaf, 70000, whole.leaves[leaf],
                               whole.roots.back()));
    }
    CHECK(proves_consistency(sha256, consistency_proof(sha256, 4097, 70000, get), 4097, whole.roots[4096], 70000,
                             whole.roots.back()));
}
