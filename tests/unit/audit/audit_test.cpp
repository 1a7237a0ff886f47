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

TEST_CASE("a large download is read in pieces: what no page may hold is found in its line, and nothing else") {
    std::string pattern = (std::filesystem::temp_directory_path() / "gongshi-audit-XXXXXX").string();
    const std::filesystem::path folder = ::mkdtemp(pattern.data());
    std::string csv, json;
    for (int line = 1; line <= 150000; ++line) {
        const std::string number = line % 50000 == 0 ? "13800138000" : "0";
        csv += "云溪县测试商贸有限公司,\"一\n二\"," + number + "\r\n";
        json += R"({"party":"云溪县测试商贸有限公司","phone":")" + number + "\"},\n";
    }
    OutputTree tree = OutputTree::begin(folder / "public", folder / "state");
    tree.put("all.csv", csv, sha256("a"), CacheClass::data);
    tree.put("all.json", json, sha256("b"), CacheClass::data);
    const Manifest made = std::move(tree).commit(sha256("whole")).manifest;
    Silent silent;
    const auto look = [&] {
        return audit(made, std::nullopt, folder / "public", Gates{}, Threads{2}, silent).findings;
    };
    const std::vector<Diagnostic> found = look();
    REQUIRE(found.size() == 6);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(found[i].code == "leak.mobile");
        CHECK(found[i].place.file == "all.csv");
        CHECK(found[i].place.line == 2 * 50000 * (i + 1));
        CHECK(found[i + 3].place.file == "all.json");
        CHECK(found[i + 3].place.line == 50000 * (i + 1));
    }
    csv.back() = ' ';
    disk::write_file(folder / "public/all.csv", csv, disk::Sync::no);
    const std::vector<Diagnostic> altered = look();
    CHECK(std::any_of(altered.begin(), altered.end(),
                      [](const Diagnostic& one) { return one.code == "file.altered" && one.place.file == "all.csv"; }));
    disk::remove(folder / "public/all.json");
    CHECK(look().size() == 5);
    std::filesystem::remove_all(folder);
}
