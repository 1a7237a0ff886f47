#pragma once
#include "cli/config.h"
#include "registry/registry.h"

namespace gongshi {

/// Records that are shown do not go because a table leaves departments.toml, or a file datasets/: a record goes by an act, a rule or its
/// period, with a reason and a leaf in the ledger. Stop `department.left_out` and `dataset.left_out` (exit code 2), before anything is
/// touched, for every one that is missed.
void refuse_left_out(const Config& config, Registry& registry);

}  // namespace gongshi
