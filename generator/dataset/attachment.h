#pragma once
#include <filesystem>
#include <optional>
#include <string_view>

#include "core/diagnostic.h"

namespace gongshi {

/// May a file of this name be handed to citizens? Documents and images may. Pages, scripts and drawings that can hold scripts would
/// run in the site's name, programs on the reader's machine; and what an archive holds no audit sees.
bool may_be_attached(std::string_view name);

/// The file that an attachment field names, as far as there is one, and what is wrong with it.
struct FoundAttachment {
    std::optional<std::filesystem::path> file;
    std::optional<Diagnostic> finding;  ///< about the file; not yet of which record
};

}  // namespace gongshi
