#pragma once
#include "core/diagnostic.h"

namespace gongshi::codes {

inline constexpr Code link_dead{"link.dead", Severity::refused, Unit::page};
inline constexpr Code link_fragment{"link.fragment", Severity::refused, Unit::page};
inline constexpr Code link_foreign_resource{"link.foreign_resource", Severity::refused, Unit::page};
inline constexpr Code meta_missing{"meta.missing", Severity::refused, Unit::page};
inline constexpr Code leak_id_number{"leak.id_number", Severity::refused, Unit::page};
inline constexpr Code leak_mobile{"leak.mobile", Severity::refused, Unit::page};
inline constexpr Code leak_bank_card{"leak.bank_card", Severity::refused, Unit::page};
inline constexpr Code leak_internal{"leak.internal", Severity::refused, Unit::page};
inline constexpr Code page_too_large{"page.too_large", Severity::warning, Unit::page};
inline constexpr Code file_altered{"file.altered", Severity::refused, Unit::page};

}  // namespace gongshi::codes
