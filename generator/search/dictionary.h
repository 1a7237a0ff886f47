#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/parallel.h"
#include "search/packed_block.h"

namespace gongshi {

/// What the dictionary of some blocks will be like.
struct DictionaryPlan {
    std::uint64_t grams = 0, bytes = 0;  ///< of all shards together
    std::size_t shard_bytes = 0;         ///< of one, about
    /// The most common grams that are no names of things, the most common first: at most 2,048.
    std::vector<std::string> densest;

    std::uint32_t shards() const;
};
DictionaryPlan plan_dictionary(const std::vector<PackedBlock>& blocks, GramClass which);

/// Makes a dictionary of a segment as files: shards of about 8 KB (4 KB in a segment of one or two blocks, which a query asks beside
/// each large one) with each gram's newest blocks inline, older blocks of dense grams in tails of about 16 KB. Nobody needs a list of them: shard = FNV-1a(gram) mod shards, tails by the gram's bytes.
/// `file` takes each, by its name below k/ or t/, from any thread. Shards of `held` bytes in all are held at once; of a
/// larger dictionary the blocks are gone through again.
void write_dictionary(const std::vector<PackedBlock>& blocks, GramClass which, const DictionaryPlan& plan,
                      std::uint64_t held, Threads threads,
                      const std::function<void(const std::string& name, std::string bytes)>& file);

/// "12.bin"
std::string shard_name(std::uint32_t shard);
/// "e4ba91e6baaa-0.bin"
std::string tail_name(std::string_view gram, std::size_t number);

/// A gram's entry in a shard: how many records hold it, its newest blocks, and for each tail the lowest block it holds.
struct DictionaryEntry {
    std::uint64_t count = 0;
    std::string_view head;
    std::vector<std::uint64_t> tails;
};

/// Finds a gram in a shard. None: it is not there, or the shard is damaged (`damaged` tells).
std::optional<DictionaryEntry> find_in_shard(std::string_view shard, std::string_view gram, bool& damaged);

}  // namespace gongshi
