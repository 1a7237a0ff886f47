#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/digest.h"
#include "template/functions.h"
#include "template/syntax.h"

// What templates are compiled to: a tree whose names are numbers. Immutable and shared by threads, but for the Hints.
namespace gongshi::syntax {

/// Where in an object a member was found last time. Objects of one kind have their members in one order, so it is looked
/// for there first; the answer never depends on it, so threads may write it as they please.
class Hint {
public:
    Hint() = default;
    Hint(const Hint& other) : at_(other.get()) {}
    Hint& operator=(const Hint& other) {
        set(other.get());
        return *this;
    }
    std::uint32_t get() const { return at_.load(std::memory_order_relaxed); }
    void set(std::uint32_t at) const { at_.store(at, std::memory_order_relaxed); }

private:
    mutable std::atomic<std::uint32_t> at_{0};
};

struct Function;
struct FormulaParts;

/// A member by name: `.title`.
struct MemberName {
    Key key;
    Hint hint;
    const Expr* source = nullptr;
};

enum class LoopFact : std::uint8_t { index, index0, revindex, revindex0, first, last, length, previtem, nextitem };

/// An expression, names resolved. What few have stands apart, so that walking the others stays within the cache.
struct Formula {
    Op op = Op::literal;
    LoopFact fact = LoopFact::index;  ///< of loop_fact
    std::uint32_t slot = 0;        ///< of local: in the frame; of global: in Program::globals; of a loop's: which loop
    const Expr* source = nullptr;  ///< its place, for messages
    Data value;                    ///< of literal
    std::vector<MemberName> path;  ///< of local, global and member: on from there, `.provenance.as_of`
    std::vector<Formula> operands;
    std::shared_ptr<const FormulaParts> parts;
};

/// Of filters, tests, calls and uncertain names.
struct FormulaParts {
    const FilterInfo* filter = nullptr;
    const TestInfo* test = nullptr;
    const Function* function =
        nullptr;  ///< of a call; its arguments in the order of the parameters, none where left out
    std::vector<std::optional<Formula>> arguments;
    std::vector<std::pair<Key, Formula>> named;
    std::vector<std::uint32_t> slots;  ///< of uncertain, the innermost first
    std::optional<std::uint32_t> global;
};

struct Step;
using Steps = std::vector<Step>;

enum class Act : std::uint8_t { text, output, call, branch, loop, set, capture, scope };

struct Branch {
    std::optional<Formula> condition;  ///< none: else
    Steps body;
};

/// The inside of branches, loops and scopes.
struct StepParts {
    std::vector<Branch> branches;
    Steps body, otherwise;
    std::vector<std::uint32_t> targets;  ///< slots of a loop's variables
    std::vector<std::uint32_t> clear;    ///< slots that must not be left from the last time
    std::optional<Formula> condition;    ///< of a loop: which items
};

struct Step {
    Act act = Act::text;
    Escape escape = Escape::text;
    std::uint32_t slot = 0;   ///< of set and capture; of loop: its number in the frame
    std::uint32_t chain = 0;  ///< who included this: index into Chains
    std::string_view text;
    Formula formula;
    std::shared_ptr<const StepParts> parts;
};

/// A macro, compiled for the place its result is written to.
struct Function {
    const Macro* macro = nullptr;
    std::uint32_t slots = 0;                        ///< size of its frame; the parameters come first
    std::vector<std::optional<Formula>> otherwise;  ///< what parameters are when left out
    Steps steps;
};

/// Include chains steps point at, innermost include first; 0 is the empty one.
using Chains = std::vector<std::vector<At>>;

/// A template ready to be rendered: extends, blocks and includes resolved, every output with the escaping of its place.
struct Program {
    std::string name;
    Steps steps;
    std::uint32_t slots = 0;
    std::vector<Key> globals;  ///< all that are used
    Digest digest;             ///< of every source it is made of
};

}  // namespace gongshi::syntax
