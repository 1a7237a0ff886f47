#include "dataset/record.h"

#include <cassert>

#include "core/json.h"
#include "dataset/content_reader.h"
#include "dataset/field_type.h"
#include "dataset/field_types.h"

namespace gongshi {
namespace {

/// The field of a name. Content stands in the schema's order, so it is nearly always the next one or one soon after.
std::optional<std::size_t> find_from(const Dataset& dataset, std::string_view name, std::size_t next) {
    for (std::size_t i = next; i < dataset.fields.size(); ++i)
        if (dataset.fields[i].name == name) return i;
    return dataset.find_field(name);
}

/// One value of the content, for `field`; nullptr reads over it.
Value read_value(ContentReader& reader, const Field* field, std::string_view content, std::string& buffer) {
    if (reader.next() == '[') {
        std::vector<std::string> items;
        if (!reader.read_array(items)) stop_for_damage("content", content);
        // A list field that became a text (or the other way round) keeps nothing: the next import writes it anew.
        if (field == nullptr || field->type->type() != "list") return {};
        return items;
    }
    std::string_view text;
    if (!reader.read_text(text, buffer)) stop_for_damage("content", content);
    if (field == nullptr || field->type->type() == "list") return {};
    return field->type->parse_canonical(text);
}

}  // namespace

std::string content_json(const Record& record) {
    assert(record.dataset != nullptr && record.values.size() == record.dataset->fields.size());
    std::string out = "{";
    for (std::size_t i = 0; i < record.values.size(); ++i) {
        const Value& value = record.values[i];
        if (is_missing(value)) continue;
        const Field& field = record.dataset->fields[i];
        if (out.size() > 1) out += ',';
        append_json_text(out, field.name);
        out += ':';
        if (std::holds_alternative<std::vector<std::string>>(value))
            out += field.type->canonical(value);
        else
            append_json_text(out, field.type->canonical(value));
    }
    out += '}';
    return out;
}

std::vector<Value> values_from_content(const Dataset& dataset, std::string_view content) {
    std::vector<Value> values(dataset.fields.size());
    ContentReader reader(content);
    if (!reader.take('{')) stop_for_damage("content", content);
    if (!reader.take('}')) {
        std::string buffer;
        std::size_t next = 0;
        do {
            std::string_view name;
            if (!reader.read_text(name, buffer) || !reader.take(':')) stop_for_damage("content", content);
            const auto index = find_from(dataset, name, next);
            Value value = read_value(reader, index ? &dataset.fields[*index] : nullptr, content, buffer);
            if (!index) continue;
            values[*index] = std::move(value);
            next = *index + 1;
        } while (reader.take(','));
        if (!reader.take('}')) stop_for_damage("content", content);
    }
    if (!reader.at_end()) stop_for_damage("content", content);
    return values;
}

}  // namespace gongshi
