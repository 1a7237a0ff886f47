#include "cli/build_info.h"

namespace gongshi {

std::string_view program_version() { return GONGSHI_VERSION; }
std::string_view source_folder() { return GONGSHI_SOURCE_FOLDER; }

}  // namespace gongshi
