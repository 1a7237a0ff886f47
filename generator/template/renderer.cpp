#include "template/renderer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text.h"
#include "template/codes.h"
#include "template/escape.h"
#include "template/lexer.h"

namespace gongshi::syntax {
namespace {

constexpr std::size_t largest_page = std::size_t(64) << 20;
constexpr std::size_t deepest_call = 64;

std::string_view kind_name(Data::Kind kind) {
    constexpr std::string_view names[] = {"none", "flag", "number", "text", "HTML", "date", "amount", "list", "object"};
    return names[std::size_t(kind)];
}

bool is_number(const Data& value) { return value.kind() == Data::Kind::integer || value.kind() == Data::Kind::money; }
bool is_text(const Data& value) { return value.kind() == Data::Kind::text || value.kind() == Data::Kind::html; }

}  // namespace

Renderer::Renderer(const Page& page, const std::vector<Source>& sources, std::span<const Member> globals,
                   Language language, Arena& arena, std::string& out)
    : page_(page), sources_(sources), globals_(globals), language_(language), arena_(arena), out_(out) {}

void Renderer::fail(const Code& code, const Expr& expr, std::string text,
                    std::vector<std::pair<std::string, std::string>> facts) {
    if (failure) return;
    failure = mistake(code, sources_, expr.at, expr.length, std::move(text), std::move(facts));
    if (in_macro_) return;
    for (const At& at : page_.chains[chain_])
        failure->via.push_back(Place{sources_[at.file].shown, "", at.line, at.column, false, ""});
}

void Renderer::write(const Nodes& nodes) {
    for (const auto& node : nodes) {
        if (failure) return;
        if (!in_macro_) chain_ = node->chain;
        switch (node->kind) {
            case Kind::text:
                out_ += node->text;
                break;
            case Kind::output:
                write_output(*node);
                break;
            case Kind::branch:
                write_branch(*node);
                break;
            case Kind::loop:
                write_loop(*node);
                break;
            case Kind::set:
                locals_.push_back({node->key, evaluate(*node->expr)});
                break;
            case Kind::block:
            case Kind::include: {
                const std::size_t before = locals_.size();
                write(node->body);
                locals_.resize(before);
                break;
            }
        }
    }
}

void Renderer::write_output(const Node& node) {
    const Data value = evaluate(*node.expr);
    if (!failure) append(value, node.escape, node);
}

void Renderer::append(const Data& value, Escape escape, const Node& node) {
    if (out_.size() > largest_page)
        return fail(codes::template_too_large, *node.expr, std::to_string(largest_page >> 20));
    if (value.kind() == Data::Kind::html && escape == Escape::text) {
        out_ += value.as_text();
        return;
    }
    if (value.kind() == Data::Kind::text) return append_escaped(out_, value.as_text(), escape);
    const std::optional<std::string_view> text = printed(value, arena_);
    if (!text)
        return fail(codes::template_wrong_type, *node.expr, std::string(kind_name(value.kind())),
                    {{"expected", "something that can be printed"}});
    append_escaped(out_, *text, escape);
}

void Renderer::write_branch(const Node& node) {
    for (const auto& [condition, body] : node.branches) {
        const bool taken = condition == nullptr || truth(evaluate(*condition));
        if (failure) return;
        if (taken) return write(body);
    }
}

void Renderer::write_loop(const Node& node) {
    const Data list = evaluate(*node.expr);
    if (failure) return;
    if (list.kind() != Data::Kind::list)
        return fail(codes::template_wrong_type, *node.expr, std::string(kind_name(list.kind())),
                    {{"expected", "a list"}});
    const std::span<const Data> items = list.items();
    if (items.empty()) return write(node.otherwise);
    const std::span<Member> loop = arena_.make_span<Member>(7);
    const std::size_t before = locals_.size();
    for (std::size_t i = 0; i < items.size() && !failure; ++i) {
        loop[0] = {"index", Data::integer(std::int64_t(i + 1))};
        loop[1] = {"index0", Data::integer(std::int64_t(i))};
        loop[2] = {"first", Data::flag(i == 0)};
        loop[3] = {"last", Data::flag(i + 1 == items.size())};
        loop[4] = {"length", Data::integer(std::int64_t(items.size()))};
        loop[5] = {"previtem", i > 0 ? items[i - 1] : Data()};
        loop[6] = {"nextitem", i + 1 < items.size() ? items[i + 1] : Data()};
        locals_.push_back({"loop", Data::object(loop)});
        locals_.push_back({node.key, items[i]});
        write(node.body);
        locals_.resize(before);
    }
}

Data Renderer::evaluate(const Expr& expr) {
    if (failure) return {};
    switch (expr.op) {
        case Op::literal:
            return expr.value;
        case Op::variable: {
            if (const auto value = find_variable(expr.key)) return *value;
            const std::optional<std::string> nearest = nearest_name(expr.name, names_in_scope());
            fail(codes::template_undefined, expr, expr.name, {{"nearest", nearest.value_or("")}});
            return {};
        }
        case Op::member:
            return member(evaluate(*expr.operands[0]), expr.key, expr);
        case Op::index:
            return index(expr);
        case Op::choose:
            return truth(evaluate(*expr.operands[1])) ? evaluate(*expr.operands[0]) : evaluate(*expr.operands[2]);
        case Op::logical_not:
            return Data::flag(!truth(evaluate(*expr.operands[0])));
        case Op::logical_and: {
            const Data left = evaluate(*expr.operands[0]);
            return truth(left) ? evaluate(*expr.operands[1]) : left;
        }
        case Op::logical_or: {
            const Data left = evaluate(*expr.operands[0]);
            return truth(left) ? left : evaluate(*expr.operands[1]);
        }
        case Op::list: {
            const std::span<Data> items = arena_.make_span<Data>(expr.operands.size());
            for (std::size_t i = 0; i < items.size(); ++i) items[i] = evaluate(*expr.operands[i]);
            return Data::list(items);
        }
        case Op::filter:
            return filter(expr);
        case Op::test:
            return test(expr);
        case Op::call:
            return call(expr);
        case Op::super:
            fail(codes::template_syntax, expr, "super() stands alone in {{ }}");
            return {};
        default:
            return binary(expr);
    }
}

std::optional<Data> Renderer::find_variable(const Key& key) const {
    for (std::size_t i = locals_.size(); i > floor_; --i) {
        if (locals_[i - 1].key == key) return locals_[i - 1].value;
    }
    if (in_macro_) return std::nullopt;
    for (const Member& global : globals_) {
        if (global.key == key) return global.value;
    }
    return std::nullopt;
}

std::vector<std::string> Renderer::names_in_scope() const {
    std::vector<std::string> names;
    for (std::size_t i = floor_; i < locals_.size(); ++i) names.emplace_back(locals_[i].key.name);
    if (!in_macro_) {
        for (const Member& global : globals_) names.emplace_back(global.key.name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

Data Renderer::member(const Data& of, const Key& key, const Expr& expr) {
    if (failure) return {};
    if (const Data* found = of.find(key)) return *found;
    if (of.kind() != Data::Kind::object) {
        fail(codes::template_wrong_type, expr, std::string(kind_name(of.kind())),
             {{"expected", "an object with “" + std::string(key.name) + "”"}});
        return {};
    }
    std::vector<std::string> names;
    for (const Member& one : of.members()) names.emplace_back(one.key.name);
    std::sort(names.begin(), names.end());
    fail(codes::template_undefined, expr, std::string(key.name),
         {{"nearest", nearest_name(key.name, names).value_or("")}});
    return {};
}

Data Renderer::index(const Expr& expr) {
    const Data of = evaluate(*expr.operands[0]), at = evaluate(*expr.operands[1]);
    if (failure) return {};
    if (at.kind() == Data::Kind::text) return member(of, Key(at.as_text()), expr);
    if (of.kind() != Data::Kind::list || at.kind() != Data::Kind::integer) {
        fail(codes::template_wrong_type, expr, std::string(kind_name(of.kind())),
             {{"expected", "a list with a number, or an object with a text, in [ ]"}});
        return {};
    }
    const std::int64_t count = std::int64_t(of.items().size());
    const std::int64_t position = at.as_integer() < 0 ? at.as_integer() + count : at.as_integer();
    if (position >= 0 && position < count) return of.items()[std::size_t(position)];
    fail(codes::template_undefined, expr, std::to_string(at.as_integer()), {{"nearest", ""}});
    return {};
}

Data Renderer::binary(const Expr& expr) {
    const Data left = evaluate(*expr.operands[0]);
    if (expr.op == Op::negate) {
        if (!failure && left.kind() != Data::Kind::integer)
            fail(codes::template_wrong_type, expr, std::string(kind_name(left.kind())), {{"expected", "a number"}});
        return Data::integer(std::int64_t(0 - std::uint64_t(left.as_integer())));
    }
    const Data right = evaluate(*expr.operands[1]);
    if (failure) return {};
    switch (expr.op) {
        case Op::equal:
            return Data::flag(same(left, right));
        case Op::unequal:
            return Data::flag(!same(left, right));
        case Op::contained:
            return Data::flag(contains(right, left, expr));
        case Op::not_contained:
            return Data::flag(!contains(right, left, expr));
        case Op::concatenate: {
            const auto a = printed(left, arena_), b = printed(right, arena_);
            if (a && b) return Data::text_in(arena_, std::string(*a) + std::string(*b));
            fail(codes::template_wrong_type, expr, std::string(kind_name(a ? right.kind() : left.kind())),
                 {{"expected", "something that can be printed"}});
            return {};
        }
        case Op::less:
        case Op::at_most:
        case Op::greater:
        case Op::at_least:
            return compare(expr, left, right);
        default:
            return arithmetic(expr, left, right);
    }
}

Data Renderer::arithmetic(const Expr& expr, const Data& left, const Data& right) {
    if (expr.op == Op::add && is_text(left) && is_text(right))
        return Data::text_in(arena_, std::string(left.as_text()) + std::string(right.as_text()));
    if (!is_number(left) || !is_number(right)) {
        fail(codes::template_wrong_type, expr, std::string(kind_name(is_number(left) ? right.kind() : left.kind())),
             {{"expected", "numbers"}});
        return {};
    }
    const std::int64_t a = left.as_integer(), b = right.as_integer();
    const bool divides = expr.op == Op::divide || expr.op == Op::floor_divide || expr.op == Op::modulo;
    std::int64_t result = 0;
    bool bad = divides && (b == 0 || (b == -1 && a == INT64_MIN));
    switch (bad ? Op::literal : expr.op) {
        case Op::add:
            bad = __builtin_add_overflow(a, b, &result);
            break;
        case Op::subtract:
            bad = __builtin_sub_overflow(a, b, &result);
            break;
        case Op::multiply:
            bad = __builtin_mul_overflow(a, b, &result);
            break;
        case Op::divide:
        case Op::floor_divide:
            result = a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0);
            break;
        case Op::modulo:
            result = a % b + ((a % b != 0 && (a < 0) != (b < 0)) ? b : 0);
            break;
        default:
            break;
    }
    if (bad) fail(codes::template_wrong_type, expr, "0", {{"expected", "a result within 64 bits"}});
    return left.kind() == Data::Kind::money || right.kind() == Data::Kind::money ? Data::money(result)
                                                                                 : Data::integer(result);
}

Data Renderer::compare(const Expr& expr, const Data& left, const Data& right) {
    int order = 0;
    if ((is_number(left) && is_number(right)) ||
        (left.kind() == Data::Kind::date && right.kind() == Data::Kind::date)) {
        order = left.as_integer() < right.as_integer() ? -1 : left.as_integer() > right.as_integer();
    } else if (is_text(left) && is_text(right)) {
        order = left.as_text().compare(right.as_text());
    } else {
        fail(codes::template_wrong_type, expr,
             std::string(kind_name(left.kind())) + ", " + std::string(kind_name(right.kind())),
             {{"expected", "two numbers, two dates or two texts"}});
    }
    switch (expr.op) {
        case Op::less:
            return Data::flag(order < 0);
        case Op::at_most:
            return Data::flag(order <= 0);
        case Op::greater:
            return Data::flag(order > 0);
        default:
            return Data::flag(order >= 0);
    }
}

bool Renderer::contains(const Data& list, const Data& item, const Expr& expr) {
    if (list.kind() == Data::Kind::list) {
        return std::any_of(list.items().begin(), list.items().end(), [&](const Data& one) { return same(one, item); });
    }
    if (list.kind() == Data::Kind::object && item.kind() == Data::Kind::text)
        return list.find(Key(item.as_text())) != nullptr;
    if (is_text(list) && is_text(item)) return list.as_text().find(item.as_text()) != std::string_view::npos;
    fail(codes::template_wrong_type, expr, std::string(kind_name(list.kind())),
         {{"expected", "a list, an object or a text behind in"}});
    return false;
}

bool Renderer::truth(const Data& value) {
    switch (value.kind()) {
        case Data::Kind::none:
            return false;
        case Data::Kind::flag:
        case Data::Kind::integer:
        case Data::Kind::money:
            return value.as_integer() != 0;
        case Data::Kind::text:
        case Data::Kind::html:
            return !value.as_text().empty();
        case Data::Kind::list:
            return !value.items().empty();
        case Data::Kind::object:
            return !value.members().empty();
        case Data::Kind::date:
            break;
    }
    return true;
}

bool Renderer::same(const Data& a, const Data& b) {
    if (is_text(a) && is_text(b)) return a.as_text() == b.as_text();
    if (is_number(a) && is_number(b)) return a.as_integer() == b.as_integer();
    if (a.kind() != b.kind()) return false;
    if (a.kind() == Data::Kind::list)
        return std::equal(a.items().begin(), a.items().end(), b.items().begin(), b.items().end(), same);
    return a.kind() != Data::Kind::object && (a.kind() == Data::Kind::none || a.as_integer() == b.as_integer());
}

std::optional<Data> Renderer::find(const Expr& expr) {
    if (expr.op == Op::variable) return find_variable(expr.key);
    if (expr.op == Op::member) {
        const std::optional<Data> of = find(*expr.operands[0]);
        const Data* found = of ? of->find(expr.key) : nullptr;
        return found == nullptr ? std::nullopt : std::optional<Data>(*found);
    }
    return evaluate(expr);
}

Data Renderer::filter(const Expr& expr) {
    const Data value =
        expr.name == default_filter ? find(*expr.operands[0]).value_or(Data()) : evaluate(*expr.operands[0]);
    std::array<Data, 4> positional;
    std::array<Member, 8> named;
    std::size_t positions = 0, names = 0;
    for (const Argument& argument : expr.arguments) {
        const Data one = evaluate(*argument.value);
        if (argument.name.empty() && positions < positional.size()) positional[positions++] = one;
        if (!argument.name.empty() && names < named.size()) named[names++] = {argument.key, one};
    }
    if (failure) return {};
    Call call{arena_, language_, value, std::span(positional).first(positions), std::span(named).first(names), {}};
    const Data result = filter_at(expr.function)(call);
    if (!call.problem.empty())
        fail(codes::template_wrong_type, expr, std::string(kind_name(value.kind())), {{"expected", call.problem}});
    return result;
}

Data Renderer::test(const Expr& expr) {
    const std::optional<Data> value = expr.name == defined_test ? find(*expr.operands[0]) : evaluate(*expr.operands[0]);
    std::array<Data, 2> positional;
    std::size_t positions = 0;
    for (const Argument& argument : expr.arguments) {
        if (positions < positional.size()) positional[positions++] = evaluate(*argument.value);
    }
    const bool holds = value && test_at(expr.function)(*value, std::span(positional).first(positions));
    return Data::flag(holds != expr.negated);
}

/// A macro sees its arguments and nothing of the page; what it writes is HTML.
Data Renderer::call(const Expr& expr) {
    if (expr.macro == nullptr || ++depth_ > deepest_call) {
        fail(codes::template_recursion, expr, expr.name);
        return {};
    }
    const Macro& macro = *expr.macro;
    std::vector<Member> arguments;
    std::size_t position = 0;
    for (const Argument& argument : expr.arguments) {
        const Data value = evaluate(*argument.value);
        if (!argument.name.empty()) {
            arguments.push_back({argument.key, value});
        } else if (position < macro.parameters.size()) {
            arguments.push_back({macro.parameters[position++].key, value});
        } else {
            fail(codes::template_syntax, expr,
                 macro.name + "() takes " + std::to_string(macro.parameters.size()) + " arguments");
        }
    }
    const std::size_t floor = std::exchange(floor_, locals_.size());
    const bool in_macro = std::exchange(in_macro_, true);
    for (const Parameter& parameter : macro.parameters) {
        const auto given = std::find_if(arguments.begin(), arguments.end(),
                                        [&](const Member& one) { return one.key == parameter.key; });
        if (given == arguments.end() && !parameter.otherwise)
            fail(codes::template_syntax, expr, macro.name + "() lacks the argument " + parameter.name);
        locals_.push_back({parameter.key, given != arguments.end() ? given->value
                                          : parameter.otherwise    ? evaluate(*parameter.otherwise)
                                                                   : Data()});
    }
    const std::size_t begin = out_.size();
    if (!failure) write(macro.body);
    SafeHtml written = HtmlFilters::written(std::string_view(out_).substr(begin));
    out_.resize(begin);
    locals_.resize(floor_);
    floor_ = floor;
    in_macro_ = in_macro;
    --depth_;
    return Data::html_in(arena_, written);
}

}  // namespace gongshi::syntax
