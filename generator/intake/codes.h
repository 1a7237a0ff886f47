#pragma once
#include "core/diagnostic.h"

namespace gongshi::codes {

inline constexpr Code approval_sidecar_stale{"approval.sidecar_stale", Severity::warning, Unit::file};

}  // namespace gongshi::codes
