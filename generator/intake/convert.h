#pragma once
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "intake/header.h"
#include "intake/intake.h"

namespace gongshi {

/// Turns rows into records under one header.
class RowConverter {
public:
    RowConverter(const Dataset& dataset, const Export& file, const IntakeOptions& options);

    void set_columns(std::vector<Column> columns);

    /// The record of a row; none when the row is refused (the findings say why). A bad cell that is not needed for the
    /// record is left out, and told.
    std::optional<Record> convert(const RawRow& row, const Place& place, Diagnostics& findings);

private:
    bool read_cell(const std::string& cell, std::size_t column, Record& record, Diagnostics& findings);
    bool is_missing_text(std::string_view text) const;
    bool refuse(std::size_t field, Diagnostic finding, Diagnostics& findings) const;
    bool check_fields(Record& record, Diagnostics& findings);
    void check_amounts(Record& record, Diagnostics& findings) const;
    void identify(Record& record, Diagnostics& findings) const;
    bool is_first(const Record& record, const RawRow& row, Diagnostics& findings);

    const Dataset& dataset_;
    const Export& file_;
    const IntakeOptions& options_;
    std::vector<Column> columns_;
    std::vector<Field> fields_;             ///< as the header has them: with the units it names
    std::vector<std::uint32_t> column_of_;  ///< of each field, from 1; 0: no column
    std::vector<bool> needed_;
    std::unordered_map<std::uint64_t, std::uint64_t> seen_;  ///< identity → content of the row that gave it
};

}  // namespace gongshi
