#pragma once
#include <span>
#include <string_view>

namespace gongshi {

/// A file the program carries: wordings and the registry's schema. Paths are below generator/.
struct EmbeddedFile {
    std::string_view path, bytes;
};

/// All of them, sorted by path (written by generator/embed.cmake when the program is built).
std::span<const EmbeddedFile> embedded_files();

}  // namespace gongshi
