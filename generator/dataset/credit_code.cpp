// Two independent checks say where a slip is: GB 32100's last character covers the whole code, GB 11714's character 17
// covers only 9–16. A slip in 9–17 breaks both, one elsewhere only the first.
#include "dataset/credit_code.h"

#include "core/date.h"
#include "core/text.h"
#include "dataset/cell_text.h"

namespace gongshi {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::string_view placeholder = "00000000000000000X";

tl::unexpected<CreditCodeError> error(CreditCodeFault fault, std::size_t position = 0) {
    return tl::unexpected<CreditCodeError>(CreditCodeError{fault, position});
}

bool looks_like_excel_number(std::string_view text) {
    return text.find("E+") != std::string_view::npos && text.find('.') != std::string_view::npos;
}

tl::expected<CreditCode, CreditCodeError> read_unified(CreditCode code) {
    if (code.text == placeholder) {
        code.kind = CreditCodeKind::placeholder;
        return code;
    }
    const std::string_view text = code.text;
    // One person's number in 31 passes GB 32100's check too. Refusing a true code that happens to hold a birthday and
    // GB 11643's check costs a cell; publishing a person's number cannot be mended.
    if (looks_like_id_number(text)) return error(CreditCodeFault::id_number);
    for (std::size_t i = 0; i < text.size(); ++i)
        if (alphabet.find(text[i]) == std::string_view::npos) return error(CreditCodeFault::character, i + 1);
    code.embedded_ok = organisation_code_check(text.substr(8, 8)) == text[16];
    if (credit_code_check(text.substr(0, 17)) == text[17]) return code;
    return error(code.embedded_ok ? CreditCodeFault::own_check : CreditCodeFault::both_checks);
}

/// 企合浙绍总字第000001号: a joint venture's number of the 1980s and 90s.
bool is_joint_venture_number(std::string_view text) {
    if (!text.starts_with("企") || !text.ends_with("号") || text.size() > 60) return false;
    const std::size_t at = text.find("字第");
    if (at == std::string_view::npos) return false;
    text.remove_suffix(std::string_view("号").size());
    return is_digits(text.substr(at + std::string_view("字第").size()));
}

/// A text without anything that people put between the groups of a code.
std::string squeezed(std::string_view cell) {
    std::string out;
    for (const char c : without_blanks(fold_width(cell)))
        if (c != '-') out += c;
    return upper_ascii(out);
}

}  // namespace

tl::expected<CreditCode, CreditCodeError> read_credit_code(std::string_view cell) {
    CreditCode code;
    code.text = squeezed(cell);
    code.folded = code.text != cell;
    if (looks_like_excel_number(code.text)) return error(CreditCodeFault::excel_number);
    if (is_joint_venture_number(code.text)) {
        code.kind = CreditCodeKind::registration_other;
        return code;
    }
    if (code.text.size() == 18) return read_unified(std::move(code));
    for (std::size_t i = 0; i < code.text.size(); ++i) {
        const char c = code.text[i];
        const bool letter = c >= 'A' && c <= 'Z';
        if (!(c >= '0' && c <= '9') && !(letter && code.text.size() == 14))
            return error(
                code.text.size() < 13 || code.text.size() > 15 ? CreditCodeFault::length : CreditCodeFault::character,
                i + 1);
    }
    switch (code.text.size()) {
        case 13:
            code.kind = CreditCodeKind::registration_13;
            return code;
        case 14:
            code.kind = CreditCodeKind::registration_other;
            return code;
        case 15:
            code.kind = CreditCodeKind::registration_15;
            if (!registration_check_holds(code.text)) return error(CreditCodeFault::check_15);
            return code;
        default:
            return error(CreditCodeFault::length);
    }
}

bool is_placeholder_code(std::string_view canonical) { return canonical == placeholder; }

bool is_unified_credit_code(std::string_view canonical) {
    return canonical.size() == 18 && canonical != placeholder &&
           credit_code_check(canonical.substr(0, 17)) == canonical[17];
}

bool is_plausible_credit_code(std::string_view canonical) {
    // GB 32100-2015: registering authority, kind, division, organisation code with a check character of its own (GB 11714).
    static constexpr std::string_view authorities = "123456789ANY";
    if (!is_unified_credit_code(canonical) || authorities.find(canonical[0]) == std::string_view::npos) return false;
    static constexpr std::string_view provinces =
        "10 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82";
    return provinces.find(canonical.substr(2, 2)) != std::string_view::npos &&
           organisation_code_check(canonical.substr(8, 8)) == canonical[16];
}

char credit_code_check(std::string_view first_17) {
    if (first_17.size() != 17) return '\0';
    int sum = 0, weight = 1;
    for (const char c : first_17) {
        const std::size_t value = alphabet.find(c);
        if (value == std::string_view::npos) return '\0';
        sum += int(value) * weight;
        weight = weight * 3 % 31;
    }
    return alphabet[std::size_t((31 - sum % 31) % 31)];
}

char organisation_code_check(std::string_view first_8) {
    static constexpr int weights[] = {3, 7, 9, 10, 5, 8, 4, 2};
    if (first_8.size() != 8) return '\0';
    int sum = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        const char c = first_8[i];
        if (c >= '0' && c <= '9')
            sum += (c - '0') * weights[i];
        else if (c >= 'A' && c <= 'Z')
            sum += (c - 'A' + 10) * weights[i];
        else
            return '\0';
    }
    const int check = (11 - sum % 11) % 11;
    return check == 10 ? 'X' : char('0' + check);
}

bool registration_check_holds(std::string_view digits_15) {
    if (digits_15.size() != 15 || !is_digits(digits_15)) return false;
    int product = 10;
    for (std::size_t i = 0; i < 14; ++i) {
        int sum = (product + (digits_15[i] - '0')) % 10;
        if (sum == 0) sum = 10;
        product = sum * 2 % 11;
    }
    return (product + (digits_15[14] - '0')) % 10 == 1;
}

bool looks_like_id_number(std::string_view text) {
    static constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    if (text.size() != 18 || !is_digits(text.substr(0, 17))) return false;
    const auto number = [&](std::size_t at, std::size_t count) {
        int value = 0;
        for (const char c : text.substr(at, count)) value = value * 10 + (c - '0');
        return value;
    };
    const int year = number(6, 4);
    if (year < 1880 || year > 2100 || !Date::of(year, number(10, 2), number(12, 2))) return false;
    int sum = 0;
    for (std::size_t i = 0; i < 17; ++i) sum += (text[i] - '0') * weights[i];
    return std::string_view("10X98765432")[std::size_t(sum % 11)] == text[17];
}

}  // namespace gongshi
