#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "template/syntax.h"

namespace gongshi::syntax {

/// A stretch of a template: text, `{{ … }}` or `{% … %}`. Comments are gone, whitespace control is applied.
struct Piece {
    enum class Kind : std::uint8_t { text, output, statement } kind = Kind::text;
    std::string_view text;  ///< of the source, or the inside of the braces
    At at;                  ///< of the first character of `text`
};

/// A word of an expression.
struct Token {
    enum class Kind : std::uint8_t { name, number, text, sign, end } kind = Kind::end;
    std::string_view word;  ///< as written; of text: without quotes, escapes not resolved
    At at;
};

/// The place behind `over`, which begins at `at`.
At moved(At at, std::string_view over);

/// A finding of a template, with the source line it is about.
Diagnostic mistake(const Code& code, const Sources& sources, At at, std::uint32_t length, std::string text,
                   std::vector<std::pair<std::string, std::string>> facts = {});
/// `template.syntax`, whose sentence is the reason.
Diagnostic syntax_mistake(const Sources& sources, At at, std::uint32_t length, const Said& reason);

/// Whitespace control as Jinja2 has it by default: `-` beside a brace takes the blanks on that side; the one line end at the
/// very end of a file is dropped. `{% raw %}` is text.
Result<std::vector<Piece>> cut(const Sources& sources, std::uint32_t file);

Result<std::vector<Token>> tokens_of(const Piece& piece, const Sources& sources);

}  // namespace gongshi::syntax
