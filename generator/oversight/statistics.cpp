#include "oversight/statistics.h"

#include <algorithm>
#include <map>

#include "core/disk.h"
#include "core/toml.h"
#include "oversight/codes.h"

namespace gongshi {
namespace {

bool has(const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

StatisticsTable read_table(TomlTable table) {
    StatisticsTable one;
    one.id = table.text("id");
    one.title = table.text("title");
    one.title_en = table.text_or("title_en", one.title);
    one.dataset = table.text("dataset");
    one.weights = table.texts("light_to_heavy");
    one.amounts = table.flag_or("amounts", false);
    one.money = table.texts("money");
    const std::string unit = table.text_or("unit", "万元");
    if (unit != "万元" && unit != "元")
        table.refuse("unit", codes::statistics_bad_value, unit, {{"expected", "万元, 元"}});
    one.unit_fen = unit == "元" ? 100 : 1'000'000;
    for (TomlTable& column : table.tables("column")) {
        StatisticsColumn made{column.text("title"), "", column.texts("kinds"), column.flag_or("other", false)};
        made.title_en = column.text_or("title_en", made.title);
        column.no_more_keys();
        one.columns.push_back(std::move(made));
    }
    table.no_more_keys();
    return one;
}

/// The tables of every year, while they are counted.
class YearCounter {
public:
    YearCounter(const Disclosure& today, const StatisticsSettings& settings) : today_(today), settings_(settings) {}

    std::vector<YearStatistics> count() {
        for (const DatasetView& view : today_.datasets()) {
            for (std::size_t t = 0; t < settings_.tables.size(); ++t) {
                if (settings_.tables[t].dataset == view.dataset->name) count_view(view, t);
            }
        }
        std::vector<YearStatistics> years;
        for (auto& [year, tables] : years_) years.insert(years.begin(), {year, std::move(tables)});
        return years;
    }

private:
    /// What the kinds of a decision say of it: most decisions share a few lists of kinds.
    struct Kinds {
        std::optional<std::size_t> column;
        bool money = false;
    };

    void count_view(const DatasetView& view, std::size_t t) {
        const StatisticsTable& table = settings_.tables[t];
        std::vector<Kinds> kinds;
        for (const auto& list : view.kind_lists) {
            const auto is_money = [&](const std::string& kind) { return has(table.money, kind); };
            kinds.push_back({column_of(table, list), std::any_of(list.begin(), list.end(), is_money)});
        }
        for (const Entry& entry : view.entries) add(t, entry.date, entry.department, kinds[entry.kinds], entry.fen);
        for (const Tombstone& stone : view.tombstones)
            add(t, stone.date, stone.department, kinds[stone.kinds], stone.fen);
    }

    void add(std::size_t t, std::int32_t date, std::uint16_t department, const Kinds& kinds, std::int64_t fen) {
        if (date == Entry::no_date) return;
        std::vector<YearTable>& tables = years_[Date::from_days(date).year()];
        if (tables.empty()) {
            for (const StatisticsTable& one : settings_.tables) {
                tables.push_back({&one, {}, {}});
                tables.back().sum.counts.resize(one.columns.size());
            }
        }
        YearTable& table = tables[t];
        auto row = std::find_if(table.rows.begin(), table.rows.end(),
                                [&](const StatisticsRow& one) { return one.department >= department; });
        if (row == table.rows.end() || row->department != department) {
            row = table.rows.insert(row, StatisticsRow{department, {}, 0, 0, 0});
            row->counts.resize(table.table->columns.size());
        }
        for (StatisticsRow* one : {&*row, &table.sum}) {
            if (kinds.column) ++one->counts[*kinds.column];
            ++one->total;
            one->fen += fen;
            if (fen == 0 && kinds.money) ++one->without_amount;
        }
    }

    const Disclosure& today_;
    const StatisticsSettings& settings_;
    std::map<int, std::vector<YearTable>> years_;
};

}  // namespace

std::optional<std::size_t> column_of(const StatisticsTable& table, const std::vector<std::string>& kinds) {
    std::optional<std::size_t> best, other;
    std::ptrdiff_t best_weight = -1;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const StatisticsColumn& column = table.columns[c];
        if (column.other) other = c;
        for (const std::string& kind : kinds) {
            if (!has(column.kinds, kind)) continue;
            const auto weight = std::find(table.weights.begin(), table.weights.end(), kind) - table.weights.begin();
            const std::ptrdiff_t counted = weight == std::ptrdiff_t(table.weights.size()) ? 0 : weight + 1;
            if (counted > best_weight) {
                best_weight = counted;
                best = c;
            }
        }
    }
    return best ? best : other;
}

StatisticsSettings StatisticsSettings::read(const std::filesystem::path& file, const std::string& shown,
                                            Diagnostics& findings) {
    StatisticsSettings settings;
    const std::optional<std::string> text = disk::read_file(file);
    if (!text) return settings;
    TomlDocument document = TomlDocument::parse(*text, shown);
    TomlTable root = document.root();
    settings.note = root.text_or("note", "");
    settings.note_en = root.text_or("note_en", settings.note);
    for (TomlTable& table : root.tables("table")) settings.tables.push_back(read_table(std::move(table)));
    root.no_more_keys();
    findings.append(document.take_findings());
    settings.digest = sha256(*text);
    return settings;
}

std::vector<YearStatistics> count_years(const Disclosure& today, const StatisticsSettings& settings) {
    if (settings.tables.empty()) return {};
    return YearCounter(today, settings).count();
}

}  // namespace gongshi
