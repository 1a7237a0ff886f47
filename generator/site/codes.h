#pragma once
#include "core/diagnostic.h"

namespace gongshi::codes {

inline constexpr Code words_differ{"words.differ", Severity::refused, Unit::config};
inline constexpr Code site_base_url_path{"site.base_url_path", Severity::refused, Unit::config};
inline constexpr Code theme_no_template{"theme.no_template", Severity::refused, Unit::config};
inline constexpr Code content_bad_name{"content.bad_name", Severity::refused, Unit::config};
inline constexpr Code content_page_taken{"content.page_taken", Severity::refused, Unit::config};
inline constexpr Code content_front_matter{"content.front_matter", Severity::refused, Unit::config};
inline constexpr Code content_bad_query{"content.bad_query", Severity::refused, Unit::config};
inline constexpr Code content_no_file{"content.no_file", Severity::refused, Unit::config};
inline constexpr Code content_file_kind{"content.file_kind", Severity::refused, Unit::config};

}  // namespace gongshi::codes
