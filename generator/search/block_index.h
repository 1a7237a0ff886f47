#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dataset/dataset.h"
#include "search/packed_block.h"
#include "search/postings.h"
#include "search/search_text.h"

namespace gongshi {

/// From grams to the records that hold them: open addressing, as millions of grams come by for each block.
class PostingTable {
public:
    /// Records come ascending; of equal ones the first counts.
    void add(Gram gram, std::uint16_t record);
    void add_token(std::string_view token, std::uint16_t record);
    void pack(std::uint32_t block, BlockPacker& packer) const;

private:
    struct List {
        std::uint32_t token_begin = 0, token_length = 0;  ///< in `tokens_`
        BlockPostings records;
    };
    List& list_of(Gram gram);
    void grow();

    std::vector<std::pair<Gram, std::uint32_t>> slots_{1 << 12};  ///< gram, index of its list + 1
    std::vector<List> lists_;
    std::string tokens_;
};

/// Collects which records of one block hold what.
class BlockIndexer {
public:
    /// `number` is the record's within its block, larger than that of the one before; `date` in days or Entry::no_date.
    void add(std::uint16_t number, const SearchText& text, const Department& department, const Dataset& dataset,
             std::int32_t date);
    std::string finish(std::uint32_t block) const;  ///< as a PackedBlock

private:
    PostingTable keys_, texts_;
    std::vector<Gram> grams_;
};

}  // namespace gongshi
