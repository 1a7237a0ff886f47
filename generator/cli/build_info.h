#pragma once
#include <string_view>

namespace gongshi {

/// What only the build knows. In a file of its own, so that what differs from build to build compiles in a second.
std::string_view program_version();  ///< "0.1.0"
std::string_view source_folder();    ///< the tree that the program was built in

}  // namespace gongshi
