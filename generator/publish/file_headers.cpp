#include "publish/file_headers.h"

#include "release/media_type.h"

namespace gongshi {

std::string_view cache_control(CacheClass cache) {
    switch (cache) {
        case CacheClass::page:
            return "no-cache";
        case CacheClass::immutable:
            return "public, max-age=31536000, immutable";
        case CacheClass::data:
            return "public, max-age=3600";
        case CacheClass::gone:
            return "no-store";
    }
    return "no-store";
}

bool is_worth_compressing(const ManifestEntry& entry) {
    const std::string_view type = media_type(entry.path);
    return entry.size >= 1024 && (type.starts_with("text/") || type.starts_with("application/json") ||
                                  type.starts_with("application/xml") || type == "image/svg+xml");
}

HttpHeaders headers_of(const ManifestEntry& entry, bool compressed) {
    HttpHeaders headers = {{"content-type", std::string(media_type(entry.path))},
                           {"cache-control", std::string(cache_control(entry.cache))}};
    if (compressed) headers.emplace_back("content-encoding", "gzip");
    return headers;
}

std::string name_of(const HttpHeaders& headers) {
    Sha256 hasher;
    for (const auto& [name, value] : headers) hasher.field(name).field(value);
    return hasher.finish().hex().substr(0, 8);
}

}  // namespace gongshi
