#include "publish/kept_releases.h"

#include <algorithm>

#include "core/disk.h"
#include "core/text.h"

namespace gongshi {

namespace fs = std::filesystem;

namespace {

constexpr const char* order_name = "order";

}  // namespace

KeptReleases::KeptReleases(const fs::path& state, const std::string& target)
    : folder_(state / "publish" / (target + ".kept")) {}

std::vector<std::string> KeptReleases::newest_first() const {
    std::vector<std::string> names;
    const std::string text = disk::read_file(folder_ / order_name).value_or("");
    for (const std::string_view line : split(text, '\n')) {
        if (!line.empty()) names.emplace_back(line);
    }
    return names;
}

std::optional<Manifest> KeptReleases::manifest(const std::string& id) const {
    return Manifest::read(folder_ / (id + ".manifest"));
}

fs::path KeptReleases::files(const std::string& id) const { return folder_ / id; }

void KeptReleases::stage(const Manifest& manifest, const fs::path& files) const {
    const std::string id = release_id(manifest);
    std::error_code error;
    if (!fs::is_directory(folder_ / id, error)) {
        const fs::path making = folder_ / (".making-" + id);
        disk::remove_tree(making);
        disk::make_folders(making);
        fs::path last;
        for (const ManifestEntry& entry : manifest.entries()) {
            const fs::path file = making / entry.path;
            if (file.parent_path() != last) disk::make_folders(last = file.parent_path());
            fs::create_hard_link(files / entry.path, file, error);
            if (error) disk::copy_file(files / entry.path, file, disk::Sync::no);  // another file system
        }
        disk::rename(making, folder_ / id);
    }
}

void KeptReleases::keep(const Manifest& manifest, const fs::path& files) {
    stage(manifest, files);
    const std::string id = release_id(manifest);
    disk::write_file(folder_ / (id + ".manifest"), manifest_text(manifest), disk::Sync::no);
    std::string order = id + "\n";
    for (const std::string& name : newest_first()) order += name == id ? "" : name + "\n";
    disk::write_file(folder_ / order_name, order, disk::Sync::no);
}

void KeptReleases::forget_but(unsigned most) {
    std::vector<std::string> names = newest_first();
    std::string order;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) order += names[i] + "\n";
    disk::write_file(folder_ / order_name, order, disk::Sync::no);
    names.resize(std::min<std::size_t>(names.size(), most));
    // Not only what was remembered: a run that failed leaves the links it had staged.
    std::vector<fs::path> old;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_, error)) {
        const std::string id = entry.path().stem().string();
        const bool wanted = id == order_name || std::find(names.begin(), names.end(), id) != names.end();
        if (!wanted) old.push_back(entry.path());
    }
    for (const fs::path& path : old) disk::remove_tree(path);
}

std::vector<PublishPhase> plan_between(const Manifest& now, const std::optional<Manifest>& before,
                                       std::uint64_t& unchanged) {
    PublishPhase send{"send", 0, 0, {}}, gone{"delete", 0, 0, {}};
    const auto add = [](PublishPhase& phase, const ManifestEntry& entry) {
        ++phase.files;
        phase.bytes += entry.size;
        if (phase.first.size() < 20) phase.first.push_back(entry.path);
    };
    for (const ManifestEntry& entry : now.entries()) {
        const ManifestEntry* old = before ? before->find(entry.path) : nullptr;
        if (old != nullptr && old->content == entry.content)
            ++unchanged;
        else
            add(send, entry);
    }
    if (before) {
        for (const ManifestEntry& entry : before->entries()) {
            if (now.find(entry.path) == nullptr) add(gone, entry);
        }
    }
    return {send, gone};
}

std::vector<std::string> shown_again(const Manifest& now, const Manifest& then) {
    std::vector<std::string> paths;
    for (const ManifestEntry& entry : now.entries()) {
        if (entry.cache != CacheClass::gone) continue;
        const ManifestEntry* old = then.find(entry.path);
        if (old != nullptr && old->cache != CacheClass::gone) paths.push_back(entry.path);
    }
    return paths;
}

bool continues_ledger(const Manifest& now, const Manifest& shown) {
    return std::all_of(shown.entries().begin(), shown.entries().end(), [&](const ManifestEntry& head) {
        if (!head.path.starts_with(ledger_heads)) return true;
        const ManifestEntry* ours = now.find(head.path);
        return ours != nullptr && ours->content == head.content;
    });
}

std::vector<std::string> carried_over(const Manifest& now, const Manifest& before) {
    std::vector<std::string> paths;
    const bool purge = !shown_again(now, before).empty();
    for (const ManifestEntry& entry : before.entries()) {
        if (entry.cache != CacheClass::immutable || now.find(entry.path) != nullptr) continue;
        if (!purge || entry.path.starts_with("assets/")) paths.push_back(entry.path);
    }
    return paths;
}

}  // namespace gongshi
