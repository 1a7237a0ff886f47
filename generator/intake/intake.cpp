#include "intake/intake.h"

#include <algorithm>

#include "core/text.h"
#include "intake/codes.h"
#include "intake/convert.h"
#include "intake/csv.h"
#include "intake/encoding.h"
#include "intake/file_kind.h"
#include "intake/finding_limit.h"
#include "intake/header.h"
#include "intake/json_rows.h"
#include "intake/xlsx.h"

namespace gongshi {
namespace {

/// Rows above the header that may be titles and instructions.
constexpr std::size_t header_within = 30;

std::string ending_of(const Export& file) { return lower_ascii(file.shown.substr(file.shown.rfind('.') + 1)); }

/// Finds the header among the first rows, then turns every further row into a record.
class TableReader : public RowSink {
public:
    TableReader(const Export& file, const Dataset& dataset, const IntakeOptions& options,
                const std::function<void(AcceptedRow&&)>& accept, ExportSummary& summary, FindingLimit& findings,
                std::string sheet, bool table)
        : dataset_(dataset),
          options_(options),
          accept_(accept),
          summary_(summary),
          findings_(findings),
          header_(dataset),
          converter_(dataset, file, options),
          place_{file.shown, std::move(sheet), 0, 0, table, ""} {}

    void columns(std::span<const std::string> names) override { begin_table(header_.columns_of(names), {}); }

    Next row(RawRow&& row) override {
        if (count_filled(row.cells, 1) == 0) return Next::more;
        if (found_) {
            take(row);
        } else {
            waiting_.push_back(std::move(row));
            if (waiting_.size() == header_within) find_header();
        }
        return refusal_ || (!found_ && waiting_.empty()) ? Next::enough : Next::more;
    }

    void refuse(Diagnostic finding) override {
        ++summary_.rows;
        ++summary_.refused;
        findings_.add(std::move(finding));
    }

    void note(Diagnostic finding) override {
        finding.place.sheet = finding.place.sheet.empty() ? place_.sheet : finding.place.sheet;
        findings_.add(std::move(finding));
    }

    /// After the last row.
    void finish() {
        if (!found_ && !waiting_.empty()) find_header();
    }

    bool found() const { return found_; }
    const std::optional<Diagnostic>& refusal() const { return refusal_; }

private:
    /// The row that names most fields is the header; a table of many columns must name more than one.
    void find_header() {
        std::size_t best = 0, most = 0;
        for (std::size_t i = 0; i < waiting_.size(); ++i) {
            const std::size_t known = header_.count_known(waiting_[i].cells);
            if (known <= most) continue;
            best = i;
            most = known;
        }
        std::vector<RawRow> rows = std::move(waiting_);
        waiting_.clear();
        if (most < std::min<std::size_t>(2, dataset_.fields.size())) return;
        for (std::size_t i = 0; i < best; ++i) skip(rows[i]);
        place_.line = rows[best].line;
        begin_table(header_.columns_of(rows[best].cells), rows[best].cells);
        for (std::size_t i = best + 1; i < rows.size() && !refusal_; ++i) take(rows[i]);
    }

    void begin_table(std::vector<Column> columns, std::vector<std::string> header) {
        Diagnostics found;
        if (!header.empty()) {
            summary_.header = header;
            refusal_ = header_.judge(columns, place_, found);
        } else {
            report_keyed_columns(columns, found);
        }
        findings_.append(found.take_sorted());
        header_cells_ = std::move(header);
        column_count_ = columns.size();
        converter_.set_columns(std::move(columns));
        found_ = true;
    }

    /// JSON: columns come as rows bring them; each unknown one is told once, and a missing key is each row's own finding.
    void report_keyed_columns(const std::vector<Column>& columns, Diagnostics& found) {
        std::vector<Column> fresh(columns.begin() + long(std::min(column_count_, columns.size())), columns.end());
        for (const Column& column : fresh) {
            if (!column.field)
                found.add(Diagnostic(codes::header_unknown, place_, mask_for_report(column.title), {{"nearest", ""}}));
        }
    }

    void skip(const RawRow& row) {
        Place place = place_;
        place.line = row.line;
        std::string words;
        for (const std::string& cell : row.cells)
            words += (words.empty() || trim(cell).empty() ? "" : " ") + std::string(trim(cell));
        findings_.add(Diagnostic(codes::row_skipped, std::move(place), mask_for_report(words, 40)));
    }

    /// No data, by the table around it: the header again, words alone in one cell.
    bool is_out_of_place(const RawRow& row) const {
        if (header_cells_.empty()) return false;
        const bool header_again =
            std::equal(row.cells.begin(), row.cells.end(), header_cells_.begin(), header_cells_.end());
        return header_again || (dataset_.fields.size() > 3 && column_count_ > 3 && count_filled(row.cells, 2) == 1);
    }

    void take(RawRow& row) {
        if (is_out_of_place(row)) return skip(row);
        AcceptedRow accepted;
        accepted.line = row.line;
        accepted.row.row = converter_.digest_of(row);
        if (recall(accepted)) {
            ++summary_.rows;
            ++summary_.accepted;
            return accept_(std::move(accepted));
        }
        // What follows depends on the row's own cells: one that is remembered has passed it.
        if (!header_cells_.empty() && (is_total_row(row.cells) || is_remark_row(row.cells))) return skip(row);
        ++summary_.rows;
        Place place = place_;
        place.line = row.line;
        Diagnostics found;
        std::optional<Record>& record = accepted.record;
        if (has_too_many_cells(row)) {
            found.add(Diagnostic(codes::row_too_many_cells, place, std::to_string(row.cells.size()),
                                 {{"columns", std::to_string(column_count_)}}));
        } else {
            record = converter_.convert(row, place, accepted.row, found);
        }
        accepted.silent = found.empty();
        findings_.append(found.take_sorted());
        if (record) {
            ++summary_.accepted;
            accept_(std::move(accepted));
        } else {
            ++summary_.refused;
            if (options_.on_refused) options_.on_refused(RefusedRow{row.line, std::move(row.cells)});
        }
    }

    /// A remembered row is taken as it was, unless a row above it has the same key: then both are looked at.
    bool recall(AcceptedRow& accepted) {
        const RememberedRow* known =
            options_.remembered == nullptr ? nullptr : options_.remembered->find(accepted.row.row);
        if (known == nullptr || !converter_.claim(*known)) return false;
        accepted.row = *known;
        return true;
    }

    /// More cells than the header has, and not only empty ones: a comma within a text that was not quoted. Which cell belongs
    /// where cannot be known.
    bool has_too_many_cells(const RawRow& row) const {
        return row.cells.size() > column_count_ && count_filled(std::span(row.cells).subspan(column_count_), 1) > 0;
    }

    const Dataset& dataset_;
    const IntakeOptions& options_;
    const std::function<void(AcceptedRow&&)>& accept_;
    ExportSummary& summary_;
    FindingLimit& findings_;
    HeaderReader header_;
    RowConverter converter_;
    Place place_;
    std::vector<RawRow> waiting_;
    std::vector<std::string> header_cells_;
    std::size_t column_count_ = 0;
    bool found_ = false;
    std::optional<Diagnostic> refusal_;
};

/// One export on its way; `tables` makes the reader of a sheet.
struct Reading {
    const Export& file;
    const Dataset& dataset;
    const IntakeOptions& options;
    const std::function<void(AcceptedRow&&)>& accept;
    ExportSummary summary;
    FindingLimit findings;

    std::unique_ptr<TableReader> table(const std::string& sheet, bool lettered) {
        return std::make_unique<TableReader>(file, dataset, options, accept, summary, findings, sheet, lettered);
    }
    Diagnostic finding(const Code& code, std::string text = {}) const {
        return Diagnostic(code, Place{file.shown, "", 0, 0, true, ""}, std::move(text));
    }

    /// What is left to say when all rows were read.
    std::optional<Diagnostic> verdict(const TableReader& table) const {
        if (table.refusal()) return table.refusal();
        if (!table.found() && summary.rows == 0 && summary.refused == 0)
            return finding(codes::header_not_found, dataset.title.zh);
        return std::nullopt;
    }
};

/// What a file that is called a text really is; null: a text.
const Code* disguise_of(const std::filesystem::path& file) {
    switch (kind_of_file(file)) {
        case FileKind::workbook:
            return &codes::text_is_workbook;
        case FileKind::old_workbook:
            return &codes::text_is_old_workbook;
        case FileKind::page:
            return &codes::text_is_html;
        default:
            return nullptr;
    }
}

std::optional<Diagnostic> read_text_file(Reading& reading, bool csv) {
    if (const Code* disguise = disguise_of(reading.file.file))
        return reading.finding(*disguise, ending_of(reading.file));
    const Result<Encoding> encoding = detect_encoding(reading.file.file, reading.file.shown);
    if (!encoding) return encoding.error();
    reading.summary.encoding = encoding_name(*encoding);
    if (*encoding != Encoding::utf8 && *encoding != Encoding::utf8_bom) {
        reading.findings.add(reading.finding(codes::encoding_guessed, reading.summary.encoding));
    }
    TextReader text(reading.file.file, *encoding);
    const auto more = [&](std::string& into) { return text.read(into); };
    const std::unique_ptr<TableReader> table = reading.table("", csv);
    if (csv) {
        CsvReader reader(more, reading.file.shown);
        reader.read(*table);
        reading.summary.form =
            std::string("csv ") + (reader.separator() == '\t' ? "tab" : std::string(1, reader.separator()));
    } else {
        const std::string ending = ending_of(reading.file);
        const bool lines = ending == "ndjson" || ending == "jsonl";
        reading.summary.form = lines ? "ndjson" : "json";
        if (std::optional<Diagnostic> refused = read_json_rows(more, lines, reading.file.shown, *table)) return refused;
        if (!table->found()) return std::nullopt;  // an empty array is an empty export
    }
    table->finish();
    return reading.verdict(*table);
}

/// Tries the visible sheets one after another until one has a header we know.
class FirstKnownSheet : public SheetChooser {
public:
    explicit FirstKnownSheet(Reading& reading) : reading_(reading) {}
    RowSink& begin_sheet(const std::string& name) override {
        if (!last_ || !last_->found()) last_ = reading_.table(name, true);
        return *last_;
    }
    bool end_sheet() override {
        last_->finish();
        return last_->found();
    }
    const TableReader* last() const { return last_.get(); }

private:
    Reading& reading_;
    std::unique_ptr<TableReader> last_;
};

std::optional<Diagnostic> read_workbook_file(Reading& reading) {
    reading.summary.encoding = reading.summary.form = "xlsx";
    FirstKnownSheet chooser(reading);
    if (std::optional<Diagnostic> refused = read_xlsx(reading.file.file, reading.file.shown, chooser)) return refused;
    if (chooser.last() == nullptr) return reading.finding(codes::header_not_found, reading.dataset.title.zh);
    return reading.verdict(*chooser.last());
}

}  // namespace

Result<ExportSummary> read_export(const Export& file, const Dataset& dataset, const IntakeOptions& options,
                                  const std::function<void(AcceptedRow&&)>& accept, Diagnostics& findings) {
    Reading reading{file, dataset, options, accept, {}, FindingLimit(findings)};
    const std::string ending = ending_of(file);
    std::optional<Diagnostic> refused;
    if (file.size == 0) {
        refused = reading.finding(codes::file_no_bytes);
    } else {
        refused = ending == "xlsx" ? read_workbook_file(reading) : read_text_file(reading, ending == "csv");
    }
    if (refused) return Failure(std::move(*refused));
    if (reading.summary.rows == 0) reading.findings.add(reading.finding(codes::file_empty));
    reading.findings.finish(file.shown);
    return reading.summary;
}

}  // namespace gongshi
