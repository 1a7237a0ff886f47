#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "template/lexer.h"

namespace gongshi::syntax {

/// Parses what stands between braces, token by token. The first mistake is kept; after it every call gives nothing and the
/// end is reached.
class ExpressionParser {
public:
    ExpressionParser(std::vector<Token> tokens, const std::vector<Source>& sources, std::vector<ExprPtr>& calls)
        : tokens_(std::move(tokens)), sources_(sources), calls_(calls) {}

    ExprPtr expression();  ///< `a if b else c` and all below
    bool take_sign(std::string_view sign);
    bool take_name(std::string_view name);  ///< a keyword
    bool at_end() const { return now().kind == Token::Kind::end; }
    std::optional<std::string> name();  ///< an identifier
    std::optional<std::string> text();  ///< a text literal
    bool expect_sign(std::string_view sign);
    bool expect_name(std::string_view name);
    bool expect_end();
    const Token& now() const { return tokens_[next_]; }
    void fail(const Token& token, std::string message);
    std::optional<Diagnostic>& failure() { return failure_; }

private:
    using Parse = ExprPtr (ExpressionParser::*)();
    struct Level {
        std::string_view sign;
        Op op;
    };

    ExprPtr logical_or();
    ExprPtr logical_and();
    ExprPtr logical_not();
    ExprPtr comparison();
    ExprPtr concatenation();
    ExprPtr sum();
    ExprPtr product();
    ExprPtr unary();
    ExprPtr postfix();
    ExprPtr primary();
    ExprPtr list_literal(At at);
    ExprPtr binary(std::initializer_list<Level> level, Parse operand);
    ExprPtr filter(ExprPtr operand);
    ExprPtr test(ExprPtr operand);
    std::vector<Argument> arguments(std::string_view close);
    std::shared_ptr<Expr> make(Op op, const Token& token, std::vector<ExprPtr> operands = {});
    static std::string unescape(std::string_view word);
    static bool is_keyword(std::string_view word);

    std::vector<Token> tokens_;
    const std::vector<Source>& sources_;
    std::vector<ExprPtr>& calls_;
    std::size_t next_ = 0, depth_ = 0;
    std::optional<Diagnostic> failure_;
};

}  // namespace gongshi::syntax
