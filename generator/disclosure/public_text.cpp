#include "disclosure/public_text.h"

#include "dataset/field_type.h"

namespace gongshi {
namespace {

void add_line(std::string& text, std::string_view name, std::string_view value) {
    text.append(name).push_back('\t');
    for (char c : value) {
        switch (c) {
            case '\\':
                text += "\\\\";
                break;
            case '\t':
                text += "\\t";
                break;
            case '\n':
                text += "\\n";
                break;
            case '\r':
                text += "\\r";
                break;
            default:
                text += c;
        }
    }
    text += '\n';
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
