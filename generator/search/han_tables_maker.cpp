// A program of the build: writes the source of han_tables.h to the file it is given.
#include <opencc/opencc.h>
#include <unicode/translit.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "search/han_tables.h"

namespace {

using namespace gongshi;

[[noreturn]] void fail(const char* what) {
    std::fprintf(stderr, "han_tables_maker: %s\n", what);
    std::exit(1);
}

std::string convert(opencc_t converter, char32_t c) {
    std::string text;
    icu::UnicodeString(UChar32(c)).toUTF8String(text);
    char* made = opencc_convert_utf8(converter, text.data(), text.size());
    if (made == nullptr) fail("OpenCC does not convert");
    text = made;
    opencc_convert_utf8_free(made);
    return text;
}

std::vector<char32_t> simplified_forms() {
    const opencc_t converter = opencc_open("t2s.json");
    if (converter == reinterpret_cast<opencc_t>(-1)) fail("OpenCC has no t2s.json");
    std::vector<char32_t> table;
    for (char32_t c = han::first; c <= han::last; ++c) {  // one by one: phrases must not meet
        const icu::UnicodeString form = icu::UnicodeString::fromUTF8(convert(converter, c));
        const char32_t only = form.countChar32() == 1 ? char32_t(form.char32At(0)) : 0;
        table.push_back(only >= han::first && only <= han::last ? only : c);
    }
    opencc_close(converter);
    for (char32_t& to : table) {
        for (int steps = 0; steps < 3 && table[to - han::first] != to; ++steps) to = table[to - han::first];
    }
    return table;
}

std::uint32_t syllable_of(const icu::Transliterator& latin, char32_t c) {
    constexpr int longest = 6;  // zhuang
    icu::UnicodeString text{UChar32(c)};
    latin.transliterate(text);
    std::uint32_t bits = 0;
    int letters = 0;
    for (int32_t i = 0; i < text.length() && letters < longest; ++i) {
        if (text[i] >= 'a' && text[i] <= 'z') bits |= std::uint32_t(text[i] - 'a' + 1) << (5 * letters++);
    }
    return bits;
}

}  // namespace

int main(int count, char** words) {
    if (count != 2) fail("usage: han_tables_maker FILE");
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> latin(
        icu::Transliterator::createInstance("Han-Latin/Names; Latin-ASCII; Lower", UTRANS_FORWARD, error));
    if (U_FAILURE(error) || latin == nullptr) fail("ICU has no table of names");
    std::ofstream out(words[1]);
    out << "#include \"search/han_tables.h\"\n\nnamespace gongshi::han {\n\n"
           "const std::array<char16_t, last - first + 1> simplified = {";
    for (const char32_t c : simplified_forms()) out << std::uint32_t(c) << ",";
    out << "};\n\nconst std::array<std::uint32_t, last - first_spelt + 1> syllables = {";
    for (char32_t c = han::first_spelt; c <= han::last; ++c) out << syllable_of(*latin, c) << ",";
    out << "};\n\n}  // namespace gongshi::han\n";
    out.close();
    if (!out) fail("the file cannot be written");
}
