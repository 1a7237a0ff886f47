#pragma once
#include "core/diagnostic.h"

namespace gongshi::codes {

inline constexpr Code source_unknown_kind{"source.unknown_kind", Severity::refused, Unit::config};
inline constexpr Code source_no_folder{"source.no_folder", Severity::refused, Unit::source};
inline constexpr Code source_unreachable{"source.unreachable", Severity::refused, Unit::source};
inline constexpr Code source_denied{"source.denied", Severity::refused, Unit::source};
inline constexpr Code source_moved{"source.moved", Severity::refused, Unit::source};
inline constexpr Code source_too_large{"source.too_large", Severity::refused, Unit::source};
inline constexpr Code source_out_of_time{"source.out_of_time", Severity::refused, Unit::source};
inline constexpr Code export_unknown_department{"export.unknown_department", Severity::refused, Unit::file};
inline constexpr Code export_outside_department{"export.outside_department", Severity::refused, Unit::file};
inline constexpr Code export_unknown_dataset{"export.unknown_dataset", Severity::refused, Unit::file};
inline constexpr Code export_unknown_form{"export.unknown_form", Severity::refused, Unit::file};
inline constexpr Code export_old_form{"export.old_form", Severity::refused, Unit::file};
inline constexpr Code export_archive{"export.archive", Severity::warning, Unit::file};
inline constexpr Code export_too_deep{"export.too_deep", Severity::warning, Unit::file};
inline constexpr Code export_unfinished{"export.unfinished", Severity::warning, Unit::file};
inline constexpr Code export_changing{"export.changing", Severity::refused, Unit::file};
inline constexpr Code attachment_missing{"attachment.missing", Severity::warning, Unit::cell};
inline constexpr Code attachment_several{"attachment.several", Severity::warning, Unit::cell};
inline constexpr Code attachment_vanished{"attachment.vanished", Severity::warning, Unit::cell};
inline constexpr Code attachment_empty{"attachment.empty", Severity::warning, Unit::cell};
inline constexpr Code attachment_disguised{"attachment.disguised", Severity::refused, Unit::cell};
inline constexpr Code attachment_is_export{"attachment.is_export", Severity::refused, Unit::cell};
inline constexpr Code export_link_outside{"export.link_outside", Severity::refused, Unit::file};

}  // namespace gongshi::codes
