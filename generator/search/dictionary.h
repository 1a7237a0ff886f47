#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/block_index.h"

namespace gongshi {

/// What the dictionary of some blocks will be like.
struct DictionarySize {
    std::uint64_t grams = 0, bytes = 0;  ///< of all shards together
    std::uint32_t shards() const;
};
DictionarySize dictionary_size(const std::vector<BlockIndex>& blocks, GramClass which);

/// A dictionary of a segment as files: shards of about 8 KB with each gram's newest blocks inline, older blocks of dense
/// grams in tails of about 16 KB. Nobody needs a list of them: shard = FNV-1a(gram) mod shards, tails by the gram's bytes.
/// A large segment's is made gram by gram, and its files one by one: what is held at once is its entries.
class Dictionary {
public:
    /// `tail` takes each tail, by its name below k/ or t/, as it comes up.
    Dictionary(const std::vector<BlockIndex>& blocks, GramClass which, const DictionarySize& size,
               const std::function<void(const std::string& name, std::string bytes)>& tail);

    std::uint32_t shards() const { return std::uint32_t(begins_.size() - 1); }
    std::string shard(std::uint32_t number) const;  ///< the file shard_name(number); by any thread
    /// The most common grams that are no names of things, the most common first: at most 2,048.
    const std::vector<std::string>& densest() const { return densest_; }

private:
    struct Place {
        std::uint32_t shard = 0, length = 0;
        std::uint64_t begin = 0;
    };
    std::string_view gram_at(const Place& place) const;

    std::string entries_;
    std::vector<Place> places_;        ///< by shard, then gram
    std::vector<std::size_t> begins_;  ///< of each shard in `places_`, and their end
    std::vector<std::string> densest_;
};

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
