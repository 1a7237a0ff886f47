#pragma once
#include "core/diagnostic.h"

namespace gongshi::codes {

inline constexpr Code serve_port_taken{"serve.port_taken", Severity::refused, Unit::config};
inline constexpr Code init_folder_not_empty{"init.folder_not_empty", Severity::refused, Unit::config};
inline constexpr Code theme_not_found{"theme.not_found", Severity::refused, Unit::config};
inline constexpr Code site_not_found{"site.not_found", Severity::refused, Unit::config};
inline constexpr Code search_no_index{"search.no_index", Severity::refused, Unit::config};
inline constexpr Code dataset_unknown{"dataset.unknown", Severity::refused, Unit::config};
inline constexpr Code clock_unlikely{"clock.unlikely", Severity::refused, Unit::config};
inline constexpr Code ledger_behind{"ledger.behind", Severity::refused, Unit::config};
inline constexpr Code withdrawal_too_many{"withdrawal.too_many", Severity::refused, Unit::page};
inline constexpr Code department_left_out{"department.left_out", Severity::refused, Unit::config};
inline constexpr Code dataset_left_out{"dataset.left_out", Severity::refused, Unit::config};
inline constexpr Code dataset_moved{"dataset.moved", Severity::refused, Unit::config};
inline constexpr Code dataset_key_changed{"dataset.key_changed", Severity::refused, Unit::config};

}  // namespace gongshi::codes
