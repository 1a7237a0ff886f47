#include "search/postings.h"

#include <bit>

namespace gongshi {
namespace {

constexpr std::size_t bitmap_bytes = block_records / 8;

std::string rice(const BlockPostings& numbers, unsigned bits) {
    std::string out;
    unsigned held = 0, free = 8;
    const auto put = [&](unsigned bit) {
        held = held << 1 | bit;
        if (--free > 0) return;
        out += char(held);
        held = 0;
        free = 8;
    };
    std::int32_t last = -1;
    for (const std::uint16_t number : numbers) {
        const auto gap = std::uint32_t(number - last - 1);
        for (std::uint32_t q = gap >> bits; q > 0; --q) put(1);
        put(0);
        for (unsigned b = bits; b > 0; --b) put(gap >> (b - 1) & 1);
        last = number;
    }
    while (free < 8) put(0);
    return out;
}

std::optional<BlockPostings> unrice(std::string_view bytes, std::size_t count, unsigned bits) {
    BlockPostings numbers;
    std::size_t at = 0;
    const std::size_t end = bytes.size() * 8;
    const auto take = [&]() -> unsigned {
        const unsigned bit = static_cast<unsigned char>(bytes[at / 8]) >> (7 - at % 8) & 1;
        ++at;
        return bit;
    };
    std::int64_t last = -1;
    for (std::size_t i = 0; i < count; ++i) {
        std::uint32_t gap = 0;
        while (true) {
            if (at >= end) return std::nullopt;
            if (take() == 0) break;
            if (++gap > block_records) return std::nullopt;
        }
        for (unsigned b = 0; b < bits; ++b) {
            if (at >= end) return std::nullopt;
            gap = gap << 1 | take();
        }
        last += 1 + std::int64_t(gap);
        if (last >= std::int64_t(block_records)) return std::nullopt;
        numbers.push_back(std::uint16_t(last));
    }
    return numbers;
}

BlockPostings missing_of(const BlockPostings& numbers) {
    BlockPostings missing;
    std::size_t at = 0;
    for (std::uint32_t n = 0; n < block_records; ++n) {
        if (at < numbers.size() && numbers[at] == n)
            ++at;
        else
            missing.push_back(std::uint16_t(n));
    }
    return missing;
}

}  // namespace

unsigned rice_bits(std::size_t count) {
    if (count == 0) return 0;
    const std::uint64_t quotient = 7 * std::uint64_t(block_records) / (10 * count);
    return quotient < 1 ? 0 : unsigned(std::bit_width(quotient) - 1);
}

void append_varint(std::string& out, std::uint64_t value) {
    while (value >= 0x80) {
        out += char(value | 0x80);
        value >>= 7;
    }
    out += char(value);
}

std::optional<std::uint64_t> take_varint(std::string_view& bytes) {
    std::uint64_t value = 0;
    for (unsigned shift = 0, i = 0; i < bytes.size() && shift < 64; ++i, shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (shift == 63 && byte > 1) return std::nullopt;  // more than 64 bits
        value |= std::uint64_t(byte & 0x7F) << shift;
        if ((byte & 0x80) == 0) {
            bytes.remove_prefix(i + 1);
            return value;
        }
    }
    return std::nullopt;
}

std::string encode_block(std::uint32_t block, const BlockPostings& postings) {
    std::string out;
    append_varint(out, block);
    std::string gaps;
    unsigned kind = 0;
    if (postings.size() * 2 <= block_records) {
        gaps = rice(postings, rice_bits(postings.size()));
    } else {
        kind = 2;
        const BlockPostings missing = missing_of(postings);
        gaps = rice(missing, rice_bits(missing.size()));
    }
    if (gaps.size() + 2 > bitmap_bytes) kind = 1;
    append_varint(out, postings.size() * 4 + kind);
    if (kind != 1) {
        append_varint(out, gaps.size());
        return out + gaps;
    }
    std::string bitmap(bitmap_bytes, '\0');
    for (const std::uint16_t number : postings) bitmap[number / 8] = char(bitmap[number / 8] | 0x80 >> number % 8);
    return out + bitmap;
}

std::optional<DecodedBlock> decode_block(std::string_view& bytes) {
    std::string_view rest = bytes;
    const auto block = take_varint(rest), head = take_varint(rest);
    if (!block || !head || *head / 4 == 0 || *head / 4 > block_records) return std::nullopt;
    const std::size_t count = *head / 4;
    const unsigned kind = unsigned(*head % 4);
    DecodedBlock decoded{std::uint32_t(*block), {}};
    if (kind == 1) {
        if (rest.size() < bitmap_bytes) return std::nullopt;
        for (std::uint32_t n = 0; n < block_records; ++n) {
            if ((static_cast<unsigned char>(rest[n / 8]) & 0x80 >> n % 8) != 0)
                decoded.postings.push_back(std::uint16_t(n));
        }
        rest.remove_prefix(bitmap_bytes);
    } else {
        const auto length = take_varint(rest);
        if (kind == 3 || !length || *length > rest.size()) return std::nullopt;
        const std::size_t coded = kind == 0 ? count : block_records - count;
        const auto numbers = unrice(rest.substr(0, *length), coded, rice_bits(coded));
        if (!numbers) return std::nullopt;
        decoded.postings = kind == 0 ? *numbers : missing_of(*numbers);
        rest.remove_prefix(*length);
    }
    if (decoded.postings.size() != count) return std::nullopt;
    bytes = rest;
    return decoded;
}

}  // namespace gongshi
