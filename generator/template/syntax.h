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
};

struct Expr;
using ExprPtr = std::shared_ptr<const Expr>;

struct Argument {
    std::string name;  ///< empty: by position
    Key key;
    ExprPtr value;
};

enum class Op : std::uint8_t {
    literal,
    variable,
    member,
    index,
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
    super,
};

struct Macro;

/// An expression. `operands` by operation: the parts from left to right; of choose: value, condition, otherwise.
struct Expr {
    Op op = Op::literal;
    At at;
    std::uint32_t length = 1;  ///< code points to underline
    Data value;                ///< literal; its text is `name`
    std::string name;          ///< of a variable, member, filter, test, macro
    Key key;
    std::vector<ExprPtr> operands;
    std::vector<Argument> arguments;
    bool negated = false;                  ///< of a test: `is not`
    std::size_t function = 0;              ///< of a filter or test: its place in the table
    mutable const Macro* macro = nullptr;  ///< of a call: set once by the linker
};

/// How a value is written, decided by where it stands.
enum class Escape : std::uint8_t { text, attribute, url, url_rest, url_part, rcdata, json };

struct Node;
using Nodes = std::vector<std::shared_ptr<Node>>;

enum class Kind : std::uint8_t { text, output, branch, loop, set, block, include };

struct Node {
    Kind kind = Kind::text;
    At at;
    std::string text;  ///< of text; name of a block, template of an include, variable of loop and set
    Key key;
    ExprPtr expr;  ///< of output, loop, set
    Escape escape = Escape::text;
    std::vector<std::pair<ExprPtr, Nodes>> branches;  ///< of branch: condition (null: else), body
    Nodes body, otherwise;                            ///< of loop and block
    std::uint32_t chain = 0;                          ///< index into Page::chains: who included this
};

struct Parameter {
    std::string name;
    Key key;
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
    std::vector<ExprPtr> calls;  ///< every macro call, for the linker
};

/// The sources of a theme: names and lines, for messages.
struct Source {
    std::string name, shown;
    std::vector<std::string> lines;
    std::string text;
};

}  // namespace gongshi::syntax
