#pragma once
#include <string_view>

#include "core/diagnostic.h"

namespace gongshi {

/// Finds what identifies a natural person in finished text: 18-digit identity numbers whose date and check digit hold
/// (GB 11643-1999) and that are no credit code, and mobile numbers that words beside them call such. The finding names
/// file and kind, never the number.
void check_personal_data(std::string_view path, std::string_view text, Diagnostics& findings);

/// True for the 18 characters of an identity number: division, possible date of birth, check digit.
bool is_identity_number(std::string_view eighteen);

}  // namespace gongshi
