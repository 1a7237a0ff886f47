#include "publish/bucket_plan.h"

#include <algorithm>
#include <set>

#include "publish/kept_releases.h"

namespace gongshi {

const std::array<const char*, bucket_phases> bucket_phase_names = {"immutable", "ledger",  "new",
                                                                   "changed",   "entries", "last"};

namespace {

BucketPhase phase_of(const ManifestEntry& entry, bool exists) {
    const std::string& path = entry.path;
    if (entry.cache == CacheClass::immutable) return BucketPhase::immutable;
    if (path == "index.html" || path == "search/index.json" || path == "ledger/files.txt") return BucketPhase::last;
    // A head only grows: it fits the pages of the old release too, and must be there before the new ones.
    if (path.starts_with("ledger/") && !path.ends_with(".html")) return BucketPhase::ledger;
    if (!exists) return BucketPhase::fresh;
    return path.ends_with("/index.html") ? BucketPhase::entries : BucketPhase::changed;
}

/// The lists of files and the search index name what came before them; the root names everything.
int rank_of_last(const std::string& path) { return path == "index.html" ? 2 : path == "search/index.json" ? 1 : 0; }

void sort_phases(BucketPlan& plan) {
    const auto depth = [](const ManifestEntry* entry) {
        return std::count(entry->path.begin(), entry->path.end(), '/');
    };
    auto& entries = plan.send[std::size_t(BucketPhase::entries)];
    std::stable_sort(entries.begin(), entries.end(), [&](const auto* a, const auto* b) { return depth(a) > depth(b); });
    auto& last = plan.send[std::size_t(BucketPhase::last)];
    std::stable_sort(last.begin(), last.end(),
                     [](const auto* a, const auto* b) { return rank_of_last(a->path) < rank_of_last(b->path); });
}

}  // namespace

bool BucketPlan::is_empty() const {
    return remove.empty() && forget.empty() &&
           std::all_of(send.begin(), send.end(), [](const auto& phase) { return phase.empty(); });
}

std::vector<PublishPhase> BucketPlan::phases() const {
    std::vector<PublishPhase> list;
    for (std::size_t i = 0; i < bucket_phases; ++i) {
        PublishPhase phase{bucket_phase_names[i], send[i].size(), 0, {}};
        for (const ManifestEntry* entry : send[i]) {
            phase.bytes += entry->size;
            if (phase.first.size() < 20) phase.first.push_back(entry->path);
        }
        list.push_back(std::move(phase));
    }
    list.push_back({"delete",
                    remove.size(),
                    0,
                    {remove.begin(), remove.begin() + std::ptrdiff_t(std::min<std::size_t>(20, remove.size()))}});
    return list;
}

BucketPlan plan_bucket(const Manifest& manifest, const std::string& id, const BucketView& view,
                       const std::function<bool(const ManifestEntry&, const StoredObject&)>& is_there,
                       const std::function<bool(const std::string&)>& is_recorded, std::int64_t grace, bool purge) {
    BucketPlan plan;
    for (const ManifestEntry& entry : manifest.entries()) {
        const auto object = view.objects.find(entry.path);
        const bool exists = object != view.objects.end();
        if (exists && is_there(entry, object->second))
            ++plan.unchanged;
        else
            plan.send[std::size_t(phase_of(entry, exists))].push_back(&entry);
    }
    sort_phases(plan);

    std::vector<const KeptRelease*> by_age;
    for (const KeptRelease& release : view.releases) by_age.push_back(&release);
    std::stable_sort(by_age.begin(), by_age.end(), [](const auto* a, const auto* b) { return a->begun < b->begun; });
    // A pointer to this very release carries its predecessor: a run killed after the pointer must not take itself for it.
    const std::string& previous = view.current == id ? view.previous : view.current;
    std::set<std::string> known,
        kept;  // paths our releases named; of those, what readers of older pages may still ask for
    std::vector<const KeptRelease*> old;
    for (std::size_t i = 0; i < by_age.size(); ++i) {
        const KeptRelease& release = *by_age[i];
        const std::int64_t left = i + 1 < by_age.size() ? by_age[i + 1]->begun : view.now;
        const bool is_kept = release.id == previous || view.now - left < grace;
        if (release.id == id) continue;
        if (release.id == previous && !shown_again(manifest, release.manifest).empty()) purge = true;
        if (!is_kept) old.push_back(&release);
        for (const ManifestEntry& entry : release.manifest.entries()) {
            known.insert(entry.path);
            if (is_kept && entry.cache == CacheClass::immutable) kept.insert(entry.path);
        }
    }
    for (const auto& [path, object] : view.objects) {
        if (manifest.find(path) != nullptr) continue;
        if (!known.contains(path) && !is_recorded(path)) {
            plan.strangers.push_back(path);
            continue;
        }
        // Styles and scripts hold nobody's data: they may wait even then.
        const bool may_wait = kept.contains(path) && (!purge || path.starts_with("assets/"));
        if (may_wait)
            ++plan.waiting;
        else
            plan.remove.push_back(path);
    }
    for (const KeptRelease* release : old) plan.forget.push_back(release->id);
    return plan;
}

}  // namespace gongshi
