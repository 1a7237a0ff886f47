#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// What in a text tells who a natural person is or where to find them.
enum class PersonalKind : std::uint8_t {
    id_number,      ///< 公民身份号码: 18 characters, division, date of birth, check character (GB 11643-1999)
    old_id_number,  ///< 15 digits: division and date of birth; no check digit
    mobile,         ///< 11 digits from 13 to 19, with +86 or without
    landline,       ///< area code and 7 or 8 digits, beside words like 家庭电话; those of offices are no secret
    bank_card,      ///< 16 to 19 digits of a card issuer, or beside words like 卡号, whose check digit holds (Luhn)
    plate,          ///< of a vehicle: province, letter, 5 or 6 characters (GA 36-2018)
    email,
    passport,       ///< letter and 8 digits, beside the word 护照
    travel_permit,  ///< 8 to 11 characters beside 通行证, 台胞证, 回乡证
    home_address,   ///< what follows 住址, 家住, 户籍地 and their like
};
inline constexpr std::size_t personal_kinds = 10;
std::string_view name_of(PersonalKind kind);  ///< "id_number", …

struct PersonalSpan {
    PersonalKind kind = PersonalKind::id_number;
    std::size_t begin = 0, end = 0;  ///< bytes
    friend bool operator==(const PersonalSpan&, const PersonalSpan&) = default;
};

/// Everything personal in a text, in order, without overlaps. Full-width digits, letters right before a
/// number, and what people write between its parts (blanks of every kind, dashes, dots, line breaks) hide nothing. Not taken for personal: numbers of certificates and cases (by the words before them), credit
/// codes (by their own check character), amounts, dates, and longer numbers that contain a shorter one.
std::vector<PersonalSpan> find_personal(std::string_view text);

/// Masks all of it: mobile numbers keep three digits, plates two characters; everything else becomes `*`. Says whether
/// anything was.
bool mask_personal(std::string& text);

/// True when an 18-character text is an identity number; its date of birth with it.
bool is_identity_number(std::string_view text);

/// The same but for its check character: beside the word 身份证 a slip of the pen hides nobody.
bool is_shaped_like_an_identity_number(std::string_view text);

/// The letters and digits of a text, half-width and in upper case, without all that stands between them.
std::string signs_of(std::string_view text);

}  // namespace gongshi
