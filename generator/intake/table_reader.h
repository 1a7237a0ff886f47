#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "intake/convert.h"
#include "intake/finding_limit.h"
#include "intake/header.h"
#include "intake/intake.h"
#include "intake/raw_row.h"

namespace gongshi {

/// One export on its way: what its tables have in common.
struct FileReading {
    const Export& file;
    const Dataset& dataset;
    const IntakeOptions& options;
    const std::function<void(AcceptedRow&&)>& accept;
    ExportSummary summary;
    FindingLimit findings;
    SeenRows seen;

    Diagnostic finding(const Code& code, std::string text = {}) const {
        return {code, Place{file.shown, "", 0, 0, true, ""}, std::move(text)};
    }
};

/// Finds the header of a table among its first rows, then turns every further row into a record.
class TableReader : public RowSink {
public:
    /// `sheet`: of a workbook, else empty. `lettered`: its columns have letters.
    TableReader(FileReading& reading, std::string sheet, bool lettered);

    void columns(std::span<const std::string> names) override;
    Next row(RawRow&& row) override;
    void refuse(Diagnostic finding) override;
    void note(Diagnostic finding) override;
    /// After the last row.
    void finish();

    bool is_empty() const { return is_empty_; }  ///< no row had a text
    bool found() const { return found_; }        ///< a header
    /// What the header lacks or has twice: no row below it was taken.
    const std::optional<Diagnostic>& refusal() const { return refusal_; }

private:
    /// A header, and where it stands among the first rows: one row of them, or two.
    struct Found {
        std::vector<std::string> titles;
        std::size_t first = 0, count = 0, known = 0;
    };
    Found best_header() const;
    void find_header();
    void begin_table(std::vector<Column> columns, std::span<const std::string> titles);
    void report_keyed_columns(const std::vector<Column>& columns, Diagnostics& found);
    void align_returned(std::span<const std::string> titles);
    void skip(const RawRow& row);
    bool is_out_of_place(const RawRow& row) const;
    void take(RawRow& row);
    bool recall(AcceptedRow& accepted);
    bool has_too_many_cells(const RawRow& row) const;
    void give_back(RawRow& row, std::optional<Identity> identity) const;

    FileReading& reading_;
    HeaderReader header_;
    RowConverter converter_;
    Place place_;
    std::vector<RawRow> waiting_;
    std::vector<std::vector<std::string>> header_rows_;  ///< as they came; none: the columns are named by the rows
    std::vector<std::size_t> returned_columns_;          ///< of each column: where ExportSummary::header has its title
    std::size_t column_count_ = 0;
    bool is_empty_ = true, found_ = false;
    std::optional<Diagnostic> refusal_;
};

}  // namespace gongshi
