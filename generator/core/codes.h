#pragma once
#include "core/diagnostic.h"

namespace gongshi::codes {

inline constexpr Code config_malformed{"config.malformed", Severity::refused, Unit::config};
inline constexpr Code config_blank{"config.blank", Severity::refused, Unit::config};
inline constexpr Code config_missing_key{"config.missing_key", Severity::refused, Unit::config};
inline constexpr Code config_unknown_key{"config.unknown_key", Severity::refused, Unit::config};
inline constexpr Code config_wrong_type{"config.wrong_type", Severity::refused, Unit::config};
inline constexpr Code config_no_such_file{"config.no_such_file", Severity::refused, Unit::config};
inline constexpr Code config_bad_value{"config.bad_value", Severity::refused, Unit::config};
inline constexpr Code json_malformed{"json.malformed", Severity::refused, Unit::file};
inline constexpr Code json_duplicate_key{"json.duplicate_key", Severity::refused, Unit::file};
inline constexpr Code json_too_deep{"json.too_deep", Severity::refused, Unit::file};
inline constexpr Code disk_failed{"disk.failed", Severity::refused, Unit::config};
inline constexpr Code disk_denied{"disk.denied", Severity::refused, Unit::config};
inline constexpr Code disk_full{"disk.full", Severity::refused, Unit::config};

}  // namespace gongshi::codes
