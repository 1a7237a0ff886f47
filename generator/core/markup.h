#pragma once
#include <string>
#include <string_view>

namespace gongshi {

/// Text for HTML, SVG and XML, between tags and in quoted attributes. (Templates escape by context: template/escape.h.)
void append_markup(std::string& out, std::string_view text);
std::string markup(std::string_view text);

}  // namespace gongshi
