#pragma once
#include <string>
#include <string_view>

namespace gongshi {

/// Text of a report, as HTML between tags and in quoted attributes.
std::string escaped(std::string_view text);

/// A page that a clerk opens from a folder: whole in itself, with its style inside, and found by no search engine. `style` and `body`
/// are HTML's own; `title` is text.
std::string report_page(std::string_view title, std::string_view style, std::string_view body);

}  // namespace gongshi
