#pragma once
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "template/binder.h"
#include "template/html_context.h"
#include "template/program.h"

namespace gongshi::syntax {

/// Compiles the units of a theme into programs. It goes through a page as a reader would: into the parent's blocks, into
/// includes, into the macros that are called, with the HTML context in hand, so that each output is escaped for the very
/// place it is written to. A macro is compiled once for each kind of place it is called in.
///
/// Programs point into the linker (functions, texts, chains) and into the units: both live as long as they.
class Linker {
public:
    Linker(const Sources& sources, const std::map<std::string, Unit>& units);
    ~Linker();

    /// Imports must name files that exist, and macros in them. Call once, before `link`.
    void check_imports(Diagnostics& findings);

    /// Mistakes go to `findings`, each once, however many pages it is part of.
    std::unique_ptr<Program> link(const std::string& name, Diagnostics& findings);

    const Chains& chains() const { return chains_; }

private:
    struct Walk;
    struct Compiled;
    /// What one block is, the most derived file first.
    using BlockChain = std::vector<std::pair<const Unit*, const Node*>>;
    using Blocks = std::map<std::string, BlockChain>;

    void refuse(const Walk& walk, const Code& code, At at, std::uint32_t length, std::string text, Facts facts = {});
    const Unit* unit_named(const std::string& name, const Walk& walk, At at);
    bool grows(Walk& walk, At at);

    void walk_template(const Unit& unit, Walk& walk, Steps& out);
    std::vector<const Unit*> ancestry(const Unit& unit, Walk& walk);
    void check_child(const Unit& unit, const Blocks& inherited, Walk& walk);
    void walk(const Nodes& nodes, Walk& walk, Steps& out);
    void walk_node(const Node& node, Walk& walk, Steps& out);
    void walk_text(const Node& node, Walk& walk, Steps& out);
    void walk_output(const Node& node, const Expr& expr, Walk& walk, Steps& out);
    void walk_choice(const Node& node, const Expr& expr, Walk& walk, Steps& out);
    void walk_call(const Node& node, const Expr& expr, Walk& walk, Steps& out);
    void walk_branch(const Node& node, Walk& walk, Steps& out);
    void walk_loop(const Node& node, Walk& walk, Steps& out);
    HtmlContext walk_loop_body(const Node& node, Walk& walk, StepParts& parts);
    void walk_set(const Node& node, Walk& walk, Steps& out);
    void walk_block(const Node& node, Walk& walk, Steps& out);
    void walk_block_at(const std::string& name, std::size_t depth, Walk& walk, Steps& out);
    void walk_super(const Node& node, Walk& walk, Steps& out);
    void walk_include(const Node& node, Walk& walk, Steps& out);
    /// Of two ends of branches; none: told.
    std::optional<HtmlContext> joined(const HtmlContext& a, At a_end, const HtmlContext& b, At b_end, const Node& node,
                                      Walk& walk);

    Formula formula_of(const Expr& expr, Walk& walk);
    Binder binder_for(Walk& walk);
    std::pair<const Macro*, const Unit*> find_macro(const Unit& unit, const std::string& called) const;
    std::vector<std::string> macros_known_to(const Unit& unit) const;
    /// The macro for a place; `context` moves to where it ends. Null: told.
    const Function* function_of(const Expr& call, HtmlContext& context, Walk& walk);
    bool compile(Compiled& compiled, const Macro& macro, const Unit& unit, const Expr& call, Walk& from);
    void append_text(Steps& out, std::string_view text);
    void add_imports(std::set<std::uint32_t>& files) const;

    const Sources& sources_;
    const std::map<std::string, Unit>& units_;
    Diagnostics* findings_ = nullptr;
    std::set<std::string> told_;
    Chains chains_ = {{}};
    std::deque<std::string> texts_;
    std::deque<Node> made_nodes_;
    std::map<std::pair<const Macro*, std::string>, std::unique_ptr<Compiled>> functions_;
    std::size_t parts_ = 0;  // of the program being linked
};

}  // namespace gongshi::syntax
