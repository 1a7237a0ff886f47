#include "core/diagnostic.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace gongshi {

bool shown_before(const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.place.file, a.place.sheet, a.place.line, a.place.column, a.code, a.text) <
           std::tie(b.place.file, b.place.sheet, b.place.line, b.place.column, b.code, b.text);
}

void Diagnostics::append(std::vector<Diagnostic> more) {
    list_.insert(list_.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::vector<Diagnostic> Diagnostics::take_sorted() {
    std::vector<Diagnostic> sorted = std::move(list_);
    list_.clear();
    std::stable_sort(sorted.begin(), sorted.end(), shown_before);
    return sorted;
}

std::string column_letters(std::uint32_t column) {
    std::string letters;
    for (; column > 0; column = (column - 1) / 26) letters.insert(letters.begin(), char('A' + (column - 1) % 26));
    return letters;
}

std::string to_string(const Place& place) {
    std::string text = place.file;
    if (!place.sheet.empty()) text += "[" + place.sheet + "]";
    if (place.line == 0) return text;
    text += ":" + std::to_string(place.line);
    if (place.column == 0) return text;
    return text + ":" + (place.table ? column_letters(place.column) : std::to_string(place.column));
}

}  // namespace gongshi
