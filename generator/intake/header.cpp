#include "intake/header.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "dataset/field_type.h"
#include "intake/codes.h"

namespace gongshi {
namespace {

/// "罚款金额(万元)" → "罚款金额" and "万元"; the whole and nothing when there is no bracket at the end.
std::pair<std::string_view, std::string_view> split_bracket(std::string_view folded) {
    const std::size_t open = folded.rfind('(');
    if (!folded.ends_with(')') || open == std::string_view::npos || open == 0) return {folded, {}};
    return {folded.substr(0, open), folded.substr(open + 1, folded.size() - open - 2)};
}

std::optional<std::int64_t> unit_named(std::string_view text) {
    if (text == "元" || text == "人民币元" || text == "单位:元") return 100;
    if (text == "万元" || text == "人民币万元" || text == "单位:万元") return 1'000'000;
    return std::nullopt;
}

std::string_view first_filled(std::span<const std::string> cells) {
    for (const std::string& cell : cells) {
        if (const std::string_view text = trim(cell); !text.empty()) return text;
    }
    return {};
}

}  // namespace

HeaderReader::HeaderReader(const Dataset& dataset) : dataset_(dataset) {
    for (std::size_t i = 0; i < dataset.fields.size(); ++i) {
        const Field& field = dataset.fields[i];
        fields_.emplace(fold_key(field.name), i);
        fields_.emplace(fold_key(field.title.zh), i);
        names_.push_back(field.title.zh);
        for (const std::string& alias : field.aliases) {
            fields_.emplace(fold_key(alias), i);
            names_.push_back(alias);
        }
    }
}

std::vector<Column> HeaderReader::columns_of(std::span<const std::string> cells) const {
    std::vector<Column> columns;
    for (const std::string& cell : cells) {
        Column column;
        column.title = trim(cell);
        const std::string folded = fold_key(cell);
        const auto [stem, bracket] = split_bracket(folded);
        auto found = fields_.find(folded);
        if (found == fields_.end()) found = fields_.find(stem);
        if (found != fields_.end() && !folded.empty()) {
            column.field = found->second;
            const Field& field = dataset_.fields[found->second];
            const std::optional<std::int64_t> unit =
                field.type->format() == "money" ? unit_named(bracket) : std::nullopt;
            if (unit && *unit != field.unit_fen) column.unit_fen = unit;
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

bool HeaderReader::is_known(std::string_view title) const {
    const std::string folded = fold_key(title);
    return !folded.empty() && (fields_.contains(folded) || fields_.contains(split_bracket(folded).first));
}

std::optional<std::vector<std::string>> HeaderReader::joined(std::span<const std::string> upper,
                                                             std::span<const std::string> lower) const {
    std::vector<std::string> titles;
    std::string
        group;  // a name above holds for the columns on its right, as long as they have names below and none above
    std::size_t from_below = 0;
    for (std::size_t i = 0; i < std::max(upper.size(), lower.size()); ++i) {
        const std::string above(i < upper.size() ? trim(upper[i]) : std::string_view());
        const std::string below(i < lower.size() ? trim(lower[i]) : std::string_view());
        if (!above.empty() || below.empty()) group = above;
        const bool both = !group.empty() && !below.empty() && below != above;
        const bool named_by_both = both && is_known(group + below);
        const bool alone = !named_by_both && is_known(below);
        if (named_by_both || (both && alone)) ++from_below;
        titles.push_back(both && !alone ? group + below : !below.empty() ? below : above);
    }
    if (from_below < 2) return std::nullopt;
    return titles;
}

std::size_t HeaderReader::count_known(std::span<const std::string> cells) const {
    std::vector<bool> seen(dataset_.fields.size(), false);
    for (const Column& column : columns_of(cells)) {
        if (column.field) seen[*column.field] = true;
    }
    return std::size_t(std::count(seen.begin(), seen.end(), true));
}

std::optional<Diagnostic> HeaderReader::judge(const std::vector<Column>& columns, const Place& place,
                                              Diagnostics& findings) const {
    std::optional<Diagnostic> refusal;
    const auto refuse = [&](Diagnostic finding) {
        if (refusal)
            findings.add(std::move(finding));
        else
            refusal = std::move(finding);
    };
    std::vector<std::uint32_t> column_of(dataset_.fields.size(), 0);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        Place here = place;
        here.column = std::uint32_t(i + 1);
        const Column& column = columns[i];
        if (!column.field) {
            if (column.title.empty()) continue;
            findings.add(Diagnostic(codes::header_unknown, here, mask_for_report(column.title),
                                    {{"nearest", nearest_name(column.title, names_).value_or("")}}));
            continue;
        }
        here.field = dataset_.fields[*column.field].title.zh;
        if (column.unit_fen) findings.add(Diagnostic(codes::header_unit, here, column.title));
        std::uint32_t& before = column_of[*column.field];
        if (before != 0)
            refuse(Diagnostic(codes::header_duplicate, here, column.title,
                              {{"other", place.table ? column_letters(before) : columns[before - 1].title}}));
        before = std::uint32_t(i + 1);
    }
    for (std::size_t key : dataset_.primary_key) {
        if (column_of[key] == 0) refuse(Diagnostic(codes::header_missing_key, place, dataset_.fields[key].title.zh));
    }
    return refusal;
}

bool is_total_row(std::span<const std::string> cells) {
    static constexpr std::array<std::string_view, 8> words = {"合计", "总计",  "小计",  "共计",
                                                              "累计", "合计:", "总计:", "total"};
    const std::string first = fold_key(first_filled(cells));
    return std::find(words.begin(), words.end(), first) != words.end();
}

bool is_remark_row(std::span<const std::string> cells) {
    static constexpr std::array<std::string_view, 9> beginnings = {
        "填表说明", "填报说明", "说明:", "备注:", "注:", "注意:", "填表人", "审核人:", "制表"};
    if (count_filled(cells, 3) > 2) return false;
    const std::string first = fold_key(first_filled(cells));
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](std::string_view word) { return first.starts_with(word); });
}

std::size_t count_filled(std::span<const std::string> cells, std::size_t most) {
    std::size_t count = 0;
    for (auto cell = cells.begin(); cell != cells.end() && count < most; ++cell) count += trim(*cell).empty() ? 0 : 1;
    return count;
}

}  // namespace gongshi
