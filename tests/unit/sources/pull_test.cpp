#include "sources/pull.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>
#include <map>

#include "core/disk.h"
#include "core/toml.h"
#include "sources/attachment.h"

using namespace gongshi;

namespace {

struct Site {
    std::filesystem::path folder;
    Departments departments;
    std::vector<Dataset> datasets;
    std::vector<Source> sources;

    Site() {
        std::string pattern = (std::filesystem::temp_directory_path() / "gongshi-pull-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
        Diagnostics findings;
        departments = Departments::read(
            TomlDocument::parse("[scjg]\nname = '云溪县市场监督管理局'\nshort = '市监'\n", "departments.toml").root(),
            findings);
        for (const char* name : {"items", "inspection-items", "penalties"}) {
            datasets.emplace_back();
            datasets.back().name = name;
        }
        sources = read_sources(
            TomlDocument::parse("[[source]]\nname = 'share'\npath = 'inbox'\nincrements = ['penalties']\n", "s").root(),
            ".");
    }
    ~Site() { std::filesystem::remove_all(folder); }

    void drop(const std::string& path, const std::string& bytes = "x") const {
        std::filesystem::create_directories((folder / "inbox" / path).parent_path());
        std::ofstream(folder / "inbox" / path) << bytes;
    }
    Pulled pull(const KnownFiles* known = nullptr) const {
        Silent silent;
        return gongshi::pull(sources, folder, departments, datasets, known, Threads{2}, silent);
    }
};

}  // namespace

TEST_CASE("a file's folder and name say whose it is and what it holds") {
    struct {
        const char* path;
        const char* what;  ///< the dataset, or the code of the finding, or "" for an attachment
    } cases[] = {
        {"scjg/penalties.csv", "penalties"},
        {"scjg/penalties_202611.xlsx", "penalties"},
        {"scjg/penalties-一月.ndjson", "penalties"},
        {"scjg/inspection-items.json", "inspection-items"},
        {"scjg/items.2026.CSV", "items"},
        {"scjg/penaltie_2026.csv", "export.unknown_dataset"},
        {"scjg/penalties.xls", "export.old_form"},
        {"scjg/penalties.txt", "export.unknown_form"},
        {"scjg/~$penalties.xlsx", "export.unfinished"},
        {"scjg/penalties.csv.part", "export.unfinished"},
        {"gsj/penalties.csv", "export.unknown_department"},
        {"penalties.csv", "export.outside_department"},
        {"scjg/scan.pdf", ""},
        {"scjg/files/penalties.csv", "export.too_deep"},
        {"scjg/files/table.csv", ""},
        {"scjg/penalties.jsonl", "penalties"},
        {"scjg/penalties_2026.zip", "export.archive"},
        {"scjg/scans.zip", ""},
        {"scjg/penalties.csv.approved.toml", ""},
        {"scjg/.DS_Store", ""},
        {".Trash-1000/files/penalties.csv", ""},
    };
    for (const auto& c : cases) {
        CAPTURE(c.path);
        const Site site;
        site.drop("scjg/keep.pdf");
        site.drop(c.path);
        const Pulled pulled = site.pull();
        const std::string got = !pulled.exports.empty()    ? pulled.exports[0].dataset
                                : !pulled.findings.empty() ? pulled.findings[0].code
                                                           : "";
        CHECK(got == c.what);
    }
}

TEST_CASE("people's own words for datasets and departments name what was meant") {
    Site site;
    site.datasets[2].title = {"行政处罚", "Penalties"};
    site.datasets[1].title = {"随机抽查事项", "Random inspection matters"};
    site.drop("scjg/行政处罚2026.csv");
    site.drop("scjg/2026年随机抽查事项清单.xlsx");
    site.drop("scjg/pentalies.csv");
    site.drop("scjg/xyz.csv");
    site.drop("市监局/penalties.csv");
    site.drop("云溪县市场监督管理局/penalties.csv");
    site.drop("教育局/penalties.csv");
    site.drop("局/penalties.csv");
    std::map<std::string, std::string> nearest;
    for (const Diagnostic& one : site.pull().findings) {
        CHECK(one.facts[0].first == "nearest");
        nearest[one.place.file] = one.facts[0].second;
    }
    CHECK(nearest == std::map<std::string, std::string>{{"inbox/scjg/行政处罚2026.csv", "penalties"},
                                                        {"inbox/scjg/2026年随机抽查事项清单.xlsx", "inspection-items"},
                                                        {"inbox/scjg/pentalies.csv", "penalties"},
                                                        {"inbox/scjg/xyz.csv", ""},
                                                        {"inbox/市监局", "scjg"},
                                                        {"inbox/云溪县市场监督管理局", "scjg"},
                                                        {"inbox/教育局", ""},
                                                        {"inbox/局", ""}});
}

TEST_CASE("an export carries its digest, and how its absences are to be read") {
    const Site site;
    site.drop("scjg/penalties.csv", "abc");
    site.drop("scjg/items.csv", "");
    const Pulled pulled = site.pull();
    REQUIRE(pulled.exports.size() == 2);
    CHECK(pulled.exports[0].shown == "inbox/scjg/items.csv");
    CHECK(pulled.exports[0].mode == ExportMode::snapshot);
    CHECK(pulled.exports[1].mode == ExportMode::increment);
    CHECK(pulled.exports[1].digest == sha256("abc"));
    CHECK(pulled.exports[1].size == 3);
}

TEST_CASE("links out of the inbox are refused, for exports and attachments") {
    const Site site;
    site.drop("scjg/a.pdf");
    std::ofstream(site.folder / "secret.csv") << "x";
    std::filesystem::create_symlink(site.folder / "secret.csv", site.folder / "inbox/scjg/penalties.csv");
    const Pulled pulled = site.pull();
    CHECK(pulled.exports.empty());
    REQUIRE(pulled.findings.size() == 1);
    CHECK(pulled.findings[0].code == "export.link_outside");
    const AttachmentStore store(site.sources, site.datasets, site.folder, site.folder / "kept");
    std::ofstream(site.folder / "secret.txt") << "x";
    std::filesystem::create_symlink(site.folder / "secret.txt", site.folder / "inbox/scjg/link.txt");
    site.drop("scjg/notes.txt");
    CHECK(store.find("scjg", "notes.txt").file);
    for (const char* name : {"../../secret.txt", "link.txt", "b.pdf"}) {
        CAPTURE(std::string(name));
        const FoundAttachment found = store.find("scjg", name);
        CHECK_FALSE(found.file);
        REQUIRE(found.finding);
        CHECK(found.finding->code == "attachment.missing");
    }
}

TEST_CASE("a cell that names several files is told so, unless there is a file of that name") {
    const Site site;
    site.drop("scjg/一.pdf；二.pdf", "%PDF-1.7");
    const AttachmentStore store(site.sources, site.datasets, site.folder, site.folder / "kept");
    CHECK(store.find("scjg", "一.pdf；二.pdf").file);
    for (const char* name : {"附件1.pdf；附件2.pdf", "a.pdf, b.docx", "甲.pdf、乙.ofd、丙.png"}) {
        CAPTURE(std::string(name));
        CHECK(store.find("scjg", name).finding.value().code == "attachment.several");
    }
    for (const char* name : {"甲、乙办法.pdf", "a.pdf；", "一.pdf"}) {
        CAPTURE(std::string(name));
        CHECK(store.find("scjg", name).finding.value().code != "attachment.several");
    }
}

TEST_CASE("an attachment is what its name says, and no export") {
    const Site site;
    const AttachmentStore store(site.sources, site.datasets, site.folder, site.folder / "kept");
    const auto fault_of = [&](const char* name, const std::string& bytes) {
        site.drop(std::string("scjg/") + name, bytes);
        const FoundAttachment found = store.find("scjg", name);
        CHECK(found.file.has_value() == !found.finding.has_value());
        return found.finding ? found.finding->code : std::string();
    };
    CHECK(fault_of("a.pdf", "%PDF-1.7\n").empty());
    CHECK(fault_of("b.PDF", "\n\n%PDF-1.4\n").empty());
    CHECK(fault_of("c.pdf", "<html>") == "attachment.disguised");
    CHECK(fault_of("d.docx", "PK\x03\x04").empty());
    CHECK(fault_of("e.docx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") == "attachment.disguised");
    CHECK(fault_of("e.doc", "{\\rtf1").empty());
    CHECK(fault_of("f.png", "GIF89a") == "attachment.disguised");
    CHECK(fault_of("g.txt", "") == "attachment.empty");
    CHECK(fault_of("h.html", "<p>") == "attachment.kind");
    CHECK(fault_of("i.svg", "<svg/>") == "attachment.kind");
    CHECK(fault_of("penalties-2026.xlsx", "PK\x03\x04") == "attachment.is_export");
    CHECK(fault_of("lists/penalties.xlsx", "PK\x03\x04").empty());  // below the folder nothing is read as an export
}

TEST_CASE("an attachment that was found once stays when its file goes or is spoilt") {
    const Site site;
    const AttachmentStore store(site.sources, site.datasets, site.folder, site.folder / "kept");
    site.drop("scjg/a.pdf", "%PDF-1");
    REQUIRE(store.find("scjg", "a.pdf").file);
    site.drop("scjg/a.pdf", "%PDF-2");
    REQUIRE(store.find("scjg", "a.pdf").file);
    for (const bool spoilt : {true, false}) {
        if (spoilt)
            site.drop("scjg/a.pdf", "");
        else
            std::filesystem::remove(site.folder / "inbox/scjg/a.pdf");
        const FoundAttachment found = store.find("scjg", "a.pdf");
        REQUIRE(found.file);
        CHECK(disk::read_file(*found.file) == "%PDF-2");
        REQUIRE(found.finding);
        CHECK(found.finding->code == (spoilt ? "attachment.empty" : "attachment.vanished"));
    }
    CHECK_FALSE(store.find("sthj", "a.pdf").file);  // another department's
}

TEST_CASE("a missing share is a finding, not an empty department") {
    const Site site;
    const Pulled pulled = site.pull();
    REQUIRE(pulled.findings.size() == 1);
    CHECK(pulled.findings[0].code == "source.no_folder");
}

TEST_CASE("a file that is as it was keeps its digest; a changed one gets its own") {
    const Site site;
    site.drop("scjg/penalties.csv", "one");
    site.drop("scjg/items.csv", "two");
    KnownFiles known;
    known.key.number = 42;
    for (const Export& file : site.pull(&known).exports) {
        CHECK(file.digest == disk::digest_of_file(file.file));
        CHECK(file.quick == disk::quick_hash_of_file(file.file, known.key));
        // No real digest, so that it shows where it comes from.
        known.files[file.shown] = {file.size, file.quick, sha256("as known")};
    }
    REQUIRE(known.files.size() == 2);
    site.drop("scjg/items.csv", "owt");
    const Pulled again = site.pull(&known);
    REQUIRE(again.exports.size() == 2);
    CHECK(again.exports[0].digest == sha256("owt"));
    CHECK(again.exports[1].digest == sha256("as known"));
    known.key.number = 43;
    for (const Export& file : site.pull(&known).exports) CHECK(file.digest == disk::digest_of_file(file.file));
}
