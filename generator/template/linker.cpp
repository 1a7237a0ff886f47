#include "template/linker.h"

#include <algorithm>
#include <set>

#include "core/text.h"
#include "template/codes.h"
#include "template/html_context.h"
#include "template/lexer.h"

namespace gongshi::syntax {
namespace {

constexpr std::size_t deepest = 32;

std::shared_ptr<Node> copy_of(const Node& node, std::uint32_t chain) {
    auto copy = std::make_shared<Node>();
    copy->kind = node.kind;
    copy->at = node.at;
    copy->text = node.text;
    copy->key = Key(copy->text);
    copy->expr = node.expr;
    copy->chain = chain;
    return copy;
}

}  // namespace

/// Where a page's analysis stands.
struct Linker::Walk {
    Page& page;
    HtmlContext context;
    std::map<std::string, BlockChain> blocks;
    std::set<std::uint32_t> files;       // every source that was used
    std::vector<std::string> including;  // names, outermost first
    std::uint32_t chain = 0;
    std::pair<std::string, std::size_t> block;  // the one being written and how far up its chain: for super()
    bool broken = false;                        // a mistake was told; the rest would only repeat it
};

Linker::Linker(const std::vector<Source>& sources, std::map<std::string, Unit>& units, Diagnostics& findings)
    : sources_(sources), units_(units), findings_(findings) {}

void Linker::refuse(const Code& code, At at, std::string text, std::vector<std::pair<std::string, std::string>> facts) {
    findings_.add(mistake(code, sources_, at, 1, std::move(text), std::move(facts)));
}

const Unit* Linker::unit_named(const std::string& name, At at) {
    const auto found = units_.find(name);
    if (found != units_.end()) return &found->second;
    std::vector<std::string> known;
    for (const auto& [one, unit] : units_) known.push_back(one);
    refuse(codes::template_not_found, at, name, {{"nearest", nearest_name(name, known).value_or("")}});
    return nullptr;
}

const Macro* Linker::find_macro(const Unit& unit, const std::string& called) {
    if (const auto own = unit.macros.find(called); own != unit.macros.end()) return own->second.get();
    for (const Import& import : unit.imports) {
        const auto from = units_.find(import.file);
        if (from == units_.end()) continue;
        std::string wanted;
        if (!import.as.empty() && called.starts_with(import.as + ".")) wanted = called.substr(import.as.size() + 1);
        for (const auto& [name, alias] : import.names) {
            if (alias == called) wanted = name;
        }
        const auto macro = from->second.macros.find(wanted);
        if (!wanted.empty() && macro != from->second.macros.end()) return macro->second.get();
    }
    return nullptr;
}

void Linker::bind_macros() {
    for (auto& [name, unit] : units_) {
        std::vector<std::string> known;
        for (const auto& [macro, definition] : unit.macros) known.push_back(macro);
        for (const Import& import : unit.imports) {
            unit_named(import.file, import.at);
            for (const auto& [original, alias] : import.names) known.push_back(alias);
        }
        for (const ExprPtr& call : unit.calls) {
            call->macro = find_macro(unit, call->name);
            if (call->macro == nullptr) {
                refuse(codes::template_unknown_macro, call->at, call->name,
                       {{"nearest", nearest_name(call->name, known).value_or("")}});
            }
        }
        for (auto& [macro, definition] : unit.macros) escape_macro(*definition);
    }
}

/// A macro writes HTML between tags, wherever its result is printed.
void Linker::escape_macro(Macro& macro) {
    Page page;
    page.chains.emplace_back();
    Walk walk{page, {}, {}, {}, {}, 0, {}, false};
    Nodes nodes;
    this->walk(macro.body, walk, nodes);
    if (!walk.broken && walk.context.state != HtmlContext::State::text) {
        refuse(codes::template_unbalanced, macro.at, describe(walk.context), {{"what", macro.name}});
    }
    macro.body = std::move(nodes);
}

Page Linker::link(const std::string& name) {
    Page page;
    page.chains.emplace_back();
    Walk walk{page, {}, {}, {}, {}, 0, {}, false};
    const Unit* unit = &units_.at(name);
    // Up to the root of the inheritance, collecting what each block is called by its descendants.
    std::set<const Unit*> seen;
    for (;;) {
        if (!seen.insert(unit).second) {
            refuse(codes::template_recursion, unit->extends_at, name);
            return page;
        }
        walk.files.insert(unit->file);
        for (const auto& [block, node] : unit->blocks) walk.blocks[block].emplace_back(unit, node.get());
        for (const Import& import : unit->imports) {
            if (const auto from = units_.find(import.file); from != units_.end()) walk.files.insert(from->second.file);
        }
        if (unit->extends.empty()) break;
        unit = unit_named(unit->extends, unit->extends_at);
        if (unit == nullptr) return page;
    }
    this->walk(unit->nodes, walk, page.nodes);
    if (!walk.broken && walk.context.state != HtmlContext::State::text) {
        refuse(codes::template_unbalanced, At{unit->file, 1, 1}, describe(walk.context), {{"what", name}});
    }
    // Macros of macros: every file that some used file imports from is part of the page too.
    for (bool grown = true; grown;) {
        grown = false;
        for (const auto& [other, one] : units_) {
            if (!walk.files.contains(one.file)) continue;
            for (const Import& import : one.imports) {
                const auto from = units_.find(import.file);
                grown = (from != units_.end() && walk.files.insert(from->second.file).second) || grown;
            }
        }
    }
    Sha256 hasher;
    for (std::uint32_t file : walk.files) hasher.field(sources_[file].name).field(sources_[file].text);
    page.digest = hasher.finish();
    return page;
}

void Linker::walk(const Nodes& nodes, Walk& walk, Nodes& out) {
    for (const auto& node : nodes) {
        if (walk.broken) return;
        switch (node->kind) {
            case Kind::text:
                walk_text(*node, walk, out);
                break;
            case Kind::output:
                walk_output(*node, walk, out);
                break;
            case Kind::branch:
                walk_branch(*node, walk, out);
                break;
            case Kind::loop:
                walk_loop(*node, walk, out);
                break;
            case Kind::set:
                out.push_back(copy_of(*node, walk.chain));
                break;
            case Kind::block:
                walk_block(node->text, 0, node->at, walk, out);
                break;
            case Kind::include:
                walk_include(*node, walk, out);
                break;
        }
    }
}

void Linker::walk_text(const Node& node, Walk& walk, Nodes& out) {
    if (auto problem = read_literal(walk.context, node.text)) {
        refuse(codes::template_unsafe_place, node.at, *problem);
        walk.broken = true;
    }
    out.push_back(copy_of(node, walk.chain));
}

void Linker::walk_output(const Node& node, Walk& walk, Nodes& out) {
    if (node.expr->op == Op::super) {
        if (walk.block.first.empty()) return refuse(codes::template_syntax, node.at, "super() outside of a block");
        return walk_block(walk.block.first, walk.block.second + 1, node.at, walk, out);
    }
    const Writing writing = place_value(walk.context);
    if (!writing.escape) {
        refuse(codes::template_unsafe_place, node.at, writing.problem);
        walk.broken = true;
        return;
    }
    auto copy = copy_of(node, walk.chain);
    copy->escape = *writing.escape;
    out.push_back(std::move(copy));
}

void Linker::walk_branch(const Node& node, Walk& walk, Nodes& out) {
    auto copy = copy_of(node, walk.chain);
    const HtmlContext before = walk.context;
    std::optional<HtmlContext> behind;
    bool has_else = false;
    for (const auto& [condition, body] : node.branches) {
        walk.context = before;
        has_else = has_else || condition == nullptr;
        Nodes nodes;
        this->walk(body, walk, nodes);
        if (walk.broken) return;
        copy->branches.emplace_back(condition, std::move(nodes));
        const std::optional<HtmlContext> joined = behind ? join(*behind, walk.context) : walk.context;
        if (!joined) {
            refuse(codes::template_branches_differ, node.at, describe(*behind), {{"other", describe(walk.context)}});
            walk.broken = true;
            return;
        }
        behind = joined;
    }
    if (!has_else) {
        const std::optional<HtmlContext> joined = join(*behind, before);
        if (!joined) {
            refuse(codes::template_branches_differ, node.at, describe(*behind), {{"other", describe(before)}});
            walk.broken = true;
            return;
        }
        behind = joined;
    }
    walk.context = *behind;
    out.push_back(std::move(copy));
}

void Linker::walk_loop(const Node& node, Walk& walk, Nodes& out) {
    auto copy = copy_of(node, walk.chain);
    const HtmlContext before = walk.context;
    this->walk(node.body, walk, copy->body);
    if (walk.broken) return;
    const std::optional<HtmlContext> again = join(before, walk.context);
    const HtmlContext body_end = walk.context;
    walk.context = before;
    this->walk(node.otherwise, walk, copy->otherwise);
    if (walk.broken) return;
    // The body begins again where it ended, so it must end in the very context it began in; only within a tag may it
    // differ by where blanks stand.
    const bool stable = again && (body_end == before || again->state == HtmlContext::State::tag);
    const std::optional<HtmlContext> behind = stable ? join(*again, walk.context) : std::nullopt;
    if (!behind) {
        refuse(codes::template_branches_differ, node.at, describe(before),
               {{"other", describe(stable ? walk.context : body_end)}});
        walk.broken = true;
        return;
    }
    walk.context = *behind;
    out.push_back(std::move(copy));
}

void Linker::walk_block(const std::string& name, std::size_t depth, At at, Walk& walk, Nodes& out) {
    const BlockChain& chain = walk.blocks[name];
    if (depth >= chain.size()) return refuse(codes::template_syntax, at, "super() of a block that has no parent");
    const auto outer = walk.block;
    walk.block = {name, depth};
    // A block is a scope of its own: what is set within does not show behind it.
    auto scope = copy_of(*chain[depth].second, walk.chain);
    this->walk(chain[depth].second->body, walk, scope->body);
    out.push_back(std::move(scope));
    walk.block = outer;
}

void Linker::walk_include(const Node& node, Walk& walk, Nodes& out) {
    const Unit* unit = unit_named(node.text, node.at);
    if (unit == nullptr) {
        walk.broken = true;
        return;
    }
    const bool recursive = std::find(walk.including.begin(), walk.including.end(), node.text) != walk.including.end();
    if (recursive || walk.including.size() >= deepest) {
        refuse(codes::template_recursion, node.at, node.text);
        walk.broken = true;
        return;
    }
    walk.files.insert(unit->file);
    walk.including.push_back(node.text);
    const std::uint32_t outer = walk.chain;
    std::vector<At> chain = walk.page.chains[outer];
    chain.insert(chain.begin(), node.at);
    walk.page.chains.push_back(std::move(chain));
    walk.chain = std::uint32_t(walk.page.chains.size() - 1);
    auto scope = copy_of(node, walk.chain);
    scope->kind = Kind::block;
    this->walk(unit->nodes, walk, scope->body);
    out.push_back(std::move(scope));
    walk.chain = outer;
    walk.including.pop_back();
}

}  // namespace gongshi::syntax
