#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "core/digest.h"
#include "template/syntax.h"

namespace gongshi::syntax {

/// A template ready to be rendered: its extends, blocks and includes resolved into one list of nodes, every output
/// with the escaping its place demands.
struct Page {
    Nodes nodes;
    std::vector<std::vector<At>> chains;  ///< include chains nodes point at; 0 is the empty one
    Digest digest;                        ///< of every source it is made of
};

/// Resolves the units of a theme into pages. Mistakes go to `findings`; macros are bound to their calls and analysed once.
class Linker {
public:
    Linker(const std::vector<Source>& sources, std::map<std::string, Unit>& units, Diagnostics& findings);

    /// Binds every macro call; call once, before `link`.
    void bind_macros();
    Page link(const std::string& name);

private:
    struct Walk;
    using BlockChain = std::vector<std::pair<const Unit*, const Node*>>;  // most derived first

    void refuse(const Code& code, At at, std::string text, std::vector<std::pair<std::string, std::string>> facts = {});
    const Unit* unit_named(const std::string& name, At at);
    const Macro* find_macro(const Unit& unit, const std::string& called);
    void escape_macro(Macro& macro);
    void walk(const Nodes& nodes, Walk& walk, Nodes& out);
    void walk_text(const Node& node, Walk& walk, Nodes& out);
    void walk_output(const Node& node, Walk& walk, Nodes& out);
    void walk_branch(const Node& node, Walk& walk, Nodes& out);
    void walk_loop(const Node& node, Walk& walk, Nodes& out);
    void walk_block(const std::string& name, std::size_t depth, At at, Walk& walk, Nodes& out);
    void walk_include(const Node& node, Walk& walk, Nodes& out);

    const std::vector<Source>& sources_;
    std::map<std::string, Unit>& units_;
    Diagnostics& findings_;
};

}  // namespace gongshi::syntax
