#pragma once
#include <cstdint>
#include <functional>
#include <string_view>

namespace gongshi {

/// Pieces of a text by which the same value is found again in another text without keeping the value: runs of eight or
/// more ASCII letters and digits with at least six digits among them (numbers of papers, telephones, accounts), and every
/// eight Chinese characters in a row (addresses). What is told is a 64-bit hash of the piece.
void each_text_run(std::string_view utf8, const std::function<void(std::uint64_t hash, std::size_t at)>& see);

/// FNV-1a, 64 bits.
constexpr std::uint64_t hash_of_bytes(std::string_view bytes) {
    std::uint64_t hash = 0xCBF29CE484222325u;
    for (char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    return hash;
}

}  // namespace gongshi
