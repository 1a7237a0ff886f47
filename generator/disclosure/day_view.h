#pragma once
#include "disclosure/disclosure_state.h"

namespace gongshi {

/// Fills one day's view: a ruling for every record that has none of its own yet (kept in the registry for the next
/// night), the acts that take records back, the entries of each dataset in their order, references and checks between
/// records, and at last what has changed since the public last saw it.
void make_day_view(Registry& registry, Disclosure::State& state, const Departments& departments, Threads threads,
                   Diagnostics& findings);

}  // namespace gongshi
