#pragma once
#include <string_view>

namespace gongshi {

/// The media type of a file by its ending, from our own table (never the machine's: it would differ between machines).
/// Text types carry `; charset=utf-8`. Unknown endings are application/octet-stream.
std::string_view media_type(std::string_view path);

}  // namespace gongshi
