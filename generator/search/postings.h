#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// Records are numbered by their leaf in the ledger; 8,192 numbers are a block. docs/formats/search.md.
inline constexpr std::uint32_t block_records = 8192;

/// Which records of one block hold a gram: local numbers, ascending, without repeats, not empty.
using BlockPostings = std::vector<std::uint16_t>;

/// `varint(block) varint(count * 4 + kind) [varint(length)] data`, the shortest of: kind 0, Rice code of the gaps; kind 1, a
/// bitmap of 1,024 bytes; kind 2, Rice code of the gaps between those that are missing.
std::string encode_block(std::uint32_t block, const BlockPostings& postings);

struct DecodedBlock {
    std::uint32_t block = 0;
    BlockPostings postings;
};
/// Takes one block off the front; none, and `bytes` as it was, when it is damaged.
std::optional<DecodedBlock> decode_block(std::string_view& bytes);

void append_varint(std::string& out, std::uint64_t value);
std::optional<std::uint64_t> take_varint(std::string_view& bytes);

/// Bits of a Rice remainder for `count` of 8,192: floor(log2(0.7 * 8192 / count)), in integers.
unsigned rice_bits(std::size_t count);

}  // namespace gongshi
