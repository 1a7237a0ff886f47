#include "core/csv_writer.h"

#include <algorithm>
#include <array>

namespace gongshi {
namespace {

/// Every byte of the downloads comes by here: a table, and not a search in a list.
constexpr std::array<bool, 256> to_be_quoted = [] {
    std::array<bool, 256> table{};
    for (const unsigned char c : {',', '"', '\r', '\n'}) table[c] = true;
    return table;
}();

bool needs_quotes(std::string_view text) {
    return text.starts_with(' ') || text.ends_with(' ') ||
           std::any_of(text.begin(), text.end(), [](char c) { return to_be_quoted[static_cast<unsigned char>(c)]; });
}

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
    if (!guarded && !needs_quotes(text)) {
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
