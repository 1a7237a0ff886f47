#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace gongshi {

/// Phone numbers as offices give them: landlines (0570-1234567, with -801 or 转801 behind), mobiles, 400 and 800 numbers,
/// short ones (12345, 110), local ones without area code. Several may stand in a cell, between 、 ; / or a comma.
/// Canonical: half-width, area-number[-extension], several joined by 、. None when any part is something else.
std::optional<std::string> read_phone_numbers(std::string_view cell);

}  // namespace gongshi
