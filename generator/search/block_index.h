#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "disclosure/disclosure.h"
#include "search/grams.h"

namespace gongshi {

/// A record by its number: that of its leaf in the ledger.
struct SearchedRecord {
    std::uint64_t number = 0;
    std::uint32_t dataset = 0, entry = 0;
};

enum class GramClass : std::uint8_t { key, text };

/// The encoded postings of one block, by gram, ascending.
struct BlockIndex {
    struct Item {
        Gram gram = 0;
        std::uint32_t offset = 0, length = 0, count = 0;
    };
    std::uint32_t block = 0;
    std::vector<Item> items[2];  ///< by GramClass
    std::string bytes[2];
    std::unordered_map<Gram, std::string> tokens;  ///< text of every token of the block
};

/// Reads the records of one block and encodes which hold what.
BlockIndex index_block(std::uint32_t block, std::span<const SearchedRecord> records, const Disclosure& today,
                       Disclosure::Reader& reader);

}  // namespace gongshi
