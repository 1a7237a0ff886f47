#pragma once
// Inside the linker only: where its walk through a page stands.
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "template/linker.h"

namespace gongshi::syntax {

struct Linker::Walk {
    HtmlContext context;
    Scopes scopes;
    const Unit* unit = nullptr;           // whose macros and imports are known
    std::vector<Key>* globals = nullptr;  // of the program; null in a macro
    Blocks blocks;
    std::set<std::uint32_t> files;              // every source that was used
    std::vector<std::string> including;         // names, outermost first
    std::uint32_t chain = 0;                    // the same as an index into chains_
    std::pair<std::string, std::size_t> block;  // the one being written and how far up its chain: for super()
    std::size_t depth = 0;                      // of the recursion
    bool broken = false;                        // a mistake was told; the rest would only repeat it
    const Walk* from = nullptr;                 // of a macro: who called it first, and where
    At called_at;
};

/// A macro for one kind of place.
struct Linker::Compiled {
    Function function;
    HtmlContext end;
    std::set<std::uint32_t> files;
    bool ready = false, failed = false;
};

/// Before the steps from `begin` on: their slots are empty, even if they were run before.
inline void insert_clear(Steps& steps, std::size_t begin, std::vector<std::uint32_t> slots) {
    if (slots.empty()) return;
    auto parts = std::make_shared<StepParts>();
    parts->clear = std::move(slots);
    Step step;
    step.act = Act::scope;
    step.parts = std::move(parts);
    steps.insert(steps.begin() + std::ptrdiff_t(begin), std::move(step));
}

}  // namespace gongshi::syntax
