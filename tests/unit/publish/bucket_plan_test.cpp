#include "publish/bucket_plan.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "release/output_tree.h"

using namespace gongshi;

namespace {

struct Made {
    std::string path;
    CacheClass cache;
    std::string bytes;
};

Manifest manifest_of(const std::vector<Made>& files) {
    std::string pattern = (std::filesystem::temp_directory_path() / "gongshi-plan-XXXXXX").string();
    const std::filesystem::path folder = ::mkdtemp(pattern.data());
    OutputTree tree = OutputTree::begin(folder / "public", folder / "state");
    for (const Made& file : files) tree.put(file.path, file.bytes, sha256(file.bytes), file.cache);
    Manifest manifest = std::move(tree).commit(sha256("x")).manifest;
    std::filesystem::remove_all(folder);
    return manifest;
}

const std::vector<Made> before = {{"index.html", CacheClass::page, "home 1"},
                                  {"penalties/index.html", CacheClass::page, "list 1"},
                                  {"penalties/a.html", CacheClass::page, "record a"},
                                  {"penalties/b.html", CacheClass::page, "record b"},
                                  {"assets/site.1.css", CacheClass::immutable, "css 1"},
                                  {"search/s/1/k.bin", CacheClass::immutable, "words 1"},
                                  {"search/index.json", CacheClass::page, "{1}"},
                                  {"ledger/head.txt", CacheClass::page, "head 1"}};

/// A bucket that holds a release, exactly.
BucketView view_of(const std::vector<Made>& files, const std::string& id) {
    BucketView view;
    view.current = id;
    view.now = 1'000'000;
    for (const Made& file : files)
        view.objects[file.path] = {file.path, "\"" + md5_hex(file.bytes) + "\"", 900'000, file.bytes.size()};
    view.releases.push_back({id, 900'000, manifest_of(files)});
    return view;
}

BucketPlan plan_of(const std::vector<Made>& files, const BucketView& view, bool purge = false) {
    const Manifest manifest = manifest_of(files);
    BucketPlan plan = plan_bucket(
        manifest, "new", view,
        [&](const ManifestEntry& entry, const StoredObject& object) {
            for (const Made& file : files) {
                if (file.path == entry.path) return object.etag == "\"" + md5_hex(file.bytes) + "\"";
            }
            return false;
        },
        [](const std::string&) { return false; }, 3600, purge);
    for (auto& phase : plan.send) phase.clear();  // they point into the manifest, which ends here
    return plan;
}

std::vector<std::string> names_of(const std::vector<Made>& files, const BucketView& view, BucketPhase phase) {
    const Manifest manifest = manifest_of(files);
    const BucketPlan plan = plan_bucket(
        manifest, "new", view, [](const ManifestEntry&, const StoredObject&) { return false; },
        [](const std::string&) { return false; }, 3600, false);
    std::vector<std::string> names;
    for (const ManifestEntry* entry : plan.send[std::size_t(phase)]) names.push_back(entry->path);
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("each file goes in the phase where nothing can miss it") {
    std::vector<Made> now = before;
    now.push_back({"penalties/c.html", CacheClass::page, "record c"});
    now.push_back({"en/penalties/index.html", CacheClass::page, "list"});
    const BucketView view = view_of(before, "old");
    CHECK(names_of(now, view, BucketPhase::immutable) == Names{"assets/site.1.css", "search/s/1/k.bin"});
    CHECK(names_of(now, view, BucketPhase::ledger) == Names{"ledger/head.txt"});
    CHECK(names_of(now, view, BucketPhase::fresh) == Names{"en/penalties/index.html", "penalties/c.html"});
    CHECK(names_of(now, view, BucketPhase::changed) == Names{"penalties/a.html", "penalties/b.html"});
    CHECK(names_of(now, view, BucketPhase::entries) == Names{"penalties/index.html"});
    CHECK(names_of(now, view, BucketPhase::last) == Names{"search/index.json", "index.html"});
}

TEST_CASE("an equal release is no work") {
    const BucketPlan plan = plan_of(before, view_of(before, "new"));
    CHECK(plan.is_empty());
    CHECK(plan.unchanged == before.size());
}

TEST_CASE("hashed files wait for readers of the release before; pages do not") {
    std::vector<Made> now = before;
    now[3] = {"penalties/c.html", CacheClass::page, "record c"};
    now[4] = {"assets/site.2.css", CacheClass::immutable, "css 2"};
    now[5] = {"search/s/2/k.bin", CacheClass::immutable, "words 2"};
    const BucketPlan plan = plan_of(now, view_of(before, "old"));
    CHECK(plan.remove == Names{"penalties/b.html"});
    CHECK(plan.waiting == 2);
    CHECK(plan_of(now, view_of(before, "old"), true).remove == Names{"penalties/b.html", "search/s/1/k.bin"});
}

TEST_CASE("a withdrawal takes old parts of the index with it") {
    std::vector<Made> now = before;
    now[2] = {"penalties/a.html", CacheClass::gone, "withdrawn"};
    now[5] = {"search/s/2/k.bin", CacheClass::immutable, "words 2"};
    CHECK(plan_of(now, view_of(before, "old")).remove == Names{"search/s/1/k.bin"});
}

TEST_CASE("a run that died after the pointer does not take itself for its predecessor") {
    std::vector<Made> now = before;
    now[4] = {"assets/site.2.css", CacheClass::immutable, "css 2"};
    BucketView view = view_of(before, "old");
    view.releases.push_back({"new", 999'000, manifest_of(now)});
    view.current = "new";
    view.previous = "old";
    view.objects["assets/site.2.css"] = {"assets/site.2.css", "\"" + md5_hex("css 2") + "\"", 999'000, 5};
    CHECK(plan_of(now, view).remove.empty());
    CHECK(plan_of(now, view).waiting == 1);
}

TEST_CASE("after the grace, and two releases later, nothing is left of a release, nor its manifest") {
    std::vector<Made> second = before, third = before;
    second[4] = {"assets/site.2.css", CacheClass::immutable, "css 2"};
    third[4] = {"assets/site.3.css", CacheClass::immutable, "css 3"};
    BucketView view = view_of(before, "old");
    view.releases.push_back({"middle", 950'000, manifest_of(second)});
    view.objects["assets/site.2.css"] = {"assets/site.2.css", "", 950'000, 5};
    view.current = "middle";
    const BucketPlan plan = plan_of(third, view);
    CHECK(plan.remove == Names{"assets/site.1.css"});
    CHECK(plan.forget == Names{"old"});
    CHECK(plan.waiting == 1);
}

TEST_CASE("what no release of ours names is left alone") {
    BucketView view = view_of(before, "old");
    view.objects["google123.html"] = {"google123.html", "", 1, 1};
    const BucketPlan plan = plan_of(before, view);
    CHECK(plan.strangers == Names{"google123.html"});
    CHECK(plan.remove.empty());
}
