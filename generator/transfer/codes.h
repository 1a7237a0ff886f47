#pragma once
#include "core/diagnostic.h"

namespace gongshi::codes {

inline constexpr Code secret_open{"secret.open", Severity::refused, Unit::config};
inline constexpr Code secret_missing{"secret.missing", Severity::refused, Unit::config};
inline constexpr Code secret_in_configuration{"secret.in_configuration", Severity::refused, Unit::config};

}  // namespace gongshi::codes
