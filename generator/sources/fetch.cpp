#include "sources/fetch.h"

#include <algorithm>
#include <map>
#include <set>
#include <thread>

#include "core/disk.h"
#include "core/text.h"
#include "sources/codes.h"
#include "transfer/credentials.h"

namespace gongshi {
namespace {

namespace fs = std::filesystem;

constexpr int curl_no_such_file = 78, curl_denied = 67, curl_partial = 33, curl_too_large = 63, curl_write = 23;
constexpr int tries = 4;

/// What the other side said of a file when we took it: equal means unchanged. Lines of `<name>.notes` beside the folder.
class Notes {
public:
    explicit Notes(fs::path file) : file_(std::move(file)) {
        const std::string text = disk::read_file(file_).value_or("");
        for (std::string_view line : split(text, '\n')) {
            const std::vector<std::string_view> parts = split(line, '\t');
            if (parts.size() == 3) tags_[std::string(parts[0])] = {std::string(parts[1]), std::string(parts[2])};
        }
    }
    struct Tag {
        std::string etag, modified;
        bool operator==(const Tag&) const = default;
    };
    Tag of(const std::string& path) const {
        const auto found = tags_.find(path);
        return found == tags_.end() ? Tag() : found->second;
    }
    void note(const std::string& path, Tag tag) {
        tags_[path] = std::move(tag);
        write();
    }
    void forget(const std::string& path) {
        if (tags_.erase(path) > 0) write();
    }

private:
    void write() const {
        std::string text;
        for (const auto& [path, tag] : tags_) text += path + "\t" + tag.etag + "\t" + tag.modified + "\n";
        disk::write_file(file_, text, disk::Sync::no);
    }
    fs::path file_;
    std::map<std::string, Tag> tags_;
};

class Fetcher {
public:
    Fetcher(const Source& source, const fs::path& site, const Departments& departments,
            std::vector<Diagnostic>& findings, Progress& progress)
        : source_(source),
          folder_(site / source.path),
          departments_(departments),
          findings_(findings),
          progress_(progress),
          notes_((disk::make_folders(folder_), folder_.string() + ".notes")),
          ends_(std::chrono::steady_clock::now() + source.longest) {}

    void run() {
        if (source_.kind == Source::Kind::bucket) return from_bucket();
        HttpSettings settings = source_.bucket.http;
        if (!source_.credentials_file.empty()) {
            auto secrets = read_secret_file(source_.credentials_file);
            if (!secrets) return findings_.push_back(secrets.error());
            settings.user = (*secrets)["user"];
            settings.password = (*secrets)["password"];
        }
        settings.total = std::chrono::duration_cast<std::chrono::seconds>(source_.longest);
        HttpClient client(settings);
        if (source_.kind == Source::Kind::sftp) return from_sftp(client);
        progress_.begin("fetch", source_.files.size());
        for (const RemoteFile& file : source_.files) {
            if (!in_time(file.url)) return;
            take(client, file.url, file.department + "/" + file.name);
            progress_.advance();
        }
    }

private:
    void report(const Code& code, const std::string& url, const std::string& words) {
        Place place;
        place.file = source_.name;
        findings_.emplace_back(code, std::move(place), without_user(url),
                               std::vector<std::pair<std::string, std::string>>{{"words", words}});
    }

    /// Addresses are shown; who logs in is not.
    static std::string without_user(const std::string& url) {
        const std::size_t begin = url.find("://"), at = url.find('@');
        if (begin == std::string::npos || at == std::string::npos || at > url.find('/', begin + 3)) return url;
        return url.substr(0, begin + 3) + url.substr(at + 1);
    }

    bool in_time(const std::string& url) {
        if (std::chrono::steady_clock::now() < ends_) return true;
        report(codes::source_out_of_time, url, std::to_string(source_.longest.count()));
        return false;
    }

    void fail(const std::string& url, const HttpResponse& response) {
        if (response.curl_code == curl_too_large || response.curl_code == curl_write)
            return report(codes::source_too_large, url, std::to_string(source_.most_bytes >> 20));
        if (response.status >= 300 && response.status < 400)
            return report(codes::source_moved, url, without_user(response.header("location")));
        const bool denied = response.status == 401 || response.status == 403 || response.curl_code == curl_denied;
        report(denied ? codes::source_denied : codes::source_unreachable, url,
               response.status != 0 ? std::to_string(response.status) : response.error);
    }

    /// One file by its address, if it changed. What breaks off stays as `.<name>.part` and is gone on with, as long as the
    /// other side still has the same file.
    void take(HttpClient& client, const std::string& url, const std::string& path, const Notes::Tag* known = nullptr) {
        const fs::path file = folder_ / path, part = file.parent_path() / ("." + file.filename().string() + ".part");
        const fs::path part_tag = part.string() + ".tag";
        disk::make_folders(file.parent_path());
        std::error_code error;
        HttpResponse response;
        for (int again = 0; again < tries; ++again) {
            HttpRequest request;
            request.url = url;
            request.most_bytes = source_.most_bytes;
            const Notes::Tag tag = fs::exists(file, error) ? notes_.of(path) : Notes::Tag();
            if (!tag.etag.empty()) request.headers.emplace_back("if-none-match", tag.etag);
            if (!tag.modified.empty()) request.headers.emplace_back("if-modified-since", tag.modified);
            const std::string begun_tag = disk::read_file(part_tag).value_or("");
            std::uint64_t from = begun_tag.empty() || !fs::exists(part, error) ? 0 : fs::file_size(part, error);
            if (from > 0 && known != nullptr && known->etag != begun_tag) from = 0;
            if (from > 0 && known == nullptr) request.headers.emplace_back("if-range", begun_tag);
            response = client.fetch(request, part, from, [&](const HttpResponse& head) {
                const std::string now = known != nullptr ? known->etag : head.header("etag");
                if (!now.empty() && !now.starts_with("W/")) disk::write_file(part_tag, now, disk::Sync::no);
            });
            if (response.status == 304) return forget_part(part);
            if (response.status == 200 || response.status == 206) {
                disk::rename(part, file);
                forget_part(part);
                return notes_.note(path, known != nullptr
                                             ? *known
                                             : Notes::Tag{response.header("etag"), response.header("last-modified")});
            }
            const bool from_the_start = response.curl_code == curl_partial || response.status == 416;
            if (from_the_start) forget_part(part);
            const bool again_helps =
                from_the_start || response.status >= 500 || response.status == 429 || is_passing(response.curl_code);
            if (!again_helps || std::chrono::steady_clock::now() > ends_) break;
            std::this_thread::sleep_for(std::chrono::milliseconds(200 << again));
        }
        // What came of it is kept for the next run, if anything came.
        const bool nothing = !fs::exists(part, error) || fs::file_size(part, error) == 0;
        if (nothing || response.curl_code == 0 || response.curl_code == curl_write) forget_part(part);
        fail(url, response);
    }

    /// Codes of libcurl after which trying again makes sense: the network, not the answer.
    static bool is_passing(int code) {
        static constexpr int passing[] = {6, 7, 18, 28, 35, 52, 55, 56, 79, 92};
        return std::find(std::begin(passing), std::end(passing), code) != std::end(passing);
    }

    static void forget_part(const fs::path& part) {
        disk::remove(part);
        disk::remove(part.string() + ".tag");
    }

    /// Names of a folder over there, each with its line of the listing; none when it cannot be listed.
    std::optional<std::map<std::string, std::string>> list(HttpClient& client, const std::string& url) {
        HttpRequest request;
        request.url = url;
        request.most_bytes = 16 << 20;
        const HttpResponse response = client.send(request);
        if (response.status == 0) {
            if (response.curl_code != curl_no_such_file) fail(url, response);
            return std::nullopt;
        }
        std::map<std::string, std::string> names;
        for (std::string_view line : split(response.body, '\n')) {
            // -rw-r--r--    1 user     group         123 Nov 20 10:00 name with blanks.csv
            std::size_t at = 0;
            for (int field = 0; field < 8 && at != std::string_view::npos; ++field) {
                at = line.find_first_not_of(' ', line.find(' ', at));
            }
            if (at == std::string_view::npos || !line.starts_with('-')) continue;
            const std::string name(trim(line.substr(at)));
            if (!name.starts_with('.') && name.find('/') == std::string::npos) names.emplace(name, line);
        }
        return names;
    }

    void from_sftp(HttpClient& client) {
        std::set<std::string> there;
        const auto folder = [&](const std::string& department, const std::string& url) {
            const auto names = list(client, url);
            if (!names) {
                for (const disk::Entry& file : disk::list_files(folder_)) {
                    if (file.path.starts_with(department + "/")) there.insert(file.path);
                }
                return;
            }
            progress_.begin("fetch", names->size());
            for (const auto& [name, line] : *names) {
                const std::string path = department + "/" + name, address = url + percent_encode(name, false);
                there.insert(path);
                const Notes::Tag now{sha256(line).hex(), client.modified(address)};
                std::error_code error;
                const bool have = fs::exists(folder_ / path, error) && notes_.of(path) == now;
                if (!have && in_time(address)) take(client, address, path, &now);
                progress_.advance();
            }
        };
        if (!source_.department.empty()) {
            folder(source_.department, source_.url);
        } else {
            for (const Department& one : departments_.all())
                folder(one.key, source_.url + percent_encode(one.key, false) + "/");
        }
        remove_all_but(there);
    }

    void from_bucket() {
        const auto credentials = read_credentials(source_.credentials_file, source_.name);
        if (!credentials) return findings_.push_back(credentials.error());
        ObjectStore store(source_.bucket, *credentials);
        StoreError error;
        const auto objects = store.list("", error);
        if (!objects)
            return report(error.denied() ? codes::source_denied : codes::source_unreachable, source_.bucket.endpoint,
                          error.words());
        progress_.begin("fetch", objects->size());
        std::set<std::string> there;
        for (const StoredObject& object : *objects) {
            const std::string path = source_.department.empty() ? object.key : source_.department + "/" + object.key;
            const std::size_t slash = path.find('/');
            const bool is_file = slash != std::string::npos && slash > 0 &&
                                 path.find('/', slash + 1) == std::string::npos && slash + 1 < path.size() &&
                                 path[slash + 1] != '.' && path[0] != '.';
            if (!is_file) continue;
            there.insert(path);
            if (in_time(path)) take_object(store, object, path);
            progress_.advance();
        }
        remove_all_but(there);
    }

    void take_object(ObjectStore& store, const StoredObject& object, const std::string& path) {
        std::error_code exists;
        if (notes_.of(path).etag == object.etag && fs::exists(folder_ / path, exists)) return;
        if (object.size > source_.most_bytes)
            return report(codes::source_too_large, path, std::to_string(source_.most_bytes >> 20));
        StoreError error;
        const std::optional<std::string> bytes = store.get(object.key, error);
        if (!bytes)
            return report(error.denied() ? codes::source_denied : codes::source_unreachable, path, error.words());
        disk::make_folders((folder_ / path).parent_path());
        disk::write_file(folder_ / path, *bytes, disk::Sync::no);
        notes_.note(path, {object.etag, ""});
    }

    /// What the other side took away is away here too; what could not be listed stays.
    void remove_all_but(const std::set<std::string>& there) {
        for (const disk::Entry& file : disk::list_files(folder_)) {
            if (there.contains(file.path) || file.path.find("/.") != std::string::npos) continue;
            disk::remove(folder_ / file.path);
            notes_.forget(file.path);
        }
    }

    const Source& source_;
    fs::path folder_;
    const Departments& departments_;
    std::vector<Diagnostic>& findings_;
    Progress& progress_;
    Notes notes_;
    std::chrono::steady_clock::time_point ends_;
};

}  // namespace

std::vector<Diagnostic> fetch(std::span<const Source> sources, const fs::path& site, const Departments& departments,
                              Progress& progress) {
    std::vector<Diagnostic> findings;
    for (const Source& source : sources) {
        if (source.kind != Source::Kind::folder) Fetcher(source, site, departments, findings, progress).run();
    }
    return findings;
}

}  // namespace gongshi
