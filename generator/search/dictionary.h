#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "search/block_index.h"

namespace gongshi {

/// A dictionary of a segment as files: shards of about 8 KB with each gram's newest blocks inline, older blocks of dense
/// grams in tails of about 16 KB. Nobody needs a list of them: shard = FNV-1a(gram) mod shards, tails by the gram's bytes.
struct DictionaryFiles {
    std::uint32_t shards = 1;
    std::vector<std::pair<std::string, std::string>> files;      ///< name below k/ or t/, bytes
    std::vector<std::pair<std::uint64_t, std::string>> densest;  ///< records that hold it, gram
};

DictionaryFiles dictionary_files(const std::vector<BlockIndex>& blocks, GramClass which);

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
