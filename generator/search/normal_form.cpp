#include "search/normal_form.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>

#include "core/text.h"
#include "search/han_tables.h"

namespace gongshi {
namespace {

char32_t simplified(char32_t c) { return c >= han::first && c <= han::last ? han::simplified[c - han::first] : c; }

bool is_dash(char32_t c) {
    return c == '-' || c == '_' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == 0xFF0D ||
           c == 0xFF3F;
}

char32_t bracket_or_quote(char32_t c) {
    switch (c) {
        case '[':
        case '{':
        case U'〔':
        case U'【':
        case U'〖':
        case U'（':
        case U'［':
        case U'｛':
        case U'﹝':
        case U'「':
        case U'『':
            return '(';
        case ']':
        case '}':
        case U'〕':
        case U'】':
        case U'〗':
        case U'）':
        case U'］':
        case U'｝':
        case U'﹞':
        case U'」':
        case U'』':
            return ')';
        case U'“':
        case U'”':
        case U'„':
        case U'‟':
        case U'＂':
            return '"';
        case U'‘':
        case U'’':
        case U'‚':
        case U'‛':
        case U'＇':
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
            out += simplified(one);
        }
    }
}

/// Leaves one blank between letters or digits, and none elsewhere.
void drop_blanks(std::u32string& text) {
    std::size_t size = std::min(text.find(U' '), text.size());  // most texts have none
    for (std::size_t i = size; i < text.size(); ++i) {
        if (text[i] != U' ') {
            text[size++] = text[i];
            continue;
        }
        std::size_t next = i;
        while (next < text.size() && text[next] == U' ') ++next;
        if (size > 0 && next < text.size() && is_search_alnum(text[size - 1]) && is_search_alnum(text[next]))
            text[size++] = U' ';
        i = next - 1;
    }
    text.resize(size);
}

std::string syllable_of(char32_t c) {
    std::string syllable;
    if (c < han::first_spelt || c > han::last) return syllable;
    for (std::uint32_t rest = han::syllables[c - han::first_spelt]; rest != 0; rest >>= 5)
        syllable += char('a' + (rest & 31) - 1);
    return syllable;
}

}  // namespace

std::u32string search_form(std::string_view utf8) {
    // Every text of the site comes by here: room for a code point a byte is made at once, and not asked for at each.
    std::u32string out(utf8.size(), U'\0');
    std::size_t size = 0;
    while (!utf8.empty()) {
        const CodePoint point = first_code_point(utf8);
        utf8.remove_prefix(point.length);
        char32_t c = point.value;
        if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full width
        if (c >= han::first && c <= han::last) {
            out[size++] = simplified(c);
        } else if (c >= 'A' && c <= 'Z') {
            out[size++] = char32_t(c + 32);
        } else if (is_dash(c)) {
            continue;
        } else if (const char32_t folded = bracket_or_quote(c)) {
            out[size++] = folded;
        } else if (c > ' ' && c < 0x7F) {
            out[size++] = c;
        } else if (is_blank(c) || c < ' ') {
            out[size++] = U' ';
        } else {  // one code point may become many
            out.resize(size);
            append_compatible(out, c);
            size = out.size();
            out.resize(size + utf8.size());
        }
    }
    out.resize(size);
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
        if (!form.empty() && std::find(terms.begin(), terms.end(), form) == terms.end())
            terms.push_back(std::move(form));
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

std::vector<std::pair<char32_t, char32_t>> simplified_pairs() {
    std::vector<std::pair<char32_t, char32_t>> list;
    for (char32_t c = han::first; c <= han::last; ++c) {
        if (is_traditional(c)) list.emplace_back(c, simplified(c));
    }
    return list;
}

bool is_traditional(char32_t c) { return simplified(c) != c; }

bool needs_simplifying(std::string_view utf8) {
    // Radicals, ideographs in circles and for compatibility: NFKC makes ideographs of them.
    const auto may_become_han = [](char32_t c) {
        return (c >= 0x2E80 && c < 0x3000) || (c >= 0x3130 && c < 0x3400) || (c >= 0xF900 && c < 0xFB00) || c > 0xFFFF;
    };
    while (!utf8.empty()) {
        const CodePoint point = first_code_point(utf8);
        if (is_traditional(point.value) || may_become_han(point.value)) return true;
        utf8.remove_prefix(point.length);
    }
    return false;
}

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
