#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// How much of a natural person's name is shown.
enum class NameForm : std::uint8_t {
    full,         ///< 张三丰
    by_length,    ///< 张三 → 张某, 张三丰 → 张某某
    surname_one,  ///< 张某, however long the name
    surname_two,  ///< 张某某, however long the name
    star,         ///< 张*
    omit,         ///< nothing in its own field; 某某 where it stands in a sentence
    numbered,     ///< 甲某, 乙某, … in the order in which the record names them
};

/// One name of a person as it stands in a text: bytes [begin, end).
struct PersonSpan {
    std::size_t begin = 0, end = 0;
    bool alias = false;  ///< another name of the person before it
    friend bool operator==(const PersonSpan&, const PersonSpan&) = default;
};

/// The names in a field that holds names, and only them: 张三、李四及相关责任人 holds 张三 and 李四; 张三局长 holds 张三;
/// 当事人：王五（男）等3人 holds 王五; 阮氏芳（曾用名：阮小芳；NGUYEN THI PHUONG） holds three of one person. Separators, titles,
/// labels, remarks in brackets and words for persons unnamed stay outside.
std::vector<PersonSpan> persons_in(std::string_view cell);

/// The persons in a field that names a firm or a shop: 甲公司、孙小五 holds 孙小五; so does 小五面馆（经营者：孙小五）. What stands
/// in brackets without such a word is taken for a name only where it can be hardly anything else; in a `shop`'s name with less doubt.
std::vector<PersonSpan> persons_beside_firms(std::string_view cell, bool shop);

/// Whether a text is a person's name and nothing else, by its shape: a surname and one or two characters, or names joined by points.
bool is_only_a_person(std::string_view text);

/// One name in a form. Surnames of two characters stay whole (欧阳某); of names with · the first character stays
/// (阿某某); of names in other scripts the first letter (J***). A name of one character is all surname and shows none
/// of it (某). What is masked already (刘某, 张*) stays as it is. `number` (from 0) is for `numbered` only. Empty only for
/// an empty name and for `omit`.
std::string mask_name(std::string_view name, NameForm form = NameForm::by_length, std::size_t number = 0);

/// 甲某 … 癸某, then 子某 … 亥某, then 甲某2 and on.
std::string numbered_name(std::size_t number);

}  // namespace gongshi
