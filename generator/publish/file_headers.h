#pragma once
#include <string>

#include "release/manifest.h"
#include "transfer/http_client.h"

namespace gongshi {

/// What Cache-Control a file is served with: pages are asked for each time, hashed names live for ever, downloads an hour,
/// pages of withdrawn records nowhere.
std::string_view cache_control(CacheClass cache);

/// True for types that compress: text, JSON, XML, SVG, above a kilobyte.
bool is_worth_compressing(const ManifestEntry& entry);

/// Content-Type, Cache-Control and, when it is sent compressed, Content-Encoding.
HttpHeaders headers_of(const ManifestEntry& entry, bool compressed);

/// A short name for a set of headers: equal names mean that an object need not be sent again for its headers.
std::string name_of(const HttpHeaders& headers);

}  // namespace gongshi
