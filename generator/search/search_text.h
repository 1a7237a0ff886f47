#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "dataset/department.h"
#include "disclosure/public_record.h"

namespace gongshi {

/// What of one record is searched, in search form (search/normal_form.h).
struct SearchText {
    std::vector<std::string> key_words;   ///< key fields as they are shown: what a result row carries
    std::vector<std::u32string> keys;     ///< names, numbers, codes
    std::vector<std::string> text_words;  ///< fields marked `text`, as they are shown: what proves a hit in them
    std::vector<std::u32string> texts;    ///< those, the department's name, the dataset's title
    std::vector<std::string> pinyin;      ///< initials and whole pinyin of names
};

SearchText search_text(const PublicRecord& record, const Department& department);

/// How well a term fits: exactly a key field, within one (or its pinyin), within a text, not at all.
enum class Fit { exact, key, text, none };

/// The definition of what search finds (search.md part 0): everything else only hurries towards it. A term of letters alone
/// also fits pinyin: all of it, or three letters and more within it.
Fit fit_of(const std::u32string& term, const SearchText& text);

/// The worst fit of all terms; `exact` only for a query of one term.
Fit fit_of(const std::vector<std::u32string>& terms, const SearchText& text);

}  // namespace gongshi
