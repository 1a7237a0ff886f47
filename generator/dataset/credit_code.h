#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace gongshi {

/// Codes of organisations, as they stand in a column for the 统一社会信用代码.
enum class CreditCodeKind : std::uint8_t {
    unified,             ///< 18 characters, GB 32100-2015
    placeholder,         ///< 17 zeros and X: "has none" (双公示 standard); never linked, never a party page
    registration_15,     ///< 15 digits, GS 15-2006 (工商注册号), checked MOD 11,10
    registration_13,     ///< 13 digits, before 2007: nothing to check
    registration_other,  ///< 14 characters, or 企合…字第…号 of old joint ventures: nothing to check
};

struct CreditCode {
    std::string text;  ///< canonical: half-width, upper case, without blanks and hyphens
    CreditCodeKind kind = CreditCodeKind::unified;
    bool folded = false;      ///< it was written otherwise
    bool embedded_ok = true;  ///< unified: the GB 11714 code in characters 9–17 holds
};

enum class CreditCodeFault : std::uint8_t {
    length,        ///< none of 13, 14, 15, 18
    character,     ///< one that the standard does not use (I, O, S, V, Z…)
    excel_number,  ///< 9.13302E+17: a spreadsheet took it for a number
    id_number,     ///< it is the ID number of a person (GB 11643): must not be repeated anywhere
    both_checks,   ///< GB 32100 and GB 11714 fail: the slip is in characters 9–17
    own_check,     ///< only GB 32100 fails: the slip is in characters 1–8 or the last
    check_15,      ///< the check digit of a 15-digit number fails
};

struct CreditCodeError {
    CreditCodeFault fault = CreditCodeFault::length;
    std::size_t position = 0;  ///< of the bad character, from 1
};

/// Reads a code as a department wrote it. Only `unified` with both checks holding vouches for itself.
tl::expected<CreditCode, CreditCodeError> read_credit_code(std::string_view cell);

bool is_placeholder_code(std::string_view canonical);
/// True for an 18-character code (canonical) whose own check holds: the only kind that makes a party page and links.
bool is_unified_credit_code(std::string_view canonical);
/// The same and more: the organisation code within holds its own check (GB 11714), the division lies in a province. For texts, where
/// every thirty-first identity number would pass for a credit code.
bool is_plausible_credit_code(std::string_view canonical);

char credit_code_check(std::string_view first_17);  ///< GB 32100-2015; '\0' when a character is not of its alphabet
char organisation_code_check(std::string_view first_8);     ///< GB 11714-1997; '\0' likewise
bool registration_check_holds(std::string_view digits_15);  ///< GS 15-2006: MOD 11,10 over all 15 digits
bool looks_like_id_number(std::string_view text);  ///< GB 11643-1999, 18 characters: plausible birthday and check

}  // namespace gongshi
