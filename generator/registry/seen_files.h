#pragma once
#include <span>

#include "registry/registry.h"
#include "sources/export.h"
#include "sources/known_files.h"

namespace gongshi {

/// What the exports of the last run hashed to, under the registry's key.
KnownFiles seen_files(Registry& registry);

/// Puts tonight's exports in their place.
void keep_seen_files(Registry& registry, const KnownFiles& before, std::span<const Export> exports);

}  // namespace gongshi
