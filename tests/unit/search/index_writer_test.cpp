#include "search/index_writer.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>

#include "core/disk.h"
#include "core/toml.h"
#include "dataset/dataset_file.h"
#include "disclosure/disclosure.h"
#include "registry/import.h"

using namespace gongshi;

namespace {

constexpr const char* schema = R"({"name":"penalties","title":"行政处罚","fields":[
    {"name":"number","title":"文号","type":"string","constraints":{"required":true},"disclosure":{"privacy":"public","search":"key"}},
    {"name":"facts","title":"事实","type":"string","disclosure":{"privacy":"public","search":"text"}},
    {"name":"status","title":"审核状态","type":"string"},
    {"name":"approver","title":"审核人","type":"string"}],
    "primaryKey":["number"],
    "disclosure":{"segment":"penalties","stage":"after","order":1,"record_title":["number"],"list":["number"],
      "approval":{"status":"status","approved":["通过"],"approver":"approver"}}})";

/// A registry of ten thousand records: one full block of the index, and one that is not.
struct Site {
    std::filesystem::path folder;
    Departments departments;
    std::vector<Dataset> datasets;
    Policy policy;
    Silent silent;

    Site() {
        std::string pattern = (std::filesystem::temp_directory_path() / "gongshi-index-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
        Diagnostics findings;
        departments = Departments::read(
            TomlDocument::parse("[scjg]\nname = '云溪县市场监督管理局'\nshort = '市监'\n", "d").root(), findings);
        datasets.push_back(parse_dataset(schema, "penalties.json", findings));
        REQUIRE(findings.empty());
        Export file;
        file.file = folder / "penalties.csv";
        file.shown = "inbox/scjg/penalties.csv";
        file.department = "scjg";
        file.dataset = "penalties";
        std::ofstream out(file.file);
        out << "文号,事实,审核状态,审核人\n";
        for (int i = 0; i < 10000; ++i)
            out << "云市监罚〔2026〕" << i << "号,第" << i * 7919 % 10007 << "次检查发现问题,通过,审核甲\n";
        out.close();
        file.digest = disk::digest_of_file(file.file);
        file.size = std::filesystem::file_size(file.file);
        IntakeOptions options;
        options.departments = &departments;
        Registry registry = Registry::open(folder / "state");
        take_in({&file, 1}, datasets, options, registry, {*Date::of(2026, 11, 20), Instant{0}}, Threads{2}, silent);
    }
    ~Site() { std::filesystem::remove_all(folder); }

    /// The index as it is made when so many bytes of a dictionary are held at once.
    Manifest index(std::uint64_t held, unsigned threads) {
        Registry registry = Registry::open(folder / "state");
        Diagnostics findings;
        const Disclosure today =
            disclose(registry, datasets, departments, policy, *Date::of(2026, 11, 20), Threads{2}, findings);
        REQUIRE(today.datasets()[0].entries.size() == 10000);
        std::filesystem::remove_all(folder / "tree");
        OutputTree tree = OutputTree::begin(folder / "tree", folder / "made");
        write_search_index(today, tree, {folder / "blocks", false, held}, Threads{threads}, silent);
        return std::move(tree).commit(sha256("whole")).manifest;
    }
};

}  // namespace

TEST_CASE("an index of which little is held at a time is the same, at any number of threads") {
    Site site;
    const Manifest whole = site.index(std::uint64_t(64) << 20, 2);
    CHECK(whole.entries().size() > 100);
    for (const unsigned threads : {1U, 3U}) CHECK(site.index(100000, threads).entries() == whole.entries());
}
