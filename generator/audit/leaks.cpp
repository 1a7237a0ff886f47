#include "audit/leaks.h"

#include <algorithm>
#include <array>

#include "audit/codes.h"
#include "core/date.h"

namespace gongshi {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Every byte of the site comes by here: a table, and not six comparisons.
constexpr std::array<bool, 256> word_bytes = [] {
    std::array<bool, 256> table{};
    for (char c = '0'; c <= '9'; ++c) table[std::size_t(c)] = true;
    for (char c = 'a'; c <= 'z'; ++c) table[std::size_t(c)] = true;
    for (char c = 'A'; c <= 'Z'; ++c) table[std::size_t(c)] = true;
    table[std::size_t('_')] = true;
    return table;
}();
bool is_word(char c) { return word_bytes[static_cast<unsigned char>(c)]; }

int number_of(std::string_view digits) {
    int number = 0;
    for (char c : digits) number = number * 10 + (c - '0');
    return number;
}

/// GB 32100-2015: a credit code may look like an identity number; when its own check character holds, it is one.
bool is_credit_code(std::string_view code) {
    static constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    int sum = 0, weight = 1;
    for (std::size_t i = 0; i < 17; ++i) {
        const std::size_t value = alphabet.find(code[i]);
        if (value == std::string_view::npos) return false;
        sum += int(value) * weight;
        weight = weight * 3 % 31;
    }
    return alphabet[std::size_t((31 - sum % 31) % 31)] == code[17];
}

/// Words that say a number beside them is somebody's own telephone.
bool speaks_of_a_mobile(std::string_view before) {
    static constexpr std::array<std::string_view, 6> words = {"手机",     "联系电话", "联系方式",
                                                              "移动电话", "本人电话", "tel:"};
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return before.find(word) != std::string_view::npos; });
}

bool is_mobile_number(std::string_view eleven) { return eleven[0] == '1' && eleven[1] >= '3'; }

}  // namespace

bool is_identity_number(std::string_view text) {
    static constexpr std::array<int, 17> weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    static constexpr std::string_view checks = "10X98765432";
    if (text.size() != 18 || !std::all_of(text.begin(), text.begin() + 17, is_digit)) return false;
    const char check = text[17] == 'x' ? 'X' : text[17];
    if (text[0] < '1' || text[0] > '9' || !(is_digit(check) || check == 'X')) return false;
    const int year = number_of(text.substr(6, 4));
    if (year < 1900 || year > 2100 || !Date::of(year, number_of(text.substr(10, 2)), number_of(text.substr(12, 2))))
        return false;
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (text[i] - '0');
    return checks[std::size_t(sum % 11)] == check;
}

void check_personal_data(std::string_view path, std::string_view text, Diagnostics& findings) {
    const auto report = [&](const Code& code, std::size_t at) {
        Place place;
        place.file = std::string(path);
        place.line = std::uint32_t(1 + std::count(text.begin(), text.begin() + long(at), '\n'));
        findings.add(Diagnostic(code, place));
    };
    for (std::size_t i = 0; i < text.size();) {
        if (!is_word(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        while (end < text.size() && is_word(text[end])) ++end;
        const std::string_view run = text.substr(i, end - i);
        if (run.size() == 18 && is_identity_number(run) && !is_credit_code(run)) {
            report(codes::leak_id_number, i);
        } else if (run.size() == 11 && is_mobile_number(run) && std::all_of(run.begin(), run.end(), is_digit)) {
            const std::size_t from = i > 36 ? i - 36 : 0;
            if (speaks_of_a_mobile(text.substr(from, i - from))) report(codes::leak_mobile, i);
        }
        i = end;
    }
}

}  // namespace gongshi
