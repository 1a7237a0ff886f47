#include "registry/seen_files.h"

#include <algorithm>

namespace gongshi {
namespace {

bool is_known(const KnownFiles& before, const Export& file) {
    const auto known = before.files.find(file.shown);
    return known != before.files.end() && known->second.size == file.size && known->second.quick == file.quick &&
           known->second.digest == file.digest;
}

}  // namespace

KnownFiles seen_files(Registry& registry) {
    KnownFiles known;
    known.key = registry.hash_key();
    Statement rows = registry.database().prepare("SELECT file, size, quick, digest FROM seen_file");
    while (rows.step()) {
        KnownFiles::Known one;
        one.size = std::uint64_t(rows.integer(1));
        const std::string_view quick = rows.blob(2), digest = rows.blob(3);
        if (quick.size() != one.quick.bytes.size() || digest.size() != one.digest.bytes.size()) continue;
        std::copy(quick.begin(), quick.end(), one.quick.bytes.begin());
        std::copy(digest.begin(), digest.end(), one.digest.bytes.begin());
        known.files.emplace(std::string(rows.text(0)), one);
    }
    return known;
}

void keep_seen_files(Registry& registry, const KnownFiles& before, std::span<const Export> exports) {
    const bool as_before =
        before.files.size() == exports.size() &&
        std::all_of(exports.begin(), exports.end(), [&](const Export& file) { return is_known(before, file); });
    if (as_before) return;
    Transaction transaction(registry.database());
    registry.database().execute("DELETE FROM seen_file");
    Statement keep = registry.database().prepare("INSERT INTO seen_file VALUES (?, ?, ?, ?)");
    for (const Export& file : exports) {
        keep.bind(1, file.shown).bind(2, std::int64_t(file.size)).bind_blob(3, file.quick.view());
        keep.bind_blob(4, file.digest.view()).run();
    }
    transaction.commit();
}

}  // namespace gongshi
