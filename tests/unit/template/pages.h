#pragma once
// Small themes for tests: compile texts, render one page of them, get the page or what is said about it.
#include <string>
#include <utility>
#include <vector>

#include "core/wording.h"
#include "template/theme.h"

namespace pages {

using Texts = std::vector<std::pair<std::string, std::string>>;

inline std::string told(gongshi::Diagnostics& findings, gongshi::Language language) {
    std::string text;
    for (const gongshi::Diagnostic& finding : findings.take_sorted()) text += to_text(finding, language);
    return text;
}

/// The findings of compiling, as a compiler would print them; empty: none.
inline std::string compile(const Texts& texts, gongshi::Language language = gongshi::Language::en) {
    gongshi::Diagnostics findings;
    gongshi::Theme::from_texts(texts, findings);
    return told(findings, language);
}

/// The page `p.html`, or what is said instead of it.
inline std::string render(const Texts& texts, std::span<const gongshi::Member> globals = {},
                          gongshi::Language said = gongshi::Language::en,
                          gongshi::Language page = gongshi::Language::zh) {
    gongshi::Diagnostics findings;
    const gongshi::Theme theme = gongshi::Theme::from_texts(texts, findings);
    if (!findings.empty()) return told(findings, said);
    gongshi::Arena arena;
    std::string out;
    const auto rendered = gongshi::render(*theme.find("p.html"), globals, page, arena, out);
    return rendered ? out : to_text(rendered.error(), said);
}

}  // namespace pages
