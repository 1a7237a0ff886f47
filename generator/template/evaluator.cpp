// The renderer's expressions: what a formula comes to on this page.
#include <algorithm>
#include <array>

#include "core/text.h"
#include "template/codes.h"
#include "template/renderer.h"

namespace gongshi::syntax {
namespace {

// Of texts that expressions make for one page, beside the page itself.
constexpr std::size_t most_made = 2 * largest_text;

std::vector<std::string> member_names(const Data& object) {
    std::vector<std::string> names;
    for (const Member& member : object.members()) names.emplace_back(member.key.name);
    std::sort(names.begin(), names.end());
    return names;
}

/// The member, looked for first where another object of its kind had it.
inline const Data* find_member(const Data& of, const MemberName& name) {
    const std::span<const Member> members = of.members();
    const std::uint32_t hint = name.hint.get();
    if (hint < members.size() && members[hint].key == name.key) return &members[hint].value;
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (!(members[i].key == name.key)) continue;
        name.hint.set(std::uint32_t(i));
        return &members[i].value;
    }
    return nullptr;
}

/// The variable `source` begins with.
const Expr& beginning_of(const Expr& source) {
    const Expr* expr = &source;
    while (expr->op == Op::member) expr = expr->operands.front().get();
    return *expr;
}

/// `list[2]`, `list[-1]`, `object["name"]`; none where there is no such element.
std::optional<Data> find_index(const Data& of, const Data& at) {
    if (is_text(at)) {
        const Data* found = of.find(Key(at.as_text()));
        return found == nullptr ? std::nullopt : std::optional(*found);
    }
    if (of.kind() != Data::Kind::list || at.kind() != Data::Kind::integer) return std::nullopt;
    const auto count = std::int64_t(of.items().size());
    const std::int64_t position = at.as_integer() < 0 ? at.as_integer() + count : at.as_integer();
    if (position < 0 || position >= count) return std::nullopt;
    return of.items()[std::size_t(position)];
}

std::string_view code_points(std::string_view text, std::size_t from, std::size_t to) {
    std::size_t begin = 0, at = 0;
    for (std::size_t i = 0; i < to && at < text.size(); ++i) {
        if (i == from) begin = at;
        at += first_code_point(text.substr(at)).length;
    }
    return from >= to ? std::string_view() : text.substr(begin, at - begin);
}

}  // namespace

/// Where a value lies, without copying it; what does not lie anywhere is made in `made`.
const Data* Renderer::locate(const Formula& formula, Data& made) {
    const Data* of = nullptr;
    switch (formula.op) {
        case Op::literal:
            return &formula.value;
        case Op::local:
            of = &slots_[frame_ + formula.slot].value;
            break;
        case Op::global:
            of = globals_[formula.slot];
            if (of != nullptr) break;
            fail_undefined(beginning_of(*formula.source), names_in_scope());
            return &made;
        case Op::member:
            made = evaluate(formula.operands.front());
            of = &made;
            break;
        default:
            made = calculate(formula);
            return &made;
    }
    for (const MemberName& name : formula.path) {
        const Data* found = find_member(*of, name);
        if (found == nullptr) {
            fail_member(name, *of);
            made = Data();
            return &made;
        }
        of = found;
    }
    return of;
}

Data Renderer::evaluate(const Formula& formula) {
    Data made;
    return *locate(formula, made);
}

/// Everything that is not just found.
Data Renderer::calculate(const Formula& formula) {
    switch (formula.op) {
        case Op::uncertain:
            return uncertain(formula);
        case Op::index:
            return index(formula);
        case Op::slice:
            return slice(formula);
        case Op::loop_fact:
            return fact_of(formula.fact, formula.slot);
        case Op::loop_object:
            return loop_object(formula);
        case Op::cycle:
            return evaluate(formula.operands[loops_[loop_frame_ + formula.slot].at % formula.operands.size()]);
        case Op::choose:
            return evaluate(formula.operands[holds(formula.operands[1]) ? 0 : 2]);
        case Op::logical_and: {
            const Data left = evaluate(formula.operands[0]);
            return is_true(left) ? evaluate(formula.operands[1]) : left;
        }
        case Op::logical_or: {
            const Data left = evaluate(formula.operands[0]);
            return is_true(left) ? left : evaluate(formula.operands[1]);
        }
        case Op::logical_not:
        case Op::is_none:
        case Op::equal:
        case Op::unequal:
            return Data::flag(holds(formula));
        case Op::list:
            return list(formula);
        case Op::filter:
            return filter(formula);
        case Op::test:
            return test(formula);
        case Op::call:
            return call(formula);
        case Op::negate:
            return negate(formula);
        case Op::add:
        case Op::subtract:
        case Op::multiply:
        case Op::divide:
        case Op::floor_divide:
        case Op::modulo:
            return arithmetic(formula);
        default:
            return compare(formula);
    }
}

/// As `if` asks: the questions templates ask most have short ways.
bool Renderer::holds(const Formula& formula) {
    Data made;
    switch (formula.op) {
        case Op::is_none: {
            const bool none = locate(formula.operands[0], made)->kind() == Data::Kind::none;
            return none != formula.source->negated;
        }
        case Op::equal:
        case Op::unequal: {
            Data made_right;
            const Data& left = *locate(formula.operands[0], made);
            // A call on the right might move the slots the left one lies in.
            const Data copy = left;
            const Data& right = *locate(formula.operands[1], made_right);
            return are_equal(copy, right, patience_) == (formula.op == Op::equal);
        }
        case Op::logical_not:
            return !holds(formula.operands[0]);
        case Op::logical_and:
            return holds(formula.operands[0]) && holds(formula.operands[1]);
        case Op::logical_or:
            return holds(formula.operands[0]) || holds(formula.operands[1]);
        default:
            return is_true(*locate(formula, made));
    }
}

/// The variable a formula begins with; none where there is no such one.
const Data* Renderer::find_variable(const Formula& formula) const {
    if (formula.op == Op::local) return &slots_[frame_ + formula.slot].value;
    if (formula.op == Op::global) return globals_[formula.slot];
    for (std::uint32_t slot : formula.parts->slots) {
        if (slots_[frame_ + slot].set) return &slots_[frame_ + slot].value;
    }
    return formula.parts->global ? globals_[*formula.parts->global] : nullptr;
}

Data Renderer::uncertain(const Formula& formula) {
    if (const Data* found = find_variable(formula)) return *found;
    fail_undefined(*formula.source, names_in_scope());
    return {};
}

std::vector<std::string> Renderer::names_in_scope() const {
    std::vector<std::string> names;
    for (const Member& global : given_) names.emplace_back(global.key.name);
    return names;
}

std::optional<Data> Renderer::find(const Formula& formula) {
    std::optional<Data> of;
    switch (formula.op) {
        case Op::local:
        case Op::global:
        case Op::uncertain:
            if (const Data* found = find_variable(formula)) of = *found;
            break;
        case Op::member:
            of = find(formula.operands.front());
            break;
        case Op::index:
            of = find(formula.operands[0]);
            return of ? find_index(*of, evaluate(formula.operands[1])) : std::nullopt;
        default:
            return evaluate(formula);
    }
    for (const MemberName& name : formula.path) {
        const Data* found = of ? find_member(*of, name) : nullptr;
        of = found == nullptr ? std::nullopt : std::optional(*found);
    }
    return of;
}

void Renderer::fail_member(const MemberName& name, const Data& of) {
    const std::string shown(name.key.name);
    if (of.kind() == Data::Kind::object) {
        fail_undefined(*name.source, member_names(of));
    } else {
        fail_type(*name.source, of, {"有“" + shown + "”的对象", "an object with “" + shown + "”"});
    }
}

Data Renderer::index(const Formula& formula) {
    const Data of = evaluate(formula.operands[0]), at = evaluate(formula.operands[1]);
    if (const auto found = find_index(of, at)) return *found;
    if (failure) return {};
    const bool object = of.kind() == Data::Kind::object && is_text(at);
    const bool list = of.kind() == Data::Kind::list && at.kind() == Data::Kind::integer;
    if (object) {
        fail(codes::template_undefined, *formula.source, std::string(at.as_text()),
             {{"nearest", nearest_name(at.as_text(), member_names(of)).value_or("")}});
    } else if (list) {
        fail(codes::template_undefined, *formula.source, "[" + std::to_string(at.as_integer()) + "]",
             {{"nearest", ""}});
    } else {
        fail_type(*formula.source, of,
                  {"[整数] 前的列表，或 [文字] 前的对象", "a list before [number], or an object before [text]"});
    }
    return {};
}

Data Renderer::slice(const Formula& formula) {
    const Data of = evaluate(formula.operands[0]);
    const bool text = of.kind() == Data::Kind::text;
    if (failure) return {};
    if (!text && of.kind() != Data::Kind::list) {
        fail_type(*formula.source, of, {"列表或文字", "a list or a text"});
        return {};
    }
    const auto count = std::int64_t(text ? count_code_points(of.as_text()) : of.items().size());
    std::int64_t ends[2] = {0, count};
    for (std::size_t i = 0; i < 2; ++i) {
        const Data at = evaluate(formula.operands[i + 1]);
        if (at.kind() == Data::Kind::none) continue;
        if (at.kind() != Data::Kind::integer) fail_type(*formula.source, at, {"整数", "a whole number"});
        ends[i] = std::clamp<std::int64_t>(at.as_integer() < 0 ? at.as_integer() + count : at.as_integer(), 0, count);
    }
    const auto from = std::size_t(ends[0]), to = std::size_t(std::max(ends[0], ends[1]));
    if (failure) return {};
    return text ? Data::text(code_points(of.as_text(), from, to)) : Data::list(of.items().subspan(from, to - from));
}

Data Renderer::list(const Formula& formula) {
    const std::span<Data> items = arena_.make_span<Data>(formula.operands.size());
    for (std::size_t i = 0; i < items.size(); ++i) items[i] = evaluate(formula.operands[i]);
    return Data::list(items);
}

Data Renderer::fact_of(LoopFact fact, std::uint32_t number) {
    const Loop& loop = loops_[loop_frame_ + number];
    const auto at = std::int64_t(loop.at), count = std::int64_t(loop.items.size());
    switch (fact) {
        case LoopFact::index:
            return Data::integer(at + 1);
        case LoopFact::index0:
            return Data::integer(at);
        case LoopFact::revindex:
            return Data::integer(count - at);
        case LoopFact::revindex0:
            return Data::integer(count - at - 1);
        case LoopFact::first:
            return Data::flag(at == 0);
        case LoopFact::last:
            return Data::flag(at + 1 == count);
        case LoopFact::length:
            return Data::integer(count);
        case LoopFact::previtem:
            return at > 0 ? loop.items[loop.at - 1] : Data();
        case LoopFact::nextitem:
            return at + 1 < count ? loop.items[loop.at + 1] : Data();
    }
    return {};
}

/// `loop` as a value, for a macro that is given it.
Data Renderer::loop_object(const Formula& formula) {
    static constexpr std::array<std::pair<const char*, LoopFact>, 7> facts = {{{"index", LoopFact::index},
                                                                               {"index0", LoopFact::index0},
                                                                               {"first", LoopFact::first},
                                                                               {"last", LoopFact::last},
                                                                               {"length", LoopFact::length},
                                                                               {"previtem", LoopFact::previtem},
                                                                               {"nextitem", LoopFact::nextitem}}};
    const std::span<Member> members = arena_.make_span<Member>(facts.size());
    for (std::size_t i = 0; i < facts.size(); ++i)
        members[i] = {Key(facts[i].first), fact_of(facts[i].second, formula.slot)};
    return Data::object(members);
}

Data Renderer::negate(const Formula& formula) {
    const Data value = evaluate(formula.operands[0]);
    if (failure) return {};
    if (!is_number(value) || value.as_integer() == INT64_MIN) {
        fail_type(*formula.source, value, {"数", "a number"});
        return {};
    }
    return value.kind() == Data::Kind::money ? Data::money(-value.as_integer()) : Data::integer(-value.as_integer());
}

/// Everything of two operands that is no arithmetic.
Data Renderer::compare(const Formula& formula) {
    const Data left = evaluate(formula.operands[0]), right = evaluate(formula.operands[1]);
    if (failure) return {};
    switch (formula.op) {
        case Op::contained:
            return Data::flag(contains(right, left, formula));
        case Op::not_contained:
            return Data::flag(!contains(right, left, formula));
        case Op::concatenate:
            return concatenate(formula, left, right);
        default:
            break;
    }
    const std::optional<int> order = order_of(left, right);
    if (!order) {
        const Said a = kind_of(left), b = kind_of(right);
        fail(codes::template_wrong_type, *formula.source, "",
             {{"got_zh", a.zh + "和" + b.zh},
              {"got_en", a.en + " and " + b.en},
              {"expected_zh", "两个数、两个日期或两段文字"},
              {"expected_en", "two numbers, two dates or two texts"}});
        return {};
    }
    const bool holds = formula.op == Op::less      ? *order < 0
                       : formula.op == Op::at_most ? *order <= 0
                       : formula.op == Op::greater ? *order > 0
                                                   : *order >= 0;
    return Data::flag(holds);
}

/// HTML on either side makes HTML of both, the other side escaped.
Data Renderer::concatenate(const Formula& formula, const Data& left, const Data& right) {
    const auto a = printed(left, arena_), b = printed(right, arena_);
    if (!a || !b) {
        fail_type(*formula.source, a ? right : left, {"可以显示的值", "something that can be printed"});
        return {};
    }
    made_ += a->size() + b->size();
    if (made_ > most_made) {
        fail(codes::template_too_large, *formula.source, std::to_string(largest_text >> 20));
        return {};
    }
    if (left.kind() == Data::Kind::html || right.kind() == Data::Kind::html) {
        const std::array<Data, 2> parts = {left, right};
        return Data::html_in(arena_, HtmlFilters::joined(parts, arena_));
    }
    char* bytes = static_cast<char*>(arena_.allocate(a->size() + b->size(), 1));
    std::copy(b->begin(), b->end(), std::copy(a->begin(), a->end(), bytes));
    return Data::text({bytes, a->size() + b->size()});
}

bool Renderer::contains(const Data& list, const Data& item, const Formula& formula) {
    if (list.kind() == Data::Kind::list)
        return std::any_of(list.items().begin(), list.items().end(),
                           [&](const Data& one) { return are_equal(one, item, patience_); });
    if (list.kind() == Data::Kind::object && is_text(item)) return list.find(Key(item.as_text())) != nullptr;
    if (is_text(list) && is_text(item)) return list.as_text().find(item.as_text()) != std::string_view::npos;
    fail_type(*formula.source, list, {"in 后面是列表、对象或文字", "a list, an object or a text behind in"});
    return false;
}

/// Amounts are added to amounts, and multiplied and divided by whole numbers; there are no fractions.
Data Renderer::arithmetic(const Formula& formula) {
    const Data left = evaluate(formula.operands[0]), right = evaluate(formula.operands[1]);
    if (failure) return {};
    const Op op = formula.op;
    if (op == Op::add && is_text(left) && is_text(right)) return concatenate(formula, left, right);
    if (!is_number(left) || !is_number(right)) {
        fail_type(*formula.source, is_number(left) ? right : left, {"数", "a number"});
        return {};
    }
    const bool money_left = left.kind() == Data::Kind::money, money_right = right.kind() == Data::Kind::money;
    const bool same = money_left == money_right;
    const bool sums = op == Op::add || op == Op::subtract;
    const bool fits = op == Op::multiply         ? !(money_left && money_right)
                      : sums || op == Op::modulo ? same
                                                 : same || money_left;
    if (!fits) {
        fail_type(*formula.source, money_left ? left : right, {"同样单位的数", "numbers of the same unit"});
        return {};
    }
    const std::int64_t a = left.as_integer(), b = right.as_integer();
    const bool divides = op == Op::divide || op == Op::floor_divide || op == Op::modulo;
    std::int64_t result = 0;
    bool bad = divides && (b == 0 || (b == -1 && a == INT64_MIN) || (op == Op::divide && a % b != 0));
    if (!bad && op == Op::add) bad = __builtin_add_overflow(a, b, &result);
    if (!bad && op == Op::subtract) bad = __builtin_sub_overflow(a, b, &result);
    if (!bad && op == Op::multiply) bad = __builtin_mul_overflow(a, b, &result);
    const bool below = divides && !bad && a % b != 0 && (a < 0) != (b < 0);  // whole division rounds down
    if (!bad && (op == Op::divide || op == Op::floor_divide)) result = a / b - (below ? 1 : 0);
    if (!bad && op == Op::modulo) result = a % b + (below ? b : 0);
    if (bad) {
        fail_type(*formula.source, right,
                  {"算得出整数的数（要取整用 //）", "numbers with a whole result (// rounds down)"});
        return {};
    }
    const bool money =
        op == Op::multiply ? money_left || money_right : money_left && (sums || op == Op::modulo || !money_right);
    return money ? Data::money(result) : Data::integer(result);
}

Data Renderer::filter(const Formula& formula) {
    const FormulaParts& parts = *formula.parts;
    const Data value =
        parts.filter->forgiving ? find(formula.operands[0]).value_or(Data()) : evaluate(formula.operands[0]);
    std::array<Data, 3> arguments;
    std::uint32_t given = 0;
    for (std::size_t i = 0; i < parts.arguments.size(); ++i) {
        if (!parts.arguments[i]) continue;
        arguments[i] = evaluate(*parts.arguments[i]);
        given |= 1u << i;
    }
    std::span<Member> named;
    if (!parts.named.empty()) {
        named = arena_.make_span<Member>(parts.named.size());
        for (std::size_t i = 0; i < named.size(); ++i)
            named[i] = {parts.named[i].first, evaluate(parts.named[i].second)};
    }
    if (failure) return {};
    if (value.kind() == Data::Kind::list) patience_ -= std::min(patience_, value.items().size());
    Call call{arena_, language_, value, arguments, given, named, {}};
    const Data result = parts.filter->run(call);
    if (is_text(result)) made_ += result.as_text().size();
    if (call.problem) {
        fail_type(*formula.source, value, *call.problem);
    } else if (call.too_large || made_ > most_made) {
        fail(codes::template_too_large, *formula.source, std::to_string(largest_text >> 20));
    }
    return result;
}

Data Renderer::test(const Formula& formula) {
    const FormulaParts& parts = *formula.parts;
    const bool negated = formula.source->negated;
    if (parts.test->forgiving) {
        const bool exists = find(formula.operands[0]).has_value();
        return Data::flag((exists == (parts.test->name == "defined")) != negated);
    }
    const Data value = evaluate(formula.operands[0]);
    std::array<Data, 1> arguments;
    if (!parts.arguments.empty()) arguments[0] = evaluate(*parts.arguments[0]);
    if (failure) return {};
    Call call{arena_, language_, value, arguments, parts.arguments.empty() ? 0u : 1u, {}, {}};
    const bool holds = parts.test->run(call);
    if (call.problem) fail_type(*formula.source, value, *call.problem);
    return Data::flag(holds != negated);
}

/// A macro whose result is not printed at once: HTML, as written between tags.
Data Renderer::call(const Formula& formula) {
    const std::size_t begin = out_.size();
    write_call(formula);
    const SafeHtml written = HtmlFilters::written(std::string_view(out_).substr(begin));
    out_.resize(begin);
    made_ += written.view().size();
    return Data::html_in(arena_, written);
}

}  // namespace gongshi::syntax
