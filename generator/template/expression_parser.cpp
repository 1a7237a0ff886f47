#include "template/expression_parser.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/text.h"
#include "template/codes.h"
#include "template/functions.h"

namespace gongshi::syntax {
namespace {

// Bounds for what is parsed, evaluated and destroyed by recursion.
constexpr std::size_t deepest = 64;
constexpr std::uint32_t deepest_tree = 100;
constexpr std::size_t longest = 2000;

std::uint32_t length_of(const Token& token) {
    return std::uint32_t(std::max<std::size_t>(1, count_code_points(token.word)));
}

bool is_sign(const Token& token, std::string_view sign) {
    return token.kind == Token::Kind::sign && token.word == sign;
}

}  // namespace

bool ExpressionParser::is_keyword(std::string_view word) {
    static constexpr std::array<std::string_view, 13> words = {"and",  "or",    "not",  "in",   "is",    "if",  "else",
                                                               "true", "false", "none", "True", "False", "None"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

void ExpressionParser::fail(const Token& token, const Said& reason) {
    if (!failure_) failure_ = syntax_mistake(sources_, token.at, length_of(token), reason);
    next_ = tokens_.size() - 1;
}

bool ExpressionParser::enter(const Token& token) {
    if (++depth_ > deepest) fail(token, {"表达式嵌套太深", "nested too deeply"});
    return !failure_;
}

/// The last token is the end, where a failure leaves the parser: nothing is taken from behind it.
const Token& ExpressionParser::take() {
    const Token& token = tokens_[next_];
    if (next_ + 1 < tokens_.size()) ++next_;
    return token;
}

bool ExpressionParser::take_sign(std::string_view sign) {
    if (!is_sign(now(), sign)) return false;
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
        fail(now(), {"这里应是一个名称", "a name is expected here"});
        return std::nullopt;
    }
    return std::string(take().word);
}

std::optional<std::string> ExpressionParser::text() {
    if (now().kind != Token::Kind::text) {
        fail(now(), {"这里应是引号中的文字", "a text in quotes is expected here"});
        return std::nullopt;
    }
    return unescape(take().word);
}

bool ExpressionParser::expect_sign(std::string_view sign) {
    if (take_sign(sign)) return true;
    const std::string shown(sign);
    fail(now(), {"这里应是“" + shown + "”", "“" + shown + "” is expected here"});
    return false;
}

bool ExpressionParser::expect_name(std::string_view word) {
    if (take_name(word)) return true;
    const std::string shown(word);
    fail(now(), {"这里应是“" + shown + "”", "“" + shown + "” is expected here"});
    return false;
}

bool ExpressionParser::expect_end() {
    if (at_end()) return !failure_;
    const std::string shown(now().word);
    fail(now(), {"这里不该有“" + shown + "”", "“" + shown + "” is not expected here"});
    return false;
}

std::shared_ptr<Expr> ExpressionParser::make(Op op, const Token& token, std::vector<ExprPtr> operands) {
    if (++size_ > longest) fail(token, {"表达式太长", "the expression is too long"});
    auto expr = std::make_shared<Expr>();
    expr->op = op;
    expr->at = token.at;
    expr->length = length_of(token);
    for (const ExprPtr& operand : operands) {
        if (operand) expr->depth = std::max(expr->depth, operand->depth + 1);
    }
    if (expr->depth > deepest_tree) fail(token, {"表达式嵌套太深", "nested too deeply"});
    expr->operands = std::move(operands);
    return expr;
}

ExprPtr ExpressionParser::expression() {
    const Token token = now();
    ExprPtr value = enter(token) ? unconditional() : make(Op::literal, token);
    if (take_name("if")) {
        ExprPtr condition = unconditional();
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

ExprPtr ExpressionParser::unconditional() { return binary({{"or", Op::logical_or}}, &ExpressionParser::logical_and); }

ExprPtr ExpressionParser::logical_and() { return binary({{"and", Op::logical_and}}, &ExpressionParser::logical_not); }

ExprPtr ExpressionParser::logical_not() {
    const Token token = now();
    if (!take_name("not")) return comparison();
    ExprPtr operand = enter(token) ? logical_not() : make(Op::literal, token);
    --depth_;
    return make(Op::logical_not, token, {operand});
}

std::optional<Op> ExpressionParser::take_comparison() {
    static constexpr std::array level = {Level{"==", Op::equal},   Level{"!=", Op::unequal}, Level{"<", Op::less},
                                         Level{"<=", Op::at_most}, Level{">", Op::greater},  Level{">=", Op::at_least}};
    for (const Level& one : level) {
        if (take_sign(one.sign)) return one.op;
    }
    if (take_name("in")) return Op::contained;
    if (now().kind != Token::Kind::name || now().word != "not" || behind(1).word != "in") return std::nullopt;
    next_ += 2;
    return Op::not_contained;
}

/// `1 < x < 3` is `1 < x and x < 3`, as in Python.
ExprPtr ExpressionParser::comparison() {
    ExprPtr left = sum(), all;
    for (;;) {
        const Token token = now();
        const std::optional<Op> op = take_comparison();
        if (!op) return all ? all : left;
        ExprPtr right = sum();
        ExprPtr one = make(*op, token, {left, right});
        all = all ? make(Op::logical_and, token, {all, one}) : one;
        left = right;
    }
}

ExprPtr ExpressionParser::sum() {
    return binary({{"+", Op::add}, {"-", Op::subtract}}, &ExpressionParser::concatenation);
}

ExprPtr ExpressionParser::concatenation() { return binary({{"~", Op::concatenate}}, &ExpressionParser::product); }

ExprPtr ExpressionParser::product() {
    return binary({{"*", Op::multiply}, {"//", Op::floor_divide}, {"/", Op::divide}, {"%", Op::modulo}},
                  &ExpressionParser::unary);
}

/// Filters bind looser than a sign (`-1 | abs` is 1), members tighter.
ExprPtr ExpressionParser::unary() { return filters(signed_operand()); }

ExprPtr ExpressionParser::signed_operand() {
    const Token token = now();
    const bool minus = take_sign("-");
    if (!minus && !take_sign("+")) return postfix(primary());
    ExprPtr operand = enter(token) ? signed_operand() : make(Op::literal, token);
    --depth_;
    return minus ? make(Op::negate, token, {operand}) : operand;
}

ExprPtr ExpressionParser::filters(ExprPtr value) {
    while (!failure_) {
        if (take_sign("|")) {
            value = filter(value);
        } else if (take_name("is")) {
            value = test(value);
        } else {
            break;
        }
    }
    return value;
}

ExprPtr ExpressionParser::postfix(ExprPtr value) {
    while (!failure_) {
        const Token token = now();
        if (take_sign(".")) {
            value = member(value);
        } else if (take_sign("[")) {
            value = subscript(value, token);
        } else {
            if (is_sign(token, "("))
                fail(token, {"这里不能调用：值没有方法，过滤器写在“|”后面",
                             "nothing can be called here: values have no methods, filters stand behind “|”"});
            break;
        }
    }
    return value;
}

ExprPtr ExpressionParser::member(const ExprPtr& value) {
    const Token token = now();
    // Behind a dot `or`, `none` and their like are names as any other; a number is an index.
    if (token.kind == Token::Kind::number) return make(Op::index, token, {value, literal(token)});
    auto expr = make(Op::member, token, {value});
    if (token.kind == Token::Kind::name) {
        expr->name = take().word;
    } else {
        fail(token, {"这里应是一个名称", "a name is expected here"});
    }
    return expr;
}

/// `x[index]`, `x[from:to]`; either end of a slice may be left out.
ExprPtr ExpressionParser::subscript(const ExprPtr& value, const Token& bracket) {
    const ExprPtr open_end = make(Op::literal, bracket);
    ExprPtr first = is_sign(now(), ":") ? open_end : expression();
    ExprPtr subscripted;
    if (take_sign(":")) {
        ExprPtr last = is_sign(now(), "]") ? open_end : expression();
        subscripted = make(Op::slice, bracket, {value, first, last});
    } else {
        subscripted = make(Op::index, bracket, {value, first});
    }
    expect_sign("]");
    return subscripted;
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

/// `is divisibleby(3)`, or without brackets `is divisibleby 3`; `is in list`.
ExprPtr ExpressionParser::test(ExprPtr operand) {
    const bool negated = take_name("not");
    const Token token = now();
    auto expr = make(Op::test, token, {std::move(operand)});
    expr->negated = negated;
    const bool word_of_language = token.kind == Token::Kind::name && find_test(token.word).has_value();
    expr->name = word_of_language ? std::string(take().word) : name().value_or("");
    const std::optional<std::size_t> found = find_test(expr->name);
    if (!found && !failure_) {
        failure_ = mistake(codes::template_unknown_test, sources_, token.at, expr->length, expr->name,
                           {{"nearest", nearest_name(expr->name, test_names()).value_or("")}});
    }
    expr->function = found.value_or(0);
    if (failure_) return expr;
    if (take_sign("(")) {
        expr->arguments = arguments(")");
    } else if (test_takes_argument(expr->function)) {
        expr->arguments.push_back({"", postfix(primary())});
    }
    return expr;
}

std::vector<Argument> ExpressionParser::arguments(std::string_view close) {
    std::vector<Argument> list;
    while (!failure_ && !take_sign(close)) {
        if (!list.empty() && !expect_sign(",")) break;
        if (take_sign(close)) break;
        Argument argument;
        if (now().kind == Token::Kind::name && is_sign(behind(1), "=")) {
            argument.name = now().word;
            next_ += 2;
        }
        argument.value = expression();
        list.push_back(std::move(argument));
    }
    return list;
}

ExprPtr ExpressionParser::list_literal(const Token& token) {
    auto expr = make(Op::list, token);
    for (const Argument& argument : arguments("]")) {
        if (!argument.name.empty()) fail(token, {"列表中不能写“=”", "“=” has no place in a list"});
        expr->operands.push_back(argument.value);
    }
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
        text += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
    }
    return text;
}

/// A number or text, which `token` is.
ExprPtr ExpressionParser::literal(const Token& token) {
    take();
    auto expr = make(Op::literal, token);
    if (token.kind == Token::Kind::text) {
        expr->name = unescape(token.word);
        while (now().kind == Token::Kind::text) expr->name += unescape(take().word);
        expr->value = Data::text(expr->name);
        return expr;
    }
    std::int64_t number = 0;
    const auto read = std::from_chars(token.word.data(), token.word.data() + token.word.size(), number);
    if (read.ec != std::errc()) fail(token, {"数字太大", "the number is too large"});
    expr->value = Data::integer(number);
    return expr;
}

ExprPtr ExpressionParser::primary() {
    const Token token = now();
    if (token.kind == Token::Kind::number && is_sign(behind(1), ".") && behind(2).kind == Token::Kind::number)
        fail(token, {"模板里只有整数", "templates have whole numbers only"});
    if (token.kind == Token::Kind::number || token.kind == Token::Kind::text) return literal(token);
    if (take_sign("(")) {
        ExprPtr inner = expression();
        expect_sign(")");
        return inner;
    }
    if (take_sign("[")) {
        ExprPtr list = enter(token) ? list_literal(token) : make(Op::literal, token);
        --depth_;
        return list;
    }
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
    return named(token);
}

/// A variable, or `name(…)`, `module.name(…)`, which call macros; `super()` and `loop.cycle(…)` are the only functions.
ExprPtr ExpressionParser::named(const Token& token) {
    auto expr = make(Op::variable, token);
    expr->name = name().value_or("");
    if (failure_) return expr;
    if (is_sign(now(), ".") && behind(1).kind == Token::Kind::name && is_sign(behind(2), "(")) {
        expr->name += "." + std::string(behind(1).word);
        next_ += 2;
    }
    if (!take_sign("(")) return expr;
    expr->op = expr->name == "super" ? Op::super : expr->name == "loop.cycle" ? Op::cycle : Op::call;
    expr->arguments = arguments(")");
    if (expr->op == Op::super && !expr->arguments.empty())
        fail(token, {"super() 不带参数", "super() takes no arguments"});
    if (expr->op == Op::cycle && expr->arguments.empty())
        fail(token, {"loop.cycle 需要至少一个值", "loop.cycle needs at least one value"});
    return expr;
}

}  // namespace gongshi::syntax
