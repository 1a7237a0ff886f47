#include "dataset/date_text.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "dataset/chinese_number.h"

namespace gongshi {
namespace {

constexpr RefusalReason no_form{"看不出是哪一天", "not a form of a date that can be read for certain"};
constexpr RefusalReason two_digit_year{"年份要写四位", "the year needs four digits"};
constexpr RefusalReason day_first{"应先写年，再写月、日", "the year comes first, then month and day"};
constexpr RefusalReason bad_month{"月份应为 1–12", "the month must be 1–12"};
constexpr RefusalReason no_such_day{"这个月没有这一天", "that month has no such day"};
constexpr RefusalReason day_missing{"缺少月或日", "month or day is missing"};
constexpr RefusalReason excel_leap_day{"1900年2月29日并不存在（电子表格序号 60）",
                                       "29 February 1900 never was (spreadsheet serial 60)"};

DateReading refused(const RefusalReason& reason) {
    DateReading reading;
    reading.reason = reason;
    return reading;
}

/// One number of a date, in digits or in words.
struct Number {
    int value = 0;
    std::size_t length = 0;  ///< code points
    bool words = false;
};

int value_of(std::u32string_view digits) {
    int value = 0;
    for (const char32_t c : digits) value = value * 10 + int(c - '0');
    return value;
}

/// What is typed for 〇 within a year in words: 二O二六, 二0二六.
bool stands_for_zero(char32_t c) { return c == U'O' || c == U'o' || c == U'0' || c == U'◯'; }

/// 二〇二六 is four digits, 十三 a number, 元月 January; all may stand in one date.
std::optional<Number> read_number(std::u32string_view text) {
    std::size_t length = 0;
    while (length < text.size() && is_digit(text[length])) ++length;
    if (length > 0)
        return length > 4 ? std::nullopt : std::optional<Number>({value_of(text.substr(0, length)), length, false});
    if (text.starts_with(U"元月")) return Number{1, 1, true};
    bool row_of_digits = true;
    while (length < text.size() &&
           (is_chinese_numeral(text[length]) || (length > 0 && stands_for_zero(text[length])))) {
        row_of_digits = row_of_digits && (chinese_digit(text[length]) || stands_for_zero(text[length]));
        ++length;
    }
    if (length == 0 || length > 4) return std::nullopt;
    if (row_of_digits) {
        int value = 0;
        for (const char32_t c : text.substr(0, length)) value = value * 10 + chinese_digit(c).value_or(0);
        return Number{value, length, true};
    }
    const auto value = read_chinese_number(text.substr(0, length));
    if (!value || *value > 9999) return std::nullopt;
    return Number{int(*value), length, true};
}

DateReading of_parts(int year, int month, int day) {
    if (month < 1 || month > 12) return refused(bad_month);
    DateReading reading;
    reading.date = Date::of(year, month, day);
    if (!reading.date) return refused(no_such_day);
    reading.open_ended = year == 9999 || year == 2999;  // systems without an empty date fill these in
    reading.out_of_range = !reading.open_ended && (year < 1949 || year > 2100);
    if (reading.open_ended) reading.date.reset();
    return reading;
}

/// What may follow a day: nothing, or a time. Gives the hours from UTC where the time names its zone.
struct TimeOfDay {
    bool is_one = false;
    int minutes = 0;                  ///< since midnight
    std::optional<int> zone_minutes;  ///< east of UTC
};

std::optional<int> read_zone(std::u32string_view text) {
    if (text == U"Z" || text == U"z") return 0;
    if (text.size() < 3 || (text[0] != '+' && text[0] != '-') || !is_digit(text[1]) || !is_digit(text[2]))
        return std::nullopt;
    int minutes = value_of(text.substr(1, 2)) * 60;
    std::u32string_view rest = text.substr(3);
    if (rest.starts_with(U':')) rest.remove_prefix(1);
    if (rest.size() == 2 && is_digit(rest[0]) && is_digit(rest[1]))
        minutes += value_of(rest);
    else if (!rest.empty())
        return std::nullopt;
    return text[0] == '-' ? -minutes : minutes;
}

TimeOfDay read_time(std::u32string_view text) {
    TimeOfDay time;
    if (text.empty()) {
        time.is_one = true;
        return time;
    }
    std::size_t at = 0;
    while (at < text.size() && (is_blank(text[at]) || text[at] == 'T')) ++at;
    const std::size_t zone = text.find_first_of(U"Zz+-", at);
    const std::u32string_view clock = text.substr(at, zone == std::u32string_view::npos ? zone : zone - at);
    static constexpr std::u32string_view allowed =
        U"0123456789:. 时點点分秒上下午中晚凌晨AMPMampm星期周一二三四五六日天()";
    if (clock.empty() || !std::all_of(clock.begin(), clock.end(),
                                      [](char32_t c) { return allowed.find(c) != std::u32string_view::npos; }))
        return time;
    if (clock.size() >= 2 && is_digit(clock[0])) {
        const std::size_t hour_digits = is_digit(clock[1]) ? 2 : 1;
        time.minutes = value_of(clock.substr(0, hour_digits)) * 60;
        if (clock.size() >= hour_digits + 3 && is_digit(clock[hour_digits + 1]) && is_digit(clock[hour_digits + 2]))
            time.minutes += value_of(clock.substr(hour_digits + 1, 2));
    }
    if (zone != std::u32string_view::npos) {
        time.zone_minutes = read_zone(text.substr(zone));
        if (!time.zone_minutes) return time;
    }
    time.is_one = time.minutes <= 24 * 60;
    return time;
}

/// "2026-01-12T16:00:00Z" is midnight of the 13th in Beijing: what a JSON export makes of a day.
void bring_to_beijing(DateReading& reading, const TimeOfDay& time) {
    if (!reading.date || !time.zone_minutes) return;
    const int minutes = time.minutes - *time.zone_minutes + 8 * 60;
    if (minutes >= 24 * 60) reading.date = reading.date->plus_days(1);
    if (minutes < 0) reading.date = reading.date->plus_days(-1);
}

DateReading read_digits(std::string_view digits) {
    const std::u32string all = to_code_points(digits);
    const std::u32string_view text = all;
    switch (text.size()) {
        case 8:
        case 12:
        case 14:
            return of_parts(value_of(text.substr(0, 4)), value_of(text.substr(4, 2)), value_of(text.substr(6, 2)));
        case 5: {
            const int serial = value_of(text);
            DateReading reading;
            reading.date = date_from_excel_serial(serial, ExcelEpoch::year_1900);
            if (!reading.date) return refused(no_form);
            reading.excel_serial = true;
            reading.out_of_range = reading.date->year() < 1949 || reading.date->year() > 2100;
            return reading;
        }
        case 1:
        case 2:
            return digits == "60" ? refused(excel_leap_day) : refused(no_form);
        case 4:
        case 6:
            return refused(text.size() == 6 && value_of(text.substr(4, 2)) > 12 ? two_digit_year : day_missing);
        default:
            return refused(no_form);
    }
}

bool is_open_ended(std::string_view text) {
    static constexpr std::string_view words[] = {"长期",   "长期有效",   "永久",   "永久有效", "无限期",
                                                 "无期限", "无固定期限", "不限期", "至长期",   "長期"};
    return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

/// 46035.5: the time of a spreadsheet's day, dropped.
std::string_view without_fraction(std::string_view text) {
    const std::size_t point = text.find('.');
    if (point != 5 || !is_digits(text.substr(0, 5)) || !is_digits(text.substr(6))) return text;
    return text.substr(0, 5);
}

DateReading read_parts(std::u32string_view text) {
    static constexpr std::u32string_view separators = U"-/.年月–—−‐,\\";
    std::array<Number, 3> parts;
    for (std::size_t i = 0; i < 3; ++i) {
        while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
        const auto number = read_number(text);
        if (!number) return refused(i == 0 ? no_form : day_missing);
        parts[i] = *number;
        text.remove_prefix(number->length);
        if (i == 2) break;
        while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
        if (text.empty()) return refused(day_missing);
        if (separators.find(text.front()) == std::u32string_view::npos) return refused(no_form);
        text.remove_prefix(1);
    }
    if (parts[0].length != 4 || (parts[0].words && parts[0].value < 1000))
        return refused(parts[2].length == 4 ? day_first : two_digit_year);
    if (parts[1].length > 2 || (parts[2].length > 2 && !parts[2].words)) return refused(no_form);
    if (text.starts_with(U'日') || text.starts_with(U'号')) text.remove_prefix(1);
    const TimeOfDay time = read_time(text);
    if (!time.is_one) return refused(no_form);
    DateReading reading = of_parts(parts[0].value, parts[1].value, parts[2].value);
    bring_to_beijing(reading, time);
    return reading;
}

}  // namespace

std::optional<Date> date_from_excel_serial(std::int64_t serial, ExcelEpoch epoch) {
    if (epoch == ExcelEpoch::year_1904) {
        if (serial < 0 || serial > 2'957'003) return std::nullopt;
        return Date::of(1904, 1, 1)->plus_days(int(serial));
    }
    if (serial < 1 || serial == 60 || serial > 2'958'465) return std::nullopt;
    // Excel's 1900 is a leap year: serials below 60 are one day off.
    return Date::of(1899, 12, serial < 60 ? 31 : 30)->plus_days(int(serial));
}

DateReading read_date(std::string_view cell) {
    const std::string folded = fold_width(cell);
    const std::string_view text = trim(folded);
    if (is_open_ended(text)) {
        DateReading reading;
        reading.open_ended = true;
        return reading;
    }
    const std::string_view digits = without_fraction(text);
    if (is_digits(digits)) return read_digits(digits);
    return read_parts(to_code_points(text));
}

std::optional<Date> read_month(std::string_view cell) {
    const DateReading day = read_date(cell);
    if (day.date && !day.excel_serial && !day.out_of_range) return day.date->first_of_month();
    const std::string folded = without_blanks(fold_width(cell));
    const std::u32string all = to_code_points(folded);
    std::u32string_view text = all;
    int year = 0, month = 0;
    if (is_digits(folded)) {
        if (folded.size() != 6) return std::nullopt;
        year = value_of(text.substr(0, 4));
        month = value_of(text.substr(4));
    } else {
        const auto first = read_number(text);
        if (!first || first->length != 4 || text.size() < 6) return std::nullopt;
        if (std::u32string_view(U"-/.年").find(text[4]) == std::u32string_view::npos) return std::nullopt;
        const auto second = read_number(text.substr(5));
        if (!second) return std::nullopt;
        const std::u32string_view rest = text.substr(5 + second->length);
        if (!rest.empty() && rest != U"月" && rest != U"月份") return std::nullopt;
        year = first->value;
        month = second->value;
    }
    if (year < 1949 || year > 2100) return std::nullopt;
    return Date::of(year, month, 1);
}

}  // namespace gongshi
