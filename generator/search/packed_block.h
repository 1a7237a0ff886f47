#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/digest.h"
#include "core/disk.h"
#include "search/grams.h"

namespace gongshi {

enum class GramClass : std::uint8_t { key, text };

/// One gram of a block: which of its records hold it.
struct BlockGram {
    Gram gram = 0;
    std::string_view token;     ///< the word, where the gram is a token
    std::uint64_t records = 0;  ///< how many
    std::string_view postings;  ///< as encode_block gives them
};

/// Writes a block: first the grams of names and numbers (GramClass::key), then those of texts, each ascending.
class BlockPacker {
public:
    explicit BlockPacker(std::uint32_t block);
    void add(const BlockGram& gram);
    void begin_texts();  ///< called once, before the first gram of texts
    std::string finish() &&;

private:
    void end_section();

    std::string bytes_, section_;
    Gram last_ = 0;
};

/// A block's grams, in memory or in a file, from which they are read in order without holding them. Bytes:
/// "gongshi search block 2\n", SHA-256 of all that follows, varint(block), and for each class varint(length) and its grams:
/// varint(gram − the one before), of tokens varint(length) and the word, varint(records), varint(length), postings.
class PackedBlock {
public:
    static std::optional<PackedBlock> of_bytes(std::string bytes);  ///< none when they are not whole
    /// Its bytes stand in this file from now on, and are no longer held.
    void leave_to(std::filesystem::path file);

    std::uint32_t block() const { return block_; }

private:
    friend class BlockCursor;
    PackedBlock() = default;

    std::string bytes_;
    std::filesystem::path file_;  ///< empty: `bytes_` hold it
    std::uint32_t block_ = 0;
    std::uint64_t begin_[2] = {0, 0}, end_[2] = {0, 0};  ///< of each class
};

/// Goes through the grams of one class of a block, which outlives it.
class BlockCursor {
public:
    BlockCursor(const PackedBlock& block, GramClass which);

    bool next();                                        ///< false: there is no other
    const BlockGram& current() const { return gram_; }  ///< valid until the next `next`
    std::uint32_t block() const { return block_; }

private:
    bool fill();

    std::uint32_t block_;
    std::string_view rest_;  ///< of the bytes at hand
    BlockGram gram_;
    std::optional<disk::FileReader> file_;
    std::string buffer_;
    std::uint64_t unread_ = 0;  ///< bytes of the class that are not at hand yet
};

}  // namespace gongshi
