#include "dataset/phone_number.h"

#include <vector>

#include "core/text.h"
#include "dataset/cell_text.h"

namespace gongshi {
namespace {

/// 010 and 02x have three digits, every other area four.
std::size_t area_length(std::string_view digits) {
    return digits.starts_with("010") || digits.starts_with("02") ? 3 : 4;
}

std::optional<std::string> with_area(std::string_view digits) {
    if (!digits.starts_with('0') || digits.starts_with("00")) return std::nullopt;
    const std::size_t area = area_length(digits);
    if (digits.size() < area + 7 || digits.size() > area + 8 || digits[area] == '0' || digits[area] == '1')
        return std::nullopt;
    return std::string(digits.substr(0, area)) + "-" + std::string(digits.substr(area));
}

std::optional<std::string> read_digits(std::string_view digits) {
    if (digits.starts_with('0')) return with_area(digits);
    if (digits.size() == 11 && digits[0] == '1' && digits[1] >= '3') return std::string(digits);
    if (digits.size() == 10 && (digits.starts_with("400") || digits.starts_with("800")))
        return std::string(digits.substr(0, 3)) + "-" + std::string(digits.substr(3, 3)) + "-" +
               std::string(digits.substr(6));
    if ((digits.size() == 7 || digits.size() == 8) && digits[0] >= '2') return std::string(digits);
    if (digits.size() >= 3 && digits.size() <= 6) return std::string(digits);
    return std::nullopt;
}

/// One number. `groups` are its runs of digits; the last may be an extension.
std::optional<std::string> read_one(std::string_view text) {
    std::string extension;
    for (const std::string_view mark : {"转", "分机", "ext.", "ext"}) {
        const std::size_t at = text.find(mark);
        if (at == std::string_view::npos) continue;
        extension = text.substr(at + mark.size());
        text = text.substr(0, at);
        break;
    }
    if (text.starts_with("+86")) text.remove_prefix(3);
    std::vector<std::string_view> groups;
    std::string digits;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find_first_of("-()", begin), text.size());
        if (end > begin) groups.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    if (groups.empty()) return std::nullopt;
    for (const std::string_view group : groups) {
        if (!is_digits(group)) return std::nullopt;
        digits += group;
    }
    auto number = read_digits(digits);
    if (!number && groups.size() > 1 && extension.empty() && groups.back().size() <= 5) {
        extension = groups.back();
        number = read_digits(std::string_view(digits).substr(0, digits.size() - extension.size()));
    }
    if (!number) return std::nullopt;
    if (extension.empty()) return number;
    if (!is_digits(extension) || extension.size() > 6) return std::nullopt;
    return *number + "-" + extension;
}

}  // namespace

std::optional<std::string> read_phone_numbers(std::string_view cell) {
    std::string text = lower_ascii(fold_width(cell));
    for (const std::string_view separator : {"、", ",", "/", "\n", "，", "；"}) replace_all(text, separator, ";");
    for (const std::string_view dash : {"—", "–", "－", "‐", "−"}) replace_all(text, dash, "-");
    std::string out;
    for (const std::string_view part : split(text, ';')) {
        if (trim(part).empty()) continue;
        const auto number = read_one(without_blanks(part));
        if (!number) return std::nullopt;
        if (!out.empty()) out += "、";
        out += *number;
    }
    if (out.empty()) return std::nullopt;
    return out;
}

}  // namespace gongshi
