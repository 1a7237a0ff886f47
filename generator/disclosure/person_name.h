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

/// One person's name as it stands in a text: bytes [begin, end).
struct PersonSpan {
    std::size_t begin = 0, end = 0;
    friend bool operator==(const PersonSpan&, const PersonSpan&) = default;
};

/// The names in a field that holds names, and only them: 张三、李四及相关责任人 holds 张三 and 李四; 张三局长 holds 张三;
/// 当事人：王五（男）等3人 holds 王五. Separators, titles, remarks in brackets and words for persons unnamed stay outside.
std::vector<PersonSpan> persons_in(std::string_view cell);

/// One name in a form. Surnames of two characters stay whole (欧阳某); of names with · the first character stays
/// (阿某某); of names in other scripts the first letter (J***). A name of one character is all surname and shows none
/// of it (某). What is masked already (刘某, 张*) stays as it is. `number` (from 0) is for `numbered` only. Empty only for
/// an empty name and for `omit`.
std::string mask_name(std::string_view name, NameForm form = NameForm::by_length, std::size_t number = 0);

/// 甲某 … 癸某, then 子某 … 亥某, then 甲某2 and on.
std::string numbered_name(std::size_t number);

/// The ways in which one name is written in sentences: blanks in it or none, each sign for the point of a minority name,
/// and such a name's first part by itself when it has three characters or more. The name as given comes first; names of
/// one character have none, as they would be found in every sentence.
std::vector<std::string> spellings_of(std::string_view name);

}  // namespace gongshi
