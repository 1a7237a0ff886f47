#pragma once
#include <string>
#include <string_view>

namespace gongshi {

/// A page that a clerk opens from a folder: whole in itself, with its style inside, and found by no search engine. `style` and `body`
/// are HTML's own; `title` is text.
std::string report_page(std::string_view title, std::string_view style, std::string_view body);

}  // namespace gongshi
