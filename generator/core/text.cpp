#include "core/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cassert>
#include <cstring>

namespace gongshi {
namespace {

constexpr char32_t replacement = 0xFFFD;

/// How many bytes from `i` on are ASCII, in steps of eight.
std::size_t ascii_run(std::string_view bytes, std::size_t i) {
    std::size_t length = 0;
    for (std::uint64_t eight = 0; i + length + sizeof eight <= bytes.size(); length += sizeof eight) {
        std::memcpy(&eight, bytes.data() + i + length, sizeof eight);
        if ((eight & 0x8080808080808080ull) != 0) break;
    }
    return length;
}

/// ASCII and Chinese characters of the main block, which NFKC leaves alone and joins with nothing.
bool is_normal_already(std::string_view utf8) {
    while (!utf8.empty()) {
        const CodePoint point = first_code_point(utf8);
        if (point.value >= 0x80 && (point.value < 0x4E00 || point.value > 0x9FFF)) return false;
        utf8.remove_prefix(point.length);
    }
    return true;
}

/// What a bracket, dash or underscore of any style is folded to; 0: dropped; itself otherwise.
char32_t fold_mark(char32_t c) {
    switch (c) {
        case U'[':
        case U'{':
        case U'〔':
        case U'【':
        case U'〖':
        case U'「':
        case U'『':
        case U'〈':
        case U'《':
        case U'<':
            return U'(';
        case U']':
        case U'}':
        case U'〕':
        case U'】':
        case U'〗':
        case U'」':
        case U'』':
        case U'〉':
        case U'》':
        case U'>':
            return U')';
        case U'_':
        case U'–':
        case U'—':
        case U'―':
        case U'−':
        case U'‐':
        case U'‑':
        case U'‒':
            return U'-';
        case U'“':
        case U'”':
        case U'‘':
        case U'’':
        case U'"':
        case U'\'':
        case U'*':
            return 0;
        case U'、':
            return U',';
        case U'。':
            return U'.';
        default:
            return c;
    }
}

bool is_wide(char32_t c) {
    const int width = u_getIntPropertyValue(UChar32(c), UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

bool takes_no_room(char32_t c) {
    const auto category = u_charType(UChar32(c));
    return category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR;
}

/// Edits between two words, two neighbours in the wrong order counting as one (Damerau's distance, each place edited once); given
/// up (returning `limit + 1`) once it must exceed `limit`.
std::size_t edit_distance(const std::u32string& a, const std::u32string& b, std::size_t limit) {
    const std::size_t longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
    if (longer - shorter > limit) return limit + 1;
    std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::swap(before_last, last);
        std::swap(last, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), last[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
    }
    return std::min(row[b.size()], limit + 1);
}

}  // namespace

CodePoint first_of_all_kinds(std::string_view utf8) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1, true};
    const std::uint8_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || utf8.size() < length) return {replacement, 1, false};
    char32_t value = lead & (0x7F >> length);
    for (std::uint8_t i = 1; i < length; ++i) {
        if (!is_continuation(byte(i))) return {replacement, 1, false};
        value = value << 6 | (byte(i) & 0x3F);
    }
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < smallest[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return {replacement, 1, false};
    return {value, length, true};
}

std::optional<std::size_t> first_invalid_utf8(std::string_view bytes) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    for (std::size_t i = 0; i < bytes.size();) {
        if (byte(i) < 0x80) {
            i += std::max<std::size_t>(ascii_run(bytes, i), 1);
            continue;
        }
        if (is_common_lead(byte(i)) && i + 2 < bytes.size() && is_continuation(byte(i + 1)) &&
            is_continuation(byte(i + 2))) {
            i += 3;
            continue;
        }
        const CodePoint point = first_code_point(bytes.substr(i));
        if (!point.valid) return i;
        i += point.length;
    }
    return std::nullopt;
}

std::u32string to_code_points(std::string_view utf8) {
    std::u32string points;
    points.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size();) {
        const CodePoint point = first_code_point(utf8.substr(i));
        points += point.value;
        i += point.length;
    }
    return points;
}

void append_utf8(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += char(c);
    } else if (c < 0x800) {
        out += char(0xC0 | c >> 6);
        out += char(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += char(0xE0 | c >> 12);
        out += char(0x80 | (c >> 6 & 0x3F));
        out += char(0x80 | (c & 0x3F));
    } else {
        out += char(0xF0 | c >> 18);
        out += char(0x80 | (c >> 12 & 0x3F));
        out += char(0x80 | (c >> 6 & 0x3F));
        out += char(0x80 | (c & 0x3F));
    }
}

std::string to_utf8(std::u32string_view code_points) {
    std::string out;
    out.reserve(code_points.size() * 3);
    for (char32_t c : code_points) append_utf8(out, c);
    return out;
}

std::size_t count_code_points(std::string_view utf8) {
    return std::size_t(std::count_if(utf8.begin(), utf8.end(),
                                     [](char c) { return !is_continuation(static_cast<unsigned char>(c)); }));
}

std::size_t display_width(std::string_view utf8) {
    std::size_t width = 0;
    for (char32_t c : to_code_points(utf8)) {
        if (!takes_no_room(c)) width += is_wide(c) ? 2 : 1;
    }
    return width;
}

std::string nfkc(std::string_view utf8) {
    if (is_normal_already(utf8)) return std::string(utf8);
    UErrorCode status = U_ZERO_ERROR;
    static const icu::Normalizer2* const normalizer = icu::Normalizer2::getNFKCInstance(status);
    const icu::UnicodeString normal =
        normalizer->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), int(utf8.size()))), status);
    std::string out;
    normal.toUTF8String(out);
    return out;
}

std::string fold_key(std::string_view utf8) {
    std::string out;
    const std::string normal = nfkc(utf8);
    out.reserve(normal.size());
    for (char32_t c : to_code_points(normal)) {
        if (is_blank(c)) continue;
        c = fold_mark(c);
        if (c != 0)
            append_utf8(out, c < 0x80 ? char32_t(c >= 'A' && c <= 'Z' ? c + 32 : c) : char32_t(u_tolower(UChar32(c))));
    }
    return out;
}

bool is_blank(char32_t c) {
    return (c >= 9 && c <= 13) || c == 0x20 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200F) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

std::string_view trim(std::string_view utf8) {
    while (!utf8.empty()) {
        const CodePoint first = first_code_point(utf8);
        if (!is_blank(first.value)) break;
        utf8.remove_prefix(first.length);
    }
    while (!utf8.empty()) {
        std::size_t start = utf8.size() - 1;
        while (start > 0 && utf8.size() - start < 4 && is_continuation(static_cast<unsigned char>(utf8[start])))
            --start;
        const CodePoint last = first_code_point(utf8.substr(start));
        if (!last.valid || start + last.length != utf8.size() || !is_blank(last.value)) break;
        utf8.remove_suffix(utf8.size() - start);
    }
    return utf8;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) out += separator;
        out += parts[i];
    }
    return out;
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = char(c + 32);
    }
    return out;
}

std::string ending_of(std::string_view name) {
    name.remove_prefix(name.find_last_of("/\\") + 1);
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? "" : lower_ascii(name.substr(dot + 1));
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    assert(!from.empty());
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

std::optional<std::string> nearest_name(std::string_view word, std::span<const std::string> candidates) {
    const std::u32string wanted = to_code_points(word);
    std::size_t best = std::max<std::size_t>(1, wanted.size() / 3) + 1;
    std::optional<std::string> nearest;
    for (const std::string& candidate : candidates) {
        const std::size_t distance = edit_distance(wanted, to_code_points(candidate), best - 1);
        if (distance >= best || distance >= wanted.size()) continue;
        best = distance;
        nearest = candidate;
        if (best == 0) break;
    }
    return nearest;
}

std::string mask_for_report(std::string_view utf8, std::size_t most) {
    std::u32string points = to_code_points(utf8);
    const auto digit = [](char32_t c) { return (c >= U'0' && c <= U'9') || c == U'x' || c == U'X'; };
    // Runs of 11 digits and more are how people are identified (phones, ID and bank card numbers); shorter ones are
    // amounts, dates and numbers of documents, which the clerk needs to see.
    for (std::size_t begin = 0; begin < points.size();) {
        if (!digit(points[begin])) {
            ++begin;
            continue;
        }
        std::size_t end = begin;
        while (end < points.size() && digit(points[end])) ++end;
        if (end - begin >= 11) std::fill(points.begin() + long(begin) + 3, points.begin() + long(end) - 4, U'*');
        begin = end;
    }
    if (points.size() > most) {
        points.resize(most);
        points += U'…';
    }
    for (char32_t& c : points) {
        if (c < 0x20 || c == 0x7F) c = U' ';
    }
    return to_utf8(points);
}

}  // namespace gongshi
