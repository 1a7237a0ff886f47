#pragma once
#include "core/diagnostic.h"

namespace gongshi::codes {

inline constexpr Code statistics_bad_value{"statistics.bad_value", Severity::refused, Unit::config};

}  // namespace gongshi::codes
