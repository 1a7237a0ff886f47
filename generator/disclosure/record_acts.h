#pragma once
#include "disclosure/complaints.h"
#include "disclosure/disclosure_state.h"
#include "disclosure/life_cycle.h"
#include "registry/registry.h"

namespace gongshi {

/// The acts of every dataset that holds such, as its view shows them: each names a record of its own department by dataset and
/// key. What names no record is complained of.
LifeCycle read_acts(Registry& registry, const Disclosure::State& state, Complaints& complaints);

}  // namespace gongshi
