#pragma once
#include <cstddef>
#include <string_view>

namespace gongshi {

// Characters and words by which names of persons are told in fields that hold names.

bool is_han(char32_t c);
bool is_name_point(char32_t c);      ///< the point of a minority name, in each of its signs
bool is_foreign_letter(char32_t c);  ///< of a script in which names are written with letters
bool opens_bracket(char32_t c);
bool closes_bracket(char32_t c);
bool parts_names(char32_t c);  ///< 、 and its like

bool is_surname(char32_t c);
bool is_compound_surname(std::u32string_view two);

/// A surname and one or two characters, or names joined by points; nothing that is a word for something else.
bool looks_like_a_person(std::u32string_view bare);

/// Words in lists of names that name nobody: 相关责任人, 男, 汉族, 45岁, 等3人.
bool names_nobody(std::u32string_view text);
/// 张三及相关责任人: what follows a conjunction is nobody by name.
bool begins_with_unnamed(std::u32string_view text);
/// A title, a role: 局长, 法定代表人.
bool is_title(std::u32string_view text);
/// How many characters of a title the text ends with, or begins with, when a name can be what is left; 0: none.
std::size_t title_behind(std::u32string_view text);
std::size_t title_before(std::u32string_view text);
/// How many characters of a label for something else than a name it ends with: 张三身份证号.
std::size_t label_behind(std::u32string_view text);
/// 曾用名, 又名, 绰号 …: another name of the same person follows.
std::size_t alias_word(std::u32string_view text);
/// 经营者, 负责人 …: the name of a person may follow.
std::size_t role_word(std::u32string_view text);
bool ends_role_word(char32_t c);  ///< the last character of one of them, to tell quickly that there is none

/// …公司, …厂, …店: five characters or more, so that no name of a person ends like it.
bool ends_like_an_organisation(std::u32string_view name);
/// …公司, …合作社: a form of business that a single person does not trade under.
bool ends_like_a_company(std::u32string_view name);

}  // namespace gongshi
