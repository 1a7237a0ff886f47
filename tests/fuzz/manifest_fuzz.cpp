// Laws of a manifest: what is read is written as the same bytes; a byte more or less, and it is none. The input is the body; its
// checksum is put before it, or nothing would ever get past it.
#include "core/digest.h"
#include "input.h"
#include "release/manifest.h"

using namespace gongshi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view body = fuzz::text_of(data, size);
    std::string bytes = "gongshi manifest 1\n";
    bytes.append(sha256(body).view()).append(body);
    const auto manifest = Manifest::read(fuzz::as_file(bytes, "manifest"));
    if (!manifest) return 0;
    fuzz::hold(manifest_text(*manifest) == bytes, "it is written as it was read");
    for (const ManifestEntry& entry : manifest->entries())
        fuzz::hold(manifest->find(entry.path) != nullptr, "each entry is found");
    fuzz::hold(!Manifest::read(fuzz::as_file(bytes + "x", "longer")), "a byte more is refused");
    bytes.pop_back();
    fuzz::hold(!Manifest::read(fuzz::as_file(bytes, "shorter")), "a byte less is refused");
    return 0;
}
