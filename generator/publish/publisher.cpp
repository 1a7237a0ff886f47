#include "publish/publisher.h"

#include <algorithm>
#include <future>

#include "core/at_once.h"
#include "core/disk.h"
#include "core/stop.h"
#include "core/text.h"
#include "publish/codes.h"
#include "publish/kept_releases.h"

namespace gongshi {
namespace {

/// Names that no site has any business to hold: keys, repositories, what editors leave.
void refuse_forbidden(const Manifest& manifest) {
    for (const ManifestEntry& entry : manifest.entries()) {
        const std::vector<std::string_view> parts = split(entry.path, '/');
        const bool hidden = std::any_of(parts.begin(), parts.end(), [](std::string_view part) {
            return part.starts_with('.') && part != ".well-known";
        });
        const bool secret = entry.path.ends_with(".pem") || entry.path.ends_with(".key") || entry.path.ends_with('~');
        if (!hidden && !secret) continue;
        Place place;
        place.file = entry.path;
        throw Stop(ExitCode::audit_refused, Diagnostic(codes::publish_forbidden_file, place));
    }
}

PublishResult publish_to(const Manifest& manifest, const PublishFolders& folders, const Target& target,
                         const PublishOptions& options, Progress& progress) {
    if (target.kind == Target::Kind::folder) return publish_to_folder(manifest, folders, target, options, progress);
    if (target.kind == Target::Kind::rsync) return publish_by_rsync(manifest, folders, target, options, progress);
    return publish_to_bucket(manifest, folders, target, options, progress);
}

ReleaseList releases_of(const Target& target, const KeptReleases& kept, const std::filesystem::path& state) {
    if (target.kind == Target::Kind::folder) return releases_of_folder(target);
    if (target.kind == Target::Kind::rsync) return releases_by_rsync(target);
    // A bucket has no releases side by side: what we kept, and what we last pointed to.
    const std::vector<std::string> names = kept.newest_first();
    const std::string current(trim(disk::read_file(current_file(state, target)).value_or("")));
    return {current.empty() && !names.empty() ? names.front() : current, names};
}

/// The one asked for; else the next older one than what is shown, so that rolling back twice goes back twice.
std::string choose(const ReleaseList& list, const std::string& to) {
    const auto& names = list.newest_first;
    if (!to.empty()) return std::find(names.begin(), names.end(), to) != names.end() ? to : "";
    const auto shown = std::find(names.begin(), names.end(), list.current);
    if (shown == names.end()) return names.empty() ? "" : names.front();
    return shown + 1 == names.end() ? "" : *(shown + 1);
}

}  // namespace

PublishResult publish(const Release& release, const PublishFolders& folders, const Target& target,
                      const PublishOptions& options, Progress& progress) {
    refuse_forbidden(release.manifest());
    if (options.dry_run) return publish_to(release.manifest(), folders, target, options, progress);
    KeptReleases kept(folders.state, target.name);
    const std::vector<std::string> names = kept.newest_first();
    const bool is_new = names.empty() || names.front() != release_id(release.manifest());
    std::future<void> staged;  // waited for, whatever happens
    if (is_new) staged = std::async(std::launch::async, [&] { kept.stage(release.manifest(), folders.files); });
    const PublishResult result = publish_to(release.manifest(), folders, target, options, progress);
    if (is_new) {
        staged.get();
        kept.keep(release.manifest(), folders.files);
    }
    kept.forget_but(target.keep);
    return result;
}

PublishResult rollback(const PublishFolders& folders, const Target& target, const std::string& to,
                       const PublishOptions& options, Progress& progress) {
    KeptReleases kept(folders.state, target.name);
    const ReleaseList list = releases_of(target, kept, folders.state);
    PublishResult result;
    result.previous = list.current;
    result.release = choose(list, to);
    if (result.release.empty())
        throw Stop(ExitCode::usage, Diagnostic(codes::target_no_release, {}, to.empty() ? target.name : to));
    const std::optional<Manifest> now = kept.manifest(list.current), then = kept.manifest(result.release);
    const std::vector<std::string> again =
        now && then ? shown_again(*now, *then) : std::vector<std::string>{"?"};  // not known is not harmless
    if (!again.empty() && !options.allow_withdrawn)
        throw Stop(ExitCode::audit_refused, Diagnostic(codes::publish_shows_withdrawn, {}, again.front(),
                                                       {{"count", std::to_string(again.size())}}));
    if (options.dry_run) return result;
    if (target.kind == Target::Kind::bucket) {
        if (!then) throw Stop(ExitCode::usage, Diagnostic(codes::target_no_release, {}, result.release));
        PublishOptions all = options;
        all.older = true;
        all.allow_deletes = now ? now->entries().size() : 0;
        result = publish_to_bucket(*then, {kept.files(result.release), folders.state}, target, all, progress);
    } else if (target.kind == Target::Kind::folder) {
        switch_folder(target, result.release);
    } else {
        switch_by_rsync(target, result.release);
    }
    return result;
}

std::filesystem::path current_file(const std::filesystem::path& state, const Target& target) {
    return state / "publish" / (target.name + ".current");
}

std::string release_id(const Manifest& manifest) { return manifest.digest().hex().substr(0, 12); }

void check_deletes(std::uint64_t deletes, std::uint64_t files, const PublishOptions& options) {
    if (deletes <= std::max(most_at_once(files), options.allow_deletes.value_or(0))) return;
    throw Stop(ExitCode::audit_refused, Diagnostic(codes::publish_too_many_deletes, {}, std::to_string(deletes),
                                                   {{"files", std::to_string(files)}}));
}

void refuse_fork(const Target& target) {
    throw Stop(ExitCode::audit_refused, Diagnostic(codes::publish_ledger_forks, {}, target.name));
}

std::string read_checked(const std::filesystem::path& files, const ManifestEntry& entry) {
    std::optional<std::string> bytes = disk::read_file(files / entry.path);
    if (!bytes || sha256(*bytes) != entry.content) {
        Place place;
        place.file = entry.path;
        throw Stop(ExitCode::audit_refused, Diagnostic(codes::publish_file_changed, place));
    }
    return std::move(*bytes);
}

}  // namespace gongshi
