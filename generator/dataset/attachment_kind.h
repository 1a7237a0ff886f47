#pragma once
#include <string_view>

namespace gongshi {

/// May a file of this name be handed to citizens? Documents and images may. Pages, scripts and drawings that can hold scripts would
/// run in the site's name, programs on the reader's machine; and what an archive holds no audit sees.
bool may_be_attached(std::string_view name);

}  // namespace gongshi
