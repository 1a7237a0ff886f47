#pragma once
#include <filesystem>
#include <vector>

#include "release/manifest.h"

namespace gongshi {

/// Writes the file form of a manifest (docs/formats/manifest.md), synced: magic, SHA-256 of the rest, ingredients, entries.
void write_manifest(const std::filesystem::path& file, const std::vector<ManifestEntry>& entries,
                    const Digest& ingredients);

}  // namespace gongshi
