#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
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

/// Texts of a block's tokens by their gram. A block has tens of thousands: they stand one behind another in one text.
class TokenTexts {
public:
    TokenTexts() = default;
    explicit TokenTexts(const std::unordered_map<Gram, std::string>& tokens);

    std::string_view at(Gram gram) const;  ///< a gram that is none of them is a bug
    std::vector<std::string_view> sorted() const;
    friend bool operator==(const TokenTexts&, const TokenTexts&) = default;

private:
    struct Place {
        Gram gram = 0;
        std::uint32_t begin = 0, length = 0;
        friend bool operator==(const Place&, const Place&) = default;
    };
    std::string texts_;
    std::vector<Place> places_;  ///< by gram
};

/// The encoded postings of one block, by gram, ascending.
struct BlockIndex {
    struct Item {
        Gram gram = 0;
        std::uint32_t offset = 0, length = 0, count = 0;
    };
    std::uint32_t block = 0;
    std::vector<Item> items[2];  ///< by GramClass
    std::string bytes[2];
    TokenTexts tokens;  ///< tokens are key grams
};

/// Reads the records of one block and encodes which hold what.
BlockIndex index_block(std::uint32_t block, std::span<const SearchedRecord> records, const Disclosure& today,
                       Disclosure::Reader& reader);

}  // namespace gongshi
