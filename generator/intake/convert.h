#pragma once
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "intake/header.h"
#include "intake/intake.h"

namespace gongshi {

/// The rows that a file's records came from: identity → row. Sheets of a workbook have them in common.
using SeenRows = std::unordered_map<std::uint64_t, RowDigest>;

/// Turns rows into records under one header.
class RowConverter {
public:
    RowConverter(const Dataset& dataset, const Export& file, const IntakeOptions& options, SeenRows& seen);

    void set_columns(std::vector<Column> columns);

    /// Equal for rows with equal texts below equal titles, whatever their order and the empty cells between; merged cells count.
    RowDigest digest_of(const RawRow& row);

    /// The record of a row; none when the row is refused (the findings say why). A bad cell that is not needed for the
    /// record is left out, and told. `mark` holds the row's digest and gets the hash of its identity.
    std::optional<Record> convert(const RawRow& row, const Place& place, RememberedRow& mark, Diagnostics& findings);

    /// Of the row that `convert` refused last, when its key can be read.
    const std::optional<Identity>& refused_identity() const { return refused_identity_; }

    /// Of a row that is refused unread, as far as its cells stand where they should.
    std::optional<Identity> identity_in(const RawRow& row, const Place& place);

    /// Counts a remembered row as the first of its identity; false when it is not.
    bool claim(const RememberedRow& row) { return seen_.emplace(row.identity, row.row).second; }

private:
    bool read_cell(const RawRow& row, std::size_t column, Record& record, Diagnostics& findings);
    bool is_missing_text(std::string_view text) const;
    bool refuse(std::size_t field, Diagnostic finding, Diagnostics& findings) const;
    bool check_fields(Record& record, Diagnostics& findings);
    void check_amounts(Record& record, Diagnostics& findings) const;
    void tell_other_authority(const Record& record, const Department& counted_for, Diagnostics& findings) const;
    std::string authority_of(const Department& department) const;
    void identify(Record& record, Diagnostics& findings) const;
    Record empty_record(const Place& place) const;
    bool read_cells(const RawRow& row, Record& record, Diagnostics& findings);
    std::optional<Identity> identity_of_refused(Record& record) const;
    bool is_first(const Record& record, RememberedRow& mark, Diagnostics& findings);

    const Dataset& dataset_;
    const Export& file_;
    const IntakeOptions& options_;
    std::vector<Column> columns_;
    std::vector<Field> fields_;             ///< as the header has them: with the units it names
    std::vector<std::uint32_t> column_of_;  ///< of each field, from 1; 0: no column
    std::vector<bool> needed_;
    std::vector<std::int64_t> titles_;  ///< hash of each column's title
    std::string row_text_;              ///< what a row's digest is made of
    SeenRows& seen_;
    std::optional<Identity> refused_identity_;
};

}  // namespace gongshi
