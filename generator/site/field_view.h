#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "disclosure/public_record.h"
#include "site/frame.h"
#include "template/data.h"

namespace gongshi {

/// A reference of a record, resolved: which element of which field leads where.
struct ResolvedLink {
    std::size_t field = 0, element = 0;  ///< element: of a list, from 0
    std::string title, path;             ///< of the record it leads to; below the language's root
};

/// Values of public records as templates see them (docs/templates.md: Cell, Field, RowCard).
class FieldView {
public:
    FieldView(const Frame& frame, Arena& arena) : frame_(frame), arena_(arena) {}

    /// The kind templates tell apart: text, name, date, money, number, list, link, code, longtext, attachment, phone.
    static std::string kind_of(const Dataset& dataset, std::size_t field);
    static bool is_numeric(const Dataset& dataset, std::size_t field);
    /// The value as one line of text; lists joined.
    std::string text_of(const Dataset& dataset, std::size_t field, const Value& value) const;
    Data typed(const Value& value) const;

    Data columns(const Dataset& dataset) const;
    Data row(const PublicRecord& record) const;
    Data row_card(const PublicRecord& record, const Department& department) const;
    Data field(const PublicRecord& record, std::size_t field, const std::vector<ResolvedLink>& links,
               const std::string& party_path) const;

private:
    Data cell(const PublicRecord& record, std::size_t field, bool is_title) const;
    Data items(const PublicRecord& record, std::size_t field, const Value& value,
               const std::vector<ResolvedLink>& links) const;
    std::string unit_text(const Dataset& dataset, std::size_t field, const Value& value) const;
    static std::size_t title_column(const Dataset& dataset);

    const Frame& frame_;
    Arena& arena_;
};

/// What the schema calls the dataset, where it lies, how much it holds. `counted` false: nothing that changes from day to day.
Data dataset_card(const Frame& frame, const DatasetView& view, Arena& arena, bool counted,
                  std::optional<std::uint64_t> count = {}, const std::string& path = {});

Data link_data(Arena& arena, std::string_view title, std::string_view url, std::optional<std::uint64_t> count);

}  // namespace gongshi
