#pragma once
#include <optional>

#include "cli/config.h"
#include "cli/options.h"
#include "disclosure/disclosure.h"
#include "registry/registry.h"

// What stops a build before site or ledger is touched: the registry knows better than the configuration, or the clock.
namespace gongshi {

/// Before exports are looked at. Stops (exit code 2): `clock.unlikely`, when the clock's day is before the registry's last one or more
/// than three years after it; `ledger.behind`, when the tree that stands has more of the ledger than the registry; `department.left_out`
/// and `dataset.left_out`, when the configuration lacks one whose records are shown; `dataset.moved`, when the pages of records that are
/// shown would get other addresses; `dataset.key_changed`, when records would be told apart otherwise than they are.
void refuse_to_begin(const Config& config, const Options& options, Registry& registry);

/// A wrong word in rules, checks or the names of approval would take thousands of records from the site, and the ledger keeps every
/// withdrawal for good. `withdrawal.too_many` when more of them go tonight, by whatever reason, than a tenth, or a thousand, and so
/// many were not allowed: whoever asks writes no page and stops. The night after asks again.
std::optional<Diagnostic> mass_withdrawal(const Options& options, const Disclosure& today);

}  // namespace gongshi
