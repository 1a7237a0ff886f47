#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "dataset/dataset.h"
#include "intake/raw_row.h"

namespace gongshi {

/// Which field a column fills.
struct Column {
    std::optional<std::size_t> field;
    std::optional<std::int64_t> unit_fen;  ///< the header names another unit than the schema: 罚款金额（元）
    std::string title;                     ///< as written
};

/// Finds headers: by name, title and aliases, after folding (core fold_key), with or without a trailing bracket.
class HeaderReader {
public:
    explicit HeaderReader(const Dataset& dataset);

    /// How many different fields the cells name: what a header row has most of.
    std::size_t count_known(std::span<const std::string> cells) const;
    std::vector<Column> columns_of(std::span<const std::string> cells) const;

    /// A header of two rows, 行政相对人 over 名称, 类别, 代码, as one: the names below with the group before them where that is a
    /// field's, else alone; above columns without a name below, the name above. None when the two rows are no such header.
    std::optional<std::vector<std::string>> joined(std::span<const std::string> upper,
                                                   std::span<const std::string> lower) const;

    /// Findings about the columns of a header at `place` (file, sheet, line): `header.unknown`, `header.unit` (notes),
    /// `header.duplicate`, `header.missing_key`; the last two refuse the file and are returned, the first of them.
    std::optional<Diagnostic> judge(const std::vector<Column>& columns, const Place& place,
                                    Diagnostics& findings) const;

private:
    bool is_known(std::string_view title) const;

    const Dataset& dataset_;
    std::map<std::string, std::size_t, std::less<>> fields_;  ///< folded → field
    std::vector<std::string> names_;                          ///< for the nearest name
};

/// 合计, 总计, 小计…: a row that sums others.
bool is_total_row(std::span<const std::string> cells);
/// 填表说明, 注：…: words for people, below or above the table.
bool is_remark_row(std::span<const std::string> cells);
/// Cells that are not blank; counting ends at `most`.
std::size_t count_filled(std::span<const std::string> cells, std::size_t most = SIZE_MAX);

}  // namespace gongshi
