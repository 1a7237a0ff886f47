#include "template/linker.h"

#include <algorithm>

#include "core/text.h"
#include "template/codes.h"
#include "template/lexer.h"
#include "template/linker_walk.h"

namespace gongshi::syntax {
namespace {

// A page of the default theme has about 300 parts, its longest include chain is 2.
constexpr std::size_t most_parts = 200'000;
constexpr std::size_t deepest_include = 32;
constexpr std::size_t deepest_walk = 400;

std::string place_name(const Sources& sources, At at) {
    return sources[at.file].shown + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

bool is_blank_text(const Node& node) { return node.kind == Kind::text && trim(node.text).empty(); }

}  // namespace

Linker::Linker(const Sources& sources, const std::map<std::string, Unit>& units) : sources_(sources), units_(units) {}
Linker::~Linker() = default;

void Linker::refuse(const Walk& walk, const Code& code, At at, std::uint32_t length, std::string text, Facts facts) {
    Diagnostic finding = mistake(code, sources_, at, length, std::move(text), std::move(facts));
    // The same file is part of many pages.
    if (!told_.insert(finding.code + "\n" + place_name(sources_, at) + "\n" + finding.text).second) return;
    const auto add = [&](At by) {
        finding.via.push_back(Place{sources_[by.file].shown, "", by.line, by.column, false, ""});
    };
    for (const Walk* one = &walk; one != nullptr; one = one->from) {
        for (At by : chains_[one->chain]) add(by);
        if (one->from != nullptr) add(one->called_at);
    }
    findings_->add(std::move(finding));
}

const Unit* Linker::unit_named(const std::string& name, const Walk& walk, At at) {
    const auto found = units_.find(name);
    if (found != units_.end()) return &found->second;
    std::vector<std::string> known;
    for (const auto& [one, unit] : units_) known.push_back(one);
    refuse(walk, codes::template_not_found, at, 1, name, {{"nearest", nearest_name(name, known).value_or("")}});
    return nullptr;
}

void Linker::check_imports(Diagnostics& findings) {
    findings_ = &findings;
    const Walk nowhere{};
    for (const auto& [name, unit] : units_) {
        for (const Import& import : unit.imports) {
            const Unit* from = unit_named(import.file, nowhere, import.at);
            if (from == nullptr) continue;
            std::vector<std::string> known;
            for (const auto& [macro, definition] : from->macros) known.push_back(macro);
            for (const auto& [macro, alias] : import.names) {
                if (from->macros.contains(macro)) continue;
                refuse(nowhere, codes::template_unknown_macro, import.at, 1, macro,
                       {{"nearest", nearest_name(macro, known).value_or("")}});
            }
        }
    }
}

void Linker::add_imports(std::set<std::uint32_t>& files) const {
    for (bool grown = true; grown;) {
        grown = false;
        for (const auto& [name, unit] : units_) {
            if (!files.contains(unit.file)) continue;
            for (const Import& import : unit.imports) {
                const auto from = units_.find(import.file);
                grown = (from != units_.end() && files.insert(from->second.file).second) || grown;
            }
        }
    }
}

std::unique_ptr<Program> Linker::link(const std::string& name, Diagnostics& findings) {
    findings_ = &findings;
    parts_ = 0;
    auto program = std::make_unique<Program>();
    program->name = name;
    Walk walk;
    walk.globals = &program->globals;
    const Unit& unit = units_.at(name);
    walk_template(unit, walk, program->steps);
    if (!walk.broken && walk.context.state != HtmlContext::State::text) {
        const Said where = describe(walk.context);
        refuse(walk, codes::template_unbalanced, At{unit.file, 1, 1}, 1, name,
               {{"where_zh", where.zh}, {"where_en", where.en}});
    }
    program->slots = walk.scopes.slots();
    add_imports(walk.files);
    Sha256 hasher;
    for (std::uint32_t file : walk.files) hasher.field(sources_[file].name).field(sources_[file].text);
    program->digest = hasher.finish();
    return program;
}

/// A template and those it extends, child first. Empty: told.
std::vector<const Unit*> Linker::ancestry(const Unit& unit, Walk& walk) {
    std::vector<const Unit*> line = {&unit};
    while (!line.back()->extends.empty()) {
        const Unit* child = line.back();
        const Unit* parent = unit_named(child->extends, walk, child->extends_at);
        if (parent != nullptr && std::find(line.begin(), line.end(), parent) == line.end()) {
            line.push_back(parent);
            continue;
        }
        if (parent != nullptr) refuse(walk, codes::template_recursion, child->extends_at, 1, child->extends);
        return {};
    }
    return line;
}

/// Of a template that extends another only blocks are shown, and only those the other knows.
void Linker::check_child(const Unit& unit, const Blocks& inherited, Walk& walk) {
    std::vector<std::string> known;
    for (const auto& [name, chain] : inherited) known.push_back(name);
    for (const auto& node : unit.nodes) {
        if (node->kind == Kind::block && !inherited.contains(node->text)) {
            refuse(walk, codes::template_unknown_block, node->at, 1, node->text,
                   {{"nearest", nearest_name(node->text, known).value_or("")}, {"parent", unit.extends}});
        }
        const bool hidden = node->kind != Kind::block && node->kind != Kind::set && node->kind != Kind::capture;
        if (hidden && !is_blank_text(*node)) {
            const std::string_view text = node->text;
            const std::size_t blanks = node->kind == Kind::text ? text.find(trim(text)) : 0;
            refuse(walk, codes::template_outside_block, moved(node->at, text.substr(0, blanks)), 1, unit.extends);
        }
    }
}

void Linker::walk_template(const Unit& unit, Walk& walk, Steps& out) {
    const std::vector<const Unit*> line = ancestry(unit, walk);
    if (line.empty()) {
        walk.broken = true;
        return;
    }
    const Blocks outer_blocks = std::exchange(walk.blocks, {});
    const auto outer_block = std::exchange(walk.block, {});
    const Unit* outer_unit = walk.unit;
    Blocks inherited;
    for (auto one = line.rbegin(); one != line.rend(); ++one) {
        if (one != line.rbegin()) check_child(**one, inherited, walk);
        for (const auto& [name, node] : (*one)->blocks) inherited[name].emplace_back();
    }
    for (const Unit* one : line) {
        walk.files.insert(one->file);
        for (const auto& [name, node] : one->blocks) walk.blocks[name].emplace_back(one, node.get());
        // What a child sets outside of its blocks holds for the whole page.
        walk.unit = one;
        for (const auto& node : one->nodes) {
            const bool sets = node->kind == Kind::set || node->kind == Kind::capture;
            if (one != line.back() && sets && !walk.broken) walk_node(*node, walk, out);
        }
    }
    if (!walk.broken) this->walk(line.back()->nodes, walk, out);
    walk.unit = outer_unit;
    walk.block = outer_block;
    walk.blocks = outer_blocks;
}

bool Linker::grows(Walk& walk, At at) {
    if (++parts_ <= most_parts) return true;
    refuse(walk, codes::template_too_complex, at, 1, std::to_string(most_parts));
    walk.broken = true;
    return false;
}

void Linker::walk(const Nodes& nodes, Walk& walk, Steps& out) {
    if (!nodes.empty() && ++walk.depth > deepest_walk) {
        refuse(walk, codes::template_recursion, nodes.front()->at, 1, sources_[nodes.front()->at.file].name);
        walk.broken = true;
    }
    for (const auto& node : nodes) {
        if (walk.broken || !grows(walk, node->at)) return;
        walk_node(*node, walk, out);
    }
    if (!nodes.empty()) --walk.depth;
}

void Linker::walk_node(const Node& node, Walk& walk, Steps& out) {
    switch (node.kind) {
        case Kind::text:
            return walk_text(node, walk, out);
        case Kind::output:
            return walk_output(node, *node.expr, walk, out);
        case Kind::branch:
            return walk_branch(node, walk, out);
        case Kind::loop:
            return walk_loop(node, walk, out);
        case Kind::set:
        case Kind::capture:
            return walk_set(node, walk, out);
        case Kind::block:
            return walk_block(node, walk, out);
        case Kind::include:
            return walk_include(node, walk, out);
    }
}

void Linker::append_text(Steps& out, std::string_view text) {
    if (out.empty() || out.back().act != Act::text) {
        out.emplace_back().text = text;
        return;
    }
    // What stands side by side becomes one step; its text is made anew, since the pieces lie in different files.
    std::string_view& before = out.back().text;
    const bool made_here = !texts_.empty() && before.data() == texts_.back().data();
    if (!made_here) texts_.emplace_back(before);
    texts_.back() += text;
    before = texts_.back();
}

void Linker::walk_text(const Node& node, Walk& walk, Steps& out) {
    if (const auto misread = read_literal(walk.context, node.text)) {
        refuse(walk, codes::template_html, moved(node.at, std::string_view(node.text).substr(0, misread->offset)), 1,
               "", {{"reason_zh", misread->reason.zh}, {"reason_en", misread->reason.en}});
        walk.broken = true;
        return;
    }
    append_text(out, node.text);
}

void Linker::walk_block(const Node& node, Walk& walk, Steps& out) {
    // Outside of a template's own text (in a macro) there are no blocks: the parser saw to that.
    walk_block_at(node.text, 0, walk, out);
}

void Linker::walk_block_at(const std::string& name, std::size_t depth, Walk& walk, Steps& out) {
    const auto [unit, node] = walk.blocks[name][depth];
    const auto outer = std::exchange(walk.block, {name, depth});
    const Unit* outer_unit = std::exchange(walk.unit, unit);
    walk.scopes.open();
    const std::size_t begin = out.size();
    this->walk(node->body, walk, out);
    insert_clear(out, begin, walk.scopes.close());
    walk.unit = outer_unit;
    walk.block = outer;
}

void Linker::walk_super(const Node& node, Walk& walk, Steps& out) {
    const auto [name, depth] = walk.block;
    if (!name.empty() && depth + 1 < walk.blocks[name].size()) return walk_block_at(name, depth + 1, walk, out);
    const Said reason = name.empty()
                            ? Said{"super() 只能写在块里", "super() outside of a block"}
                            : Said{"没有上一级的块" + name, "super() in a block that has none above it: " + name};
    refuse(walk, codes::template_syntax, node.at, 1, "", {{"reason_zh", reason.zh}, {"reason_en", reason.en}});
    walk.broken = true;
}

void Linker::walk_include(const Node& node, Walk& walk, Steps& out) {
    const Unit* unit = unit_named(node.text, walk, node.at);
    const bool recursive = std::find(walk.including.begin(), walk.including.end(), node.text) != walk.including.end();
    if (unit != nullptr && (recursive || walk.including.size() >= deepest_include))
        refuse(walk, codes::template_recursion, node.at, 1, node.text);
    if (unit == nullptr || recursive || walk.including.size() >= deepest_include) return;
    walk.including.push_back(node.text);
    std::vector<At> chain = chains_[walk.chain];
    chain.insert(chain.begin(), node.at);
    chains_.push_back(std::move(chain));
    const std::uint32_t outer = std::exchange(walk.chain, std::uint32_t(chains_.size() - 1));
    walk.scopes.open();
    const std::size_t begin = out.size();
    walk_template(*unit, walk, out);
    insert_clear(out, begin, walk.scopes.close());
    walk.chain = outer;
    walk.including.pop_back();
}

}  // namespace gongshi::syntax
