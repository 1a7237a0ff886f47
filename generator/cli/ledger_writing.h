#pragma once
#include <optional>
#include <vector>

#include "cli/config.h"
#include "disclosure/disclosure.h"
#include "registry/registry.h"
#include "release/output_tree.h"

namespace gongshi {

/// What the registry gets when the night's tree has passed the audit: the events, as leaves of the grown tree.
struct LedgerGrowth {
    StoredHead head;
    std::vector<StoredTile> tiles;
};

/// Puts the ledger's files into the tree, this night's events included: leaves, tiles, heads, key (docs/formats/ledger.md).
/// None when there is nothing new.
std::optional<LedgerGrowth> write_ledger(Registry& registry, const Disclosure& today, const Config& config,
                                         OutputTree& tree);

/// Puts the lists of all other files of the tree, with their digests, and the signed list of lists. Comes last.
void write_file_lists(const Config& config, Date today, OutputTree& tree);

}  // namespace gongshi
