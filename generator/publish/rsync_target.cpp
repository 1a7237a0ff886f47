// rsync to release directories, verified, then switched by a symbolic link that rsync itself renames into place: works with a key
// that may run nothing but rrsync, and with a daemon.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "core/disk.h"
#include "core/parallel.h"
#include "core/stop.h"
#include "core/text.h"
#include "publish/codes.h"
#include "publish/compression.h"
#include "publish/file_headers.h"
#include "publish/kept_releases.h"
#include "publish/publisher.h"
#include "transfer/child_process.h"

namespace gongshi {
namespace {

namespace fs = std::filesystem;

/// A folder of ours for the link, gone with the object.
class Scratch {
public:
    Scratch() {
        std::string pattern = (fs::temp_directory_path() / "gongshi-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr)
            throw Stop(ExitCode::usage, Diagnostic(codes::target_unreachable, {}, pattern));
        path_ = pattern;
    }
    ~Scratch() {
        std::error_code error;
        fs::remove_all(path_, error);
    }
    Scratch(const Scratch&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

class Rsync {
public:
    explicit Rsync(const Target& target) : target_(target) {}

    bool is_daemon() const { return target_.to.starts_with("rsync://"); }
    std::string remote(const std::string& below) const { return target_.to + "/" + below; }

    ChildResult run(std::vector<std::string> arguments) const {
        std::vector<std::string> command = {"rsync", "--timeout=60"};
        if (is_daemon()) {
            command.push_back("--contimeout=10");
            if (!target_.password_file.empty()) command.push_back("--password-file=" + target_.password_file);
        } else {
            std::string ssh = "ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=10 -p " +
                              std::to_string(target_.port);
            if (!target_.ssh_key.empty()) ssh += " -o IdentitiesOnly=yes -i " + target_.ssh_key;
            if (!target_.known_hosts.empty()) ssh += " -o UserKnownHostsFile=" + target_.known_hosts;
            command.push_back("--rsh=" + ssh);
        }
        command.insert(command.end(), arguments.begin(), arguments.end());
        std::vector<std::string> environment = {"LC_ALL=C", "PATH=/usr/local/bin:/usr/bin:/bin"};
        for (const char* name : {"HOME", "SSH_AUTH_SOCK"}) {
            if (const char* value = std::getenv(name)) environment.push_back(std::string(name) + "=" + value);
        }
        return run_child(command, environment);
    }

    void must(const std::vector<std::string>& arguments) const {
        const ChildResult result = run(arguments);
        if (result.exit_code != 0) fail(result);
    }

    [[noreturn]] void fail(const ChildResult& result) const {
        const bool no_ssh = result.errors.find("Failed to exec ssh") != std::string::npos;
        if (result.exit_code == 127 || no_ssh)
            throw Stop(ExitCode::unreachable, Diagnostic(codes::target_no_program, {}, target_.name,
                                                         {{"program", no_ssh ? "ssh" : "rsync"},
                                                          {"package", no_ssh ? "openssh-client" : "rsync"}}));
        // 5: a wrong password or module; 255: ssh could not log in. Their words hold no secret.
        const bool denied = result.exit_code == 5 || result.errors.find("Permission denied") != std::string::npos;
        const std::string words(trim(result.errors.substr(0, 300)));
        throw Stop(ExitCode::unreachable, Diagnostic(denied ? codes::target_denied : codes::target_unreachable, {},
                                                     target_.name, {{"words", words}}));
    }

    /// What `current` points to; empty: nothing yet. The folder around it is listed: rrsync (3.5) fails on a name that is not there.
    std::string current() const {
        const ChildResult result = run({"--list-only", "-l", remote("")});
        if (result.exit_code != 0 && result.exit_code != 23) fail(result);
        for (std::string_view line : split(result.output, '\n')) {
            const std::size_t arrow = line.find(" current -> ");
            if (arrow == std::string_view::npos) continue;
            const std::string_view link = trim(line.substr(arrow + 12));
            return std::string(link.substr(link.rfind('/') + 1));
        }
        return {};
    }

    /// Releases, newest first by the time of their folder.
    std::vector<std::string> releases() const {
        const ChildResult result = run({"--list-only", remote("releases/")});
        if (result.exit_code == 23) return {};
        if (result.exit_code != 0) fail(result);
        std::vector<std::pair<std::string, std::string>> found;  // time, name
        for (std::string_view line : split(result.output, '\n')) {
            if (!line.starts_with('d') || line.size() < 30) continue;
            std::vector<std::string_view> words;
            for (std::string_view word : split(line, ' ')) {
                if (!word.empty()) words.push_back(word);
            }
            if (words.size() == 5 && words[4] != ".")
                found.emplace_back(std::string(words[2]) + std::string(words[3]), words[4]);
        }
        std::sort(found.rbegin(), found.rend());
        std::vector<std::string> names;
        for (auto& [time, name] : found) names.push_back(std::move(name));
        return names;
    }

    void switch_to(const std::string& release) const {
        const Scratch scratch;
        fs::create_directory_symlink("releases/" + release, scratch.path() / "current");
        must({"-l", (scratch.path() / "current").string(), target_.to + "/"});
    }

    void remove(const std::vector<std::string>& releases) const {
        if (releases.empty()) return;
        const Scratch empty;
        std::vector<std::string> arguments = {"-r", "--delete"};
        for (const std::string& name : releases) {
            arguments.push_back("--include=/" + name + "/");
            arguments.push_back("--include=/" + name + "/**");
        }
        arguments.insert(arguments.end(), {"--exclude=*", empty.path().string() + "/", remote("releases/")});
        must(arguments);
    }

    /// Where a release lies for --link-dest: rrsync and daemons take paths from their own root.
    std::string link_destination(const std::string& release) const {
        return target_.restricted || is_daemon() ? "/releases/" + release : "../" + release;
    }

private:
    const Target& target_;
};

/// `Number of regular files transferred: 1,234` of --stats.
std::uint64_t stat_of(const std::string& output, std::string_view name) {
    const std::size_t at = output.find(name);
    if (at == std::string::npos) return 0;
    std::uint64_t number = 0;
    for (std::size_t i = at + name.size(); i < output.size() && output[i] != '\n'; ++i) {
        if (output[i] >= '0' && output[i] <= '9') number = number * 10 + std::uint64_t(output[i] - '0');
        if (output[i] == '(') break;
    }
    return number;
}

/// Lines of --itemize-changes: what would be sent and deleted.
void read_plan(const std::string& output, PublishResult& result) {
    PublishPhase send{"send", 0, 0, {}}, gone{"delete", 0, 0, {}};
    for (std::string_view line : split(output, '\n')) {
        if (line.size() < 13) continue;
        PublishPhase* phase = line.starts_with("*deleting") ? &gone : line.starts_with("<f") ? &send : nullptr;
        if (phase == nullptr || line.ends_with(".gz") || line.ends_with(".br")) continue;  // those go with their texts
        ++phase->files;
        if (phase->first.size() < 20) phase->first.emplace_back(trim(line.substr(12)));
    }
    result.phases = {send, gone};
}

/// What goes beside the site's own files: compressed copies, and what readers of the release before may still ask for.
class StagedFiles {
public:
    StagedFiles(const Manifest& manifest, const PublishFolders& folders, const Target& target,
                const std::string& previous)
        : folder_(folders.state / "publish" / (target.name + ".staged")) {
        const KeptReleases kept(folders.state, target.name);
        if (target.compress) {
            const std::optional<Manifest> before = kept.manifest(previous);
            for (const ManifestEntry& entry : manifest.entries()) compress(folders.files, entry, before);
        }
        const std::string older = previous == release_id(manifest) ? one_before(kept, previous) : previous;
        if (const std::optional<Manifest> before = kept.manifest(older)) {
            for (const std::string& path : carried_over(manifest, *before)) carry(kept.files(older) / path, path);
        }
        for (const disk::Entry& entry : disk::list_files(folder_)) {
            if (!wanted_.contains(entry.path)) disk::remove(folder_ / entry.path);
        }
    }

    std::vector<std::string> sources(const fs::path& files) const {
        std::vector<std::string> list = {files.string() + "/"};
        if (!wanted_.empty()) list.push_back(folder_.string() + "/");
        return list;
    }

private:
    /// A release that is sent again still has beside it what it was given for readers of the one before.
    static std::string one_before(const KeptReleases& kept, const std::string& release) {
        for (const std::string& name : kept.newest_first()) {
            if (name != release) return name;
        }
        return {};
    }

    void compress(const fs::path& files, const ManifestEntry& entry, const std::optional<Manifest>& before) {
        if (!is_worth_compressing(entry)) return;
        const ManifestEntry* old = before ? before->find(entry.path) : nullptr;
        std::error_code error;
        const fs::path gz = folder_ / (entry.path + ".gz"), br = folder_ / (entry.path + ".br");
        if (old == nullptr || old->content != entry.content || !fs::exists(gz, error) || !fs::exists(br, error)) {
            const std::string bytes = read_checked(files, entry);
            disk::make_folders(gz.parent_path());
            disk::write_file(gz, gzip(bytes), disk::Sync::no);
            disk::write_file(br, brotli(bytes), disk::Sync::no);
        }
        wanted_.insert(entry.path + ".gz");
        wanted_.insert(entry.path + ".br");
    }

    void carry(const fs::path& file, const std::string& path) {
        std::error_code error;
        if (!fs::exists(file, error)) return;
        disk::make_folders((folder_ / path).parent_path());
        disk::copy_file(file, folder_ / path, disk::Sync::no);
        wanted_.insert(path);
    }

    fs::path folder_;
    std::set<std::string> wanted_;
};

/// What differs there, as --itemize-changes says it: by content, or, where rsync itself has just checked every byte that it
/// sent, by names and sizes alone.
enum class Look { content, size };
PublishResult compare(const Rsync& rsync, const std::vector<std::string>& sources, const std::string& release,
                      Look look) {
    std::vector<std::string> arguments = {"-rln", look == Look::content ? "--checksum" : "--size-only", "--delete",
                                          "--itemize-changes"};
    arguments.insert(arguments.end(), sources.begin(), sources.end());
    arguments.push_back(rsync.remote("releases/" + release + "/"));
    const ChildResult answer = rsync.run(arguments);
    if (answer.exit_code != 0) rsync.fail(answer);
    PublishResult difference;
    read_plan(answer.output, difference);
    return difference;
}

/// Of a release there that this machine does not remember: are its tree heads among ours, as they were?
bool has_only_our_heads(const Rsync& rsync, const PublishFolders& folders, const std::string& shown) {
    const ChildResult answer =
        rsync.run({"-rln", "--checksum", "--delete", "--itemize-changes", (folders.files / ledger_heads).string(),
                   rsync.remote("releases/" + shown + "/" + std::string(ledger_heads))});
    if (answer.exit_code != 0) return true;  // it has none, or they may not be read
    const std::vector<std::string_view> lines = split(answer.output, '\n');
    return std::none_of(lines.begin(), lines.end(), [](std::string_view line) {
        const bool differs = line.starts_with("<f") && !line.starts_with("<f+");  // not: it would come anew
        return (line.starts_with("*deleting") || differs) && line.find(".txt") != std::string_view::npos &&
               !line.ends_with(".gz") && !line.ends_with(".br");
    });
}

}  // namespace

ReleaseList releases_by_rsync(const Target& target) {
    const Rsync rsync(target);
    const std::string current = rsync.current();
    if (current.empty()) return {};  // rrsync fails on a folder that is not there
    return {current, rsync.releases()};
}

void switch_by_rsync(const Target& target, const std::string& release) { Rsync(target).switch_to(release); }

PublishResult publish_by_rsync(const Manifest& manifest, const PublishFolders& folders, const Target& target,
                               const PublishOptions& options, Progress& progress) {
    const Rsync rsync(target);
    PublishResult result;
    result.release = release_id(manifest);
    progress.begin("publish.compare", 0);
    result.previous = rsync.current();
    for_each_index(manifest.entries().size(), {4}, [&](std::size_t index, unsigned) {
        static_cast<void>(read_checked(folders.files, manifest.entries()[index]));
    });
    const StagedFiles staged(manifest, folders, target, result.previous);
    const std::vector<std::string> sources = staged.sources(folders.files);
    const std::optional<Manifest> before = KeptReleases(folders.state, target.name).manifest(result.previous);
    const bool goes_on = before ? continues_ledger(manifest, *before)
                                : result.previous.empty() || has_only_our_heads(rsync, folders, result.previous);
    if (!goes_on) refuse_fork(target);
    if (result.previous.empty() || (before && result.previous != result.release))
        result.phases = plan_between(manifest, before, result.unchanged);
    else
        result.phases = compare(rsync, sources, result.previous, Look::content).phases;
    check_deletes(result.phases[1].files, manifest.entries().size(), options);
    const bool same = result.previous == result.release && result.phases[0].files + result.phases[1].files == 0;
    if (same) result.unchanged = manifest.entries().size();
    if (options.dry_run || same) return result;

    progress.begin("publish.send", 0);
    std::vector<std::string> send = {"-rlc", "--mkpath", "--no-perms", "--chmod=D755,F644", "--delete", "--stats"};
    if (!result.previous.empty() && result.previous != result.release)
        send.push_back("--link-dest=" + rsync.link_destination(result.previous));
    send.insert(send.end(), sources.begin(), sources.end());
    send.push_back(rsync.remote("releases/" + result.release + "/"));
    const ChildResult sent = rsync.run(send);
    if (sent.exit_code != 0) rsync.fail(sent);
    result.sent = stat_of(sent.output, "Number of regular files transferred:");
    result.sent_bytes = stat_of(sent.output, "Total transferred file size:");
    result.unchanged = manifest.entries().size() - std::min<std::uint64_t>(result.sent, manifest.entries().size());

    progress.begin("publish.verify", 0);
    const PublishResult difference = compare(rsync, sources, result.release, Look::size);
    if (difference.phases[0].files + difference.phases[1].files > 0)
        throw Stop(ExitCode::unreachable, Diagnostic(codes::target_differs, {}, target.name, {{"path", target.name}}));
    rsync.switch_to(result.release);
    result.deleted = result.phases[1].files;

    std::vector<std::string> old;
    unsigned kept = 0;
    for (const std::string& name : rsync.releases()) {
        const bool needed = name == result.release || name == result.previous;
        if (needed || kept < target.keep)
            ++kept;
        else
            old.push_back(name);
    }
    rsync.remove(old);
    return result;
}

}  // namespace gongshi
