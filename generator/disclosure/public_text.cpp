#include "disclosure/public_text.h"

#include "dataset/field_type.h"

namespace gongshi {
namespace {

/// What a character is written as; nothing: as itself, as nearly all are.
constexpr std::string_view escape_of(char c) {
    if (static_cast<unsigned char>(c) > '\r' && c != '\\') return "";
    return c == '\\' ? "\\\\" : c == '\t' ? "\\t" : c == '\n' ? "\\n" : c == '\r' ? "\\r" : "";
}

void add_line(std::string& text, std::string_view name, std::string_view value) {
    text.append(name).push_back('\t');
    std::size_t from = 0;  // nearly every value goes over in one piece
    for (std::size_t i = 0; i < value.size(); ++i) {
        const std::string_view escape = escape_of(value[i]);
        if (escape.empty()) continue;
        text.append(value, from, i - from).append(escape);
        from = i + 1;
    }
    text.append(value, from).push_back('\n');
}

}  // namespace

std::string canonical_form(const PublicRecord& record) {
    std::string text;
    add_line(text, "gongshi-form", "1");
    add_line(text, "dataset", record.dataset().name);
    add_line(text, "record", record.id().text);
    for (const PublicRecord::PublicField& one : record.fields()) {
        const Field& field = record.dataset().fields[one.field];
        add_line(text, field.name, field.type->canonical(one.value));
    }
    return text;
}

}  // namespace gongshi
