#pragma once
#include "cli/config.h"
#include "cli/options.h"
#include "disclosure/disclosure.h"
#include "registry/registry.h"

// What stops a build before site or ledger is touched: the registry knows better than the configuration, or the clock.
namespace gongshi {

/// Records that are shown do not go because a table leaves departments.toml, or a file datasets/: a record goes by an act, a rule or its
/// period, with a reason and a leaf in the ledger. Stop `department.left_out` and `dataset.left_out`, all that are missed at once.
void refuse_left_out(const Config& config, Registry& registry);

/// The ledger of the tree that stands goes on in the registry's, or its proofs are void: a registry that was lost, or put back from an
/// old backup, would begin it anew in silence. Stop `ledger.behind` when a head before the tree's last is larger than the registry's
/// ledger. (The last one may be of a run that was killed or did not pass.)
void refuse_lost_ledger(const Config& config, Registry& registry);

/// A machine whose clock was lost wakes up in 1970 or 2000, before every approval, and would take the whole site back; one that is years
/// ahead would let it expire. Stop `clock.unlikely` when the clock's day is before the last one of the registry, or more than three
/// years after it. A day that is given (--today) is believed.
void refuse_unlikely_day(const Options& options, Registry& registry);

/// A wrong word in rules, checks or the names of approval would take thousands of records from the site, and the ledger keeps every
/// withdrawal for good. Stop `withdrawal.too_many` (exit code 3) when more of them go tonight, by whatever reason, than a tenth, or a
/// thousand, and so many were not allowed. The night after asks again.
void refuse_mass_withdrawal(const Options& options, const Disclosure& today);

}  // namespace gongshi
