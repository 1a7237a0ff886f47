#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/diagnostic.h"
#include "template/data.h"

namespace gongshi::syntax {

/// A point of a template's source: index into Sources, line and column in code points from 1.
struct At {
    std::uint32_t file = 0, line = 1, column = 1;
    friend bool operator==(const At&, const At&) = default;
};

/// Half a sentence for the theme's author, in both languages: the fact `reason_zh`, `reason_en` of a finding.
struct Said {
    std::string zh, en;
};

struct Expr;
using ExprPtr = std::shared_ptr<const Expr>;

struct Argument {
    std::string name;  ///< empty: by position
    ExprPtr value;
};

enum class Op : std::uint8_t {
    literal,
    variable,
    member,
    index,
    slice,
    negate,
    logical_not,
    logical_and,
    logical_or,
    equal,
    unequal,
    less,
    at_most,
    greater,
    at_least,
    contained,
    not_contained,
    add,
    subtract,
    multiply,
    divide,
    floor_divide,
    modulo,
    concatenate,
    choose,
    list,
    filter,
    test,
    call,
    cycle,
    super,
    // Only in programs, where names are resolved:
    local,        ///< a slot that is certainly set, and members of it
    global,       ///< a variable of the page, and members of it
    uncertain,    ///< the first set one of several slots, or a global
    loop_fact,    ///< loop.index and its like
    loop_object,  ///< `loop` itself
    is_none,      ///< the test templates ask most
};

/// An expression. `operands` by operation: the parts from left to right; of choose: value, condition, otherwise; of slice:
/// value, from, to (none where left out).
struct Expr {
    Op op = Op::literal;
    At at;
    std::uint32_t length = 1;  ///< code points to underline
    std::uint32_t depth = 1;   ///< of the tree below it: bounded, since it is walked by recursion
    Data value;                ///< literal; its text is `name`
    std::string name;          ///< of a variable, member, filter, test, macro
    std::vector<ExprPtr> operands;
    std::vector<Argument> arguments;
    bool negated = false;      ///< of a test: `is not`
    std::size_t function = 0;  ///< of a filter or test: its place in the table
};

/// How a value is written, decided by where it stands.
enum class Escape : std::uint8_t {
    text,
    attribute,
    rcdata,
    url,        ///< the beginning of a URL: its scheme is checked
    url_more,   ///< behind a beginning that may still turn out to be a scheme: no colon
    url_rest,   ///< behind a harmless scheme or a slash
    url_part,   ///< in a query or fragment: everything but letters and digits is percent-encoded
    srcset,     ///< the URL of a candidate in a srcset
    json,       ///< a value of its own
    json_part,  ///< within a JSON string
};

struct Node;
using Nodes = std::vector<std::shared_ptr<Node>>;

enum class Kind : std::uint8_t { text, output, branch, loop, set, capture, block, include };

struct Node {
    Kind kind = Kind::text;
    At at;
    std::string text;                ///< of text; name of a block, template of an include, variable of set and capture
    std::vector<std::string> names;  ///< variables of a loop: more than one take the elements of lists apart
    ExprPtr expr;                    ///< of output, loop, set
    ExprPtr condition;               ///< of a loop: `for x in y if condition`; null without
    std::vector<std::pair<ExprPtr, Nodes>> branches;  ///< of branch: condition (null: else), body
    Nodes body, otherwise;                            ///< of loop, block and capture
    std::vector<At> ends;                             ///< of branch and loop: where each of its parts ends
};

struct Parameter {
    std::string name;
    ExprPtr otherwise;  ///< null: required
};

struct Macro {
    std::string name;
    At at;
    std::vector<Parameter> parameters;
    Nodes body;
};

struct Import {
    At at;
    std::string file, as;                                    ///< `import "file" as as`
    std::vector<std::pair<std::string, std::string>> names;  ///< `from "file" import name as alias`
};

/// One template file, parsed.
struct Unit {
    std::uint32_t file = 0;
    std::string extends;
    At extends_at;
    Nodes nodes;
    std::map<std::string, std::shared_ptr<Node>> blocks;
    std::map<std::string, std::shared_ptr<Macro>> macros;
    std::vector<Import> imports;
};

/// The sources of a theme: names and lines, for messages.
struct Source {
    std::string name, shown;
    std::vector<std::string> lines;
    std::string text;
};

using Sources = std::vector<Source>;

}  // namespace gongshi::syntax
