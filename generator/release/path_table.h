#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "release/manifest.h"

namespace gongshi {

/// Finds the entries of a manifest by their paths, which are asked for in no order: halving would compare a dozen long paths each
/// time. Eight to sixteen bytes an entry, in one piece: a node for each of a million would cost five times as much to make.
class PathTable {
public:
    PathTable() = default;
    /// The entries must stay where they are.
    explicit PathTable(const std::vector<ManifestEntry>& entries);

    /// Null: no such path.
    const ManifestEntry* find(std::string_view path) const;

private:
    const ManifestEntry* entries_ = nullptr;
    /// A power of two of them, at most half filled: half of a path's hash above, its place + 1 below; 0 is empty.
    std::vector<std::uint64_t> slots_;
};

}  // namespace gongshi
