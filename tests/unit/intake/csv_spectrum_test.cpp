// The cases of csv-spectrum (npm), which tests/run.sh installs: a CSV and the JSON that it means.
#include <doctest/doctest.h>

#include <filesystem>

#include "core/disk.h"
#include "core/json.h"
#include "intake/csv.h"
#include "rows.h"

using namespace gongshi;
using namespace gongshi::testing;
namespace fs = std::filesystem;

TEST_CASE("csv-spectrum") {
    const fs::path folder = fs::path(GONGSHI_ROOT) / "tests/browser/node_modules/csv-spectrum";
    REQUIRE_MESSAGE(fs::is_directory(folder), "run `npm ci --ignore-scripts` in tests/browser");
    int cases = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder / "csvs")) {
        const std::string name = entry.path().stem().string();
        CAPTURE(name);
        const std::string text = disk::read_file(entry.path()).value();
        const std::string expected = disk::read_file(folder / "json" / (name + ".json")).value();
        const auto json = parse_json(expected, name);
        if (name == "location_coordinates") continue;  // its JSON is not what its CSV says
        REQUIRE(json);
        Rows rows;
        CsvReader(in_pieces(text, 7), name).read(rows);
        REQUIRE(!rows.rows.empty());
        const std::vector<std::string> header = rows.rows.front().cells;
        REQUIRE(rows.rows.size() == json->items.size() + 1);
        for (std::size_t i = 0; i < json->items.size(); ++i) {
            const auto& members = json->items[i].members;
            REQUIRE(members.size() == header.size());
            for (std::size_t c = 0; c < header.size(); ++c) {
                CHECK(members[c].first == header[c]);
                CHECK(members[c].second.text == rows.rows[i + 1].cells[c]);
            }
        }
        ++cases;
    }
    CHECK(cases == 11);
}
