#include "core/text_runs.h"

#include <array>

#include "core/text.h"

namespace gongshi {
namespace {

bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/// First byte of a three-byte character from U+3400 to U+9FFF, roughly: E3 90 … E9.
bool begins_han(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0xE3 || first > 0xE9 || at + 3 > text.size()) return false;
    return first > 0xE3 || static_cast<unsigned char>(text[at + 1]) >= 0x90;
}

constexpr std::size_t shortest_run = 8, fewest_digits = 6, han_in_a_row = 8;

}  // namespace

void each_text_run(std::string_view utf8, const std::function<void(std::uint64_t hash, std::size_t at)>& see) {
    std::size_t han = 0;  // Chinese characters in a row up to here
    for (std::size_t i = 0; i < utf8.size();) {
        if (begins_han(utf8, i)) {
            i += 3;
            if (++han >= han_in_a_row) {
                const std::size_t begin = i - 3 * han_in_a_row;
                see(hash_of_bytes(utf8.substr(begin, 3 * han_in_a_row)), begin);
            }
            continue;
        }
        han = 0;
        if (!is_word(utf8[i])) {
            ++i;
            continue;
        }
        const std::size_t begin = i;
        std::size_t digits = 0;
        for (; i < utf8.size() && is_word(utf8[i]); ++i) digits += is_digit(utf8[i]) ? 1 : 0;
        if (i - begin >= shortest_run && digits >= fewest_digits)
            see(hash_of_bytes(utf8.substr(begin, i - begin)), begin);
    }
}

}  // namespace gongshi
