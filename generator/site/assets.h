#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/digest.h"
#include "template/theme.h"

namespace gongshi {

/// A file of a theme's assets/, published under a name that holds a hash of its content, so that caches may keep it for ever.
struct Asset {
    std::string name;       ///< "site.css"
    std::string path;       ///< "assets/site.1a2b3c4d.css", below public/
    std::string integrity;  ///< Subresource Integrity: "sha256-…"
    std::string bytes;
    Digest digest;
};

/// Every file of the layers' assets/ folders, sorted by name; an earlier layer hides the same name in a later one.
std::vector<Asset> read_assets(std::span<const ThemeLayer> layers);

}  // namespace gongshi
