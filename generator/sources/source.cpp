#include "sources/source.h"

#include <algorithm>

#include "core/codes.h"
#include "sources/codes.h"

namespace gongshi {
namespace {

ExportMode read_mode(TomlTable& table) {
    const std::string mode = table.text_or("mode", "snapshot");
    if (mode != "snapshot" && mode != "increment") {
        table.refuse("mode", codes::config_bad_value, mode, {{"expected", "snapshot | increment"}});
    }
    return mode == "increment" ? ExportMode::increment : ExportMode::snapshot;
}

}  // namespace

ExportMode Source::mode_of(const std::string& dataset) const {
    const bool increment = std::find(increments.begin(), increments.end(), dataset) != increments.end();
    return increment ? ExportMode::increment : mode;
}

std::vector<Source> read_sources(TomlTable root) {
    std::vector<Source> sources;
    for (TomlTable& table : root.tables("source")) {
        Source source;
        source.name = table.text("name");
        const std::string kind = table.text_or("kind", "folder");
        if (kind != "folder") table.refuse("kind", codes::source_unknown_kind, kind);
        source.path = table.text("path");
        source.mode = read_mode(table);
        source.increments = table.texts("increments");
        source.shrink_limit = table.number_or("shrink_limit", source.shrink_limit);
        if (source.shrink_limit < 0 || source.shrink_limit > 1) {
            table.refuse("shrink_limit", codes::config_bad_value, std::to_string(source.shrink_limit),
                         {{"expected", "0 … 1"}});
        }
        table.no_more_keys();
        sources.push_back(std::move(source));
    }
    root.no_more_keys();
    return sources;
}

}  // namespace gongshi
