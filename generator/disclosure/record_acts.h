#pragma once
#include <cstdint>
#include <vector>

#include "disclosure/complaints.h"
#include "disclosure/disclosure_state.h"
#include "disclosure/life_cycle.h"
#include "registry/registry.h"

namespace gongshi {

/// What the acts of every dataset that holds such do to records: each names a record of its own department by dataset and key.
struct RecordActs {
    LifeCycle life_cycle;
    /// An act that has its effect and may not be shown itself: its words name a person whom the record hides.
    struct Unfit {
        std::uint32_t dataset = 0, entry = 0;  ///< index into the views, and into the view's entries
    };
    std::vector<Unfit> unfit;  ///< by dataset, then entry
};

/// The acts that are shown today, and withdrawals that were once in effect in a version that an edit has since replaced: what was
/// taken back comes back by an act of its own, not because somebody mended a word and nobody has approved it yet. Complains of
/// what names no record, of edits that change nothing, and of words that name a person.
RecordActs read_acts(Registry& registry, const Disclosure::State& state, Complaints& complaints);

}  // namespace gongshi
