#pragma once
#include <filesystem>

#include "core/parallel.h"
#include "core/progress.h"
#include "disclosure/disclosure.h"
#include "release/output_tree.h"

namespace gongshi {

/// The version of the format: a client that meets another one reloads itself.
inline constexpr int search_format = 3;

/// Where encoded blocks of earlier nights lie below the state folder; `believed` is false for `build --full`.
struct KeptBlocks {
    std::filesystem::path folder;
    bool believed = true;
    std::uint64_t held = std::uint64_t(64) << 20;  ///< bytes of a segment's dictionary that are held at once
};

/// Puts the search index of everything shown into the tree (docs/formats/search.md): dictionaries by segment, result rows by
/// block, texts by 16 numbers, and `search/index.json`, which names them. Segments, blocks and texts whose records are the
/// same as last time are kept without a look; what left the site leaves them in the same night. Same bytes at any thread count.
void write_search_index(const Disclosure& today, OutputTree& tree, const KeptBlocks& kept, Threads threads,
                        Progress& progress);

}  // namespace gongshi
