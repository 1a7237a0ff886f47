#pragma once
#include <array>
#include <cstdint>

/// What the program knows of single Chinese characters, made by the build (han_tables_maker.cpp) of the tables of OpenCC and ICU:
/// making it anew each night would cost more than a night without changes.
namespace gongshi::han {

inline constexpr char32_t first = 0x3400, last = 0x9FFF;
inline constexpr char32_t first_spelt = 0x4E00;

/// The simplified form of first + i by OpenCC, followed to its end, so that forming twice changes nothing; the character itself
/// where there is none.
extern const std::array<char16_t, last - first + 1> simplified;

/// The pinyin of first_spelt + i by ICU's table for names, without its tone: five bits a letter, the first lowest (a is 1); 0
/// where there is none.
extern const std::array<std::uint32_t, last - first_spelt + 1> syllables;

}  // namespace gongshi::han
