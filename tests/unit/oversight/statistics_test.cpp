#include "oversight/statistics.h"

#include <doctest/doctest.h>

#include <filesystem>

using namespace gongshi;

namespace {

StatisticsSettings shipped() {
    Diagnostics findings;
    const auto file = std::filesystem::path(GONGSHI_ROOT) / "site-config/statistics.toml";
    StatisticsSettings settings = StatisticsSettings::read(file, "statistics.toml", findings);
    CHECK(findings.empty());
    return settings;
}

}  // namespace

TEST_CASE("a decision counts once, under its heaviest kind; a named kind beats the rest") {
    const StatisticsTable table = shipped().tables.front();
    struct {
        std::vector<std::string> kinds;
        const char* column;
    } cases[] = {{{"警告"}, "警告、通报批评"},
                 {{"警告", "罚款"}, "罚款"},
                 {{"罚款", "没收违法所得"}, "没收违法所得、没收非法财物"},
                 {{"没收非法财物", "吊销许可证件", "罚款"}, "吊销许可证件"},
                 {{"吊销许可证件", "行政拘留"}, "行政拘留"},
                 {{"限制从业", "吊销许可证件"}, "吊销许可证件"},
                 {{"限制从业", "责令停产停业"}, "责令停产停业、责令关闭、限制从业"},
                 {{"限制开展生产经营活动", "降低资质等级"}, "限制开展生产经营活动"},
                 {{"责令改正", "警告"}, "警告、通报批评"},
                 {{"责令改正"}, "其他行政处罚"},
                 {{}, "其他行政处罚"}};
    for (const auto& one : cases) {
        const auto column = column_of(table, one.kinds);
        REQUIRE(column);
        CHECK(table.columns[*column].title == one.column);
    }
}

TEST_CASE("the row of a county's table for 2024 adds up as it was published") {
    // 庆元县 2024: 12175, 94929, 235, 189, 101, 0, 11, 504, 12 → 108156. Each decision has lighter kinds beside its heaviest.
    const StatisticsTable table = shipped().tables.front();
    const std::pair<std::vector<std::string>, std::uint64_t> decisions[] = {
        {{"警告"}, 12000},
        {{"通报批评", "警告"}, 175},
        {{"罚款"}, 90000},
        {{"罚款", "警告"}, 4929},
        {{"没收违法所得", "罚款"}, 235},
        {{"暂扣许可证件", "罚款", "没收违法所得"}, 189},
        {{"吊销许可证件", "罚款"}, 101},
        {{"责令停产停业", "罚款"}, 11},
        {{"行政拘留", "罚款", "吊销许可证件"}, 504},
        {{"责令限期拆除"}, 12}};
    std::vector<std::uint64_t> row(table.columns.size());
    std::uint64_t total = 0;
    for (const auto& [kinds, count] : decisions) {
        row[*column_of(table, kinds)] += count;
        total += count;
    }
    CHECK(row == std::vector<std::uint64_t>{12175, 94929, 235, 189, 101, 0, 11, 504, 12});
    CHECK(total == 108156);
}
