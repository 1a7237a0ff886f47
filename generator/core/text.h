#pragma once
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// One code point and how many bytes it took. Invalid bytes come as U+FFFD, one byte at a time.
struct CodePoint {
    char32_t value = 0;
    std::uint8_t length = 0;
    bool valid = true;
};
/// Of a text that is not empty.
CodePoint first_code_point(std::string_view utf8);
/// The same for code points of every length, without the short ways.
CodePoint first_of_all_kinds(std::string_view utf8);

constexpr bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }  ///< of ASCII
constexpr bool is_html_space(char32_t c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
constexpr bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

/// U+1000 to U+CFFF and U+E000 to U+FFFF: any two continuation bytes behind it make a character. Nearly all of a Chinese text, with
/// its full-width marks.
constexpr bool is_common_lead(unsigned char byte) { return byte >= 0xE1 && byte <= 0xEF && byte != 0xED; }

inline CodePoint first_code_point(std::string_view utf8) {
    assert(!utf8.empty());
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1, true};
    if (is_common_lead(lead) && utf8.size() >= 3 && is_continuation(byte(1)) && is_continuation(byte(2)))
        return {char32_t(lead & 0x0F) << 12 | char32_t(byte(1) & 0x3F) << 6 | char32_t(byte(2) & 0x3F), 3, true};
    return first_of_all_kinds(utf8);
}

/// Byte offset of the first byte that is not strict UTF-8 (no surrogates, no overlong forms); none when all is well.
std::optional<std::size_t> first_invalid_utf8(std::string_view bytes);

std::u32string to_code_points(std::string_view utf8);
std::string to_utf8(std::u32string_view code_points);
void append_utf8(std::string& out, char32_t code_point);
std::size_t count_code_points(std::string_view utf8);

/// Columns on a terminal: wide characters (CJK, full-width forms) take two, combining marks none.
std::size_t display_width(std::string_view utf8);

/// The key under which headers, names and codes are compared: NFKC, lower case, no blanks of any kind, brackets of every
/// style as ( ), `_` and dashes folded. For comparing only: what is shown stays as it was written.
std::string fold_key(std::string_view utf8);

/// Unicode NFKC. For keys only, like fold_key; blanks, brackets and case stay.
std::string nfkc(std::string_view utf8);

bool is_blank(char32_t code_point);            ///< ASCII blanks, NBSP, U+3000, zero-width ones, BOM
std::string_view trim(std::string_view utf8);  ///< without leading and trailing blanks of any kind
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(std::span<const std::string> parts, std::string_view separator);
/// Whether a word stands in a list, as it is written there.
template <class Words>
constexpr bool is_one_of(const Words& list, std::string_view word) {
    for (const auto& one : list) {
        if (one == word) return true;
    }
    return false;
}
std::string lower_ascii(std::string_view text);
/// Of a file's name, in lower case, without the dot; empty: none.
std::string ending_of(std::string_view name);
void replace_all(std::string& text, std::string_view from, std::string_view to);

/// The candidate nearest to `word` by edits of code points (swapped neighbours are one), if near enough to be a slip of the pen (at most a
/// third of its length, at least one edit allowed). The first of equals.
std::optional<std::string> nearest_name(std::string_view word, std::span<const std::string> candidates);

/// What stands in for a text that must not be repeated: keeps the shape, hides the middle. "330102199001011234" →
/// "330***********1234"; text without a long number is kept and cut at `most` code points with "…".
std::string mask_for_report(std::string_view utf8, std::size_t most = 60);

}  // namespace gongshi
