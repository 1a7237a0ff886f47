#pragma once
#include "core/diagnostic.h"

namespace gongshi::codes {

inline constexpr Code target_unknown{"target.unknown", Severity::refused, Unit::config};
inline constexpr Code target_unreachable{"target.unreachable", Severity::refused, Unit::source};
inline constexpr Code target_no_program{"target.no_program", Severity::refused, Unit::source};
inline constexpr Code target_denied{"target.denied", Severity::refused, Unit::source};
inline constexpr Code target_locked{"target.locked", Severity::refused, Unit::source};
inline constexpr Code target_differs{"target.differs", Severity::refused, Unit::source};
inline constexpr Code target_no_release{"target.no_release", Severity::refused, Unit::source};
inline constexpr Code publish_file_changed{"publish.file_changed", Severity::refused, Unit::page};
inline constexpr Code publish_forbidden_file{"publish.forbidden_file", Severity::refused, Unit::page};
inline constexpr Code publish_shows_withdrawn{"publish.shows_withdrawn", Severity::refused, Unit::page};
inline constexpr Code publish_not_audited{"publish.not_audited", Severity::refused, Unit::page};
inline constexpr Code publish_strangers{"publish.strangers", Severity::warning, Unit::source};
inline constexpr Code publish_ledger_forks{"publish.ledger_forks", Severity::refused, Unit::page};
inline constexpr Code publish_too_many_deletes{"publish.too_many_deletes", Severity::refused, Unit::page};

}  // namespace gongshi::codes
