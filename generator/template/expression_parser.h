#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "template/lexer.h"

namespace gongshi::syntax {

/// Parses what stands between braces, token by token, with Jinja2's precedences. The first mistake is kept; after it every
/// call gives nothing and the end is reached.
class ExpressionParser {
public:
    ExpressionParser(std::vector<Token> tokens, const Sources& sources)
        : tokens_(std::move(tokens)), sources_(sources) {}

    ExprPtr expression();     ///< `a if b else c` and all below
    ExprPtr unconditional();  ///< all below that: what stands between `in` and `if` of a loop
    bool take_sign(std::string_view sign);
    bool take_name(std::string_view name);  ///< a keyword
    bool at_end() const { return now().kind == Token::Kind::end; }
    std::optional<std::string> name();  ///< an identifier
    std::optional<std::string> text();  ///< a text literal
    bool expect_sign(std::string_view sign);
    bool expect_name(std::string_view word);
    bool expect_end();
    const Token& now() const { return tokens_[next_]; }
    const Token& behind(std::size_t count) const { return tokens_[std::min(next_ + count, tokens_.size() - 1)]; }
    void fail(const Token& token, const Said& reason);
    std::optional<Diagnostic>& failure() { return failure_; }

private:
    using Parse = ExprPtr (ExpressionParser::*)();
    struct Level {
        std::string_view sign;
        Op op;
    };

    ExprPtr logical_and();
    ExprPtr logical_not();
    ExprPtr comparison();
    std::optional<Op> take_comparison();
    ExprPtr sum();
    ExprPtr concatenation();
    ExprPtr product();
    ExprPtr unary();
    ExprPtr signed_operand();
    ExprPtr postfix(ExprPtr value);
    ExprPtr filters(ExprPtr value);
    ExprPtr primary();
    ExprPtr literal(const Token& token);
    ExprPtr named(const Token& token);
    ExprPtr list_literal(const Token& token);
    ExprPtr member(const ExprPtr& value);
    ExprPtr subscript(const ExprPtr& value, const Token& bracket);
    ExprPtr binary(std::initializer_list<Level> level, Parse operand);
    ExprPtr filter(ExprPtr operand);
    ExprPtr test(ExprPtr operand);
    std::vector<Argument> arguments(std::string_view close);
    std::shared_ptr<Expr> make(Op op, const Token& token, std::vector<ExprPtr> operands = {});
    const Token& take();
    bool enter(const Token& token);
    static std::string unescape(std::string_view word);
    static bool is_keyword(std::string_view word);

    std::vector<Token> tokens_;
    const Sources& sources_;
    std::size_t next_ = 0, depth_ = 0, size_ = 0;
    std::optional<Diagnostic> failure_;
};

}  // namespace gongshi::syntax
