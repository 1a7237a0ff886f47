#include "template/expression_parser.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/text.h"
#include "template/codes.h"
#include "template/functions.h"

namespace gongshi::syntax {
namespace {

constexpr std::size_t deepest = 64;

}  // namespace

bool ExpressionParser::is_keyword(std::string_view word) {
    static constexpr std::array<std::string_view, 11> words = {"and",  "or",   "not",   "in",   "is",    "if",
                                                               "else", "true", "false", "none", "import"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

void ExpressionParser::fail(const Token& token, std::string message) {
    if (!failure_) {
        const auto length = std::uint32_t(std::max<std::size_t>(1, count_code_points(token.word)));
        failure_ = mistake(codes::template_syntax, sources_, token.at, length, std::move(message));
    }
    next_ = tokens_.size() - 1;
}

bool ExpressionParser::take_sign(std::string_view sign) {
    if (now().kind != Token::Kind::sign || now().word != sign) return false;
    ++next_;
    return true;
}

bool ExpressionParser::take_name(std::string_view name) {
    if (now().kind != Token::Kind::name || now().word != name) return false;
    ++next_;
    return true;
}

std::optional<std::string> ExpressionParser::name() {
    if (now().kind != Token::Kind::name || is_keyword(now().word)) {
        fail(now(), "a name is expected here");
        return std::nullopt;
    }
    return std::string(tokens_[next_++].word);
}

std::optional<std::string> ExpressionParser::text() {
    if (now().kind != Token::Kind::text) {
        fail(now(), "a text in quotes is expected here");
        return std::nullopt;
    }
    return unescape(tokens_[next_++].word);
}

bool ExpressionParser::expect_sign(std::string_view sign) {
    if (take_sign(sign)) return true;
    fail(now(), "“" + std::string(sign) + "” is expected here");
    return false;
}

bool ExpressionParser::expect_name(std::string_view word) {
    if (take_name(word)) return true;
    fail(now(), "“" + std::string(word) + "” is expected here");
    return false;
}

bool ExpressionParser::expect_end() {
    if (at_end()) return !failure_;
    fail(now(), "“" + std::string(now().word) + "” is not expected here");
    return false;
}

std::shared_ptr<Expr> ExpressionParser::make(Op op, const Token& token, std::vector<ExprPtr> operands) {
    auto expr = std::make_shared<Expr>();
    expr->op = op;
    expr->at = token.at;
    expr->length = std::uint32_t(std::max<std::size_t>(1, count_code_points(token.word)));
    expr->operands = std::move(operands);
    return expr;
}

ExprPtr ExpressionParser::expression() {
    if (++depth_ > deepest) fail(now(), "nested too deeply");
    const Token token = now();
    ExprPtr value = logical_or();
    if (take_name("if")) {
        ExprPtr condition = logical_or();
        ExprPtr otherwise = take_name("else") ? expression() : make(Op::literal, token);
        value = make(Op::choose, token, {value, condition, otherwise});
    }
    --depth_;
    return value;
}

ExprPtr ExpressionParser::binary(std::initializer_list<Level> level, Parse operand) {
    ExprPtr left = (this->*operand)();
    for (;;) {
        const Token token = now();
        const auto found = std::find_if(level.begin(), level.end(), [&](const Level& one) {
            return token.kind != Token::Kind::text && token.word == one.sign;
        });
        if (token.kind == Token::Kind::end || found == level.end()) return left;
        ++next_;
        left = make(found->op, token, {left, (this->*operand)()});
    }
}

ExprPtr ExpressionParser::logical_or() { return binary({{"or", Op::logical_or}}, &ExpressionParser::logical_and); }
ExprPtr ExpressionParser::logical_and() { return binary({{"and", Op::logical_and}}, &ExpressionParser::logical_not); }

ExprPtr ExpressionParser::logical_not() {
    const Token token = now();
    if (!take_name("not")) return comparison();
    if (++depth_ > deepest) fail(token, "nested too deeply");
    ExprPtr operand = logical_not();
    --depth_;
    return make(Op::logical_not, token, {operand});
}

ExprPtr ExpressionParser::comparison() {
    ExprPtr left = concatenation();
    for (;;) {
        const Token token = now();
        if (take_name("in")) {
            left = make(Op::contained, token, {left, concatenation()});
        } else if (token.kind == Token::Kind::name && token.word == "not" && tokens_[next_ + 1].word == "in") {
            next_ += 2;
            left = make(Op::not_contained, token, {left, concatenation()});
        } else {
            static constexpr std::array<Level, 6> level = {Level{"==", Op::equal},  Level{"!=", Op::unequal},
                                                           Level{"<", Op::less},    Level{"<=", Op::at_most},
                                                           Level{">", Op::greater}, Level{">=", Op::at_least}};
            const auto found = std::find_if(level.begin(), level.end(), [&](const Level& one) {
                return token.kind == Token::Kind::sign && token.word == one.sign;
            });
            if (found == level.end()) return left;
            ++next_;
            left = make(found->op, token, {left, concatenation()});
        }
    }
}

ExprPtr ExpressionParser::concatenation() { return binary({{"~", Op::concatenate}}, &ExpressionParser::sum); }
ExprPtr ExpressionParser::sum() { return binary({{"+", Op::add}, {"-", Op::subtract}}, &ExpressionParser::product); }
ExprPtr ExpressionParser::product() {
    return binary({{"*", Op::multiply}, {"//", Op::floor_divide}, {"/", Op::divide}, {"%", Op::modulo}},
                  &ExpressionParser::unary);
}

ExprPtr ExpressionParser::unary() {
    const Token token = now();
    if (!take_sign("-")) return postfix();
    if (++depth_ > deepest) fail(token, "nested too deeply");
    ExprPtr operand = unary();
    --depth_;
    return make(Op::negate, token, {operand});
}

ExprPtr ExpressionParser::postfix() {
    ExprPtr value = primary();
    for (;;) {
        const Token token = now();
        if (take_sign(".")) {
            const Token member = now();
            auto expr = make(Op::member, member, {value});
            // Behind a dot `or`, `none` and their like are names as any other.
            if (member.kind == Token::Kind::name) {
                expr->name = tokens_[next_++].word;
            } else {
                fail(member, "a name is expected here");
            }
            expr->key = Key(expr->name);
            value = expr;
        } else if (take_sign("[")) {
            ExprPtr index = expression();
            expect_sign("]");
            value = make(Op::index, token, {value, index});
        } else if (take_sign("|")) {
            value = filter(value);
        } else if (take_name("is")) {
            value = test(value);
        } else {
            return value;
        }
        if (failure_) return value;
    }
}

ExprPtr ExpressionParser::filter(ExprPtr operand) {
    const Token token = now();
    auto expr = make(Op::filter, token, {std::move(operand)});
    expr->name = name().value_or("");
    const std::optional<std::size_t> found = find_filter(expr->name);
    if (!found && !failure_) {
        failure_ = mistake(codes::template_unknown_filter, sources_, token.at, expr->length, expr->name,
                           {{"nearest", nearest_name(expr->name, filter_names()).value_or("")}});
    }
    expr->function = found.value_or(0);
    if (take_sign("(")) expr->arguments = arguments(")");
    return expr;
}

ExprPtr ExpressionParser::test(ExprPtr operand) {
    const bool negated = take_name("not");
    const Token token = now();
    auto expr = make(Op::test, token, {std::move(operand)});
    expr->negated = negated;
    expr->name = now().word == "none" || now().word == "in" ? std::string(tokens_[next_++].word) : name().value_or("");
    const std::optional<std::size_t> found = find_test(expr->name);
    if (!found && !failure_) {
        failure_ = mistake(codes::template_unknown_test, sources_, token.at, expr->length, expr->name,
                           {{"nearest", nearest_name(expr->name, test_names()).value_or("")}});
    }
    expr->function = found.value_or(0);
    if (take_sign("(")) expr->arguments = arguments(")");
    return expr;
}

std::vector<Argument> ExpressionParser::arguments(std::string_view close) {
    std::vector<Argument> list;
    while (!failure_ && !take_sign(close)) {
        if (!list.empty() && !expect_sign(",")) break;
        if (take_sign(close)) break;
        Argument argument;
        if (now().kind == Token::Kind::name && tokens_[next_ + 1].word == "=" &&
            tokens_[next_ + 1].kind == Token::Kind::sign) {
            argument.name = now().word;
            argument.key = Key(std::string_view(now().word));
            next_ += 2;
        }
        argument.value = expression();
        list.push_back(std::move(argument));
    }
    for (Argument& argument : list) argument.key = Key(std::string_view(argument.name));
    return list;
}

ExprPtr ExpressionParser::list_literal(At at) {
    auto expr = std::make_shared<Expr>();
    expr->op = Op::list;
    expr->at = at;
    for (const Argument& argument : arguments("]")) expr->operands.push_back(argument.value);
    return expr;
}

std::string ExpressionParser::unescape(std::string_view word) {
    std::string text;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (word[i] != '\\' || i + 1 == word.size()) {
            text += word[i];
            continue;
        }
        const char c = word[++i];
        text += c == 'n' ? '\n' : c == 't' ? '\t' : c;
    }
    return text;
}

ExprPtr ExpressionParser::primary() {
    const Token token = now();
    if (token.kind == Token::Kind::number) {
        ++next_;
        std::int64_t number = 0;
        const auto read = std::from_chars(token.word.data(), token.word.data() + token.word.size(), number);
        if (read.ec != std::errc()) fail(token, "a number out of range");
        auto expr = make(Op::literal, token);
        expr->value = Data::integer(number);
        return expr;
    }
    if (token.kind == Token::Kind::text) {
        ++next_;
        auto expr = make(Op::literal, token);
        expr->name = unescape(token.word);
        expr->value = Data::text(expr->name);
        return expr;
    }
    if (take_sign("(")) {
        ExprPtr inner = expression();
        expect_sign(")");
        return inner;
    }
    if (take_sign("[")) return list_literal(token.at);
    for (const auto& [word, value] : {std::pair<std::string_view, Data>{"true", Data::flag(true)},
                                      {"false", Data::flag(false)},
                                      {"none", Data()},
                                      {"True", Data::flag(true)},
                                      {"False", Data::flag(false)},
                                      {"None", Data()}}) {
        if (!take_name(word)) continue;
        auto expr = make(Op::literal, token);
        expr->value = value;
        return expr;
    }
    auto expr = make(Op::variable, token);
    expr->name = name().value_or("");
    expr->key = Key(expr->name);
    // `name(…)` and `module.name(…)` call macros; there are no other functions.
    const bool of_module = now().word == "." && now().kind == Token::Kind::sign && next_ + 2 < tokens_.size() &&
                           tokens_[next_ + 2].word == "(" && tokens_[next_ + 2].kind == Token::Kind::sign;
    if (of_module && !failure_) {
        ++next_;
        expr->name += "." + name().value_or("");
    }
    if (!failure_ && take_sign("(")) {
        expr->op = expr->name == "super" ? Op::super : Op::call;
        expr->arguments = arguments(")");
        if (expr->op == Op::call) calls_.push_back(expr);
    }
    return expr;
}

}  // namespace gongshi::syntax
