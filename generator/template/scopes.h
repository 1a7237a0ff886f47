#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace gongshi::syntax {

/// Which names are known at a point of a template, and in which slot of the frame each has its value. Follows the compiler:
/// a name is known behind the statement that sets it. Copied to walk the same nodes twice.
class Scopes {
public:
    /// A scope of variables: page, macro, block, include, loop body. Branches of an `if` are none, as in Jinja2.
    void open();
    /// Slots of the scope that `set` may leave unset, because it stands in a branch.
    std::vector<std::uint32_t> close();

    void open_branch() { branches_.push_back(++last_branch_); }
    void close_branch() { branches_.pop_back(); }

    void open_loop() { ++loops_; }
    void close_loop() { --loops_; }
    std::uint32_t loops() const { return loops_; }  ///< how many loops this is in the body of

    std::uint32_t declare(const std::string& name);

    /// Where a name may have its value: the innermost slot first, up to one that is certainly set. `certain` false: it may
    /// also be a variable of the page, or of nobody.
    struct Places {
        std::vector<std::uint32_t> slots;
        bool certain = false;
    };
    Places find(const std::string& name) const;

    std::vector<std::string> names() const;  ///< sorted
    std::uint32_t slots() const { return next_slot_; }

private:
    struct Symbol {
        std::string name;
        std::uint32_t slot = 0;
        std::uint32_t branch = 0;  ///< innermost one it is set in; 0: none
        bool ever_in_branch = false;
    };
    bool is_certain(const Symbol& symbol) const;

    std::vector<std::vector<Symbol>> scopes_ = {{}};
    std::vector<std::uint32_t> branches_;
    std::uint32_t loops_ = 0, next_slot_ = 0, last_branch_ = 0;
};

}  // namespace gongshi::syntax
