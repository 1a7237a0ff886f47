#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/progress.h"
#include "publish/target.h"
#include "release/manifest.h"

namespace gongshi {

struct PublishOptions {
    bool dry_run = false;
    bool purge = false;            ///< nothing of older releases is kept for readers of their pages
    bool older = false;            ///< rollback: the ledger that is shown may be longer
    bool allow_withdrawn = false;  ///< rollback: even to a release that shows again what was withdrawn since
    std::optional<std::uint64_t> allow_deletes;  ///< beyond a tenth of the site, or a thousand files
};

/// One step of a plan, in its order: nothing of a later one is done before all of an earlier one is safe.
struct PublishPhase {
    std::string name;  ///< "immutable", "ledger", "new", "changed", "entries", "last", "delete"; or "send", "delete"
    std::uint64_t files = 0, bytes = 0;
    std::vector<std::string> first;  ///< at most twenty paths
};

struct PublishResult {
    std::string release, previous;  ///< ids
    std::uint64_t sent = 0, sent_bytes = 0, unchanged = 0, deleted = 0;
    std::uint64_t waiting = 0;           ///< bucket: old files that readers may still ask for, deleted later
    std::vector<std::string> strangers;  ///< bucket: objects that are none of ours, left alone
    std::vector<PublishPhase> phases;
};

/// Where things lie on this machine: the folder of the release, and what we remember.
struct PublishFolders {
    std::filesystem::path files, state;
};

/// Brings a release to a target so that readers see, at every instant, a whole site: docs/publishing.md. Each file is held
/// against the manifest as it is sent. Stops: `target.unreachable`, `target.denied`, `target.locked` (exit code 5),
/// `publish.file_changed`, `publish.forbidden_file`, `publish.too_many_deletes`, `target.differs` (the copy is not the
/// release after all), `publish.ledger_forks` (the target shows heads of the ledger that this release does not have: another
/// registry made them). Running it again finishes what was left.
PublishResult publish(const Release& release, const PublishFolders& folders, const Target& target,
                      const PublishOptions& options, Progress& progress);

/// Back to the release before the present one, or to a named one that is kept. Stops: `target.no_release`,
/// `publish.shows_withdrawn` when it would show again what was withdrawn since, and those of `publish`.
PublishResult rollback(const PublishFolders& folders, const Target& target, const std::string& to,
                       const PublishOptions& options, Progress& progress);

/// The name of a release: the first twelve hexadecimal digits of its digest.
std::string release_id(const Manifest& manifest);

/// Holds the id of the release that a bucket shows, for rolling back and for a web server in front.
std::filesystem::path current_file(const std::filesystem::path& state, const Target& target);

/// Stops `publish.too_many_deletes` when so many deletes of so many files were not allowed.
void check_deletes(std::uint64_t deletes, std::uint64_t files, const PublishOptions& options);

/// Where the tree heads lie in a release, each a file that never changes.
inline constexpr std::string_view ledger_heads = "ledger/heads/";

/// Stop `publish.ledger_forks`.
[[noreturn]] void refuse_fork(const Target& target);

/// A file of the release; Stop `publish.file_changed` when it is not what the manifest says: a build is running under us.
std::string read_checked(const std::filesystem::path& files, const ManifestEntry& entry);

// One kind of target each; `publish` and `rollback` are the doors.
PublishResult publish_to_folder(const Manifest& manifest, const PublishFolders& folders, const Target& target,
                                const PublishOptions& options, Progress& progress);
PublishResult publish_by_rsync(const Manifest& manifest, const PublishFolders& folders, const Target& target,
                               const PublishOptions& options, Progress& progress);
PublishResult publish_to_bucket(const Manifest& manifest, const PublishFolders& folders, const Target& target,
                                const PublishOptions& options, Progress& progress);

/// Release directories at a folder or rsync target: what is shown, what there is (newest first), and switching.
struct ReleaseList {
    std::string current;
    std::vector<std::string> newest_first;
};
ReleaseList releases_of_folder(const Target& target);
ReleaseList releases_by_rsync(const Target& target);
void switch_folder(const Target& target, const std::string& release);
void switch_by_rsync(const Target& target, const std::string& release);

}  // namespace gongshi
