#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace gongshi {

/// The same bytes for the same text, on any machine with the same library: no time, no name within.
std::string gzip(std::string_view text);
std::optional<std::string> gunzip(std::string_view bytes,
                                  std::size_t size);  ///< none: damaged, or not `size` bytes long
std::string brotli(std::string_view text);

}  // namespace gongshi
