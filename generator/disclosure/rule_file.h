#pragma once
#include "core/toml.h"
#include "disclosure/rule_book.h"

namespace gongshi {

/// The keys of a table that say when a rule holds: class, authority, party, kinds, only_kinds, amount_from and
/// amount_below (元), where, in_force_from, in_force_until, counted_by. docs/formats/rules.md.
RuleCondition read_condition(TomlTable& table);

}  // namespace gongshi
