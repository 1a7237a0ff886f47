#pragma once
#include "core/diagnostic.h"

namespace gongshi::codes {

// When a theme is compiled.
inline constexpr Code template_syntax{"template.syntax", Severity::refused, Unit::config};
inline constexpr Code template_unknown_filter{"template.unknown_filter", Severity::refused, Unit::config};
inline constexpr Code template_unknown_test{"template.unknown_test", Severity::refused, Unit::config};
inline constexpr Code template_unknown_macro{"template.unknown_macro", Severity::refused, Unit::config};
inline constexpr Code template_unknown_block{"template.unknown_block", Severity::refused, Unit::config};
inline constexpr Code template_outside_block{"template.outside_block", Severity::refused, Unit::config};
inline constexpr Code template_arguments{"template.arguments", Severity::refused, Unit::config};
inline constexpr Code template_not_found{"template.not_found", Severity::refused, Unit::config};
inline constexpr Code template_recursion{"template.recursion", Severity::refused, Unit::config};
inline constexpr Code template_too_complex{"template.too_complex", Severity::refused, Unit::config};
inline constexpr Code template_html{"template.html", Severity::refused, Unit::config};
inline constexpr Code template_unsafe_place{"template.unsafe_place", Severity::refused, Unit::config};
inline constexpr Code template_branches_differ{"template.branches_differ", Severity::refused, Unit::config};
inline constexpr Code template_unbalanced{"template.unbalanced", Severity::refused, Unit::config};

// When a page is rendered (in a macro, which sees its parameters only, also when it is compiled).
inline constexpr Code template_undefined{"template.undefined", Severity::refused, Unit::config};
inline constexpr Code template_wrong_type{"template.wrong_type", Severity::refused, Unit::config};
inline constexpr Code template_too_large{"template.too_large", Severity::refused, Unit::config};
inline constexpr Code template_endless{"template.endless", Severity::refused, Unit::config};

}  // namespace gongshi::codes
