#include "dataset/department.h"

#include <doctest/doctest.h>

using namespace gongshi;

namespace {
struct Reading {
    Departments departments;
    std::vector<std::string> codes;
};
Reading read(std::string_view toml) {
    TomlDocument document = TomlDocument::parse(toml, "site-config/departments.toml");
    Diagnostics findings;
    Reading reading{Departments::read(document.root(), findings), {}};
    for (const Diagnostic& finding : document.take_findings()) reading.codes.push_back(finding.code);
    for (const Diagnostic& finding : findings.take_sorted()) reading.codes.push_back(finding.code);
    return reading;
}
}  // namespace

TEST_CASE("departments come in their order and are found by any of their names") {
    const Reading reading = read(
        "[scjg]\nname = '云溪县市场监督管理局'\nshort = '县市场监管局'\ncode = '11230500001755309F'\n"
        "aliases = ['云溪县工商行政管理局']\norder = 20\n[gaj]\nname = '云溪县公安局'\norder = 10\n");
    CHECK(reading.codes.empty());
    const Departments& departments = reading.departments;
    REQUIRE(departments.all().size() == 2);
    CHECK(departments.all()[0].key == "gaj");
    CHECK(departments.all()[0].short_name == "云溪县公安局");
    CHECK(departments.all()[0].review_days == 60);
    const Department* scjg = departments.find("scjg");
    REQUIRE(scjg != nullptr);
    for (const char* name : {"云溪县市场监督管理局", "县市场监管局", "云溪县工商行政管理局", "11230500001755309f",
                             " 云溪县 市场监督管理局"})
        CHECK(departments.find_by_name(name) == scjg);
    CHECK(departments.find_by_name("云溪县财政局") == nullptr);
    CHECK(departments.find("") == nullptr);
}

TEST_CASE("a closed department is closed from its day on") {
    const Reading reading = read("[a]\nname = '甲'\nclosed_on = 2026-03-01\nsuccessor = 'b'\n[b]\nname = '乙'\n");
    CHECK(reading.codes.empty());
    const Department& closed = *reading.departments.find("a");
    CHECK_FALSE(closed.is_closed(*Date::of(2026, 2, 28)));
    CHECK(closed.is_closed(*Date::of(2026, 3, 1)));
    CHECK_FALSE(reading.departments.find("b")->is_closed(*Date::of(2030, 1, 1)));
}

TEST_CASE("mistakes in departments.toml") {
    CHECK(read("['市监']\nname = '甲'\n").codes == std::vector<std::string>{"department.bad_key"});
    CHECK(read("[a]\nname = '甲'\ncode = '11230500001755309G'\n").codes ==
          std::vector<std::string>{"department.bad_code"});
    CHECK(read("[a]\nname = '甲局'\n[b]\nname = '乙局'\naliases = ['甲 局']\n").codes ==
          std::vector<std::string>{"department.duplicate_name"});
    CHECK(read("[a]\nname = '甲'\nfone = '1'\n").codes == std::vector<std::string>{"config.unknown_key"});
    for (const char* wrong : {"[a]\nname = '甲'\nclosed_on = 2026-03-01\nsuccessor = 'a'\n",
                              "[a]\nname = '甲'\nclosed_on = 2026-03-01\nsuccessor = 'b'\n",
                              "[a]\nname = '甲'\nsuccessor = 'b'\n[b]\nname = '乙'\n"})
        CHECK(read(wrong).codes == std::vector<std::string>{"department.bad_successor"});
    CHECK(read("[a]\nshort = '甲'\n").codes == std::vector<std::string>{"config.missing_key"});
}

TEST_CASE("the digest changes with every word") {
    const Digest digest = read("[a]\nname = '甲'\n").departments.digest();
    CHECK(digest == read("[a]\nname =    '甲'  # 局\n").departments.digest());
    CHECK(digest != read("[a]\nname = '甲'\nphone = '12345'\n").departments.digest());
    CHECK(digest != read("[a]\nname = '甲'\naliases = ['乙']\n").departments.digest());
}
