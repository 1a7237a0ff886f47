#include "registry/import.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>

#include "core/disk.h"
#include "core/stop.h"
#include "core/toml.h"
#include "dataset/dataset_file.h"
#include "disclosure/disclosure.h"
#include "registry/run_lock.h"
#include "registry/seen_files.h"

using namespace gongshi;

namespace {

constexpr const char* schema = R"({"name":"penalties","title":"行政处罚","fields":[
    {"name":"number","title":"文号","type":"string","constraints":{"required":true},"disclosure":{"privacy":"public"}},
    {"name":"facts","title":"事实","type":"string","disclosure":{"privacy":"public"}},
    {"name":"secret","title":"内部","type":"string"},
    {"name":"status","title":"审核状态","type":"string"},
    {"name":"approver","title":"审核人","type":"string"}],
    "primaryKey":["number"],
    "disclosure":{"segment":"penalties","stage":"after","order":1,"record_title":["number"],"list":["number"],
      "approval":{"status":"status","approved":["通过"],"approver":"approver"}}})";

/// A site of one department and one dataset, and its nights.
struct Nights {
    std::filesystem::path folder;
    Departments departments;
    std::vector<Dataset> datasets;
    std::map<std::string, std::string> files;
    Date today = *Date::of(2026, 11, 20);

    Nights() {
        std::string pattern = (std::filesystem::temp_directory_path() / "gongshi-nights-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
        Diagnostics findings;
        departments = Departments::read(
            TomlDocument::parse("[scjg]\nname = '云溪县市场监督管理局'\nshort = '市监'\n", "d").root(), findings);
        datasets.push_back(parse_dataset(schema, "penalties.json", findings));
        REQUIRE(findings.empty());
    }
    ~Nights() { std::filesystem::remove_all(folder); }

    ImportCount night() {
        std::filesystem::remove_all(folder / "inbox");
        std::vector<Export> exports;
        for (const auto& [name, bytes] : files) {
            std::filesystem::create_directories(folder / "inbox");
            std::ofstream(folder / "inbox" / name) << bytes;
            Export one;
            one.file = folder / "inbox" / name;
            one.shown = "inbox/scjg/" + name;
            one.department = "scjg";
            one.dataset = "penalties";
            one.digest = sha256(bytes);
            one.size = bytes.size();
            exports.push_back(one);
        }
        IntakeOptions options;
        options.departments = &departments;
        Registry registry = Registry::open(folder / "state");
        Silent silent;
        return take_in(exports, datasets, options, registry, {today, Instant{0}}, Threads{2}, silent);
    }

    /// number and facts of everything shown, and how often it changed.
    std::map<std::string, std::string> shown() {
        Registry registry = Registry::open(folder / "state");
        Diagnostics findings;
        const Policy policy;
        const Disclosure view = disclose(registry, datasets, departments, policy, today, Threads{2}, findings);
        Disclosure::Reader reader(view);
        std::map<std::string, std::string> found;
        for (const Entry& entry : view.datasets()[0].entries) {
            const PublicRecord record = reader.read(view.datasets()[0], entry);
            const Value* facts = record.find(1);
            found[record.title()] = (facts == nullptr ? "" : std::get<std::string>(*facts)) + " v" +
                                    std::to_string(record.provenance().version);
            CHECK(record.find(2) == nullptr);
            CHECK(record.digest() == entry.digest);
        }
        return found;
    }

    /// How many records no file holds.
    std::int64_t unheld() const {
        Registry registry = Registry::open(folder / "state");
        Statement count = registry.database().prepare("SELECT count(*) FROM head WHERE file IS NULL");
        count.step();
        return count.integer(0);
    }
};

constexpr const char* header = "文号,事实,内部,审核状态,审核人\n";
/// Refused for its stray comma; its key can be read.
constexpr const char* bad_row = "1号,坏,行,s,通过,王\n";
using Shown = std::map<std::string, std::string>;

std::string codes_of(const std::vector<Diagnostic>& findings) {
    std::string codes;
    for (const Diagnostic& one : findings) codes += one.code + " ";
    return codes;
}

}  // namespace

TEST_CASE("the same export twice is once, and its findings are told again") {
    Nights nights;
    nights.files["penalties.csv"] = std::string(header) + "1号,甲,s,通过,王\n2号,乙,s,通过,王\n,没有文号,s,通过,王\n";
    const ImportCount first = nights.night();
    CHECK(first.new_records == 2);
    REQUIRE(first.exports.size() == 1);
    CHECK(first.exports[0].refused_rows.size() == 1);
    const ImportCount second = nights.night();
    CHECK(second.new_records == 0);
    CHECK(second.exports[0].outcome == ImportedExport::Outcome::unchanged);
    CHECK(second.exports[0].findings == first.exports[0].findings);
    CHECK(second.exports[0].refused_rows[0].cells == first.exports[0].refused_rows[0].cells);
    CHECK(nights.shown() == Shown{{"1号", "甲 v1"}, {"2号", "乙 v1"}});
}

TEST_CASE("a changed row makes a version, an unchanged one none, an unapproved one hides the record") {
    Nights nights;
    nights.files["penalties.csv"] = std::string(header) + "1号,甲,s,通过,王\n2号,乙,s,通过,王\n";
    nights.night();
    nights.files["penalties.csv"] = std::string(header) + "2号,乙,s,待审核,王\n1号,甲改,s,通过,王\n";
    const ImportCount count = nights.night();
    CHECK(count.new_versions == 2);
    CHECK(nights.shown() == Shown{{"1号", "甲改 v2"}});
}

TEST_CASE("permuting rows changes nothing") {
    Nights nights;
    nights.files["penalties.csv"] = std::string(header) + "1号,甲,s,通过,王\n2号,乙,s,通过,王\n";
    nights.night();
    const Shown before = nights.shown();
    nights.files["penalties.csv"] = std::string(header) + "2号,乙,s,通过,王\n1号,甲,s,通过,王\n";
    CHECK(nights.night().new_versions == 0);
    CHECK(nights.shown() == before);
}

TEST_CASE("records that vanish from a snapshot stay; too many hold the file") {
    Nights nights;
    std::string rows = header;
    for (int i = 1; i <= 10; ++i) rows += std::to_string(i) + "号,x,s,通过,王\n";
    nights.files["penalties.csv"] = rows;
    nights.night();
    nights.files["penalties.csv"] = rows.substr(0, rows.rfind("10号"));
    CHECK(nights.night().exports[0].outcome == ImportedExport::Outcome::taken);
    CHECK(nights.shown().size() == 10);
    nights.files["penalties.csv"] = std::string(header) + "1号,改了,s,通过,王\n";
    const ImportCount cut_short = nights.night();
    CHECK(cut_short.exports[0].outcome == ImportedExport::Outcome::held);
    CHECK(codes_of(cut_short.exports[0].findings) == "snapshot.shrank ");
    CHECK(nights.shown().at("1号") == "x v1");
    CHECK(nights.night().exports[0].outcome == ImportedExport::Outcome::held);
}

TEST_CASE("a refused row keeps its record, and gives way to a good row of another file") {
    Nights nights;
    nights.files["penalties_1.csv"] = std::string(header) + "1号,旧,s,通过,王\n2号,二,s,通过,王\n";
    nights.night();
    SUBCASE("the good row changes on the night when the refused one comes") {
        nights.files["penalties_1.csv"] = std::string(header) + "1号,新,s,通过,王\n2号,二,s,通过,王\n";
        nights.files["penalties_2.csv"] = std::string(header) + bad_row;
        CHECK(codes_of(nights.night().exports[0].findings).empty());
        CHECK(nights.shown() == Shown{{"1号", "新 v2"}, {"2号", "二 v1"}});
    }
    SUBCASE("the refused row came first") {
        nights.files["penalties_1.csv"] = std::string(header) + "2号,二,s,通过,王\n";
        nights.files["penalties_2.csv"] = std::string(header) + bad_row;
        nights.night();
        CHECK(nights.unheld() == 0);
        CHECK(nights.shown() == Shown{{"1号", "旧 v1"}, {"2号", "二 v1"}});
        nights.files["penalties_1.csv"] = std::string(header) + "1号,新,s,通过,王\n2号,二,s,通过,王\n";
        CHECK(codes_of(nights.night().exports[0].findings).empty());
        CHECK(nights.shown() == Shown{{"1号", "新 v2"}, {"2号", "二 v1"}});
    }
    SUBCASE("the good row goes while the refused one stays") {
        nights.files["penalties_2.csv"] = std::string(header) + bad_row;
        nights.night();
        nights.files["penalties_1.csv"] = std::string(header) + "2号,二,s,通过,王\n";
        nights.night();
        CHECK(nights.unheld() == 0);
        nights.files["penalties_2.csv"] = header;
        nights.night();
        CHECK(nights.unheld() == 1);
    }
}

TEST_CASE("of two files that hold one record the later name counts, whatever came first") {
    Nights nights;
    nights.files["penalties_1.csv"] = std::string(header) + "1号,旧,s,通过,王\n2号,二,s,通过,王\n";
    nights.files["penalties_2.csv"] = std::string(header) + "1号,新,s,通过,王\n";
    const ImportCount first = nights.night();
    CHECK(codes_of(first.exports[0].findings) == "record.conflict ");
    CHECK(nights.shown() == Shown{{"1号", "新 v1"}, {"2号", "二 v1"}});
    nights.files["penalties_1.csv"] = std::string(header) + "1号,旧,s,通过,王\n2号,二改,s,通过,王\n";
    nights.night();
    CHECK(nights.shown() == Shown{{"1号", "新 v1"}, {"2号", "二改 v2"}});
    nights.files.erase("penalties_2.csv");
    const ImportCount gone = nights.night();
    CHECK(codes_of(gone.findings) == "");
    CHECK(nights.shown().at("1号") == "旧 v2");
}

TEST_CASE("a small file beside very many records asks after its own records alone, and nothing comes out otherwise") {
    std::string many = header;
    for (int i = 1; i <= 200; ++i) many += std::to_string(i) + "号,x,s,通过,王\n";
    const std::string same = "7号,x,s,通过,王\n", other = "8号,改,s,通过,王\n", fresh = "201号,新,s,通过,王\n";
    Nights nights;
    nights.files["penalties.csv"] = many;
    nights.night();
    SUBCASE("with a later name its rows count") {
        nights.files["penalties_2.csv"] = header + same + other + fresh;
        const ImportCount count = nights.night();
        CHECK(count.new_records == 1);
        CHECK(count.new_versions == 1);
        CHECK(codes_of(count.exports[1].findings).empty());
        CHECK(nights.shown()["8号"] == "改 v2");
        CHECK(nights.shown()["201号"] == "新 v1");
        nights.files["penalties.csv"] +=
            "202号,x,s,通过,王\n";  // read whole: what the small file holds, it holds still
        CHECK(nights.night().new_versions == 0);
        CHECK(nights.shown()["8号"] == "改 v2");
    }
    SUBCASE("with an earlier name they do not, and other content is told") {
        nights.files["penalties.a.csv"] = header + same + other + fresh;
        const ImportCount count = nights.night();
        CHECK(count.new_records == 1);
        CHECK(count.new_versions == 0);
        CHECK(codes_of(count.exports[0].findings) == "record.conflict ");
        CHECK(nights.shown()["8号"] == "x v1");
    }
    SUBCASE("a record that no file holds any more comes back with it") {
        nights.files["penalties.csv"] = many.substr(0, many.find("200号"));
        CHECK(nights.night().exports[0].outcome == ImportedExport::Outcome::taken);
        nights.files["penalties_2.csv"] = std::string(header) + "200号,x,s,通过,王\n";
        CHECK(nights.night().new_versions == 0);
        nights.files["penalties_2.csv"] = std::string(header) + fresh;
        CHECK(nights.night().new_versions == 0);
    }
    SUBCASE("twice in one small file") {
        nights.files["penalties_2.csv"] = header + fresh + "201号,别的,s,通过,王\n";
        CHECK(codes_of(nights.night().exports[1].findings) == "row.conflict ");
        CHECK(nights.shown()["201号"] == "新 v1");
    }
}

TEST_CASE("a file that went away is told every night, and its records stay") {
    Nights nights;
    nights.files["penalties_1.csv"] = std::string(header) + "1号,一,s,通过,王\n";
    nights.files["penalties_2.csv"] = std::string(header) + "2号,二,s,通过,王\n";
    nights.night();
    nights.files.erase("penalties_2.csv");
    for (int night = 0; night < 2; ++night) {
        CHECK(codes_of(nights.night().findings) == "export.vanished ");
        CHECK(nights.shown().size() == 2);
    }
    nights.files.clear();
    CHECK(codes_of(nights.night().findings) == "export.vanished export.vanished ");
}

TEST_CASE("a refused file leaves its last good one standing") {
    Nights nights;
    nights.files["penalties.csv"] = std::string(header) + "1号,甲,s,通过,王\n";
    nights.night();
    nights.files["penalties.csv"] = "甲,乙\n1,2\n";
    const ImportCount count = nights.night();
    CHECK(count.exports[0].outcome == ImportedExport::Outcome::refused);
    CHECK(nights.shown() == Shown{{"1号", "甲 v1"}});
}

TEST_CASE("one run at a time, and a dead owner's lock is taken over") {
    const Nights nights;
    const std::filesystem::path state = nights.folder / "state";
    {
        const RunLock lock = RunLock::take(state, Instant{60});
        CHECK_FALSE(lock.taken_over());
        CHECK(RunLock::is_held(state));
        try {
            RunLock::take(state, Instant{660});
            FAIL("two runs at once");
        } catch (const Stop& stop) {
            CHECK(stop.exit_code() == ExitCode::locked);
            CHECK(stop.findings()[0].text == std::to_string(::getpid()));
        }
    }
    CHECK_FALSE(RunLock::is_held(state));
    CHECK_FALSE(RunLock::is_held(nights.folder / "no such state"));
    disk::write_file(state / "lock", "4194304 elsewhere 60\n", disk::Sync::no);
    CHECK_FALSE(RunLock::is_held(state));
    CHECK(RunLock::take(state, Instant{660}).taken_over().has_value());
    CHECK_FALSE(RunLock::take(state, Instant{660}).taken_over());
}

TEST_CASE("history is neither changed nor deleted") {
    Nights nights;
    nights.files["penalties.csv"] = std::string(header) + "1号,甲,s,通过,王\n";
    nights.night();
    Registry registry = Registry::open(nights.folder / "state");
    for (const char* table : {"record", "version", "import"}) {
        CHECK_THROWS_AS(registry.database().execute("DELETE FROM " + std::string(table)), Stop);
        CHECK_THROWS_AS(registry.database().execute("UPDATE " + std::string(table) + " SET id = id + 1"), Stop);
    }
}

TEST_CASE("what exports hashed to is known the next night, and forgotten with the export") {
    const Nights nights;
    Export file;
    file.shown = "inbox/scjg/penalties.csv";
    file.size = 3;
    file.digest = sha256("one");
    HashKey key;
    {
        Registry registry = Registry::open(nights.folder / "state");
        const KnownFiles none = seen_files(registry);
        key = none.key;
        CHECK(none.files.empty());
        file.quick = quick_hash("one", key);
        keep_seen_files(registry, none, {&file, 1});
    }
    Registry registry = Registry::open(nights.folder / "state");
    const KnownFiles known = seen_files(registry);
    CHECK(known.key.number == key.number);
    REQUIRE(known.files.size() == 1);
    CHECK(known.files.at(file.shown).size == 3);
    CHECK(known.files.at(file.shown).quick == file.quick);
    CHECK(known.files.at(file.shown).digest == file.digest);
    keep_seen_files(registry, known, {});
    CHECK(seen_files(registry).files.empty());
}
