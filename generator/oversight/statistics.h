#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "disclosure/disclosure.h"

namespace gongshi {

/// A column of a yearly table: decisions whose heaviest kind is one of these.
struct StatisticsColumn {
    std::string title, title_en;
    std::vector<std::string> kinds;
    bool other = false;  ///< takes what no other column names
};

/// One table of 行政执法数据表 (site-config/statistics.toml): which dataset, which columns, how kinds are weighed.
struct StatisticsTable {
    std::string id, title, title_en, dataset;
    std::vector<std::string> weights;  ///< kinds from light to heavy; a decision counts once, under its heaviest
    std::vector<StatisticsColumn> columns;
    bool amounts = false;
    std::vector<std::string> money;     ///< kinds that have an amount: a decision without one was handed in without it
    std::int64_t unit_fen = 1'000'000;  ///< 万元, or 100: 元
};

struct StatisticsSettings {
    std::vector<StatisticsTable> tables;
    std::string note, note_en;
    Digest digest;
    /// A missing file is no mistake: then there are no yearly tables.
    static StatisticsSettings read(const std::filesystem::path& file, const std::string& shown, Diagnostics& findings);
};

struct StatisticsRow {
    std::uint16_t department = 0;
    std::vector<std::uint64_t> counts;  ///< by column
    std::uint64_t total = 0;
    std::int64_t fen = 0;
    std::uint64_t without_amount = 0;  ///< decisions of kinds of money whose amount is not known
};

/// One table of one year: a row for each department that has decisions, and their sum.
struct YearTable {
    const StatisticsTable* table = nullptr;
    std::vector<StatisticsRow> rows;
    StatisticsRow sum;
};

struct YearStatistics {
    int year = 0;
    std::vector<YearTable> tables;
};

/// Which column a decision of these kinds counts under: the heaviest kind that is named anywhere, else the column for others.
/// None when there is no such column.
std::optional<std::size_t> column_of(const StatisticsTable& table, const std::vector<std::string>& kinds);

/// Every year in which something was decided, newest first. Decisions made in the year count, also those that were annulled or
/// expired since (行政执法统计年报制度).
std::vector<YearStatistics> count_years(const Disclosure& today, const StatisticsSettings& settings);

}  // namespace gongshi
