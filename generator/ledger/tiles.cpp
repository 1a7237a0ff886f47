#include "ledger/tiles.h"

#include <cstring>

namespace gongshi {
namespace {

constexpr std::size_t hash_bytes = 32;

Digest hash_in(std::string_view tile, std::size_t at) {
    Digest digest;
    if ((at + 1) * hash_bytes <= tile.size())
        std::memcpy(digest.bytes.data(), tile.data() + at * hash_bytes, hash_bytes);
    return digest;
}

/// Root of `count` hashes (a power of two) of a tile, from `first` on.
Digest root_in(std::string_view tile, std::size_t first, std::size_t count) {
    if (count == 1) return hash_in(tile, first);
    return node_hash(sha256, root_in(tile, first, count / 2), root_in(tile, first + count / 2, count / 2));
}

}  // namespace

void TileWriter::append(int level, std::uint64_t index, const Digest& hash) {
    const TileKey key{level, index / tile_width};
    auto tile = changed_.find(key);
    if (tile == changed_.end()) {
        std::string begun = index % tile_width == 0 ? std::string() : load_(level, key.second);
        begun.resize(std::size_t(index % tile_width) * hash_bytes);  // a run that was not recorded is written over
        tile = changed_.emplace(key, std::move(begun)).first;
    }
    tile->second.append(hash.view());
    if (tile->second.size() == tile_width * hash_bytes)
        append(level + 1, key.second, root_in(tile->second, 0, tile_width));
}

std::map<TileKey, std::uint64_t> tiles_of(std::uint64_t size) {
    std::map<TileKey, std::uint64_t> tiles;
    int level = 0;
    for (std::uint64_t hashes = size; hashes > 0; hashes /= tile_width, ++level) {
        for (std::uint64_t number = 0; number * tile_width < hashes; ++number)
            tiles[{level, number}] = std::min(tile_width, hashes - number * tile_width);
    }
    return tiles;
}

std::string tile_path(const TileKey& key, std::uint64_t width) {
    std::string path = "ledger/tile/" + std::to_string(key.first) + "/" + std::to_string(key.second);
    if (width < tile_width) path += "-" + std::to_string(width);
    return path + ".bin";
}

SubtreeHash subtree_hashes(std::function<std::string(int level, std::uint64_t number)> get) {
    return [get = std::move(get)](unsigned level, std::uint64_t index) {
        const unsigned tile_level = level / 8, inside = level % 8;  // 256 is 2^8
        const std::uint64_t first = index << inside;
        const std::string tile = get(int(tile_level), first / tile_width);
        return root_in(tile, std::size_t(first % tile_width), std::size_t(1) << inside);
    };
}

}  // namespace gongshi
