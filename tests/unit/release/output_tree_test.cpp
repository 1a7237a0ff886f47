#include "release/output_tree.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <map>
#include <random>

#include "core/disk.h"
#include "core/parallel.h"

using namespace gongshi;

namespace {

struct Scratch {
    std::filesystem::path folder;
    Scratch() {
        std::string pattern = (std::filesystem::temp_directory_path() / "gongshi-tree-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
    }
    ~Scratch() { std::filesystem::remove_all(folder); }
    std::filesystem::path tree() const { return folder / "public"; }
    std::filesystem::path state() const { return folder / "state"; }
};

using Files = std::map<std::string, std::string>;

Committed commit(const Scratch& place, const Files& files, OutputTree::Trust trust = OutputTree::Trust::manifest) {
    OutputTree tree = OutputTree::begin(place.tree(), place.state(), trust);
    Sha256 whole;
    for (const auto& [path, bytes] : files) {
        const Digest ingredients = sha256(bytes);
        whole.field(path).field(ingredients);
        if (!tree.keep(path, ingredients)) tree.put(path, bytes, ingredients, CacheClass::page);
    }
    return std::move(tree).commit(whole.finish());
}

Manifest build(const Scratch& place, const Files& files, OutputTree::Trust trust = OutputTree::Trust::manifest) {
    return commit(place, files, trust).manifest;
}

Files on_disk(const Scratch& place) {
    Files files;
    for (const disk::Entry& entry : disk::list_files(place.tree()))
        files[entry.path] = *disk::read_file(place.tree() / entry.path);
    return files;
}

}  // namespace

TEST_CASE("what is built is on the disk, and the manifest says so") {
    const Scratch place;
    const Files files = {{"index.html", "一"}, {"penalties/a.html", "二"}};
    const Manifest manifest = build(place, files);
    CHECK(on_disk(place) == files);
    REQUIRE(manifest.entries().size() == 2);
    CHECK(manifest.find("penalties/a.html")->content == sha256("二"));
    CHECK(manifest.find("penalties") == nullptr);
    const auto last = Manifest::last(place.state());
    REQUIRE(last);
    CHECK(last->entries() == manifest.entries());
    CHECK(last->digest() == manifest.digest());
}

TEST_CASE("a first tree is shown whole or not at all, and what a run that died left beside it is gone") {
    const Scratch place;
    const std::filesystem::path beside = place.folder / "public.new~";
    {
        OutputTree tree = OutputTree::begin(place.tree(), place.state());
        tree.put("old.html", "1", sha256("1"), CacheClass::page);
        CHECK_FALSE(std::filesystem::exists(place.tree()));
        CHECK(std::filesystem::exists(beside / "old.html"));
    }
    const Files files = {{"a.html", "1"}, {"b/c.html", "2"}};
    build(place, files);
    CHECK(on_disk(place) == files);
    CHECK_FALSE(std::filesystem::exists(beside));
    build(place, {{"a.html", "3"}});
    CHECK(on_disk(place) == Files{{"a.html", "3"}});
    CHECK_FALSE(std::filesystem::exists(beside));
}

TEST_CASE("a build of the same writes nothing at all") {
    const Scratch place;
    const Files files = {{"index.html", "一"}, {"a/b.html", "二"}};
    build(place, files);
    const std::uint64_t before = disk::steps();
    build(place, files);
    CHECK(disk::steps() == before);
}

TEST_CASE("what another program made is made anew, and written where it differs") {
    const Scratch place;
    const Digest one = sha256("program 1"), other = sha256("program 2"), page = sha256("page"), list = sha256("list");
    const auto run = [&](const Digest& maker, const std::string& bytes) {
        OutputTree tree = OutputTree::begin(place.tree(), place.state(), OutputTree::Trust::manifest, maker);
        const bool kept = tree.keep("page.html", page);
        if (!kept) tree.put("page.html", bytes, page, CacheClass::page);
        if (!tree.keep_folder("list/", list)) tree.put("list/1.html", "unchanged", list, CacheClass::page);
        const Committed::Count count = std::move(tree).commit(maker).count;
        CHECK(count.written + count.same_bytes + count.kept == 2);
        return std::pair(kept, count.written);
    };
    CHECK(run(one, "罚款（万元）") == std::pair<bool, std::uint64_t>(false, 2));
    CHECK(run(one, "罚款（万元）") == std::pair<bool, std::uint64_t>(true, 0));
    CHECK(run(other, "罚款") == std::pair<bool, std::uint64_t>(false, 1));
    CHECK(on_disk(place)["page.html"] == "罚款");
    CHECK(run(other, "罚款") == std::pair<bool, std::uint64_t>(true, 0));
}

TEST_CASE("pages that left are removed, and only those") {
    const Scratch place;
    build(place, {{"a.html", "1"}, {"b.html", "2"}});
    build(place, {{"b.html", "2"}, {"c.html", "3"}});
    CHECK(on_disk(place) == Files{{"b.html", "2"}, {"c.html", "3"}});
}

TEST_CASE("folders leave with the last file below them") {
    using Folders = std::vector<std::string>;
    const Scratch place;
    build(place, {{"s/old/k/0.bin", "1"}, {"s/old/t/0.bin", "2"}, {"s/b", "3"}, {"t/a", "4"}});
    CHECK(disk::list_folders(place.tree()) == Folders{"s", "s/old", "s/old/k", "s/old/t", "t"});
    build(place, {{"s/new/k/0.bin", "1"}, {"s/b", "3"}});
    CHECK(disk::list_folders(place.tree()) == Folders{"s", "s/new", "s/new/k"});
    disk::make_folders(place.tree() / "left" / "over");
    std::filesystem::create_directory_symlink("..", place.tree() / "s" / "link");
    build(place, {{"s/new/k/0.bin", "1"}, {"s/b", "3"}}, OutputTree::Trust::nothing);
    CHECK(disk::list_folders(place.tree()) == Folders{"s", "s/new", "s/new/k"});
    CHECK(on_disk(place).size() == 2);
}

TEST_CASE("what became of the files since the last build is told, and nothing where that is not believed") {
    using Paths = std::vector<std::string>;
    const Scratch place;
    const Committed first = commit(place, {{"a", "一"}, {"b", "二"}, {"c", "三"}, {"e", "五"}});
    CHECK_FALSE(first.change);
    const Committed second = commit(place, {{"a", "一"}, {"c", "三三"}, {"d", "四"}});
    REQUIRE(second.change);
    const ReleaseChange between = change_between(first.manifest, second.manifest);
    for (const ReleaseChange& change : {*second.change, between}) {
        CHECK(change.changed == Paths{"c", "d"});
        CHECK(change.left == Paths{"b", "e"});
    }
    const Committed same = commit(place, {{"a", "一"}, {"c", "三三"}, {"d", "四"}});
    REQUIRE(same.change);
    CHECK((same.change->changed.empty() && same.change->left.empty()));
    CHECK_FALSE(commit(place, {{"a", "一"}}, OutputTree::Trust::nothing).change);
}

TEST_CASE("a build that died is not believed: a page put back to its old form is written again") {
    const Scratch place;
    build(place, {{"a.html", "old"}});
    {
        OutputTree tree = OutputTree::begin(place.tree(), place.state());
        tree.put("a.html", "new", sha256("new"), CacheClass::page);
        tree.put("stranger.html", "x", sha256("x"), CacheClass::page);
    }  // dies here: no commit
    CHECK(on_disk(place).at("a.html") == "new");
    build(place, {{"a.html", "old"}});
    CHECK(on_disk(place) == Files{{"a.html", "old"}});
}

TEST_CASE("a manifest that was damaged is none") {
    const Scratch place;
    build(place, {{"a.html", "1"}});
    std::string bytes = *disk::read_file(place.state() / "manifest");
    for (std::size_t at : {std::size_t(0), bytes.size() / 2, bytes.size() - 1}) {
        std::string damaged = bytes;
        damaged[at] = char(damaged[at] ^ 1);
        disk::write_file(place.state() / "manifest", damaged, disk::Sync::no);
        CHECK_FALSE(Manifest::last(place.state()));
    }
    disk::write_file(place.state() / "manifest", std::string_view(bytes).substr(0, 70), disk::Sync::no);
    CHECK_FALSE(Manifest::last(place.state()));
    std::filesystem::create_directory(place.tree() / "x");
    disk::write_file(place.tree() / "x" / "foreign.html", "?", disk::Sync::no);
    build(place, {{"a.html", "1"}});
    CHECK(on_disk(place) == Files{{"a.html", "1"}});
}

TEST_CASE("--full believes nothing and ends the same") {
    const Scratch place;
    build(place, {{"a.html", "1"}});
    disk::write_file(place.tree() / "a.html", "altered by hand", disk::Sync::no);
    build(place, {{"a.html", "1"}}, OutputTree::Trust::nothing);
    CHECK(on_disk(place) == Files{{"a.html", "1"}});
}

TEST_CASE("several threads make the same tree as one") {
    std::vector<Digest> digests;
    for (unsigned threads : {1u, 2u, 8u}) {
        const Scratch place;
        OutputTree tree = OutputTree::begin(place.tree(), place.state());
        for_each_index(300, Threads{threads}, [&](std::size_t index, unsigned) {
            const std::string path = "d" + std::to_string(index % 7) + "/" + std::to_string(index) + ".html";
            tree.put(path, path, sha256(path), CacheClass::page);
        });
        digests.push_back(std::move(tree).commit(sha256("all")).manifest.digest());
    }
    CHECK(digests[0] == digests[1]);
    CHECK(digests[0] == digests[2]);
}

TEST_CASE("after any history of edits and deaths the tree is what a build from nothing makes") {
    std::mt19937 random(20261120);
    for (int history = 0; history < 300; ++history) {
        const Scratch place;
        Files files;
        for (int night = 0; night < 8; ++night) {
            for (int edit = 0; edit < 3; ++edit) {
                const std::string letter(1, char('a' + random() % 5));
                const std::string path = letter + (letter < "c" ? ".html" : "/index.html");
                if (random() % 4 == 0) {
                    files.erase(path);
                } else {
                    files[path] = std::to_string(random() % 3);
                }
            }
            if (random() % 3 == 0) {
                OutputTree tree = OutputTree::begin(place.tree(), place.state());
                std::size_t lives = random() % 5;
                for (const auto& [path, bytes] : files) {
                    if (lives-- == 0) break;
                    if (!tree.keep(path, sha256(bytes))) tree.put(path, bytes, sha256(bytes), CacheClass::page);
                }
            } else {
                build(place, files);
                REQUIRE(on_disk(place) == files);
                for (const std::string& folder : disk::list_folders(place.tree()))
                    CHECK(files.contains(folder + "/index.html"));
            }
        }
    }
}

TEST_CASE("a file put in pieces is a file like any other, however large; unfinished it never was") {
    const Scratch place;
    const std::string large(std::size_t(5) << 20, 'x');
    const auto grow = [&](OutputTree& tree, const std::string& path, const std::string& bytes, bool finish) {
        OutputTree::Growing file = tree.grow(path, sha256(path), CacheClass::data);
        for (std::size_t at = 0; at < bytes.size(); at += 100000)
            file.append(std::string_view(bytes).substr(at, 100000));
        if (finish) file.finish();
    };
    const auto night = [&](const std::string& bytes) {
        OutputTree tree = OutputTree::begin(place.tree(), place.state());
        grow(tree, "a/large.csv", bytes, true);
        grow(tree, "a/small.csv", "1", true);
        grow(tree, "a/empty.csv", "", true);
        grow(tree, "a/dropped.csv", large, false);
        return std::move(tree).commit(sha256(bytes));
    };
    for (const std::string& bytes : {large, large + "y"}) {
        const Committed made = night(bytes);
        CHECK(on_disk(place) == Files{{"a/large.csv", bytes}, {"a/small.csv", "1"}, {"a/empty.csv", ""}});
        CHECK(made.manifest.find("a/large.csv")->content == sha256(bytes));
        CHECK(made.manifest.find("a/large.csv")->size == bytes.size());
        CHECK(night(bytes).count.same_bytes == 3);
        CHECK(on_disk(place).size() == 3);
    }
}
