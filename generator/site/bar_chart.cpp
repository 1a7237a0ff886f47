#include "site/bar_chart.h"

#include <algorithm>

#include "site/svg_writer.h"

namespace gongshi {
namespace {

constexpr int name_width = 220, bar_width = 420, number_width = 90, row_height = 30, bar_height = 18;

}  // namespace

SafeHtml bar_chart(const YearTable& table, const Disclosure& today, const Frame& frame) {
    std::vector<const StatisticsRow*> rows;
    for (const StatisticsRow& row : table.rows) rows.push_back(&row);
    std::stable_sort(rows.begin(), rows.end(),
                     [](const StatisticsRow* a, const StatisticsRow* b) { return a->total > b->total; });
    const std::uint64_t most = rows.empty() ? 1 : std::max<std::uint64_t>(1, rows.front()->total);
    const std::string id = "chart-" + table.table->id;
    const std::string width = std::to_string(name_width + bar_width + number_width),
                      height = std::to_string(int(rows.size()) * row_height + 4);
    SvgWriter svg;
    svg.open("viewBox=\"0 0 " + width + " " + height + "\" width=\"" + width + "\" height=\"" + height +
             "\" class=\"bars\" role=\"img\" aria-labelledby=\"" + id + "\" font-size=\"15\"");
    svg.title(id, frame.title_of({table.table->title, table.table->title_en}));
    int top = 2;
    for (const StatisticsRow* row : rows) {
        const Department& office = today.departments()[row->department];
        const std::string name = frame.english() && !office.name_en.empty() ? office.name_en : office.short_name;
        const int length = std::max(1, int(row->total * std::uint64_t(bar_width) / most));
        svg.text(name_width - 10, top + 19, name, "end");
        svg.bar(name_width, top + (row_height - bar_height) / 2, length, bar_height);
        svg.text(name_width + length + 8, top + 19, std::to_string(row->total), "start");
        top += row_height;
    }
    return svg.finish();
}

}  // namespace gongshi
