#include "intake/table_reader.h"

#include <algorithm>

#include "core/text.h"
#include "intake/codes.h"

namespace gongshi {
namespace {

/// Rows above the header that may be titles and instructions.
constexpr std::size_t header_within = 30;

}  // namespace

TableReader::TableReader(FileReading& reading, std::string sheet, bool lettered)
    : reading_(reading),
      header_(reading.dataset),
      converter_(reading.dataset, reading.file, reading.options, reading.seen),
      place_{reading.file.shown, std::move(sheet), 0, 0, lettered, ""} {}

void TableReader::columns(std::span<const std::string> names) { begin_table(header_.columns_of(names), {}); }

RowSink::Next TableReader::row(RawRow&& row) {
    if (count_filled(row.cells, 1) == 0) return Next::more;
    is_empty_ = false;
    if (found_) {
        take(row);
    } else {
        waiting_.push_back(std::move(row));
        if (waiting_.size() == header_within) find_header();
    }
    return refusal_ || (!found_ && waiting_.empty()) ? Next::enough : Next::more;
}

void TableReader::refuse(Diagnostic finding) {
    ++reading_.summary.rows;
    ++reading_.summary.refused;
    reading_.findings.add(std::move(finding));
}

void TableReader::note(Diagnostic finding) {
    if (finding.place.sheet.empty()) finding.place.sheet = place_.sheet;
    reading_.findings.add(std::move(finding));
}

void TableReader::finish() {
    if (!found_ && !waiting_.empty()) find_header();
}

/// The row that names most fields, or two rows that name more together.
TableReader::Found TableReader::best_header() const {
    Found best;
    const auto consider = [&](std::vector<std::string> titles, std::size_t first, std::size_t count) {
        const std::size_t known = header_.count_known(titles);
        if (known > best.known) best = {std::move(titles), first, count, known};
    };
    for (std::size_t i = 0; i < waiting_.size(); ++i) consider(waiting_[i].cells, i, 1);
    for (std::size_t i = 0; i + 1 < waiting_.size(); ++i) {
        if (auto titles = header_.joined(waiting_[i].cells, waiting_[i + 1].cells)) consider(std::move(*titles), i, 2);
    }
    return best;
}

/// A table of many columns must name more than one.
void TableReader::find_header() {
    const Found best = best_header();
    std::vector<RawRow> rows = std::move(waiting_);
    waiting_.clear();
    if (best.known < std::min<std::size_t>(2, reading_.dataset.fields.size())) return;
    for (std::size_t i = 0; i < best.first; ++i) skip(rows[i]);
    const std::size_t data = best.first + best.count;
    place_.line = rows[data - 1].line;
    for (std::size_t i = best.first; i < data; ++i) header_rows_.push_back(rows[i].cells);
    begin_table(header_.columns_of(best.titles), best.titles);
    for (std::size_t i = data; i < rows.size() && !refusal_; ++i) take(rows[i]);
}

void TableReader::begin_table(std::vector<Column> columns, std::span<const std::string> titles) {
    Diagnostics found;
    if (!titles.empty()) {
        refusal_ = header_.judge(columns, place_, found);
        if (!refusal_) align_returned(titles);
    } else {
        report_keyed_columns(columns, found);
    }
    reading_.findings.append(found.take_sorted());
    column_count_ = columns.size();
    converter_.set_columns(std::move(columns));
    found_ = true;
}

/// JSON: columns come as rows bring them; each unknown one is told once, and a missing key is each row's own finding.
void TableReader::report_keyed_columns(const std::vector<Column>& columns, Diagnostics& found) {
    for (std::size_t i = column_count_; i < columns.size(); ++i) {
        if (!columns[i].field)
            found.add(Diagnostic(codes::header_unknown, place_, mask_for_report(columns[i].title), {{"nearest", ""}}));
    }
}

/// Rows that are given back stand in one table, whatever sheet they came from: columns that a sheet adds come last.
void TableReader::align_returned(std::span<const std::string> titles) {
    std::vector<std::string>& header = reading_.summary.header;
    std::vector<bool> used(header.size(), false);
    for (const std::string& title : titles) {
        std::size_t at = 0;
        while (at < used.size() && (used[at] || fold_key(header[at]) != fold_key(title))) ++at;
        if (at == used.size()) {
            header.push_back(title);
            used.push_back(true);
        }
        used[at] = true;
        returned_columns_.push_back(at);
    }
}

void TableReader::skip(const RawRow& row) {
    Place place = place_;
    place.line = row.line;
    std::string words;
    for (const std::string& cell : row.cells)
        words += (words.empty() || trim(cell).empty() ? "" : " ") + std::string(trim(cell));
    reading_.findings.add(Diagnostic(codes::row_skipped, std::move(place), mask_for_report(words, 40)));
}

/// No data, by the table around it: the header again, words alone in one cell.
bool TableReader::is_out_of_place(const RawRow& row) const {
    if (header_rows_.empty()) return false;
    const bool header_again = std::find(header_rows_.begin(), header_rows_.end(), row.cells) != header_rows_.end();
    return header_again || (reading_.dataset.fields.size() > 3 && column_count_ > 3 && count_filled(row.cells, 2) == 1);
}

void TableReader::take(RawRow& row) {
    if (is_out_of_place(row)) return skip(row);
    AcceptedRow accepted;
    accepted.line = row.line;
    accepted.row.row = converter_.digest_of(row);
    ExportSummary& summary = reading_.summary;
    if (recall(accepted)) {
        ++summary.rows;
        ++summary.accepted;
        return reading_.accept(std::move(accepted));
    }
    // What follows depends on the row's own cells: one that is remembered has passed it.
    if (!header_rows_.empty() && (is_total_row(row.cells) || is_remark_row(row.cells))) return skip(row);
    ++summary.rows;
    Place place = place_;
    place.line = row.line;
    Diagnostics found;
    std::optional<Record>& record = accepted.record;
    std::optional<Identity> refused;
    if (has_too_many_cells(row)) {
        found.add(Diagnostic(codes::row_too_many_cells, place, std::to_string(row.cells.size()),
                             {{"columns", std::to_string(column_count_)}}));
        refused = converter_.identity_in(row, place);
    } else {
        record = converter_.convert(row, place, accepted.row, found);
        if (!record) refused = converter_.refused_identity();
    }
    accepted.silent = found.empty();
    reading_.findings.append(found.take_sorted());
    if (record) {
        ++summary.accepted;
        reading_.accept(std::move(accepted));
    } else {
        ++summary.refused;
        if (reading_.options.on_refused) give_back(row, std::move(refused));
    }
}

/// A remembered row is taken as it was, unless a row above it has the same key: then both are looked at.
bool TableReader::recall(AcceptedRow& accepted) {
    const RowMemory* remembered = reading_.options.remembered;
    const RememberedRow* known = remembered == nullptr ? nullptr : remembered->find(accepted.row.row);
    if (known == nullptr || !converter_.claim(*known)) return false;
    accepted.row = *known;
    return true;
}

/// More cells than the header has, and not only empty ones: a comma within a text that was not quoted. Which cell belongs
/// where cannot be known.
bool TableReader::has_too_many_cells(const RawRow& row) const {
    return row.cells.size() > column_count_ && count_filled(std::span(row.cells).subspan(column_count_), 1) > 0;
}

void TableReader::give_back(RawRow& row, std::optional<Identity> identity) const {
    RefusedRow returned{place_.sheet, row.line, {}, std::move(identity)};
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const std::size_t at = i < returned_columns_.size() ? returned_columns_[i] : i;
        if (returned.cells.size() <= at) returned.cells.resize(at + 1);
        returned.cells[at] = std::move(row.cells[i]);
    }
    reading_.options.on_refused(std::move(returned));
}

}  // namespace gongshi
