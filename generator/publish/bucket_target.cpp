// A bucket has no rename: objects change one by one, in phases with barriers, so that at every instant all that a page refers to
// is there. docs/publishing.md tells the protocol.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <random>

#include "core/disk.h"
#include "core/parallel.h"
#include "core/stop.h"
#include "core/text.h"
#include "publish/bucket_lock.h"
#include "publish/bucket_plan.h"
#include "publish/bucket_record.h"
#include "publish/codes.h"
#include "publish/compression.h"
#include "publish/file_headers.h"
#include "publish/kept_releases.h"
#include "publish/publisher.h"

namespace gongshi {
namespace {

namespace fs = std::filesystem;

/// How many connections are busy: halved when the store says that it is too much, one more for each 200 that went well.
class Throttle {
public:
    explicit Throttle(unsigned most) : most_(most), allowed_(most) {}
    bool may_work(unsigned worker) const { return worker < allowed_; }
    void went(bool slowed) {
        if (slowed) {
            allowed_ = std::max(1u, allowed_.load() / 2);
            good_ = 0;
        } else if (++good_ % 200 == 0 && allowed_ < most_) {
            ++allowed_;
        }
    }

private:
    const unsigned most_;
    std::atomic<unsigned> allowed_, good_{0};
};

std::string random_name() {
    std::random_device device;
    std::string name;
    for (int i = 0; i < 2; ++i) {
        char text[9];
        std::snprintf(text, sizeof text, "%08x", device());
        name += text;
    }
    return name;
}

/// Whose flag it is: one name for each state folder, so that what a killed run left is known as ours.
std::string owner_of(const fs::path& state) {
    const fs::path file = state / "publish/owner";
    if (const auto name = disk::read_file(file); name && name->size() == 16) return *name;
    disk::make_folders(file.parent_path());
    const std::string name = random_name();
    disk::write_file(file, name, disk::Sync::yes);
    return name;
}

/// Where a release lies when each has a place of its own (layout = "prefix").
std::string release_prefix(const std::string& id) { return "r/" + id + "/"; }

class BucketPublisher {
public:
    BucketPublisher(const Manifest& manifest, const PublishFolders& folders, const Target& target,
                    const PublishOptions& options, Progress& progress)
        : manifest_(manifest),
          files_(folders.files),
          state_(folders.state),
          target_(target),
          options_(options),
          progress_(progress),
          credentials_(credentials_of(target)),
          private_(private_settings(target), credentials_),
          record_(folders.state / "publish" / (target.name + ".objects"),
                  target.bucket.endpoint + "/" + target.bucket.bucket + "/" + target.bucket.prefix +
                      (target.by_release ? release_prefix(release_id(manifest)) : "")),
          id_(release_id(manifest)),
          owner_(owner_of(folders.state)),
          prefix_(target.by_release ? release_prefix(id_) : ""),
          throttle_(target.connections) {
        BucketSettings settings = target.bucket;
        settings.prefix += prefix_;
        for (unsigned i = 0; i < target.connections; ++i) stores_.emplace_back(settings, credentials_);
    }

    PublishResult run() {
        progress_.begin("publish.compare", 0);
        look();
        tell_plan();
        if (options_.dry_run) return result_;
        if (plan_.is_empty() && view_.current == id_) {
            StoreError error;
            if (flag_left_) private_.remove("lock/" + owner_, error);  // of a run that was killed when all was done
            note_current();
            return result_;
        }
        BucketLock lock(target_, credentials_, owner_);
        lock_ = &lock;
        for (ObjectStore& store : stores_) store.guard([&lock] { return lock.holds(); });
        private_.guard([&lock] { return lock.holds(); });
        look();  // another publisher may have been at work until a moment ago
        tell_plan();
        check_deletes(plan_.remove.size(), view_.objects.size(), options_);
        begin_release();
        for (std::size_t phase = 0; phase < bucket_phases; ++phase) send_phase(BucketPhase(phase));
        verify();
        lock.check();
        point();
        remove_old();
        record_.compact();
        return result_;
    }

private:
    std::string private_text(const std::string& key) {
        StoreError error;
        const std::optional<std::string> text = private_.get(key, error);
        if (!text && error.status != 404) stop_at(target_, error);
        return text.value_or("");
    }

    std::vector<StoredObject> list(ObjectStore& store, const std::string& below) {
        StoreError error;
        std::optional<std::vector<StoredObject>> objects = store.list(below, error);
        if (!objects) stop_at(target_, error);
        return std::move(*objects);
    }

    void look() {
        view_ = {};
        begun_ = 0;
        flag_left_ = false;
        const std::string pointer = private_text("current");
        const std::vector<std::string_view> lines = split(pointer, '\n');
        if (lines.size() >= 2) {
            view_.current = lines[0];
            view_.previous = lines[1];
        }
        for (const StoredObject& object : list(private_, "")) {
            flag_left_ = flag_left_ || object.key == "lock/" + owner_;
            if (!object.key.starts_with("m/")) continue;
            const std::string id = object.key.substr(2);
            if (id == id_) begun_ = object.modified;
            const fs::path copy = state_ / "publish" / (target_.name + ".manifest");
            if (id == id_) {
                view_.releases.push_back({id, object.modified, manifest_});
                continue;
            }
            disk::write_file(copy, private_text(object.key), disk::Sync::no);
            if (std::optional<Manifest> manifest = Manifest::read(copy))
                view_.releases.push_back({id, object.modified, std::move(*manifest)});
            disk::remove(copy);
        }
        for (StoredObject& object : list(stores_.front(), "")) {
            if (!object.key.starts_with(private_prefix)) view_.objects.emplace(object.key, object);
        }
        view_.now = stores_.front().server_time();
        for (const KeptRelease& one : view_.releases) {
            if (one.id == view_.current && !options_.older && !continues_ledger(manifest_, one.manifest))
                refuse_fork(target_);
        }
        plan_ = plan_bucket(
            manifest_, id_, view_,
            [&](const ManifestEntry& entry, const StoredObject& object) { return is_there(entry, object); },
            [&](const std::string& path) { return record_.find(path) != nullptr; }, target_.grace_seconds,
            options_.purge);
        if (target_.by_release) plan_old_releases();
    }

    bool is_compressed(const ManifestEntry& entry) const { return target_.compress && is_worth_compressing(entry); }

    std::string body_of(const ManifestEntry& entry) const {
        std::string bytes = read_checked(files_, entry);
        return is_compressed(entry) ? gzip(bytes) : bytes;
    }

    bool is_there(const ManifestEntry& entry, const StoredObject& object) {
        const std::string headers = name_of(headers_of(entry, is_compressed(entry)));
        const BucketRecord::Object* known = record_.find(entry.path);
        if (known != nullptr && known->etag == object.etag)
            return known->content == entry.content.hex() && known->headers == headers;
        // Put by a run of this release that was killed before it could write it down.
        if (begun_ == 0 || object.modified < begun_) return false;
        if (object.etag != "\"" + md5_hex(body_of(entry)) + "\"") return false;
        record_.put(entry.path, {object.etag, entry.content.hex(), headers});
        return true;
    }

    void tell_plan() {
        result_.release = id_;
        result_.previous = view_.current;
        result_.unchanged = plan_.unchanged;
        result_.waiting = plan_.waiting;
        result_.strangers = plan_.strangers;
        result_.phases = plan_.phases();
    }

    /// The release in flight is written down before the first visible change: whatever happens, a later run knows its files.
    void begin_release() {
        if (begun_ != 0) return;
        StoreError error;
        if (!private_.put("m/" + id_, manifest_text(manifest_), {{"content-type", "application/octet-stream"}}, error))
            stop(error);
    }

    void send(ObjectStore& store, const ManifestEntry& entry) {
        const std::string body = body_of(entry);
        const HttpHeaders headers = headers_of(entry, is_compressed(entry));
        StoreError error;
        const std::uint64_t slowed = store.slowed();
        std::optional<std::string> etag = copied(store, entry);
        const bool is_copy = etag.has_value();
        if (!is_copy) etag = store.put(entry.path, body, headers, error);
        throttle_.went(store.slowed() != slowed);
        if (!etag) stop(error);
        // An ETag that is no MD5 of what was sent is normal for some stores, and a sign of damage for others.
        if (*etag != "\"" + md5_hex(body) + "\"") {
            const std::lock_guard guard(doubtful_mutex_);
            doubtful_.push_back(&entry);
        }
        record_.put(entry.path, {*etag, entry.content.hex(), name_of(headers)});
        sent_bytes_ += is_copy ? 0 : body.size();
    }

    /// What the release before holds as well is copied over there; a store that cannot gets it from us.
    std::optional<std::string> copied(ObjectStore& store, const ManifestEntry& entry) const {
        if (before_ == nullptr) return std::nullopt;
        const ManifestEntry* old = before_->find(entry.path);
        if (old == nullptr || old->content != entry.content || old->cache != entry.cache) return std::nullopt;
        StoreError error;
        return store.copy(target_.bucket.prefix + release_prefix(view_.current) + entry.path, entry.path, error);
    }

    /// Releases that lie apart go whole: all but the newest, the one shown before, and, when a record was withdrawn, none.
    void plan_old_releases() {
        plan_.remove.clear();
        plan_.forget.clear();
        std::vector<const KeptRelease*> newest;
        for (const KeptRelease& release : view_.releases) newest.push_back(&release);
        std::stable_sort(newest.begin(), newest.end(),
                         [](const auto* a, const auto* b) { return a->begun > b->begun; });
        before_ = nullptr;
        // This one, and the one shown before, whichever the clock of the bucket takes for newer.
        const bool has_before = std::any_of(newest.begin(), newest.end(), [&](const KeptRelease* release) {
            return release->id == view_.current && release->id != id_;
        });
        unsigned kept = has_before ? 2 : 1;
        for (const KeptRelease* release : newest) {
            if (release->id == id_) continue;
            const bool hides = !shown_again(manifest_, release->manifest).empty() || options_.purge;
            if (release->id == view_.current) before_ = &release->manifest;
            const bool is_before = release->id == view_.current;
            if (hides || (!is_before && kept >= target_.keep))
                plan_.forget.push_back(release->id);
            else if (!is_before)
                ++kept;
        }
    }

    void send_all(const ManifestEntry* const* first, std::size_t count) {
        std::atomic<std::size_t> next{0};
        std::atomic<bool> failed{false};
        const unsigned workers = unsigned(std::min<std::size_t>(stores_.size(), count));
        for_each_index(workers, {workers}, [&](std::size_t worker, unsigned) {
            while (!failed) {
                if (!throttle_.may_work(unsigned(worker))) {
                    std::this_thread::sleep_for(std::chrono::milliseconds(20));
                    if (next >= count) return;
                    continue;
                }
                const std::size_t index = next++;
                if (index >= count) return;
                try {
                    send(stores_[worker], *first[index]);
                } catch (...) {
                    failed = true;  // nothing of a later phase may be seen
                    throw;
                }
                progress_.advance(1);
            }
        });
    }

    void send_phase(BucketPhase phase) {
        const auto& files = plan_.send[std::size_t(phase)];
        if (files.empty()) return;
        lock_->check();
        progress_.begin(std::string("publish.") + bucket_phase_names[std::size_t(phase)], files.size());
        // Entry pages deepest first, the last ones one by one: each may name those before it.
        for (std::size_t begin = 0; begin < files.size();) {
            std::size_t end = begin + 1;
            while (end < files.size() && may_go_together(phase, *files[begin], *files[end])) ++end;
            send_all(files.data() + begin, end - begin);
            begin = end;
        }
        result_.sent += files.size();
        result_.sent_bytes = sent_bytes_;
    }

    static bool may_go_together(BucketPhase phase, const ManifestEntry& a, const ManifestEntry& b) {
        if (phase == BucketPhase::last) return false;
        if (phase != BucketPhase::entries) return true;
        return std::count(a.path.begin(), a.path.end(), '/') == std::count(b.path.begin(), b.path.end(), '/');
    }

    /// Lists again: every object is what we put. Reads again what the store itself makes doubtful, and the doors of the site.
    void verify() {
        progress_.begin("publish.verify", 0);
        std::map<std::string, std::string> listed;
        for (StoredObject& object : list(stores_.front(), ""))
            listed.emplace(std::move(object.key), std::move(object.etag));
        std::vector<const ManifestEntry*> again;
        for (const ManifestEntry& entry : manifest_.entries()) {
            const auto object = listed.find(entry.path);
            const BucketRecord::Object* known = record_.find(entry.path);
            if (object == listed.end() || known == nullptr) differs(entry.path);
            if (object->second != known->etag) again.push_back(&entry);
        }
        // Where no ETag is an MD5, twenty are a sample; where most are, the others are suspects.
        const std::size_t most = doubtful_.size() * 2 > result_.sent ? 20 : doubtful_.size();
        again.insert(again.end(), doubtful_.begin(),
                     doubtful_.begin() + std::ptrdiff_t(std::min(most, doubtful_.size())));
        for (const char* door : {"index.html", "search/index.json"}) {
            if (const ManifestEntry* entry = manifest_.find(door)) again.push_back(entry);
        }
        for (const ManifestEntry* entry : again) read_again(*entry, listed[entry->path]);
        if (!target_.public_url.empty()) look_from_outside();
    }

    bool is_right(const ManifestEntry& entry, const HttpResponse& answer) const {
        std::string body = answer.body;
        if (is_compressed(entry) && answer.header("content-encoding") == "gzip")
            body = gunzip(body, entry.size).value_or("");
        if (sha256(body) != entry.content) return false;
        const auto headers = headers_of(entry, is_compressed(entry));
        return std::all_of(headers.begin(), headers.end(),
                           [&](const auto& header) { return answer.header(header.first) == header.second; });
    }

    void read_again(const ManifestEntry& entry, const std::string& etag) {
        StoreError error;
        for (int attempt = 0; attempt < 2; ++attempt) {
            const std::optional<HttpResponse> answer = stores_.front().fetch(entry.path, error);
            if (answer && is_right(entry, *answer)) {
                const auto* known = record_.find(entry.path);
                if (known != nullptr && known->etag != etag && attempt == 0)
                    record_.put(entry.path, {etag, known->content, known->headers});
                return;
            }
            if (!answer && error.status != 404) stop_at(target_, error);
            record_.remove(entry.path);
            if (attempt == 0) send(stores_.front(), entry);
        }
        differs(entry.path);
    }

    /// As a citizen sees it: the home page by its public address.
    void look_from_outside() {
        HttpClient client(target_.bucket.http);
        HttpRequest request;
        request.url = target_.public_url;
        const HttpResponse answer = client.send(request);
        const ManifestEntry* home = manifest_.find("index.html");
        if (home != nullptr && sha256(answer.body) != home->content) differs(target_.public_url);
    }

    [[noreturn]] void stop(const StoreError& error) const {
        if (error.code != "NotAllowed") stop_at(target_, error);
        throw Stop(ExitCode::locked, Diagnostic(codes::target_locked, {}, target_.name));
    }

    [[noreturn]] void differs(const std::string& what) const {
        throw Stop(ExitCode::unreachable, Diagnostic(codes::target_differs, {}, target_.name, {{"path", what}}));
    }

    /// From now on this release is what is shown; its predecessor is named beside it.
    void point() {
        StoreError error;
        const std::string text = id_ + "\n" + view_.current + "\n";
        if (view_.current != id_ && !private_.put("current", text, {{"content-type", "text/plain"}}, error))
            stop(error);
        note_current();
    }

    void note_current() const {
        const fs::path file = current_file(state_, target_);
        if (disk::read_file(file) != id_ + "\n") disk::write_file(file, id_ + "\n", disk::Sync::yes);
    }

    void remove_old() {
        if (!plan_.remove.empty()) progress_.begin("publish.delete", plan_.remove.size());
        for_each_index(plan_.remove.size(), {unsigned(stores_.size())}, [&](std::size_t index, unsigned worker) {
            StoreError error;
            if (!stores_[worker].remove(plan_.remove[index], error)) stop(error);
            record_.remove(plan_.remove[index]);
            progress_.advance(1);
        });
        result_.deleted = plan_.remove.size();
        StoreError error;
        for (const std::string& id : plan_.forget) {
            if (target_.by_release) remove_release(id);
            if (!private_.remove("m/" + id, error)) stop(error);
        }
    }

    void remove_release(const std::string& id) {
        ObjectStore whole(target_.bucket, credentials_);
        whole.guard([this] { return lock_->holds(); });
        StoreError error;
        for (const StoredObject& object : list(whole, release_prefix(id))) {
            if (!whole.remove(object.key, error)) stop(error);
            ++result_.deleted;
        }
    }

    const Manifest& manifest_;
    const fs::path& files_;
    const fs::path& state_;
    const Target& target_;
    const PublishOptions& options_;
    Progress& progress_;
    const Credentials credentials_;
    ObjectStore private_;
    std::deque<ObjectStore> stores_;
    BucketRecord record_;
    const std::string id_, owner_, prefix_;  ///< prefix: of this release, where each lies apart
    Throttle throttle_;
    BucketView view_;
    BucketPlan plan_;
    PublishResult result_;
    BucketLock* lock_ = nullptr;
    bool flag_left_ = false;            ///< our own, of an earlier run
    const Manifest* before_ = nullptr;  ///< layout by release: what is shown now
    std::int64_t begun_ = 0;            ///< when the manifest of this release was put; 0: it is not there
    std::atomic<std::uint64_t> sent_bytes_{0};
    std::mutex doubtful_mutex_;
    std::vector<const ManifestEntry*> doubtful_;
};

}  // namespace

PublishResult publish_to_bucket(const Manifest& manifest, const PublishFolders& folders, const Target& target,
                                const PublishOptions& options, Progress& progress) {
    return BucketPublisher(manifest, folders, target, options, progress).run();
}

}  // namespace gongshi
