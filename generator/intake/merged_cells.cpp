#include "intake/merged_cells.h"

#include <algorithm>
#include <charconv>

#include "intake/xml_reader.h"

namespace gongshi {
namespace {

// No table that people look at has more.
constexpr std::size_t most_ranges = 100'000;
constexpr std::size_t longest_shared = 100'000;

}  // namespace

CellName read_cell_name(std::string_view name) {
    CellName cell;
    std::size_t i = 0;
    for (; i < name.size() && name[i] >= 'A' && name[i] <= 'Z' && cell.column < 1u << 20; ++i)
        cell.column = cell.column * 26 + std::uint32_t(name[i] - 'A' + 1);
    std::from_chars(name.data() + i, name.data() + name.size(), cell.row);
    return cell;
}

void MergedCells::add(std::string_view reference) {
    ++count_;
    const std::size_t colon = reference.find(':');
    if (colon == std::string_view::npos || ranges_.size() == most_ranges) return;
    const CellName first = read_cell_name(reference.substr(0, colon));
    const CellName last = read_cell_name(reference.substr(colon + 1));
    if (first.column == 0 || first.row == 0 || last.row <= first.row) return;
    ranges_.push_back({first.row, last.row, first.column - 1});
}

Result<MergedCells> MergedCells::read(const WorkbookArchive& archive, const std::string& member,
                                      const std::string& shown) {
    MergedCells cells;
    XmlHandlers handlers;
    handlers.start = [&](std::string_view name, const XmlAttributes& attributes) {
        if (name == "mergeCell") cells.add(attributes.get("ref"));
    };
    if (const Result<void> read = read_xml(archive, member, shown, handlers); !read) return Failure(read.error());
    std::stable_sort(cells.ranges_.begin(), cells.ranges_.end(),
                     [](const Range& a, const Range& b) { return a.first_row < b.first_row; });
    return cells;
}

void MergedCells::fill(RawRow& row) {
    for (; next_ < ranges_.size() && ranges_[next_].first_row <= row.line; ++next_) {
        const Range& range = ranges_[next_];
        const bool has_text = range.first_row == row.line && range.column < row.cells.size() &&
                              row.cells[range.column].size() <= longest_shared;
        open_[range.column] = {range.last_row, has_text ? row.cells[range.column] : std::string()};
    }
    for (auto at = open_.begin(); at != open_.end();) {
        const auto& [column, cell] = *at;
        if (cell.last_row < row.line) {
            at = open_.erase(at);
            continue;
        }
        if (!cell.text.empty()) {
            if (row.cells.size() <= column) row.cells.resize(column + 1);
            if (row.cells[column].empty()) row.cells[column] = cell.text;
            row.shared.push_back(column);
        }
        ++at;
    }
}

}  // namespace gongshi
