#include "site/field_view.h"

#include <algorithm>
#include <string_view>

#include "core/text.h"
#include "dataset/credit_code.h"
#include "dataset/field_type.h"

namespace gongshi {
namespace {

std::string decimal_of_fen(std::int64_t fen, std::int64_t unit_fen) {
    std::string rest = std::to_string(unit_fen + fen % unit_fen).substr(1);
    while (!rest.empty() && rest.back() == '0') rest.pop_back();
    return std::to_string(fen / unit_fen) + (rest.empty() ? "" : "." + rest);
}

std::string shortened(const std::string& text, std::size_t most) {
    const std::u32string points = to_code_points(text);
    return points.size() <= most ? text : to_utf8(points.substr(0, most)) + "…";
}

/// A code or number such as 330999-SC-CF-2, which is read and copied as one word.
bool is_token(std::string_view text) {
    return !text.empty() && text.size() <= 24 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

std::string FieldView::kind_of(const Dataset& dataset, std::size_t field) {
    const Field& one = dataset.fields[field];
    const bool name =
        one.privacy != Privacy::open || dataset.authority == field || dataset.four_facts.authority == field;
    std::string kind(one.type->kind());
    if (name && kind == "text") return "name";
    return kind == "flag" ? "text" : kind;
}

bool FieldView::is_numeric(const Dataset& dataset, std::size_t field) {
    const std::string_view kind = dataset.fields[field].type->kind();
    return kind == "money" || kind == "number";
}

std::string FieldView::text_of(const Dataset& dataset, std::size_t field, const Value& value) const {
    if (const auto* list = std::get_if<std::vector<std::string>>(&value))
        return join(*list, frame_.english() ? "; " : "；");
    if (const auto* flag = std::get_if<bool>(&value))
        return frame_.english() ? (*flag ? "yes" : "no") : (*flag ? "是" : "否");
    if (const auto* money = std::get_if<Money>(&value)) return decimal_of_fen(money->fen, 100);
    return dataset.fields[field].type->canonical(value);
}

Data FieldView::typed(const Value& value) const {
    if (const auto* date = std::get_if<Date>(&value)) return Data::date(*date);
    if (const auto* money = std::get_if<Money>(&value)) return Data::money(money->fen);
    if (const auto* number = std::get_if<std::int64_t>(&value)) return Data::integer(*number);
    if (const auto* decimal = std::get_if<Decimal>(&value)) return Data::text_in(arena_, decimal->text());
    if (const auto* flag = std::get_if<bool>(&value)) return Data::flag(*flag);
    if (const auto* text = std::get_if<std::string>(&value)) return Data::text_in(arena_, *text);
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
        std::vector<Data> items;
        for (const std::string& item : *list) items.push_back(Data::text_in(arena_, item));
        return Data::list_in(arena_, items);
    }
    return {};
}

/// The column that names a row: the first of the title's, else the first of all.
std::size_t FieldView::title_column(const Dataset& dataset) {
    for (std::size_t column : dataset.list_columns) {
        if (std::find(dataset.record_title.begin(), dataset.record_title.end(), column) != dataset.record_title.end())
            return column;
    }
    return dataset.list_columns.empty() ? 0 : dataset.list_columns.front();
}

Data FieldView::columns(const Dataset& dataset) const {
    std::vector<Data> list;
    for (std::size_t column : dataset.list_columns) {
        list.push_back(Data::object_in(arena_, {{"name", Data::text(dataset.fields[column].name)},
                                                {"title", Data::text(frame_.label_of(dataset.fields[column]))},
                                                {"kind", Data::text_in(arena_, kind_of(dataset, column))},
                                                {"numeric", Data::flag(is_numeric(dataset, column))}}));
    }
    return Data::list_in(arena_, list);
}

Data FieldView::cell(const PublicRecord& record, std::size_t field, bool is_title) const {
    const Dataset& dataset = record.dataset();
    const Value* value = record.find(field);
    std::string kind = is_title ? "title" : kind_of(dataset, field);
    if (kind == "longtext") kind = "text";
    std::string text = value == nullptr ? std::string() : text_of(dataset, field, *value);
    if (is_title && text.empty()) text = record.title();
    if (!is_title) text = shortened(text, 60);
    if (kind == "text" && is_token(text)) kind = "token";
    return Data::object_in(arena_, {{"kind", Data::text_in(arena_, kind)},
                                    {"value", value == nullptr ? Data() : typed(*value)},
                                    {"text", Data::text_in(arena_, text)},
                                    {"href", Data()},
                                    {"label", Data::text(frame_.label_of(dataset.fields[field]))}});
}

Data FieldView::row(const PublicRecord& record) const {
    const std::size_t title = title_column(record.dataset());
    std::vector<Data> cells;
    for (std::size_t column : record.dataset().list_columns) cells.push_back(cell(record, column, column == title));
    return Data::object_in(arena_, {{"url", frame_.url_data(record_path(record.dataset(), record.id()), arena_)},
                                    {"title", Data::text_in(arena_, record.title())},
                                    {"cells", Data::list_in(arena_, cells)}});
}

Data FieldView::row_card(const PublicRecord& record, const Department& department) const {
    const Dataset& dataset = record.dataset();
    std::vector<Data> facts;
    for (const std::optional<std::size_t>& field : {dataset.four_facts.party, dataset.four_facts.conclusion}) {
        const Value* value = field ? record.find(*field) : nullptr;
        if (value == nullptr) continue;
        facts.push_back(Data::object_in(
            arena_, {{"label", Data::text(frame_.label_of(dataset.fields[*field]))},
                     {"value", Data::text_in(arena_, shortened(text_of(dataset, *field, *value), 40))}}));
    }
    return Data::object_in(arena_, {{"url", frame_.url_data(record_path(dataset, record.id()), arena_)},
                                    {"title", Data::text_in(arena_, record.title())},
                                    {"dataset_title", Data::text(frame_.title_of(dataset.title))},
                                    {"department", Data::text(frame_.name_of(department))},
                                    {"date", optional_date(record.date())},
                                    {"facts", Data::list_in(arena_, facts)}});
}

std::string FieldView::unit_text(const Dataset& dataset, std::size_t field, const Value& value) const {
    const auto* money = std::get_if<Money>(&value);
    if (money == nullptr || dataset.fields[field].unit_fen == 100) return {};
    return decimal_of_fen(money->fen, dataset.fields[field].unit_fen) + " 万元";
}

/// The elements of a list, each with its link where it leads to a record.
Data FieldView::items(const PublicRecord& record, std::size_t field, const Value& value,
                      const std::vector<ResolvedLink>& links) const {
    const auto* list = std::get_if<std::vector<std::string>>(&value);
    std::vector<std::string> texts;
    if (list != nullptr) texts = *list;
    if (list == nullptr) texts.push_back(text_of(record.dataset(), field, value));
    std::vector<Data> out;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto link = std::find_if(links.begin(), links.end(),
                                       [&](const ResolvedLink& one) { return one.field == field && one.element == i; });
        out.push_back(
            Data::object_in(arena_, {{"text", Data::text_in(arena_, texts[i])},
                                     {"href", link == links.end() ? Data() : frame_.url_data(link->path, arena_)}}));
    }
    return Data::list_in(arena_, out);
}

Data FieldView::field(const PublicRecord& record, std::size_t field, const std::vector<ResolvedLink>& links,
                      const std::string& party_path) const {
    const Dataset& dataset = record.dataset();
    const Value* value = record.find(field);
    const Value missing;
    const Value& known = value == nullptr ? missing : *value;
    const std::string kind = kind_of(dataset, field);
    Data href;
    const auto link =
        std::find_if(links.begin(), links.end(), [&](const ResolvedLink& one) { return one.field == field; });
    if (kind != "list" && link != links.end()) href = frame_.url_data(link->path, arena_);
    const bool party = dataset.party && (dataset.party->name == field || dataset.party->code == field);
    if (party && !party_path.empty()) href = frame_.url_data(party_path, arena_);
    const auto* text = std::get_if<std::string>(&known);
    if (kind == "link" && text != nullptr) href = Data::text_in(arena_, *text);
    const std::string unit = value == nullptr ? std::string() : unit_text(dataset, field, known);
    return Data::object_in(
        arena_, {{"name", Data::text(dataset.fields[field].name)},
                 {"label", Data::text(frame_.label_of(dataset.fields[field]))},
                 {"kind", Data::text_in(arena_, kind)},
                 {"value", typed(known)},
                 {"text", Data::text_in(arena_, value == nullptr ? std::string() : text_of(dataset, field, known))},
                 {"unit_text", optional_text(arena_, unit)},
                 {"href", href},
                 {"items", value == nullptr ? Data::list({}) : items(record, field, known, links)},
                 {"bytes", Data()},
                 {"sha256", Data()}});
}

Data dataset_card(const Frame& frame, const DatasetView& view, Arena& arena, bool counted,
                  std::optional<std::uint64_t> count, const std::string& path) {
    const Dataset& dataset = *view.dataset;
    const std::optional<Date> newest = counted ? view.newest() : std::nullopt;
    static constexpr std::string_view stages[] = {"before", "during", "after"};
    return Data::object_in(
        arena,
        {{"name", Data::text(dataset.name)},
         {"title", Data::text(frame.title_of(dataset.title))},
         {"description", Data::text(frame.english() ? std::string_view() : std::string_view(dataset.description))},
         {"url", frame.url_data(path.empty() ? dataset.segment + "/" : path, arena)},
         {"count", counted ? Data::integer(std::int64_t(count.value_or(view.entries.size()))) : Data()},
         {"newest", optional_date(newest)},
         {"as_of", counted ? optional_date(view.as_of) : Data()},
         {"stage", Data::text(stages[std::size_t(dataset.stage)])}});
}

Data link_data(Arena& arena, std::string_view title, std::string_view url, std::optional<std::uint64_t> count) {
    return Data::object_in(arena, {{"title", Data::text_in(arena, title)},
                                   {"url", Data::text_in(arena, url)},
                                   {"count", count ? Data::integer(std::int64_t(*count)) : Data()}});
}

}  // namespace gongshi
