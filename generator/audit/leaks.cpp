#include "audit/leaks.h"

#include <algorithm>
#include <array>
#include <optional>

#include "audit/codes.h"
#include "core/date.h"
#include "core/text.h"
#include "core/text_runs.h"

namespace gongshi {
namespace {

/// Every byte of the site comes by here: a table, and not six comparisons.
constexpr std::array<bool, 256> word_bytes = [] {
    std::array<bool, 256> table{};
    for (unsigned char c = '0'; c <= '9'; ++c) table[c] = true;
    for (unsigned char c = 'a'; c <= 'z'; ++c) table[c] = true;
    for (unsigned char c = 'A'; c <= 'Z'; ++c) table[c] = true;
    table['_'] = true;
    return table;
}();
bool is_word(char c) { return word_bytes[static_cast<unsigned char>(c)]; }

int number_of(std::string_view digits) {
    int number = 0;
    for (char c : digits) number = number * 10 + (c - '0');
    return number;
}

/// GB 11714-1997: the organisation code within a credit code has a check character of its own.
bool holds_organisation_code(std::string_view nine) {
    static constexpr std::array<int, 8> weights = {3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += weights[i] * (is_digit(nine[i]) ? nine[i] - '0' : nine[i] - 'A' + 10);
    return std::string_view("0123456789X0")[std::size_t((11 - sum % 11) % 11)] == nine[8];
}

/// GB 32100-2015: a credit code may look like an identity number; when both its check characters hold and its division is in a
/// province, it is one. (One check character alone holds for every thirty-first identity number.)
bool is_credit_code(std::string_view code) {
    static constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    int sum = 0, weight = 1;
    for (std::size_t i = 0; i < 17; ++i) {
        const std::size_t value = alphabet.find(code[i]);
        if (value == std::string_view::npos) return false;
        sum += int(value) * weight;
        weight = weight * 3 % 31;
    }
    const int province = is_digit(code[2]) && is_digit(code[3]) ? number_of(code.substr(2, 2)) : 0;
    const bool somewhere = (province >= 10 && province <= 65) || province == 71 || province == 81 || province == 82;
    return alphabet[std::size_t((31 - sum % 31) % 31)] == code[17] && somewhere &&
           holds_organisation_code(code.substr(8, 9));
}

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

bool is_mobile_number(std::string_view eleven) {
    return eleven.size() == 11 && eleven[0] == '1' && eleven[1] >= '3' && all_digits(eleven);
}

bool is_old_identity_number(std::string_view fifteen) {
    if (fifteen.size() != 15 || !all_digits(fifteen) || fifteen[0] < '1' || fifteen[0] > '6') return false;
    return Date::of(1900 + number_of(fifteen.substr(6, 2)), number_of(fifteen.substr(8, 2)),
                    number_of(fifteen.substr(10, 2)))
        .has_value();
}

/// A card's number: 16 to 19 digits of a card scheme (62, 4, 51 to 55) whose last digit holds (ISO/IEC 7812-1).
bool is_card_number(std::string_view digits) {
    if (digits.size() < 16 || digits.size() > 19 || !all_digits(digits)) return false;
    const int first = number_of(digits.substr(0, 2));
    if (first != 62 && digits[0] != '4' && (first < 51 || first > 55)) return false;
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const int digit = digits[digits.size() - 1 - i] - '0';
        sum += i % 2 == 0 ? digit : digit * 2 % 10 + digit / 5;
    }
    return sum % 10 == 0;
}

/// The number of a paper, by the words right before it: 证件编号 13090100123, 云市监罚〔2026〕13800138000号. A mark ends what they
/// say, and so does a word for a telephone: 许可证号不详，电话138….
bool is_of_a_paper(std::string_view text, std::size_t at) {
    static constexpr std::string_view papers[] = {"证号", "执法证", "编号",   "工号", "单号", "批号",   "货号",
                                                  "案号", "许可证", "注册号", "文号", "条码", "序列号", "信用代码"};
    static constexpr std::string_view ends[] = {"，",   "。",   "；",   "、",   ",",   ";",
                                                "电话", "手机", "联系", "微信", "致电"};
    const std::size_t from = at > 24 ? at - 24 : 0;
    std::string_view before = text.substr(from, at - from);
    for (std::string_view end : ends) {
        const std::size_t found = before.rfind(end);
        if (found != std::string_view::npos) before.remove_prefix(found + end.size());
    }
    return before.ends_with("〕") || std::any_of(std::begin(papers), std::end(papers), [&](std::string_view word) {
               return before.find(word) != std::string_view::npos;
           });
}

/// True when U+FF10…FF19 or U+FF38 begins at `at`; three bytes are there, and all are looked at: no branch, so that the compiler
/// may look at sixteen places at once.
bool is_wide(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]), second = static_cast<unsigned char>(text[at + 1]),
               low = static_cast<unsigned char>(text[at + 2]);
    const auto digit = static_cast<unsigned char>(low - 0x90);
    return ((first == 0xEF) & (second == 0xBC) & ((digit <= 9) | (low == 0xB8))) != 0;
}

/// Where the first of them begins, at `from` or behind it. A Chinese text is full of the full-width comma, whose first two bytes are
/// the same: so blocks are looked at as a whole.
std::size_t next_wide(std::string_view text, std::size_t from) {
    constexpr std::size_t block = 64;
    for (; from + block + 2 <= text.size(); from += block) {
        unsigned char any = 0;
        for (std::size_t i = from; i < from + block; ++i) any |= static_cast<unsigned char>(is_wide(text, i));
        if (any != 0) break;
    }
    for (; from + 3 <= text.size(); ++from) {
        if (is_wide(text, from)) return from;
    }
    return std::string_view::npos;
}

/// Full-width digits and X as ASCII, every other byte as it is: what a person reads as a number, scanned as one.
std::optional<std::string> narrowed(std::string_view text) {
    std::size_t at = next_wide(text, 0);
    if (at == std::string_view::npos) return std::nullopt;
    std::string out;
    std::size_t from = 0;
    for (; at != std::string_view::npos; at = next_wide(text, from)) {
        out += text.substr(from, at - from);
        const auto low = static_cast<unsigned char>(text[at + 2]);
        out += low == 0xB8 ? 'X' : char('0' + (low - 0x90));
        from = at + 3;
    }
    out += text.substr(from);
    return out;
}

/// 18 characters with a possible date of birth, whatever the last of them says.
bool is_shaped_like_identity_number(std::string_view text) {
    if (text.size() != 18 || !std::all_of(text.begin(), text.begin() + 17, is_digit)) return false;
    if (text[0] == '0' || !(is_digit(text[17]) || text[17] == 'x' || text[17] == 'X')) return false;
    const int year = number_of(text.substr(6, 4));
    return year >= 1900 && year <= 2100 && Date::of(year, number_of(text.substr(10, 2)), number_of(text.substr(12, 2)));
}

bool says_identity_card(std::string_view text, std::size_t at) {
    const std::size_t from = at > 36 ? at - 36 : 0;
    return text.substr(from, at - from).find("身份") != std::string_view::npos;
}

/// What a run of digits and letters would give away; nullptr: nothing.
const Code* fault_of(std::string_view run, std::string_view text, std::size_t at) {
    if (run.size() < 11 || run.size() > 19) return nullptr;
    if (looks_like_identity_number(run) && !is_credit_code(run)) return &codes::leak_id_number;
    if (is_shaped_like_identity_number(run) && says_identity_card(text, at)) return &codes::leak_id_number;
    if (is_mobile_number(run) && !is_of_a_paper(text, at)) return &codes::leak_mobile;
    if (is_old_identity_number(run) && says_identity_card(text, at)) return &codes::leak_id_number;
    if (is_card_number(run) && !(run.size() == 18 && is_credit_code(run)) && !is_of_a_paper(text, at))
        return &codes::leak_bank_card;
    return nullptr;
}

bool joins(char c) { return c == ' ' || c == '-'; }

/// Bytes that a number of a person may be written with, digits twice as heavy.
constexpr std::array<std::uint8_t, 256> number_bytes = [] {
    std::array<std::uint8_t, 256> table{};
    for (unsigned char c = '0'; c <= '9'; ++c) table[c] = 2;
    for (const unsigned char c : {' ', '-', 'x', 'X'}) table[c] = 1;
    return table;
}();

/// True when the four bytes at `at` may stand within a number of a person: of two neighbours there one is a digit.
bool may_be_within(std::string_view text, std::size_t at) {
    unsigned weight = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
        const std::uint8_t one = number_bytes[static_cast<unsigned char>(text[i])];
        if (one == 0) return false;
        weight += one;
    }
    return weight >= 6;
}

/// The start of the first run, at `from` or behind it, with which a number of a person may begin; `text.size()`: there is none.
/// Such a number is eleven bytes or more: digits, single blanks or dashes between them, perhaps an X at its end. So a look at
/// four bytes of every eight meets each number.
std::size_t next_candidate(std::string_view text, std::size_t from) {
    constexpr std::size_t stride = 8;
    for (std::size_t at = from; at + 4 <= text.size(); at += stride) {
        if (!may_be_within(text, at)) continue;
        while (at > from && (is_word(text[at - 1]) || joins(text[at - 1]))) --at;
        return at;
    }
    return text.size();
}

/// The end of a number that goes on behind a single blank or dash: 110105 19491231 002X.
std::size_t joined_end(std::string_view text, std::size_t end) {
    while (end + 1 < text.size() && joins(text[end]) && is_digit(text[end + 1])) {
        ++end;
        while (end < text.size() && is_word(text[end])) ++end;
    }
    return end;
}

}  // namespace

bool looks_like_identity_number(std::string_view text) {
    static constexpr std::array<int, 17> weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    static constexpr std::string_view checks = "10X98765432";
    if (!is_shaped_like_identity_number(text)) return false;
    const char check = text[17] == 'x' ? 'X' : text[17];
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (text[i] - '0');
    return checks[std::size_t(sum % 11)] == check;
}

void check_personal_data(std::string_view path, std::string_view original, const Secrets& secrets,
                         Diagnostics& findings, std::size_t lines_before) {
    const std::optional<std::string> folded = narrowed(original);
    const std::string_view text = folded ? std::string_view(*folded) : original;
    const auto report = [&](const Code& code, std::size_t at) {
        Place place;
        place.file = std::string(path);
        place.line =
            std::uint32_t(1 + lines_before + std::size_t(std::count(text.begin(), text.begin() + long(at), '\n')));
        findings.add(Diagnostic(code, place));
    };
    for (std::size_t i = next_candidate(text, 0); i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && is_word(text[end])) ++end;
        std::string_view run = text.substr(i, end - i);
        std::string joined;
        if (!run.empty() && run.size() < 11 && is_digit(run.back())) {
            if (const std::size_t far = joined_end(text, end); far > end) {
                std::copy_if(text.begin() + long(i), text.begin() + long(far), std::back_inserter(joined), is_word);
                run = joined;
            }
        }
        const Code* fault = fault_of(run, text, i);
        if (fault != nullptr && !secrets.is_identifier(hash_of_bytes(run))) report(*fault, i);
        // What a number goes on with is looked at too: a run behind a blank may be another's beginning.
        i = end < text.size() && joins(text[end]) ? end + 1 : next_candidate(text, end + 1);
    }
    if (secrets.empty()) return;
    each_text_run(original, [&](std::uint64_t run, std::size_t at) {
        if (secrets.holds(run) && !secrets.is_public(run)) report(codes::leak_internal, std::min(at, text.size()));
    });
}

Secrets::Secrets(std::vector<std::uint64_t> runs, Known is_public, Known is_identifier)
    : runs_(std::move(runs)), is_public_(std::move(is_public)), is_identifier_(std::move(is_identifier)) {
    std::sort(runs_.begin(), runs_.end());
    runs_.erase(std::unique(runs_.begin(), runs_.end()), runs_.end());
    if (runs_.empty()) return;
    filter_.resize(std::size_t(1) << 20);
    for (const std::uint64_t run : runs_) filter_[run >> 44] = true;
}

bool Secrets::holds(std::uint64_t run) const {
    return !runs_.empty() && filter_[run >> 44] && std::binary_search(runs_.begin(), runs_.end(), run);
}

}  // namespace gongshi
