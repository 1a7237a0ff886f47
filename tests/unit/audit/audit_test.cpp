#include "audit/audit.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "core/disk.h"
#include "release/output_tree.h"

using namespace gongshi;

TEST_CASE("a byte that changed on the disk is found, whether this run wrote the file or another") {
    std::string pattern = (std::filesystem::temp_directory_path() / "gongshi-audit-XXXXXX").string();
    const std::filesystem::path folder = ::mkdtemp(pattern.data());
    OutputTree tree = OutputTree::begin(folder / "public", folder / "state");
    tree.put("a.txt", "one", sha256("a"), CacheClass::data);
    tree.put("b.txt", "two", sha256("b"), CacheClass::data);
    const Manifest made = std::move(tree).commit(sha256("whole")).manifest;
    const Manifest read = *Manifest::last(folder / "state");
    CHECK(made.entries().front().made_sum.has_value());
    CHECK(!read.entries().front().made_sum.has_value());
    CHECK(made.entries() == read.entries());  // the sum is of the run, not of the release
    Silent silent;
    for (const Manifest* one : {&made, &read})
        CHECK(audit(*one, std::nullopt, folder / "public", Gates{}, Threads{2}, silent).release);
    for (const char* other : {"oen", "one more", ""}) {
        disk::write_file(folder / "public/a.txt", other, disk::Sync::no);
        for (const Manifest* one : {&made, &read}) {
            const Verdict verdict = audit(*one, std::nullopt, folder / "public", Gates{}, Threads{2}, silent);
            REQUIRE(verdict.findings.size() == 1);
            CHECK(verdict.findings.front().place.file == "a.txt");
            CHECK(!verdict.release);
        }
    }
    std::filesystem::remove_all(folder);
}
