#include "core/csv_writer.h"

#include <algorithm>

namespace gongshi {
namespace {

bool is_number(std::string_view text) {
    return text.size() > 1 &&
           std::all_of(text.begin() + 1, text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

bool looks_like_a_formula(std::string_view text) {
    if (text.empty() || std::string_view("=+-@\t\r\n").find(text[0]) == std::string_view::npos) return false;
    return !((text[0] == '+' || text[0] == '-') && is_number(text));
}

}  // namespace

void CsvWriter::cell(std::string_view text) {
    if (!first_) out_ += ',';
    first_ = false;
    const bool guarded = formulas_ == Formulas::guard && looks_like_a_formula(text);
    if (!guarded && text.find_first_of(",\"\r\n") == std::string_view::npos && !text.starts_with(' ') &&
        !text.ends_with(' ')) {
        out_ += text;
        return;
    }
    out_ += '"';
    if (guarded) out_ += '\'';
    for (char c : text) {
        if (c == '"') out_ += '"';
        out_ += c;
    }
    out_ += '"';
}

void CsvWriter::end_row() {
    out_ += "\r\n";
    first_ = true;
}

void CsvWriter::row(std::span<const std::string> cells) {
    for (const std::string& one : cells) cell(one);
    end_row();
}

}  // namespace gongshi
