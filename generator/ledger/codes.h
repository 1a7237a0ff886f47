#pragma once
#include "core/diagnostic.h"

namespace gongshi::codes {

inline constexpr Code ledger_key_missing{"ledger.key_missing", Severity::refused, Unit::config};
inline constexpr Code ledger_key_open{"ledger.key_open", Severity::refused, Unit::config};
inline constexpr Code ledger_key_bad{"ledger.key_bad", Severity::refused, Unit::config};

// What `verify` finds wrong in a published copy.
inline constexpr Code verify_no_ledger{"verify.no_ledger", Severity::refused, Unit::source};
inline constexpr Code verify_unreachable{"verify.unreachable", Severity::refused, Unit::source};
inline constexpr Code verify_signature{"verify.signature", Severity::refused, Unit::page};
inline constexpr Code verify_unsigned{"verify.unsigned", Severity::warning, Unit::page};
inline constexpr Code verify_file_altered{"verify.file_altered", Severity::refused, Unit::page};
inline constexpr Code verify_file_missing{"verify.file_missing", Severity::refused, Unit::page};
inline constexpr Code verify_file_unlisted{"verify.file_unlisted", Severity::refused, Unit::page};
inline constexpr Code verify_leaf_malformed{"verify.leaf_malformed", Severity::refused, Unit::page};
inline constexpr Code verify_root{"verify.root", Severity::refused, Unit::page};
inline constexpr Code verify_rewritten{"verify.rewritten", Severity::refused, Unit::page};
inline constexpr Code verify_record{"verify.record", Severity::refused, Unit::page};

}  // namespace gongshi::codes
