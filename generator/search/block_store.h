#pragma once
#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "core/digest.h"
#include "search/packed_block.h"

namespace gongshi {

/// Blocks of earlier nights, a file each below the state folder, named by what they were made from: a segment that lost one
/// record is put together of them, and only the block of that record is read anew. A block that no run asks for any more
/// is removed at its end, so what was withdrawn stands here no longer than in the index.
class BlockStore {
public:
    /// What lies there already is removed unless it is `believed`.
    BlockStore(std::filesystem::path folder, bool believed);

    // These by any thread.
    std::optional<PackedBlock> find(const Digest& ingredients) const;
    /// The block's bytes are left to the store.
    PackedBlock keep(const Digest& ingredients, std::string packed) const;

    /// The block is part of an index that stands, whether it was asked for or not.
    void want(const Digest& ingredients) { wanted_.insert(name_of(ingredients)); }
    /// Removes all other blocks.
    void remove_unwanted() const;

private:
    static std::string name_of(const Digest& ingredients);

    std::filesystem::path folder_;
    std::set<std::string> wanted_;
};

}  // namespace gongshi
