#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "publish/publisher.h"
#include "release/manifest.h"
#include "transfer/object_store.h"

namespace gongshi {

/// The order in which a bucket changes, so that at every instant all that a page refers to is there: what nothing shows yet
/// first, what shows everything last. Deletes come after all of them, and after the pointer.
enum class BucketPhase : std::uint8_t { immutable, ledger, fresh, changed, entries, last };
inline constexpr std::size_t bucket_phases = 6;
extern const std::array<const char*, bucket_phases> bucket_phase_names;

/// What is in a bucket beside the objects themselves.
struct KeptRelease {
    std::string id;
    std::int64_t begun = 0;  ///< when its manifest was put, the bucket's clock
    Manifest manifest;
};

struct BucketView {
    std::map<std::string, StoredObject> objects;  ///< the site's, by path
    std::string current, previous;                ///< of the pointer
    std::vector<KeptRelease> releases;            ///< whose manifests the bucket still holds
    std::int64_t now = 0;                         ///< the bucket's clock
};

struct BucketPlan {
    std::array<std::vector<const ManifestEntry*>, bucket_phases> send;
    std::vector<std::string> remove;           ///< paths that left the site
    std::vector<std::string> forget;           ///< releases of which nothing is left
    std::vector<std::string> strangers;        ///< objects that no release of ours names: never touched
    std::uint64_t unchanged = 0, waiting = 0;  ///< waiting: old immutable files within their grace
    bool is_empty() const;
    std::vector<PublishPhase> phases() const;
};

/// `is_there` says whether an object already holds what would be sent. `grace` in seconds; `purge`: nothing old is kept.
/// A release that withdraws a record purges too: old parts of the search index may hold its text.
BucketPlan plan_bucket(const Manifest& manifest, const std::string& id, const BucketView& view,
                       const std::function<bool(const ManifestEntry&, const StoredObject&)>& is_there,
                       const std::function<bool(const std::string&)>& is_recorded, std::int64_t grace, bool purge);

}  // namespace gongshi
