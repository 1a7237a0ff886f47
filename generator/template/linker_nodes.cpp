// The linker's way through outputs, branches, loops and macros: what is escaped how, and what joins with what.
#include <algorithm>

#include "core/text.h"
#include "template/codes.h"
#include "template/linker.h"
#include "template/linker_walk.h"

namespace gongshi::syntax {
namespace {

bool calls_macro(const Expr& expr) {
    if (expr.op == Op::call) return true;
    return expr.op == Op::choose && (calls_macro(*expr.operands[0]) || calls_macro(*expr.operands[2]));
}

/// A filter that does what the place does anyway, and would do it twice.
bool repeats_place(const Expr& expr, Escape escape) {
    if (expr.op != Op::filter || !expr.arguments.empty()) return false;
    return (escape == Escape::json && expr.name == "json") || (escape == Escape::url_part && expr.name == "url");
}

/// Everything about a place that decides how a macro is compiled for it.
std::string key_of(const HtmlContext& c) {
    std::string key = c.element + '\0' + c.attribute_name + '\0' + c.scheme + '\0' + c.type + '\0';
    for (int part :
         {int(c.state), int(c.closing), int(c.attribute), int(c.quote), int(c.url), int(c.scheme_written),
          int(c.type_known), int(c.pragma), int(c.content_written), int(c.in_string), int(c.behind_backslash)})
        key += char(part);
    return key;
}

bool is_same_place(const HtmlContext& a, const HtmlContext& b) {
    return (a.in_tag() && b.in_tag() && a.element == b.element && a.closing == b.closing) ||
           (a.state == b.state && a.element == b.element && a.attribute_name == b.attribute_name &&
            a.quote == b.quote && a.in_string == b.in_string);
}

}  // namespace

Binder Linker::binder_for(Walk& walk) {
    return Binder({walk.scopes, walk.globals,
                   [this, &walk](const Expr& call) {
                       HtmlContext between_tags;
                       return function_of(call, between_tags, walk);
                   },
                   [this, &walk](const Code& code, const Expr& expr, std::string text, Facts facts) {
                       refuse(walk, code, expr.at, expr.length, std::move(text), std::move(facts));
                   }});
}

Formula Linker::formula_of(const Expr& expr, Walk& walk) { return binder_for(walk).bind(expr); }

void Linker::walk_output(const Node& node, const Expr& expr, Walk& walk, Steps& out) {
    if (expr.op == Op::super) return walk_super(node, walk, out);
    if (expr.op == Op::call) return walk_call(node, expr, walk, out);
    if (calls_macro(expr)) return walk_choice(node, expr, walk, out);
    const Writing writing = place_value(walk.context);
    if (!writing.escape) {
        refuse(walk, codes::template_unsafe_place, expr.at, expr.length, "",
               {{"reason_zh", writing.problem.zh}, {"reason_en", writing.problem.en}});
        walk.broken = walk.context.in_tag();  // else what follows can still be looked at
        return;
    }
    Step step;
    step.act = Act::output;
    step.escape = *writing.escape;
    step.chain = walk.chain;
    step.formula = formula_of(repeats_place(expr, step.escape) ? *expr.operands[0] : expr, walk);
    out.push_back(std::move(step));
}

/// `{{ macro() if x else y }}` is an `if` with outputs, so that the macro too is escaped for its place.
void Linker::walk_choice(const Node& node, const Expr& expr, Walk& walk, Steps& out) {
    Node& branch = made_nodes_.emplace_back();
    branch.kind = Kind::branch;
    branch.at = node.at;
    for (std::size_t part : {0u, 2u}) {
        auto output = std::make_shared<Node>();
        output->kind = Kind::output;
        output->at = node.at;
        output->expr = expr.operands[part];
        branch.branches.emplace_back(part == 0 ? expr.operands[1] : nullptr, Nodes{output});
        branch.ends.push_back(node.at);
    }
    walk_branch(branch, walk, out);
}

void Linker::walk_call(const Node& node, const Expr& expr, Walk& walk, Steps& out) {
    const HtmlContext before = walk.context;
    const Function* function = function_of(expr, walk.context, walk);
    if (function == nullptr) return;
    if (!is_same_place(before, walk.context)) {
        const Said where = describe(walk.context);
        refuse(walk, codes::template_unbalanced, node.at, 1, expr.name,
               {{"where_zh", where.zh}, {"where_en", where.en}});
        walk.broken = true;
        return;
    }
    Step step;
    step.act = Act::call;
    step.chain = walk.chain;
    step.formula = binder_for(walk).bind_call(expr, function);
    out.push_back(std::move(step));
}

std::optional<HtmlContext> Linker::joined(const HtmlContext& a, At a_end, const HtmlContext& b, At b_end,
                                          const Node& node, Walk& walk) {
    std::optional<HtmlContext> both = join(a, b);
    if (both) return both;
    const Said first = describe(a), second = describe(b);
    refuse(walk, codes::template_branches_differ, node.at, 2, "",
           {{"first_zh", first.zh},
            {"first_en", first.en},
            {"first_line", std::to_string(a_end.line)},
            {"second_zh", second.zh},
            {"second_en", second.en},
            {"second_line", std::to_string(b_end.line)}});
    walk.broken = true;
    return both;
}

void Linker::walk_branch(const Node& node, Walk& walk, Steps& out) {
    auto parts = std::make_shared<StepParts>();
    const HtmlContext before = walk.context;
    std::optional<HtmlContext> behind;
    At behind_at = node.at;
    const auto add_end = [&](const HtmlContext& end, At at) {
        const bool first = !behind;
        behind = first ? end : joined(*behind, behind_at, end, at, node, walk);
        if (first) behind_at = at;
    };
    for (std::size_t i = 0; i < node.branches.size() && !walk.broken; ++i) {
        const auto& [condition, body] = node.branches[i];
        walk.context = before;
        Branch branch;
        if (condition) branch.condition = formula_of(*condition, walk);
        walk.scopes.open_branch();
        this->walk(body, walk, branch.body);
        walk.scopes.close_branch();
        parts->branches.push_back(std::move(branch));
        if (!walk.broken) add_end(walk.context, node.ends[i]);
    }
    if (!walk.broken && node.branches.back().first) add_end(before, node.at);
    if (walk.broken) return;
    walk.context = *behind;
    Step step;
    step.act = Act::branch;
    step.chain = walk.chain;
    step.parts = std::move(parts);
    out.push_back(std::move(step));
}

/// Once through the body from walk.context; gives where it ends.
HtmlContext Linker::walk_loop_body(const Node& node, Walk& walk, StepParts& parts) {
    parts = StepParts();
    walk.scopes.open();
    for (const std::string& name : node.names) parts.targets.push_back(walk.scopes.declare(name));
    if (node.condition) parts.condition = formula_of(*node.condition, walk);
    walk.scopes.open_loop();
    this->walk(node.body, walk, parts.body);
    walk.scopes.close_loop();
    parts.clear = walk.scopes.close();
    // The variables are set anew for each item in any case.
    std::erase_if(parts.clear, [&](std::uint32_t slot) {
        return std::find(parts.targets.begin(), parts.targets.end(), slot) != parts.targets.end();
    });
    return walk.context;
}

void Linker::walk_loop(const Node& node, Walk& walk, Steps& out) {
    Step step;
    step.act = Act::loop;
    step.chain = walk.chain;
    step.slot = walk.scopes.loops();
    step.formula = formula_of(*node.expr, walk);
    auto parts = std::make_shared<StepParts>();
    const HtmlContext before = walk.context;
    const Scopes scopes = walk.scopes;
    HtmlContext end = walk_loop_body(node, walk, *parts);
    if (walk.broken) return;
    std::optional<HtmlContext> behind = joined(before, node.at, end, node.ends[0], node, walk);
    if (!behind) return;
    if (!(*behind == before)) {
        // The body begins again where it ended: what holds for both is looked at once more, and must not change again.
        walk.scopes = scopes;
        walk.context = *behind;
        end = walk_loop_body(node, walk, *parts);
        if (walk.broken) return;
        const std::optional<HtmlContext> again = joined(*behind, node.at, end, node.ends[0], node, walk);
        if (!again) return;
        behind = again;
    }
    if (node.ends.size() > 1) {
        walk.context = before;
        this->walk(node.otherwise, walk, parts->otherwise);
        if (walk.broken) return;
        behind = joined(*behind, node.ends[0], walk.context, node.ends[1], node, walk);
        if (!behind) return;
    }
    walk.context = *behind;
    step.parts = std::move(parts);
    out.push_back(std::move(step));
}

void Linker::walk_set(const Node& node, Walk& walk, Steps& out) {
    Step step;
    step.act = node.kind == Kind::set ? Act::set : Act::capture;
    step.chain = walk.chain;
    if (node.kind == Kind::set) {
        step.formula = formula_of(*node.expr, walk);
    } else {
        auto parts = std::make_shared<StepParts>();
        const HtmlContext outer = std::exchange(walk.context, HtmlContext());
        walk.scopes.open();
        this->walk(node.body, walk, parts->body);
        insert_clear(parts->body, 0, walk.scopes.close());
        if (!walk.broken && walk.context.state != HtmlContext::State::text) {
            const Said where = describe(walk.context);
            refuse(walk, codes::template_unbalanced, node.at, 1, node.text,
                   {{"where_zh", where.zh}, {"where_en", where.en}});
            walk.broken = true;
        }
        walk.context = outer;
        step.parts = std::move(parts);
    }
    step.slot = walk.scopes.declare(node.text);
    out.push_back(std::move(step));
}

std::pair<const Macro*, const Unit*> Linker::find_macro(const Unit& unit, const std::string& called) const {
    if (const auto own = unit.macros.find(called); own != unit.macros.end()) return {own->second.get(), &unit};
    for (const Import& import : unit.imports) {
        const auto from = units_.find(import.file);
        if (from == units_.end()) continue;
        std::string wanted;
        if (!import.as.empty() && called.starts_with(import.as + ".")) wanted = called.substr(import.as.size() + 1);
        for (const auto& [name, alias] : import.names) {
            if (alias == called) wanted = name;
        }
        const auto macro = from->second.macros.find(wanted);
        if (!wanted.empty() && macro != from->second.macros.end()) return {macro->second.get(), &from->second};
    }
    return {nullptr, nullptr};
}

std::vector<std::string> Linker::macros_known_to(const Unit& unit) const {
    std::vector<std::string> known;
    for (const auto& [name, macro] : unit.macros) known.push_back(name);
    for (const Import& import : unit.imports) {
        for (const auto& [name, alias] : import.names) known.push_back(alias);
        const auto from = units_.find(import.file);
        if (import.as.empty() || from == units_.end()) continue;
        for (const auto& [name, macro] : from->second.macros) known.push_back(import.as + "." + name);
    }
    std::sort(known.begin(), known.end());
    return known;
}

const Function* Linker::function_of(const Expr& call, HtmlContext& context, Walk& walk) {
    const auto [macro, unit] = find_macro(*walk.unit, call.name);
    if (macro == nullptr) {
        refuse(walk, codes::template_unknown_macro, call.at, call.length, call.name,
               {{"nearest", nearest_name(call.name, macros_known_to(*walk.unit)).value_or("")}});
        return nullptr;
    }
    auto& compiled = functions_[{macro, key_of(context)}];
    if (!compiled) {
        compiled = std::make_unique<Compiled>();
        Compiled& made = *compiled;
        made.end = context;
        made.failed = !compile(made, *macro, *unit, call, walk);
        made.ready = true;
    }
    Compiled& known = *compiled;
    // A macro that calls itself: where it ends is known only between tags.
    if (!known.ready && context.state != HtmlContext::State::text) {
        refuse(walk, codes::template_recursion, call.at, call.length, call.name);
        return nullptr;
    }
    if (known.failed) return nullptr;
    if (known.ready) context = known.end;
    walk.files.insert(known.files.begin(), known.files.end());
    return &known.function;
}

bool Linker::compile(Compiled& compiled, const Macro& macro, const Unit& unit, const Expr& call, Walk& from) {
    Walk walk;
    walk.context = compiled.end;
    walk.unit = &unit;
    walk.depth = from.depth + 1;
    walk.from = &from;
    walk.called_at = call.at;
    walk.files.insert(unit.file);
    Function& function = compiled.function;
    function.macro = &macro;
    for (const Parameter& parameter : macro.parameters) {
        // What a parameter is when left out may be made of those before it.
        function.otherwise.push_back(parameter.otherwise ? std::optional(formula_of(*parameter.otherwise, walk))
                                                         : std::nullopt);
        walk.scopes.declare(parameter.name);
    }
    this->walk(macro.body, walk, function.steps);
    function.slots = walk.scopes.slots();
    const bool between_tags = compiled.end.state == HtmlContext::State::text;
    if (!walk.broken && between_tags && walk.context.state != HtmlContext::State::text) {
        const Said where = describe(walk.context);
        refuse(walk, codes::template_unbalanced, macro.at, 1, macro.name,
               {{"where_zh", where.zh}, {"where_en", where.en}});
        walk.broken = true;
    }
    compiled.end = walk.context;
    compiled.files = std::move(walk.files);
    return !walk.broken;
}

}  // namespace gongshi::syntax
