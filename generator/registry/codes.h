#pragma once
#include "core/diagnostic.h"

namespace gongshi::codes {

inline constexpr Code registry_damaged{"registry.damaged", Severity::refused, Unit::config};
inline constexpr Code registry_failed{"registry.failed", Severity::refused, Unit::config};
inline constexpr Code registry_newer{"registry.newer", Severity::refused, Unit::config};
inline constexpr Code run_locked{"run.locked", Severity::refused, Unit::config};
inline constexpr Code run_lock_taken_over{"run.lock_taken_over", Severity::note, Unit::config};
inline constexpr Code snapshot_shrank{"snapshot.shrank", Severity::refused, Unit::file};
inline constexpr Code record_vanished{"record.vanished", Severity::warning, Unit::row};
inline constexpr Code record_conflict{"record.conflict", Severity::warning, Unit::row};
inline constexpr Code record_foreign{"record.foreign", Severity::refused, Unit::row};
inline constexpr Code export_vanished{"export.vanished", Severity::warning, Unit::file};

}  // namespace gongshi::codes
