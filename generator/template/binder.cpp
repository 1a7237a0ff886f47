#include "template/binder.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "template/codes.h"

namespace gongshi::syntax {
namespace {

constexpr std::array<std::pair<std::string_view, LoopFact>, 9> loop_facts = {{{"index", LoopFact::index},
                                                                              {"index0", LoopFact::index0},
                                                                              {"revindex", LoopFact::revindex},
                                                                              {"revindex0", LoopFact::revindex0},
                                                                              {"first", LoopFact::first},
                                                                              {"last", LoopFact::last},
                                                                              {"length", LoopFact::length},
                                                                              {"previtem", LoopFact::previtem},
                                                                              {"nextitem", LoopFact::nextitem}}};

Formula formula_of(const Expr& expr) {
    Formula formula;
    formula.op = expr.op;
    formula.source = &expr;
    formula.value = expr.value;
    return formula;
}

std::string in_quotes(const std::string& word) { return "“" + word + "”"; }

}  // namespace

Formula Binder::bind(const Expr& expr, bool forgiving) {
    switch (expr.op) {
        case Op::variable:
            return variable(expr, forgiving);
        case Op::member:
            return member(expr, forgiving);
        case Op::filter:
            return filter(expr);
        case Op::test:
            return test(expr);
        case Op::cycle:
            return cycle(expr);
        case Op::call:
            return bind_call(expr, place_.function_of(expr));
        case Op::super: {
            const Said reason = {"super() 要单独写在 {{ }} 里", "super() stands alone in {{ }}"};
            place_.refuse(codes::template_syntax, expr, "", {{"reason_zh", reason.zh}, {"reason_en", reason.en}});
            return formula_of(expr);
        }
        default:
            break;
    }
    Formula formula = formula_of(expr);
    for (const ExprPtr& operand : expr.operands) {
        const bool looked_into = expr.op == Op::index && operand == expr.operands.front();
        formula.operands.push_back(bind(*operand, forgiving && looked_into));
    }
    return formula;
}

bool Binder::is_loop(const Expr& expr) const {
    return expr.op == Op::variable && expr.name == "loop" && place_.scopes.loops() > 0 &&
           place_.scopes.find("loop").slots.empty();
}

std::uint32_t Binder::global(const Key& key) {
    const auto known = std::find(place_.globals->begin(), place_.globals->end(), key);
    if (known != place_.globals->end()) return std::uint32_t(known - place_.globals->begin());
    place_.globals->push_back(key);
    return std::uint32_t(place_.globals->size() - 1);
}

Formula Binder::variable(const Expr& expr, bool forgiving) {
    Formula formula = formula_of(expr);
    if (is_loop(expr)) {
        formula.op = Op::loop_object;
        formula.slot = place_.scopes.loops() - 1;
        return formula;
    }
    const Scopes::Places places = place_.scopes.find(expr.name);
    if (places.certain && places.slots.size() == 1) {
        formula.op = Op::local;
        formula.slot = places.slots.front();
        return formula;
    }
    if (places.slots.empty() && place_.globals != nullptr) {
        formula.op = Op::global;
        formula.slot = global(Key(expr.name));
        return formula;
    }
    if (places.slots.empty() && !forgiving) {
        place_.refuse(codes::template_undefined, expr, expr.name,
                      {{"nearest", nearest_name(expr.name, place_.scopes.names()).value_or("")}});
    }
    auto parts = std::make_shared<FormulaParts>();
    parts->slots = places.slots;
    if (!places.certain && place_.globals != nullptr) parts->global = global(Key(expr.name));
    formula.op = Op::uncertain;
    formula.parts = std::move(parts);
    return formula;
}

Formula Binder::member(const Expr& expr, bool forgiving) {
    Formula formula = formula_of(expr);
    if (!is_loop(*expr.operands.front())) {
        Formula of = bind(*expr.operands.front(), forgiving);
        if (of.op == Op::local || of.op == Op::global || of.op == Op::member) {
            formula = std::move(of);  // one way from a variable on, `record.department.title`
            formula.source = &expr;
        } else {
            formula.operands.push_back(std::move(of));
        }
        formula.path.push_back({Key(expr.name), {}, &expr});
        return formula;
    }
    const auto fact =
        std::find_if(loop_facts.begin(), loop_facts.end(), [&](const auto& one) { return one.first == expr.name; });
    if (fact == loop_facts.end()) {
        std::vector<std::string> names = {"cycle"};
        for (const auto& [name, known] : loop_facts) names.emplace_back(name);
        place_.refuse(codes::template_undefined, expr, "loop." + expr.name,
                      {{"nearest", nearest_name(expr.name, names).value_or("")}});
        return formula;
    }
    formula.op = Op::loop_fact;
    formula.slot = place_.scopes.loops() - 1;
    formula.fact = fact->second;
    return formula;
}

Formula Binder::cycle(const Expr& expr) {
    Formula formula = formula_of(expr);
    if (place_.scopes.loops() == 0)
        place_.refuse(codes::template_undefined, expr, "loop", {{"nearest", ""}});
    else
        formula.slot = place_.scopes.loops() - 1;
    for (const Argument& argument : expr.arguments) formula.operands.push_back(bind(*argument.value));
    return formula;
}

void Binder::refuse_arguments(const Expr& expr, Said reason) {
    place_.refuse(codes::template_arguments, expr, expr.name,
                  {{"reason_zh", std::move(reason.zh)}, {"reason_en", std::move(reason.en)}});
}

Formula Binder::filter(const Expr& expr) {
    const FilterInfo& filter = filter_at(expr.function);
    Formula formula = formula_of(expr);
    formula.operands.push_back(bind(*expr.operands.front(), filter.forgiving));
    auto parts = std::make_shared<FormulaParts>();
    parts->filter = &filter;
    bind_arguments(expr, filter, *parts);
    formula.parts = std::move(parts);
    return formula;
}

void Binder::bind_arguments(const Expr& expr, const FilterInfo& filter, FormulaParts& parts) {
    std::size_t position = 0;
    parts.arguments.resize(filter.most);
    for (const Argument& argument : expr.arguments) {
        Formula value = bind(*argument.value);
        const auto named = std::find(filter.parameters.begin(), filter.parameters.end(), argument.name);
        if (argument.name.empty()) {
            if (position == filter.most)
                return refuse_arguments(expr, {"参数太多，最多 " + std::to_string(filter.most) + " 个",
                                               "too many, it takes " + std::to_string(filter.most)});
            parts.arguments[position++] = std::move(value);
        } else if (filter.any_name) {
            parts.named.emplace_back(Key(std::string_view(argument.name)), std::move(value));
        } else if (named == filter.parameters.end()) {
            return refuse_arguments(expr,
                                    {"没有参数" + in_quotes(argument.name), "it has no " + in_quotes(argument.name)});
        } else {
            parts.arguments[std::size_t(named - filter.parameters.begin())] = std::move(value);
        }
    }
    for (std::size_t i = 0; i < filter.required; ++i) {
        if (parts.arguments[i]) continue;
        const std::string name(filter.parameters[i]);
        return refuse_arguments(expr, {"缺少参数" + in_quotes(name), in_quotes(name) + " is missing"});
    }
}

Formula Binder::test(const Expr& expr) {
    const TestInfo& test = test_at(expr.function);
    Formula formula = formula_of(expr);
    formula.operands.push_back(bind(*expr.operands.front(), test.forgiving));
    auto parts = std::make_shared<FormulaParts>();
    parts->test = &test;
    for (const Argument& argument : expr.arguments) parts->arguments.emplace_back(bind(*argument.value));
    if (parts->arguments.size() != (test.argument ? 1u : 0u)) {
        refuse_arguments(expr,
                         test.argument ? Said{"需要一个参数", "it takes one"} : Said{"不带参数", "it takes none"});
    }
    if (test.name == "none") formula.op = Op::is_none;
    formula.parts = std::move(parts);
    return formula;
}

Formula Binder::bind_call(const Expr& expr, const Function* function) {
    Formula formula = formula_of(expr);
    formula.op = Op::call;
    auto parts = std::make_shared<FormulaParts>();
    parts->function = function;
    if (function == nullptr) return formula;
    const auto& parameters = function->macro->parameters;
    parts->arguments.resize(parameters.size());
    std::size_t position = 0;
    for (const Argument& argument : expr.arguments) {
        const auto named = std::find_if(parameters.begin(), parameters.end(),
                                        [&](const Parameter& one) { return one.name == argument.name; });
        const std::size_t at = argument.name.empty() ? position++ : std::size_t(named - parameters.begin());
        if (at >= parameters.size()) {
            const std::string most = std::to_string(parameters.size());
            refuse_arguments(
                expr, argument.name.empty()
                          ? Said{"参数太多，最多 " + most + " 个", "too many, it takes " + most}
                          : Said{"没有参数" + in_quotes(argument.name), "it has no " + in_quotes(argument.name)});
            return formula;
        }
        parts->arguments[at] = bind(*argument.value);
    }
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (!parts->arguments[i] && !parameters[i].otherwise)
            refuse_arguments(
                expr, {"缺少参数" + in_quotes(parameters[i].name), in_quotes(parameters[i].name) + " is missing"});
    }
    formula.parts = std::move(parts);
    return formula;
}

}  // namespace gongshi::syntax
