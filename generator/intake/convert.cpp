#include "intake/convert.h"

#include <algorithm>
#include <cctype>
#include <cstring>

#include "core/digest.h"
#include "core/text.h"
#include "dataset/constraints.h"
#include "dataset/field_type.h"
#include "intake/codes.h"

namespace gongshi {
namespace {

std::uint64_t short_hash(Sha256& hasher) {
    const Digest digest = hasher.finish();
    std::uint64_t hash = 0;
    std::memcpy(&hash, digest.bytes.data(), sizeof hash);
    return hash;
}

std::string text_of(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr ? std::string() : *text;
}

/// A cell without the mark by which a spreadsheet keeps digits a text: '0123, or ="0123" as some systems export it.
std::string_view without_text_mark(std::string_view text) {
    const bool formula = text.size() > 3 && text.starts_with("=\"") && text.find('"', 2) == text.size() - 1;
    if (formula) return trim(text.substr(2, text.size() - 3));
    const bool marked = text.size() > 1 && text[0] == '\'' && std::isalnum(static_cast<unsigned char>(text[1])) != 0;
    return marked ? text.substr(1) : text;
}

/// What a spreadsheet writes where a formula has no value: no text, whatever the field.
bool is_error_value(std::string_view text) {
    static constexpr std::string_view values[] = {"#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"};
    return text.starts_with('#') && std::find(std::begin(values), std::end(values), text) != std::end(values);
}

}  // namespace

RowConverter::RowConverter(const Dataset& dataset, const Export& file, const IntakeOptions& options, SeenRows& seen)
    : dataset_(dataset),
      file_(file),
      options_(options),
      fields_(dataset.fields),
      column_of_(dataset.fields.size(), 0),
      needed_(dataset.fields.size(), false),
      seen_(seen) {
    for (std::size_t i = 0; i < fields_.size(); ++i) needed_[i] = fields_[i].constraints.required;
    for (std::size_t key : dataset.primary_key) needed_[key] = true;
}

void RowConverter::set_columns(std::vector<Column> columns) {
    columns_ = std::move(columns);
    titles_.clear();
    for (const Column& column : columns_) {
        Sha256 hasher;
        titles_.push_back(std::int64_t(short_hash(hasher.field(column.title))));
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!columns_[i].field) continue;
        column_of_[*columns_[i].field] = std::uint32_t(i + 1);
        if (columns_[i].unit_fen) fields_[*columns_[i].field].unit_fen = *columns_[i].unit_fen;
    }
}

bool RowConverter::is_missing_text(std::string_view text) const {
    return text.empty() || std::find(dataset_.missing_values.begin(), dataset_.missing_values.end(), text) !=
                               dataset_.missing_values.end();
}

/// Adds the finding; true when the row goes on without the cell, false when the row cannot do without it.
bool RowConverter::refuse(std::size_t field, Diagnostic finding, Diagnostics& findings) const {
    if (needed_[field]) finding.unit = Unit::row;
    findings.add(std::move(finding));
    return !needed_[field];
}

bool RowConverter::read_cell(const RawRow& row, std::size_t column, Record& record, Diagnostics& findings) {
    const std::size_t index = *columns_[column].field;
    const std::string_view text = without_text_mark(trim(row.cells[column]));
    if (is_missing_text(text)) return true;
    const Field& field = fields_[index];
    Place place = record.place;
    place.column = place.table ? std::uint32_t(column + 1) : 0;
    place.field = field.title.zh;
    if (is_error_value(text))
        return refuse(index, Diagnostic(codes::cell_error_value, place, std::string(text)), findings);
    // One amount over several rows: each row's own, or that of all together? A wrong one is worse than none.
    if (field.type->format() == "money" && std::binary_search(row.shared.begin(), row.shared.end(), column))
        return refuse(index, Diagnostic(codes::amount_merged, place, std::string(text)), findings);
    Result<Value> value = field.type->parse(text, field, options_.values, place, findings);
    if (!value) {
        // code.unknown may be lowered by the schema: then the value is kept as it was written.
        if (value.error().severity != Severity::refused) {
            findings.add(value.error());
            record.values[index] = std::string(text);
            return true;
        }
        return refuse(index, std::move(value.error()), findings);
    }
    if (const Result<void> good = check_constraints(field, *value, place); !good && !is_missing(*value))
        return refuse(index, good.error(), findings);
    record.values[index] = std::move(*value);
    return true;
}

/// Required fields that have no value, whether their column is missing or their cell is empty.
bool RowConverter::check_fields(Record& record, Diagnostics& findings) {
    bool good = true;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (!needed_[i] || !is_missing(record.values[i])) continue;
        Place place = record.place;
        place.column = place.table ? column_of_[i] : 0;
        place.field = fields_[i].title.zh;
        Field required = fields_[i];
        required.constraints.required = true;
        const Result<void> missing = check_constraints(required, record.values[i], place);
        if (!missing) good = refuse(i, missing.error(), findings);
    }
    return good;
}

/// An amount that its wording contradicts by the factor between 元 and 万元 is left out: one of the two is wrong.
void RowConverter::check_amounts(Record& record, Diagnostics& findings) const {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        const auto* amount = std::get_if<Money>(&record.values[i]);
        if (amount == nullptr || !fields_[i].agrees_with) continue;
        const std::string wording = text_of(record.values[*fields_[i].agrees_with]);
        Place place = record.place;
        place.column = place.table ? column_of_[i] : 0;
        place.field = fields_[i].title.zh;
        std::optional<Diagnostic> finding = check_wording(fields_[i], *amount, wording, place);
        if (!finding) continue;
        if (finding->code == "amount.units_disagree") record.values[i] = {};
        findings.add(std::move(*finding));
    }
}

/// A record whose own words name another department than the one it is counted for: it may lie in a wrong folder.
void RowConverter::tell_other_authority(const Record& record, const Department& counted_for,
                                        Diagnostics& findings) const {
    const std::optional<std::size_t>& field = dataset_.four_facts.authority;
    if (!field) return;
    const Department* named = options_.departments->find_by_name(text_of(record.values[*field]));
    if (named == nullptr || named->key == counted_for.key) return;
    Place place = record.place;
    place.column = place.table ? column_of_[*field] : 0;
    place.field = fields_[*field].title.zh;
    findings.add(
        Diagnostic(codes::authority_differs, std::move(place), named->name, {{"department", counted_for.name}}));
}

std::string RowConverter::authority_of(const Department& department) const {
    const auto kept = options_.authorities.find(department.key);
    if (kept != options_.authorities.end()) return kept->second;
    return department.credit_code.empty() ? department.key : department.credit_code;
}

void RowConverter::identify(Record& record, Diagnostics& findings) const {
    record.identity.dataset = dataset_.name;
    const Department* department = options_.departments->find(file_.department);
    if (dataset_.authority && !is_missing(record.values[*dataset_.authority])) {
        const std::string named = text_of(record.values[*dataset_.authority]);
        if (const Department* authority = options_.departments->find_by_name(named)) {
            department = authority;
        } else {
            Place place = record.place;
            place.column = place.table ? column_of_[*dataset_.authority] : 0;
            place.field = fields_[*dataset_.authority].title.zh;
            findings.add(Diagnostic(codes::authority_unknown, std::move(place), mask_for_report(named)));
        }
    }
    if (department != nullptr) {
        tell_other_authority(record, *department, findings);
        record.identity.authority = authority_of(*department);
    }
    for (std::size_t key : dataset_.primary_key) {
        if (!record.identity.key.empty()) record.identity.key += '\x1F';
        record.identity.key += fields_[key].type->canonical(record.values[key]);
    }
}

RowDigest RowConverter::digest_of(const RawRow& row) {
    row_text_.clear();
    const auto number = [&](std::int64_t one) { row_text_.append(reinterpret_cast<const char*>(&one), sizeof one); };
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const std::string_view text = trim(row.cells[i]);
        if (text.empty()) continue;
        number(i < titles_.size() ? titles_[i] : std::int64_t(i));
        number(std::int64_t(text.size()));
        row_text_ += text;
    }
    for (const std::uint32_t column : row.shared) number(-1 - std::int64_t(column));
    return quick_hash(row_text_, options_.row_key);
}

/// The first row of an identity counts; a later one is a repetition (a note) or a contradiction (refused).
bool RowConverter::is_first(const Record& record, RememberedRow& mark, Diagnostics& findings) {
    Sha256 hasher;
    mark.identity = short_hash(hasher.field(record.identity.authority).field(record.identity.key));
    const auto [found, is_new] = seen_.emplace(mark.identity, mark.row);
    if (is_new) return true;
    std::string key = record.identity.key;
    std::replace(key.begin(), key.end(), '\x1F', ' ');
    const std::size_t first = dataset_.primary_key.front();
    Place place = record.place;
    place.column = place.table ? column_of_[first] : 0;
    place.field = fields_[first].title.zh;
    findings.add(Diagnostic(found->second == mark.row ? codes::row_duplicate : codes::row_conflict, std::move(place),
                            mask_for_report(key)));
    return false;
}

/// None: its key is what is bad.
std::optional<Identity> RowConverter::identity_of_refused(Record& record) const {
    const auto missing = [&](std::size_t key) { return gongshi::is_missing(record.values[key]); };
    if (std::any_of(dataset_.primary_key.begin(), dataset_.primary_key.end(), missing)) return std::nullopt;
    Diagnostics unheard;  // the row is refused for something else
    identify(record, unheard);
    return record.identity;
}

Record RowConverter::empty_record(const Place& place) const {
    Record record;
    record.dataset = &dataset_;
    record.department = file_.department;
    record.place = place;
    record.values.resize(fields_.size());
    return record;
}

bool RowConverter::read_cells(const RawRow& row, Record& record, Diagnostics& findings) {
    bool good = true;
    for (std::size_t i = 0; i < std::min(row.cells.size(), columns_.size()); ++i) {
        if (columns_[i].field && !read_cell(row, i, record, findings)) good = false;
    }
    return good;
}

std::optional<Identity> RowConverter::identity_in(const RawRow& row, const Place& place) {
    Record record = empty_record(place);
    Diagnostics unheard;
    read_cells(row, record, unheard);
    return identity_of_refused(record);
}

std::optional<Record> RowConverter::convert(const RawRow& row, const Place& place, RememberedRow& mark,
                                            Diagnostics& findings) {
    Record record = empty_record(place);
    if (!read_cells(row, record, findings) || !check_fields(record, findings)) {
        refused_identity_ = identity_of_refused(record);
        return std::nullopt;
    }
    check_amounts(record, findings);
    identify(record, findings);
    if (!is_first(record, mark, findings)) {
        refused_identity_ = record.identity;
        return std::nullopt;
    }
    return record;
}

}  // namespace gongshi
