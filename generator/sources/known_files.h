#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "core/digest.h"

namespace gongshi {

/// The exports of the last run by the name they are shown under: what they hashed to. A file whose quick hash is as it was has the
/// SHA-256 it had, which takes ten times as long to find.
struct KnownFiles {
    struct Known {
        std::uint64_t size = 0;
        QuickHash quick;
        Digest digest;
    };
    HashKey key;
    std::map<std::string, Known, std::less<>> files;
};

}  // namespace gongshi
