#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"

namespace gongshi {

enum class Language { zh, en };

struct Sentence {
    std::string message;
    std::string hint;  ///< may be empty
};

/// The sentence for a finding, in the reader's language, from generator/wording/*.toml (embedded). `{text}`, `{field}`,
/// `{file}` and the finding's own facts are filled in. A code without wording gives the code itself: a test keeps that
/// from happening.
Sentence sentence_for(const Diagnostic& finding, Language language);

/// As a compiler would print it: place, severity, code, message; the source line with a caret under the place where
/// there is one; the hint; the include chain. Ends with a line break.
std::string to_text(const Diagnostic& finding, Language language);

/// The word for a severity as it is shown: 退回 (of a cell 退回此格) / 提醒 / 说明, refused (cell refused) / warning / note.
std::string_view severity_word(const Diagnostic& finding, Language language);

/// Every code that has a wording, sorted: for the test that holds codes, wordings and documents together.
std::vector<std::string> worded_codes();

}  // namespace gongshi
