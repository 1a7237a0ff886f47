#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "ledger/merkle_tree.h"

namespace gongshi {

/// The SHA-256 tree cut into files that a static host can serve (after the Go checksum database's tiles and
/// https://c2sp.org/tlog-tiles): tile (level, number) holds up to 256 roots of full subtrees of 256^level leaves, 32 bytes
/// each. A full tile never changes; of the last of each level a shorter one is published.
inline constexpr std::uint64_t tile_width = 256;

using TileKey = std::pair<int, std::uint64_t>;  ///< level, number

class TileWriter {
public:
    /// `load` gives the tile that is to be continued, empty when there is none.
    explicit TileWriter(std::function<std::string(int level, std::uint64_t number)> load) : load_(std::move(load)) {}

    /// Appends the hash of leaf number `index`; indexes come one after another.
    void append(std::uint64_t index, const Digest& leaf) { append(0, index, leaf); }
    const std::map<TileKey, std::string>& changed() const { return changed_; }

private:
    void append(int level, std::uint64_t index, const Digest& hash);
    std::function<std::string(int level, std::uint64_t number)> load_;
    std::map<TileKey, std::string> changed_;
};

/// Every tile of a tree of so many leaves, with the number of hashes it holds.
std::map<TileKey, std::uint64_t> tiles_of(std::uint64_t size);

/// "ledger/tile/0/12.bin", or "ledger/tile/0/12-45.bin" for one of 45 hashes: a name is one content for ever.
std::string tile_path(const TileKey& key, std::uint64_t width);

/// Reads subtree roots out of tiles; `get` gives a tile's bytes (at least the hashes asked for).
SubtreeHash subtree_hashes(std::function<std::string(int level, std::uint64_t number)> get);

}  // namespace gongshi
