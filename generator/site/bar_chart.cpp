#include "site/bar_chart.h"

#include <algorithm>

#include "site/svg_writer.h"

namespace gongshi {
namespace {

// Names above their bars: both languages' stand whole, and on a phone, which shows three quarters of this width, all can be read.
constexpr int bar_width = 370, number_width = 70, row_height = 48, bar_height = 14, baseline = 18, bar_top = 26;
constexpr std::string_view name_size = "17", latin_name_size = "15";  // names in English are three times as long

}  // namespace

SafeHtml bar_chart(const YearTable& table, const Disclosure& today, const Frame& frame) {
    std::vector<const StatisticsRow*> rows;
    for (const StatisticsRow& row : table.rows) rows.push_back(&row);
    std::stable_sort(rows.begin(), rows.end(),
                     [](const StatisticsRow* a, const StatisticsRow* b) { return a->total > b->total; });
    const std::uint64_t most = rows.empty() ? 1 : std::max<std::uint64_t>(1, rows.front()->total);
    const std::string id = "chart-" + table.table->id;
    const std::string width = std::to_string(bar_width + number_width),
                      height = std::to_string(int(rows.size()) * row_height + 4);
    SvgWriter svg;
    svg.open("viewBox=\"0 0 " + width + " " + height + "\" width=\"" + width + "\" height=\"" + height +
             "\" class=\"bars\" role=\"img\" aria-labelledby=\"" + id + "\" font-size=\"" +
             std::string(frame.english() ? latin_name_size : name_size) + "\"");
    svg.title(id, frame.title_of({table.table->title, table.table->title_en}));
    int top = 2;
    for (const StatisticsRow* row : rows) {
        const Department& office = today.departments()[row->department];
        const std::string name = frame.english() && !office.name_en.empty() ? office.name_en : office.short_name;
        const int length = std::max(1, int(row->total * std::uint64_t(bar_width) / most));
        svg.text(0, top + baseline, name, "start");
        svg.bar(0, top + bar_top, length, bar_height);
        svg.text(length + 8, top + bar_top + bar_height, std::to_string(row->total), "start");
        top += row_height;
    }
    return svg.finish();
}

}  // namespace gongshi
