#include "core/disk.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "core/stop.h"

using namespace gongshi;

namespace {

struct Folder {
    disk::path path;
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "gongshi-disk-XXXXXX").string();
        path = ::mkdtemp(pattern.data());
    }
    ~Folder() { std::filesystem::remove_all(path); }
};

}  // namespace

TEST_CASE("what is written is read back, and a missing file is not an error") {
    const Folder folder;
    disk::write_file(folder.path / "a", "一", disk::Sync::yes);
    disk::write_file(folder.path / "a", "二", disk::Sync::no);
    CHECK(disk::read_file(folder.path / "a") == "二");
    CHECK(disk::read_file(folder.path / "b") == std::nullopt);
    disk::remove(folder.path / "b");
    const std::string large(3'000'000, 'x');
    disk::write_file(folder.path / "large", large, disk::Sync::no);
    CHECK(disk::read_file(folder.path / "large") == large);
    CHECK(disk::digest_of_file(folder.path / "large") == sha256(large));
    const HashKey key{5};
    CHECK(disk::hashes_of_file(folder.path / "large", key).first ==
          disk::quick_hash_of_file(folder.path / "large", key));
    CHECK(disk::hashes_of_file(folder.path / "large", key).second == sha256(large));
}

TEST_CASE("a second name keeps what the first one held when that is written anew") {
    const Folder folder;
    disk::write_file(folder.path / "a", "一", disk::Sync::no);
    disk::write_file(folder.path / "b.new~", "a run died here", disk::Sync::no);
    disk::link_file(folder.path / "a", folder.path / "b", disk::Sync::no);
    CHECK(std::filesystem::equivalent(folder.path / "a", folder.path / "b"));
    disk::write_file(folder.path / "a", "二", disk::Sync::no);
    CHECK(disk::read_file(folder.path / "b") == "一");
    disk::link_file(folder.path / "a", folder.path / "b", disk::Sync::yes);
    CHECK(disk::read_file(folder.path / "b") == "二");
    CHECK(disk::list_files(folder.path).size() == 2);
    CHECK_THROWS_AS(disk::link_file(folder.path / "none", folder.path / "b", disk::Sync::no), Stop);
}

TEST_CASE("files are listed below a folder in the order of their bytes, links not followed") {
    const Folder folder;
    disk::make_folders(folder.path / "b" / "c");
    for (const char* name : {"b/c/z", "b-1", "a"}) disk::write_file(folder.path / name, name, disk::Sync::no);
    std::filesystem::create_symlink("/", folder.path / "link");
    std::vector<std::string> paths;
    for (const disk::Entry& entry : disk::list_files(folder.path)) paths.push_back(entry.path);
    CHECK(paths == std::vector<std::string>{"a", "b-1", "b/c/z", "link"});
    CHECK(disk::list_files(folder.path / "nowhere").empty());
}

TEST_CASE("a disk that refuses ends the run and says where") {
    const Folder folder;
    try {
        disk::write_file(folder.path / "no" / "such" / "folder", "x", disk::Sync::no);
        FAIL("nothing was thrown");
    } catch (const Stop& stop) {
        CHECK(stop.exit_code() == ExitCode::usage);
        CHECK(stop.findings().front().code == "disk.failed");
        CHECK(stop.findings().front().place.file.find("such/folder") != std::string::npos);
    }
}
