#include "release/path_table.h"

#include <bit>
#include <cassert>

namespace gongshi {
namespace {

constexpr std::uint64_t place_mask = UINT32_MAX;

}  // namespace

PathTable::PathTable(const std::vector<ManifestEntry>& entries)
    : entries_(entries.data()), slots_(std::bit_ceil(entries.size() * 2 + 1)) {
    assert(entries.size() < place_mask);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const std::uint64_t hash = checksum(entries[i].path);
        std::size_t at = hash & (slots_.size() - 1);
        while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
        slots_[at] = (hash & ~place_mask) | (i + 1);
    }
}

const ManifestEntry* PathTable::find(std::string_view path) const {
    if (slots_.empty()) return nullptr;
    const std::uint64_t hash = checksum(path);
    for (std::size_t at = hash & (slots_.size() - 1); slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
        if ((slots_[at] & ~place_mask) != (hash & ~place_mask)) continue;
        const ManifestEntry& entry = entries_[(slots_[at] & place_mask) - 1];
        if (entry.path == path) return &entry;
    }
    return nullptr;
}

}  // namespace gongshi
