#pragma once
#include "core/diagnostic.h"

namespace gongshi::codes {

inline constexpr Code approval_missing{"approval.missing", Severity::warning, Unit::row};
inline constexpr Code approval_not_passed{"approval.not_passed", Severity::note, Unit::row};
inline constexpr Code approval_no_approver{"approval.no_approver", Severity::warning, Unit::row};
inline constexpr Code approval_no_date{"approval.no_date", Severity::warning, Unit::row};
inline constexpr Code approval_same_person{"approval.same_person", Severity::warning, Unit::row};
inline constexpr Code approval_later{"approval.later", Severity::note, Unit::row};
inline constexpr Code reference_unresolved{"reference.unresolved", Severity::warning, Unit::cell};
inline constexpr Code privacy_masked{"privacy.masked", Severity::warning, Unit::cell};

}  // namespace gongshi::codes
