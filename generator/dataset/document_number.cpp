#include "dataset/document_number.h"

#include "core/text.h"
#include "dataset/cell_text.h"
#include "dataset/chinese_number.h"

namespace gongshi {
namespace {

constexpr std::u32string_view openers = U"〔([【〖［（﹝｛{〈<";
constexpr std::u32string_view closers = U"〕)]】〗］）﹞｝}〉>";

/// What may stand between several numbers; each as it is kept.
char32_t number_separator(char32_t c) {
    switch (c) {
        case U'、':
        case U',':
            return U'、';
        case U'-':
        case U'—':
        case U'–':
        case U'~':
            return U'-';
        case U'至':
            return U'至';
        default:
            return 0;
    }
}

std::optional<std::string> read_numbers(std::u32string_view text) {
    std::u32string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_digit(text[i])) {
            out += text[i];
            continue;
        }
        const char32_t separator = number_separator(text[i]);
        const bool between = i > 0 && i + 1 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1]);
        if (separator == 0 || !between) return std::nullopt;
        out += separator;
    }
    if (out.empty()) return std::nullopt;
    return to_utf8(out);
}

bool is_suffix(std::u32string_view text) {
    if (text.empty()) return true;
    if (text[0] != U'之' || text.size() < 2 || text.size() > 4) return false;
    for (const char32_t c : text.substr(1))
        if (!is_digit(c) && !is_chinese_numeral(c)) return false;
    return true;
}

bool is_agency(std::u32string_view text) {
    if (text.empty() || text.size() > 40) return false;
    for (const char32_t c : text)
        if (is_digit(c) || openers.find(c) != std::u32string_view::npos ||
            closers.find(c) != std::u32string_view::npos ||
            std::u32string_view(U"，。；：、,;:!?\"'/\\|《》“”").find(c) != std::u32string_view::npos)
            return false;
    return true;
}

}  // namespace

std::string DocumentNumber::text() const {
    return agency + "〔" + std::to_string(year) + "〕" + (with_di ? "第" : "") + number + "号" + suffix;
}

std::optional<DocumentNumber> read_document_number(std::string_view cell) {
    const std::u32string text = to_code_points(without_blanks(fold_width(cell)));
    const std::size_t open = text.find_first_of(openers);
    if (open == std::u32string::npos || open + 6 > text.size()) return std::nullopt;
    if (closers.find(text[open + 5]) == std::u32string_view::npos) return std::nullopt;
    DocumentNumber result;
    for (std::size_t i = open + 1; i < open + 5; ++i) {
        if (!is_digit(text[i])) return std::nullopt;
        result.year = result.year * 10 + int(text[i] - '0');
    }
    if (result.year < 1949 || result.year > 2100) return std::nullopt;
    std::u32string_view rest = std::u32string_view(text).substr(open + 6);
    if (rest.starts_with(U"第")) {
        result.with_di = true;
        rest.remove_prefix(1);
    }
    const std::size_t end = rest.find(U'号');
    if (end == std::u32string_view::npos || !is_suffix(rest.substr(end + 1))) return std::nullopt;
    const auto numbers = read_numbers(rest.substr(0, end));
    const std::u32string_view agency = std::u32string_view(text).substr(0, open);
    if (!numbers || !is_agency(agency)) return std::nullopt;
    result.agency = to_utf8(agency);
    result.number = *numbers;
    result.suffix = to_utf8(rest.substr(end + 1));
    return result;
}

}  // namespace gongshi
