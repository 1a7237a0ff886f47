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
    return names;
}

/// The member, looked for first where another object of its kind had it.
const Data* find_member(const Data& of, const Formula& formula) {
    const std::span<const Member> members = of.members();
    const std::uint32_t hint = formula.hint.get();
    if (hint < members.size() && members[hint].key == formula.key) return &members[hint].value;
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (!(members[i].key == formula.key)) continue;
        formula.hint.set(std::uint32_t(i));
        return &members[i].value;
    }
    return nullptr;
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

Data Renderer::evaluate(const Formula& formula) {
    switch (formula.op) {
        case Op::literal:
            return formula.value;
        case Op::local:
            return slots_[frame_ + formula.slot].value;
        case Op::global:
            return global(formula);
        case Op::uncertain:
            return uncertain(formula);
        case Op::member:
            return member(formula);
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
            return evaluate(formula.operands[is_true(evaluate(formula.operands[1])) ? 0 : 2]);
        case Op::logical_not:
            return Data::flag(!is_true(evaluate(formula.operands[0])));
        case Op::logical_and: {
            const Data left = evaluate(formula.operands[0]);
            return is_true(left) ? evaluate(formula.operands[1]) : left;
        }
        case Op::logical_or: {
            const Data left = evaluate(formula.operands[0]);
            return is_true(left) ? left : evaluate(formula.operands[1]);
        }
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

Data Renderer::global(const Formula& formula) {
    if (const Data* found = globals_[formula.slot]) return *found;
    fail_undefined(formula, program_.globals[formula.slot].name, names_in_scope());
    return {};
}

std::optional<Data> Renderer::find_variable(const Formula& formula) const {
    if (formula.op == Op::local) return slots_[frame_ + formula.slot].value;
    std::optional<std::uint32_t> global = formula.slot;
    if (formula.op == Op::uncertain) {
        for (std::uint32_t slot : formula.parts->slots) {
            if (slots_[frame_ + slot].set) return slots_[frame_ + slot].value;
        }
        global = formula.parts->global;
    }
    const Data* found = global ? globals_[*global] : nullptr;
    return found == nullptr ? std::nullopt : std::optional(*found);
}

Data Renderer::uncertain(const Formula& formula) {
    if (const auto value = find_variable(formula)) return *value;
    fail_undefined(formula, formula.source->name, names_in_scope());
    return {};
}

std::vector<std::string> Renderer::names_in_scope() const {
    std::vector<std::string> names;
    for (const Member& global : given_) names.emplace_back(global.key.name);
    return names;
}

std::optional<Data> Renderer::find(const Formula& formula) {
    switch (formula.op) {
        case Op::local:
        case Op::global:
        case Op::uncertain:
            return find_variable(formula);
        case Op::member: {
            const std::optional<Data> of = find(formula.operands[0]);
            const Data* found = of ? find_member(*of, formula) : nullptr;
            return found == nullptr ? std::nullopt : std::optional(*found);
        }
        case Op::index: {
            const std::optional<Data> of = find(formula.operands[0]);
            return of ? find_index(*of, evaluate(formula.operands[1])) : std::nullopt;
        }
        default:
            return evaluate(formula);
    }
}

Data Renderer::member(const Formula& formula) {
    const Data of = evaluate(formula.operands[0]);
    if (const Data* found = find_member(of, formula)) return *found;
    if (failure) return {};
    const std::string name(formula.key.name);
    if (of.kind() == Data::Kind::object) {
        fail_undefined(formula, name, member_names(of));
    } else {
        fail_type(formula, of, {"有“" + name + "”的对象", "an object with “" + name + "”"});
    }
    return {};
}

Data Renderer::index(const Formula& formula) {
    const Data of = evaluate(formula.operands[0]), at = evaluate(formula.operands[1]);
    if (const auto found = find_index(of, at)) return *found;
    if (failure) return {};
    const bool object = of.kind() == Data::Kind::object && is_text(at);
    const bool list = of.kind() == Data::Kind::list && at.kind() == Data::Kind::integer;
    if (object) {
        fail_undefined(formula, at.as_text(), member_names(of));
    } else if (list) {
        fail_undefined(formula, "[" + std::to_string(at.as_integer()) + "]", {});
    } else {
        fail_type(formula, of,
                  {"[整数] 前的列表，或 [文字] 前的对象", "a list before [number], or an object before [text]"});
    }
    return {};
}

Data Renderer::slice(const Formula& formula) {
    const Data of = evaluate(formula.operands[0]);
    const bool text = of.kind() == Data::Kind::text;
    if (failure) return {};
    if (!text && of.kind() != Data::Kind::list) {
        fail_type(formula, of, {"列表或文字", "a list or a text"});
        return {};
    }
    const auto count = std::int64_t(text ? count_code_points(of.as_text()) : of.items().size());
    std::int64_t ends[2] = {0, count};
    for (std::size_t i = 0; i < 2; ++i) {
        const Data at = evaluate(formula.operands[i + 1]);
        if (at.kind() == Data::Kind::none) continue;
        if (at.kind() != Data::Kind::integer) fail_type(formula, at, {"整数", "a whole number"});
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
        case LoopFact::depth:
            return Data::integer(std::int64_t(number) + 1);
        case LoopFact::depth0:
            return Data::integer(std::int64_t(number));
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
        fail_type(formula, value, {"数", "a number"});
        return {};
    }
    return value.kind() == Data::Kind::money ? Data::money(-value.as_integer()) : Data::integer(-value.as_integer());
}

/// Everything of two operands that is no arithmetic.
Data Renderer::compare(const Formula& formula) {
    const Data left = evaluate(formula.operands[0]), right = evaluate(formula.operands[1]);
    if (failure) return {};
    switch (formula.op) {
        case Op::equal:
            return Data::flag(are_equal(left, right, patience_));
        case Op::unequal:
            return Data::flag(!are_equal(left, right, patience_));
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
        fail(codes::template_wrong_type, formula, "",
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
        fail_type(formula, a ? right : left, {"可以显示的值", "something that can be printed"});
        return {};
    }
    made_ += a->size() + b->size();
    if (made_ > most_made) {
        fail(codes::template_too_large, formula, std::to_string(largest_text >> 20));
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
    fail_type(formula, list, {"in 后面是列表、对象或文字", "a list, an object or a text behind in"});
    return false;
}

/// Amounts are added to amounts, and multiplied and divided by whole numbers; there are no fractions.
Data Renderer::arithmetic(const Formula& formula) {
    const Data left = evaluate(formula.operands[0]), right = evaluate(formula.operands[1]);
    if (failure) return {};
    const Op op = formula.op;
    if (op == Op::add && is_text(left) && is_text(right)) return concatenate(formula, left, right);
    if (!is_number(left) || !is_number(right)) {
        fail_type(formula, is_number(left) ? right : left, {"数", "a number"});
        return {};
    }
    const bool money_left = left.kind() == Data::Kind::money, money_right = right.kind() == Data::Kind::money;
    const bool same = money_left == money_right;
    const bool sums = op == Op::add || op == Op::subtract;
    const bool fits = op == Op::multiply         ? !(money_left && money_right)
                      : sums || op == Op::modulo ? same
                                                 : same || money_left;
    if (!fits) {
        fail_type(formula, money_left ? left : right, {"同样单位的数", "numbers of the same unit"});
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
        fail_type(formula, right, {"算得出整数的数（要取整用 //）", "numbers with a whole result (// rounds down)"});
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
        fail_type(formula, value, *call.problem);
    } else if (call.too_large || made_ > most_made) {
        fail(codes::template_too_large, formula, std::to_string(largest_text >> 20));
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
    if (call.problem) fail_type(formula, value, *call.problem);
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
