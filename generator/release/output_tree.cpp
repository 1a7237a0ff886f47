#include "release/output_tree.h"

#include <algorithm>
#include <cassert>
#include <mutex>
#include <set>
#include <vector>

#include "core/disk.h"
#include "core/parallel.h"
#include "release/manifest_file.h"
#include "release/path_table.h"

namespace gongshi {
namespace {

bool is_sound_path(std::string_view path) {
    if (path.empty() || path.front() == '/' || path.back() == '/') return false;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string_view part = path.substr(begin, end - begin);
        if (part.empty() || part == "." || part == "..") return false;
        begin = end + 1;
    }
    return std::all_of(path.begin(), path.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' ||
               c == '_' || c == '/';
    });
}

/// What a growing file holds in memory before it is written.
constexpr std::size_t held_in_memory = std::size_t(1) << 20;

std::size_t length_of_parent(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? 0 : slash;
}

/// Where a tree is made that does not stand yet.
std::filesystem::path made_beside(std::filesystem::path shown) { return shown += ".new~"; }

}  // namespace

struct OutputTree::State {
    std::filesystem::path folder, state;  // `folder`: where files are written
    std::filesystem::path shown;          // where they stand in the end; `folder` itself unless the tree is new
    Manifest last;                        // empty when nothing is believed
    PathTable by_path;                    // of `last`
    Digest maker;
    bool believed = false;
    std::optional<Meanwhile> sync_ahead;

    /// No tree stands yet: it is made beside its place, where nobody looks, and shown whole.
    bool is_new() const { return folder != shown; }

    /// Beside the entries of `last`: nearly all of them on most nights, so none is copied. Each is one thread's to set.
    std::vector<char> kept;

    std::mutex mutex;  // guards everything below; bytes are written outside it
    std::vector<ManifestEntry> made;
    std::set<std::string, std::less<>> folders;
    std::set<std::string> emptied;  // perhaps
    bool marked = false;
    Committed::Count count;

    std::filesystem::path mark() const { return state / being_written_name; }

    const ManifestEntry* before(std::string_view path) const { return by_path.find(path); }

    /// The program is an ingredient of every file.
    Digest made_of(const Digest& ingredients) const {
        Digest all = ingredients;
        for (std::size_t i = 0; i < all.bytes.size(); ++i) all.bytes[i] ^= maker.bytes[i];
        return all;
    }

    /// Before the first write: from here on nothing on the disk is believed until the manifest is safe.
    void begin_writing() {
        const std::lock_guard guard(mutex);
        if (marked) return;
        disk::write_file(mark(), "", disk::Sync::yes);
        if (std::filesystem::exists(made_beside(shown))) disk::remove_tree(made_beside(shown));  // a run died there
        disk::make_folders(folder);
        marked = true;
    }

    void write(std::string_view path, std::string_view bytes) {
        begin_writing();
        make_folder_for(path);
        if (is_new())
            disk::create_file(folder / path, bytes);
        else
            disk::write_file(folder / path, bytes, disk::Sync::no);
    }

    /// What was made: written when it differs from what stands.
    template <class Write>
    void settle(ManifestEntry entry, const Write& write) {
        entry.ingredients = made_of(entry.ingredients);
        const ManifestEntry* standing = before(entry.path);
        const bool same = standing != nullptr && standing->content == entry.content;
        if (!same) write();
        const std::lock_guard guard(mutex);
        made.push_back(std::move(entry));
        ++(same ? count.same_bytes : count.written);
    }

    void make_folder_for(std::string_view path) {
        const std::string_view below = path.substr(0, length_of_parent(path));
        const std::lock_guard guard(mutex);
        if (folders.contains(below)) return;
        disk::make_folders(folder / below);
        folders.emplace(below);
    }

    void remove_strangers(const std::vector<ManifestEntry>& entries) {
        const PathTable wanted(entries);
        for (const disk::Entry& entry : disk::list_files(folder)) {
            if (wanted.find(entry.path) == nullptr) remove(entry.path);
        }
        for (std::string& below : disk::list_folders(folder)) emptied.insert(std::move(below));
    }

    /// Folders that hold nothing since what they held was removed, and those above them.
    void remove_empty_folders() {
        for (std::string below : emptied) {
            while (!below.empty() && disk::remove_empty_folder(folder / below)) below.resize(length_of_parent(below));
        }
    }

    void sort_made() {
        std::sort(made.begin(), made.end(),
                  [](const ManifestEntry& a, const ManifestEntry& b) { return a.path < b.path; });
    }

    /// Goes through the last release and what was made, both in the order of their paths: `see(before, now)` has null for
    /// what is not there. `made` is sorted by now.
    template <class Entries, class See>
    void compare(Entries& before, const See& see) {
        std::size_t m = 0;
        for (std::size_t i = 0; i < before.size(); ++i) {
            while (m < made.size() && made[m].path < before[i].path) see(nullptr, &made[m++]);
            const bool remade = m < made.size() && made[m].path == before[i].path;
            assert(!(remade && kept[i]) && "two pages of one path");
            see(&before[i], remade ? &made[m++] : kept[i] ? &before[i] : nullptr);
        }
        while (m < made.size()) see(nullptr, &made[m++]);
    }

    /// Entries of the last release.
    void keep(const ManifestEntry* begin, const ManifestEntry* end) {
        for (const ManifestEntry* one = begin; one < end; ++one) {
            char& flag = kept[std::size_t(one - last.entries().data())];
            assert(!flag && "two pages of one path");
            flag = true;
        }
    }

    std::size_t count_kept() const { return std::size_t(std::count(kept.begin(), kept.end(), true)); }

    void remove(const std::string& path) {
        disk::remove(folder / path);
        emptied.insert(path.substr(0, length_of_parent(path)));
        ++count.removed;
    }
};

struct OutputTree::Growing::Parts {
    OutputTree& tree;
    std::string path;
    Digest ingredients;
    CacheClass cache;
    std::string held = {};  // not written yet: most files never grow beyond it, and are put like any other
    Sha256 hasher = {};     // of what was written
    RunningChecksum sum = {};
    std::uint64_t size = 0;
    std::optional<disk::FileWriter> file = std::nullopt;

    void spill() {
        State& state = *tree.state_;
        if (!file) {
            state.begin_writing();
            state.make_folder_for(path);
            file.emplace(state.folder / path);
        }
        file->write(held);
        hasher.raw(held);
        sum.add(held);
        size += held.size();
        held.clear();
    }
};

OutputTree::Growing::Growing(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
OutputTree::Growing::Growing(Growing&&) noexcept = default;
OutputTree::Growing::~Growing() = default;

void OutputTree::Growing::append(std::string_view bytes) {
    parts_->held += bytes;
    if (parts_->held.size() >= held_in_memory) parts_->spill();
}

void OutputTree::Growing::finish() {
    Parts& parts = *parts_;
    if (!parts.file) return parts.tree.put(parts.path, parts.held, parts.ingredients, parts.cache);
    parts.spill();
    parts.tree.state_->settle(
        {parts.path, parts.hasher.finish(), parts.ingredients, parts.size, parts.cache, parts.sum.finish()},
        [&] { parts.file->commit(disk::Sync::no); });
    parts.file.reset();
}

OutputTree::Growing OutputTree::grow(std::string_view path, const Digest& ingredients, CacheClass cache) {
    assert(is_sound_path(path));
    return Growing(std::unique_ptr<Growing::Parts>(new Growing::Parts{*this, std::string(path), ingredients, cache}));
}

OutputTree::OutputTree(std::unique_ptr<State> state) : state_(std::move(state)) {}
OutputTree::OutputTree(OutputTree&&) noexcept = default;
OutputTree::~OutputTree() = default;

OutputTree OutputTree::begin(const std::filesystem::path& public_folder, const std::filesystem::path& state_folder,
                             Trust trust, const Digest& maker) {
    auto state = std::make_unique<State>();
    state->maker = maker;
    state->shown = public_folder;
    const bool is_new = !std::filesystem::exists(std::filesystem::symlink_status(public_folder));
    state->folder = is_new ? made_beside(public_folder) : public_folder;
    state->state = state_folder;
    disk::make_folders(state_folder);
    const bool doubtful = disk::read_file(state->mark()).has_value() || !std::filesystem::is_directory(public_folder);
    std::optional<Manifest> last = trust == Trust::nothing || doubtful ? std::nullopt : Manifest::last(state_folder);
    state->believed = last.has_value();
    if (last) state->last = std::move(*last);
    state->by_path = PathTable(state->last.entries());
    state->kept.resize(state->last.entries().size());
    return OutputTree(std::move(state));
}

void OutputTree::expect(std::size_t files) { state_->made.reserve(files); }

bool OutputTree::is_current(const Digest& whole) const {
    return state_->believed && state_->last.ingredients() == whole;
}

const Manifest& OutputTree::last() const { return state_->last; }

bool OutputTree::keep(std::string_view path, const Digest& ingredients) {
    const ManifestEntry* before = state_->before(path);
    if (before == nullptr || before->ingredients != state_->made_of(ingredients)) return false;
    state_->keep(before, before + 1);
    return true;
}

std::optional<std::string> OutputTree::keep_folder(std::string_view prefix, const Digest& ingredients) {
    const std::vector<ManifestEntry>& last = state_->last.entries();
    const auto begin =
        std::partition_point(last.begin(), last.end(), [&](const ManifestEntry& entry) { return entry.path < prefix; });
    const Digest made_of = state_->made_of(ingredients);
    auto end = begin;
    while (end != last.end() && end->path.starts_with(prefix) && end->ingredients == made_of) ++end;
    if (begin == end || (end != last.end() && end->path.starts_with(prefix))) return std::nullopt;
    state_->keep(&*begin, &*begin + (end - begin));
    return begin->path;
}

void OutputTree::put(std::string_view path, std::string_view bytes, const Digest& ingredients, CacheClass cache) {
    assert(is_sound_path(path));
    state_->settle({std::string(path), sha256(bytes), ingredients, bytes.size(), cache, checksum(bytes)},
                   [&] { state_->write(path, bytes); });
}

void OutputTree::sync_ahead() {
    if (state_->marked) state_->sync_ahead.emplace([folder = state_->folder] { disk::sync_ahead(folder); });
}

std::vector<const ManifestEntry*> OutputTree::files() const {
    std::vector<const ManifestEntry*> files;
    files.reserve(state_->count_kept() + state_->made.size());
    state_->sort_made();
    state_->compare(state_->last.entries(), [&](const ManifestEntry*, const ManifestEntry* now) {
        if (now != nullptr) files.push_back(now);
    });
    return files;
}

Committed OutputTree::commit(const Digest& whole) && {
    State& state = *state_;
    state.sort_made();
    assert(std::adjacent_find(state.made.begin(), state.made.end(),
                              [](const ManifestEntry& a, const ManifestEntry& b) { return a.path == b.path; }) ==
               state.made.end() &&
           "two pages of one path");
    state.count.kept = state.count_kept();
    bool same = true;
    ReleaseChange change;
    state.compare(state.last.entries(), [&](const ManifestEntry* before, const ManifestEntry* now) {
        same = same && before != nullptr && now != nullptr && *before == *now;
        if (now == nullptr)
            change.left.push_back(before->path);
        else if (state.believed && (before == nullptr || before->content != now->content))
            change.changed.push_back(now->path);
    });
    if (state.believed && same && !state.marked && state.last.ingredients() == whole)
        return {std::move(state.last), state.count, std::move(change)};

    Manifest manifest;
    manifest.ingredients_ = whole;
    if (state.count.kept == 0) {
        manifest.entries_ = std::move(state.made);
    } else {
        manifest.entries_.reserve(state.count.kept + state.made.size());
        state.compare(state.last.entries_, [&](ManifestEntry*, ManifestEntry* now) {
            if (now != nullptr) manifest.entries_.push_back(std::move(*now));
        });
    }
    if (!state.believed || !change.left.empty()) state.begin_writing();
    for (const std::string& path : change.left) state.remove(path);
    if (!state.believed && !state.is_new()) state.remove_strangers(manifest.entries_);
    state.remove_empty_folders();
    state.sync_ahead.reset();
    if (state.marked) disk::sync_tree(state.folder);
    if (state.is_new()) disk::rename(state.folder, state.shown, disk::Sync::yes);
    write_manifest(state.state / manifest_name, manifest.entries_, whole);
    if (state.marked) disk::remove(state.mark());
    state.marked = false;
    if (!state.believed) return {std::move(manifest), state.count, std::nullopt};
    return {std::move(manifest), state.count, std::move(change)};
}

}  // namespace gongshi
