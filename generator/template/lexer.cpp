#include "template/lexer.h"

#include <algorithm>

#include "core/text.h"
#include "template/codes.h"

namespace gongshi::syntax {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }
bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name(char c) { return is_name_start(c) || is_digit(c); }

std::string_view trim_right(std::string_view text) {
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

/// Cuts one file into pieces.
class Cutter {
public:
    Cutter(const Sources& sources, std::uint32_t file) : sources_(sources), rest_(sources[file].text) {
        at_.file = file;
        if (rest_.ends_with('\n')) rest_.remove_suffix(1);
        if (rest_.ends_with('\r')) rest_.remove_suffix(1);
    }

    Result<std::vector<Piece>> cut() {
        while (!rest_.empty()) {
            const std::size_t open = next_open();
            if (open == std::string_view::npos) {
                add_text(rest_);
                break;
            }
            const bool dash = rest_.size() > open + 2 && rest_[open + 2] == '-';
            const std::string_view before = rest_.substr(0, open);
            add_text(dash ? trim_right(before) : before);
            advance(open);
            if (auto mistake = take_braces()) return Failure(std::move(*mistake));
        }
        return std::move(pieces_);
    }

private:
    std::size_t next_open() const {
        for (std::size_t i = rest_.find('{'); i != std::string_view::npos; i = rest_.find('{', i + 1)) {
            if (i + 1 < rest_.size() && (rest_[i + 1] == '{' || rest_[i + 1] == '%' || rest_[i + 1] == '#')) return i;
        }
        return std::string_view::npos;
    }

    void advance(std::size_t count) {
        at_ = moved(at_, rest_.substr(0, count));
        rest_.remove_prefix(count);
    }

    void add_text(std::string_view text) {
        if (trim_next_) {
            std::size_t blanks = 0;
            while (blanks < text.size() && is_space(text[blanks])) ++blanks;
            At at = moved(at_, text.substr(0, blanks));
            if (blanks < text.size()) pieces_.push_back({Piece::Kind::text, text.substr(blanks), at});
        } else if (!text.empty()) {
            pieces_.push_back({Piece::Kind::text, text, at_});
        }
        trim_next_ = false;
    }

    /// Where the closing braces stand, texts in quotes heeded.
    std::size_t find_close(std::string_view close) const {
        if (close == "#}") return rest_.find(close, 2);
        char quote = '\0';
        for (std::size_t i = 2; i + 1 < rest_.size(); ++i) {
            const char c = rest_[i];
            if (quote != '\0') {
                if (c == '\\') ++i;
                if (c == quote) quote = '\0';
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (rest_.substr(i, 2) == close) {
                return i;
            }
        }
        return std::string_view::npos;
    }

    std::optional<Diagnostic> take_braces() {
        const char sort = rest_[1];
        const std::string_view close = sort == '{' ? "}}" : sort == '%' ? "%}" : "#}";
        const std::size_t end = find_close(close);
        if (end == std::string_view::npos)
            return syntax_mistake(sources_, at_, 2,
                                  {"缺少“" + std::string(close) + "”", "“" + std::string(close) + "” is missing"});
        std::string_view inside = rest_.substr(2, end - 2);
        At at = moved(at_, rest_.substr(0, 2));
        // `+` asks for what is done anyway: blanks stay.
        if (inside.starts_with('-') || (sort != '{' && inside.starts_with('+'))) {
            inside.remove_prefix(1);
            ++at.column;
        }
        trim_next_ = inside.ends_with('-');
        if (trim_next_ || (sort == '%' && inside.ends_with('+'))) inside.remove_suffix(1);
        advance(end + 2);
        if (sort == '#') return std::nullopt;
        if (sort == '%' && trim(inside) == "raw") return take_raw();
        pieces_.push_back({sort == '{' ? Piece::Kind::output : Piece::Kind::statement, inside, at});
        return std::nullopt;
    }

    std::optional<Diagnostic> take_raw() {
        for (std::size_t i = rest_.find("{%"); i != std::string_view::npos; i = rest_.find("{%", i + 2)) {
            const std::size_t end = rest_.find("%}", i);
            if (end == std::string_view::npos) break;
            std::string_view inside = rest_.substr(i + 2, end - i - 2);
            const bool before = inside.starts_with('-'), after = inside.ends_with('-') && inside.size() > 1;
            if (before) inside.remove_prefix(1);
            if (after) inside.remove_suffix(1);
            if (trim(inside) != "endraw") continue;
            const std::string_view text = rest_.substr(0, i);
            add_text(before ? trim_right(text) : text);
            advance(end + 2);
            trim_next_ = after;
            return std::nullopt;
        }
        return syntax_mistake(sources_, at_, 1, {"缺少 {% endraw %}", "{% endraw %} is missing"});
    }

    const Sources& sources_;
    std::string_view rest_;
    At at_;
    bool trim_next_ = false;
    std::vector<Piece> pieces_;
};

}  // namespace

At moved(At at, std::string_view over) {
    for (char c : over) {
        if (c == '\n') {
            ++at.line;
            at.column = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
            ++at.column;
        }
    }
    return at;
}

Diagnostic mistake(const Code& code, const Sources& sources, At at, std::uint32_t length, std::string text,
                   std::vector<std::pair<std::string, std::string>> facts) {
    const Source& source = sources[at.file];
    Diagnostic finding(code, Place{source.shown, "", at.line, at.column, false, ""}, std::move(text), std::move(facts));
    if (at.line >= 1 && at.line <= source.lines.size()) finding.excerpt = source.lines[at.line - 1];
    finding.excerpt_length = length;
    return finding;
}

Diagnostic syntax_mistake(const Sources& sources, At at, std::uint32_t length, const Said& reason) {
    return mistake(codes::template_syntax, sources, at, length, "",
                   {{"reason_zh", reason.zh}, {"reason_en", reason.en}});
}

Result<std::vector<Piece>> cut(const Sources& sources, std::uint32_t file) { return Cutter(sources, file).cut(); }

Result<std::vector<Token>> tokens_of(const Piece& piece, const Sources& sources) {
    static constexpr std::string_view signs[] = {"==", "!=", "<=", ">=", "//"};
    std::vector<Token> tokens;
    std::string_view rest = piece.text;
    At at = piece.at;
    const auto take = [&](std::size_t count) {
        at = moved(at, rest.substr(0, count));
        rest.remove_prefix(count);
    };
    while (!rest.empty()) {
        const char c = rest[0];
        if (is_space(c)) {
            take(1);
            continue;
        }
        std::size_t length = 1;
        Token token{Token::Kind::sign, {}, at};
        if (is_name_start(c)) {
            token.kind = Token::Kind::name;
            while (length < rest.size() && is_name(rest[length])) ++length;
            token.word = rest.substr(0, length);
        } else if (is_digit(c)) {
            token.kind = Token::Kind::number;
            while (length < rest.size() && is_digit(rest[length])) ++length;
            token.word = rest.substr(0, length);
        } else if (c == '"' || c == '\'') {
            token.kind = Token::Kind::text;
            while (length < rest.size() && rest[length] != c) length += rest[length] == '\\' ? 2 : 1;
            if (length >= rest.size())
                return Failure(syntax_mistake(sources, at, 1, {"引号没有关上", "a text that is not closed"}));
            token.word = rest.substr(1, length - 1);
            ++length;
        } else {
            const auto two = std::find(std::begin(signs), std::end(signs), rest.substr(0, 2));
            if (two != std::end(signs)) length = 2;
            token.word = rest.substr(0, length);
            if (length == 1 && std::string_view("+-*/%~<>=()[]{},.|:").find(c) == std::string_view::npos) {
                const std::string sign = to_utf8(std::u32string(1, first_code_point(rest).value));
                return Failure(syntax_mistake(sources, at, 1,
                                              {"这里不该有“" + sign + "”", "“" + sign + "” is not expected here"}));
            }
        }
        tokens.push_back(token);
        take(length);
    }
    tokens.push_back({Token::Kind::end, {}, at});
    return tokens;
}

}  // namespace gongshi::syntax
