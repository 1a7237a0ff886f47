#include "search/normal_form.h"

#include <opencc/opencc.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

#include "core/text.h"

namespace gongshi {
namespace {

constexpr char32_t first_han = 0x3400, last_han = 0x9FFF;

/// Each Chinese character's simplified form, by OpenCC; the character itself where there is none.
std::vector<char32_t> read_simplified() {
    std::vector<char32_t> table(last_han - first_han + 1);
    for (char32_t c = first_han; c <= last_han; ++c) table[c - first_han] = c;
    const opencc_t converter = opencc_open("t2s.json");
    if (converter == reinterpret_cast<opencc_t>(-1)) return table;
    std::string all;
    for (char32_t c = first_han; c <= last_han; ++c) {
        append_utf8(all, c);
        all += '\n';  // one by one: phrases must not meet
    }
    char* converted = opencc_convert_utf8(converter, all.data(), all.size());
    if (converted != nullptr) {
        char32_t c = first_han;
        for (std::string_view line : split(converted, '\n')) {
            const std::u32string points = to_code_points(line);
            if (points.size() == 1 && c <= last_han && points[0] >= first_han && points[0] <= last_han)
                table[c - first_han] = points[0];
            ++c;
        }
        opencc_convert_utf8_free(converted);
    }
    opencc_close(converter);
    // A form that is itself another's old form is followed to the end, so that forming twice changes nothing.
    for (char32_t& to : table) {
        for (int steps = 0; steps < 3 && table[to - first_han] != to; ++steps) to = table[to - first_han];
    }
    return table;
}

const std::vector<char32_t>& simplified() {
    static const std::vector<char32_t> table = read_simplified();
    return table;
}

bool is_dash(char32_t c) { return c == '-' || c == '_' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == 0xFF0D || c == 0xFF3F; }

char32_t bracket_or_quote(char32_t c) {
    switch (c) {
        case '[': case '{': case U'〔': case U'【': case U'〖': case U'（': case U'［': case U'｛': case U'﹝': case U'「': case U'『':
            return '(';
        case ']': case '}': case U'〕': case U'】': case U'〗': case U'）': case U'］': case U'｝': case U'﹞': case U'」': case U'』':
            return ')';
        case U'“': case U'”': case U'„': case U'‟': case U'＂':
            return '"';
        case U'‘': case U'’': case U'‚': case U'‛': case U'＇':
            return '\'';
        default:
            return 0;
    }
}

/// NFKC of one code point by itself, in lower case.
void append_compatible(std::u32string& out, char32_t c) {
    static const icu::Normalizer2* const nfkc = [] {
        UErrorCode error = U_ZERO_ERROR;
        return icu::Normalizer2::getNFKCInstance(error);
    }();
    UErrorCode error = U_ZERO_ERROR;
    const icu::UnicodeString normal = nfkc->normalize(icu::UnicodeString(UChar32(c)), error);
    for (int32_t i = 0; i < normal.length(); i = normal.moveIndex32(i, 1)) {
        const auto one = char32_t(u_tolower(normal.char32At(i)));
        if (is_blank(one)) {
            out += U' ';
        } else if (const char32_t folded = bracket_or_quote(one)) {
            out += folded;
        } else if (!is_dash(one)) {
            out += one >= first_han && one <= last_han ? simplified()[one - first_han] : one;
        }
    }
}

void drop_blanks(std::u32string& text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != U' ') {
            out += text[i];
            continue;
        }
        std::size_t next = i;
        while (next < text.size() && text[next] == U' ') ++next;
        if (!out.empty() && next < text.size() && is_search_alnum(out.back()) && is_search_alnum(text[next])) out += U' ';
        i = next - 1;
    }
    text = std::move(out);
}

constexpr char32_t first_read = 0x4E00;
constexpr std::size_t longest_syllable = 6;  ///< zhuang

/// Pinyin by ICU's table for names, one character at a time: a syllable each, without its tone.
std::string spell(char32_t c) {
    static const std::unique_ptr<icu::Transliterator> latin = [] {
        UErrorCode error = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made(
            icu::Transliterator::createInstance("Han-Latin/Names; Latin-ASCII; Lower", UTRANS_FORWARD, error));
        return U_FAILURE(error) ? nullptr : std::move(made);
    }();
    std::string letters;
    if (latin == nullptr) return letters;
    icu::UnicodeString text{UChar32(c)};
    latin->transliterate(text);
    for (int32_t i = 0; i < text.length() && letters.size() < longest_syllable; ++i) {
        if (text[i] >= 'a' && text[i] <= 'z') letters += char(text[i]);
    }
    return letters;
}

/// Spelt when first met, for a night meets a few of them: five bits a letter, the first lowest, and one that says it is known.
/// Threads that meet one at once put down the same.
std::string syllable_of(char32_t c) {
    static std::array<std::atomic<std::uint32_t>, last_han - first_read + 1> known{};
    constexpr std::uint32_t is_known = 1U << 31;
    if (c < first_read || c > last_han) return {};
    std::atomic<std::uint32_t>& kept = known[c - first_read];
    std::uint32_t bits = kept.load(std::memory_order_relaxed);
    if (bits == 0) {
        const std::string letters = spell(c);
        bits = is_known;
        for (std::size_t i = 0; i < letters.size(); ++i) bits |= std::uint32_t(letters[i] - 'a' + 1) << (5 * i);
        kept.store(bits, std::memory_order_relaxed);
    }
    std::string syllable;
    for (std::uint32_t rest = bits & ~is_known; rest != 0; rest >>= 5) syllable += char('a' + (rest & 31) - 1);
    return syllable;
}

}  // namespace

std::u32string search_form(std::string_view utf8) {
    std::u32string out;
    out.reserve(utf8.size() / 2);
    const std::vector<char32_t>& table = simplified();
    while (!utf8.empty()) {
        const CodePoint point = first_code_point(utf8);
        utf8.remove_prefix(point.length);
        char32_t c = point.value;
        if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full width
        if (c >= first_han && c <= last_han) {
            out += table[c - first_han];
        } else if (c >= 'A' && c <= 'Z') {
            out += char32_t(c + 32);
        } else if (is_dash(c)) {
            continue;
        } else if (const char32_t folded = bracket_or_quote(c)) {
            out += folded;
        } else if (c > ' ' && c < 0x7F) {
            out += c;
        } else if (is_blank(c) || c < ' ') {
            out += U' ';
        } else {
            append_compatible(out, c);
        }
    }
    drop_blanks(out);
    return out;
}

std::vector<std::u32string> search_terms(std::string_view query) {
    // Blanks between terms are told before the form drops those beside Chinese characters.
    std::vector<std::u32string> terms;
    std::string word;
    const auto take = [&] {
        std::u32string form = search_form(word);
        word.clear();
        std::erase(form, U' ');
        if (!form.empty() && std::find(terms.begin(), terms.end(), form) == terms.end()) terms.push_back(std::move(form));
    };
    while (!query.empty()) {
        const CodePoint point = first_code_point(query);
        if (is_blank(point.value) || point.value < ' ')
            take();
        else
            word.append(query.substr(0, point.length));
        query.remove_prefix(point.length);
    }
    take();
    return terms;
}

const std::vector<std::pair<char32_t, char32_t>>& simplified_pairs() {
    static const std::vector<std::pair<char32_t, char32_t>> pairs = [] {
        std::vector<std::pair<char32_t, char32_t>> list;
        for (char32_t c = first_han; c <= last_han; ++c) {
            if (simplified()[c - first_han] != c) list.emplace_back(c, simplified()[c - first_han]);
        }
        return list;
    }();
    return pairs;
}

bool is_traditional(char32_t c) { return c >= first_han && c <= last_han && simplified()[c - first_han] != c; }

std::string pinyin_initials(std::string_view name) {
    std::string letters;
    bool chinese = false;
    for (const char32_t c : search_form(name)) {
        if (const std::string syllable = syllable_of(c); !syllable.empty()) {
            letters += syllable[0];
            chinese = true;
        } else if (is_search_alnum(c)) {
            letters += char(c);
        }
    }
    return chinese ? letters : std::string();
}

std::string pinyin_of(std::string_view name) {
    const std::u32string form = search_form(name);
    if (form.empty() || form.size() > 4) return {};
    std::string whole;
    for (const char32_t c : form) {
        const std::string syllable = syllable_of(c);
        if (syllable.empty()) return {};
        whole += syllable;
    }
    return whole;
}

}  // namespace gongshi
