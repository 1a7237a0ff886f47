#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gongshi {

/// The form under which texts and queries are compared in search, the same in C++ and in the browser (search-engine.js;
/// tests/search/normal_form.jsonl holds vectors for both). One code point after another:
///   blanks of every kind        one blank, kept only between two ASCII letters or digits
///   dashes and hyphens          left out
///   brackets ( ) of every style ( ); quotation marks of every style " and '
///   ASCII and full-width A–Z    a–z
///   traditional characters      simplified, one by one (OpenCC's table), never by phrase
///   anything else               NFKC of the code point by itself, then lower case
std::u32string search_form(std::string_view utf8);

/// The terms of a query: its form, split at blanks.
std::vector<std::u32string> search_terms(std::string_view query);

/// Every pair of a traditional character and its simplified one, in the order of the code points.
std::vector<std::pair<char32_t, char32_t>> simplified_pairs();

/// True when the character's search form is another character.
bool is_traditional(char32_t c);

/// True when a reader without that table would take the text for another: it holds traditional characters, or ones whose NFKC may.
bool needs_simplifying(std::string_view utf8);

/// Letters by which a Chinese name is looked up: the initials of its pinyin (云溪县甲公司 → yxxjgs), character by character;
/// ASCII letters and digits stay. Empty when there is no Chinese character in it.
std::string pinyin_initials(std::string_view name);

/// The whole pinyin, without blanks and tones: zhangsan. For names of at most four characters; else empty.
std::string pinyin_of(std::string_view name);

inline bool is_search_alnum(char32_t c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); }

}  // namespace gongshi
