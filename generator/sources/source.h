#pragma once
#include <string>
#include <vector>

#include "core/toml.h"
#include "sources/export.h"

namespace gongshi {

/// One `[[source]]` of sources.toml.
struct Source {
    std::string name;
    enum class Kind : std::uint8_t { folder } kind = Kind::folder;
    std::string path;  ///< of the folder; relative to the site
    ExportMode mode = ExportMode::snapshot;
    std::vector<std::string> increments;  ///< datasets that come as increments whatever `mode` says
    double shrink_limit = 0.3;

    ExportMode mode_of(const std::string& dataset) const;
};

/// Mistakes go to the findings of the document: `source.unknown_kind`, `config.bad_value` and those of TomlTable.
std::vector<Source> read_sources(TomlTable root);

}  // namespace gongshi
