// A folder that a web server reads: releases/<id>/ are whole trees, hard-linked to each other, and `current` is a symbolic link
// that is changed by one rename.

#include <algorithm>
#include <filesystem>

#include "core/disk.h"
#include "core/stop.h"
#include "publish/codes.h"
#include "publish/compression.h"
#include "publish/file_headers.h"
#include "publish/kept_releases.h"
#include "publish/publisher.h"

namespace gongshi {
namespace {

namespace fs = std::filesystem;

constexpr const char* half_made = ".making-";

class FolderPublisher {
public:
    FolderPublisher(const Manifest& manifest, const PublishFolders& folders, const Target& target,
                    const std::string& previous)
        : manifest_(manifest), files_(folders.files), target_(target) {
        if (previous.empty()) return;
        old_ = target.path / "releases" / previous;
        before_ = KeptReleases(folders.state, target.name).manifest(previous);
    }

    /// What stands there is read itself: it may be of another machine, or of a registry that was lost.
    bool continues_ledger() const {
        for (const disk::Entry& head : disk::list_files(old_ / ledger_heads)) {
            const ManifestEntry* ours = manifest_.find(ledger_heads.data() + head.path);
            if (head.path.ends_with(".txt") &&
                (ours == nullptr || ours->content != disk::digest_of_file(old_ / ledger_heads / head.path)))
                return false;
        }
        return true;
    }

    void plan(PublishResult& result) const { result.phases = plan_between(manifest_, before_, result.unchanged); }

    void make(const fs::path& making, Progress& progress) {
        progress.begin("publish.send", manifest_.entries().size());
        for (const ManifestEntry& entry : manifest_.entries()) {
            if (!is_there(entry) || !link(entry.path, making)) write(making, entry);
            progress.advance(1);
        }
        if (before_) {
            for (const std::string& path : carried_over(manifest_, *before_)) link(path, making);
        }
    }

private:
    bool is_there(const ManifestEntry& entry) const {
        const ManifestEntry* known = before_ ? before_->find(entry.path) : nullptr;
        std::error_code error;
        return known != nullptr && known->content == entry.content &&
               fs::file_size(old_ / entry.path, error) == entry.size;
    }

    void make_folder_of(const fs::path& file) {
        if (file.parent_path() != made_) disk::make_folders(made_ = file.parent_path());
    }

    bool link(const std::string& path, const fs::path& making) {
        make_folder_of(making / path);
        std::error_code error;
        fs::create_hard_link(old_ / path, making / path, error);
        if (error) return false;
        if (target_.compress) {
            for (const char* ending : {".gz", ".br"})
                fs::create_hard_link(old_ / (path + ending), making / (path + ending), error);
        }
        return true;
    }

    void write(const fs::path& making, const ManifestEntry& entry) {
        make_folder_of(making / entry.path);
        const std::string bytes = read_checked(files_, entry);
        disk::write_file(making / entry.path, bytes, disk::Sync::no);
        if (!target_.compress || !is_worth_compressing(entry)) return;
        disk::write_file(making / (entry.path + ".gz"), gzip(bytes), disk::Sync::no);
        disk::write_file(making / (entry.path + ".br"), brotli(bytes), disk::Sync::no);
    }

    const Manifest& manifest_;
    const fs::path& files_;
    const Target& target_;
    fs::path old_, made_;
    std::optional<Manifest> before_;
};

/// Keeps the newest and whatever is pointed to; takes away what a dead run began.
void remove_old(const Target& target) {
    const ReleaseList list = releases_of_folder(target);
    unsigned kept = 0;
    for (const std::string& name : list.newest_first) {
        if (name == list.current || kept < target.keep)
            ++kept;
        else
            disk::remove_tree(target.path / "releases" / name);
    }
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(target.path / "releases", error)) {
        if (entry.path().filename().string().starts_with(half_made)) disk::remove_tree(entry.path());
    }
}

}  // namespace

ReleaseList releases_of_folder(const Target& target) {
    ReleaseList list;
    std::error_code error;
    list.current = fs::read_symlink(target.path / "current", error).filename().string();
    std::vector<std::pair<fs::file_time_type, std::string>> found;  // by when their folder was made whole
    for (const fs::directory_entry& entry : fs::directory_iterator(target.path / "releases", error)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with('.')) found.emplace_back(entry.last_write_time(), name);
    }
    std::sort(found.rbegin(), found.rend());
    for (auto& [time, name] : found) list.newest_first.push_back(std::move(name));
    return list;
}

void switch_folder(const Target& target, const std::string& release) {
    const fs::path fresh = target.path / ".current";
    disk::remove(fresh);
    std::error_code error;
    fs::create_directory_symlink("releases/" + release, fresh, error);
    disk::rename(fresh, target.path / "current");
}

PublishResult publish_to_folder(const Manifest& manifest, const PublishFolders& folders, const Target& target,
                                const PublishOptions& options, Progress& progress) {
    PublishResult result;
    result.release = release_id(manifest);
    result.previous = releases_of_folder(target).current;
    FolderPublisher publisher(manifest, folders, target, result.previous);
    if (!result.previous.empty() && !publisher.continues_ledger()) refuse_fork(target);
    publisher.plan(result);
    check_deletes(result.phases[1].files, result.unchanged + result.phases[1].files, options);
    if (options.dry_run || result.previous == result.release) return result;
    const fs::path releases = target.path / "releases", making = releases / (half_made + result.release);
    std::error_code error;
    if (!fs::is_directory(releases / result.release, error)) {
        disk::remove_tree(making);
        disk::make_folders(making);
        publisher.make(making, progress);
        disk::sync_tree(making);
        disk::rename(making, releases / result.release);
    }
    switch_folder(target, result.release);
    remove_old(target);
    result.sent = result.phases[0].files;
    result.sent_bytes = result.phases[0].bytes;
    result.deleted = result.phases[1].files;
    return result;
}

}  // namespace gongshi
