#include "core/date.h"

#include <array>

namespace gongshi {
namespace {

using namespace std::chrono;

void append_padded(std::string& out, int number, int width) {
    std::array<char, 12> digits{};
    int count = 0;
    do digits[count++] = char('0' + number % 10);
    while ((number /= 10) > 0);
    for (int i = count; i < width; ++i) out += '0';
    while (count > 0) out += digits[--count];
}

std::optional<int> all_digits(std::string_view text) {
    int number = 0;
    for (char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

}  // namespace

std::optional<Date> Date::of(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const year_month_day ymd{std::chrono::year{year}, std::chrono::month{unsigned(month)},
                             std::chrono::day{unsigned(day)}};
    if (!ymd.ok()) return std::nullopt;
    return Date(std::int32_t(sys_days{ymd}.time_since_epoch().count()));
}

std::optional<Date> Date::parse_iso(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = all_digits(text.substr(0, 4)), month = all_digits(text.substr(5, 2)),
               day = all_digits(text.substr(8));
    if (!year || !month || !day) return std::nullopt;
    return of(*year, *month, *day);
}

int Date::weekday() const { return int(std::chrono::weekday{sys_days{std::chrono::days{days_}}}.iso_encoding()); }

Date Date::first_of_month() const { return Date(days_ - day() + 1); }

Date Date::next_month() const {
    const int months = year() * 12 + month();  // already one past: months count from 1
    return *of(months / 12, months % 12 + 1, 1);
}

std::string Date::iso() const {
    std::string out = iso_month();
    out += '-';
    append_padded(out, day(), 2);
    return out;
}

std::string Date::iso_month() const {
    std::string out;
    append_padded(out, year(), 4);
    out += '-';
    append_padded(out, month(), 2);
    return out;
}

std::string Instant::iso() const {
    const sys_seconds moment{std::chrono::seconds{seconds}};
    const auto midnight = floor<std::chrono::days>(moment);
    const hh_mm_ss time{moment - midnight};
    std::string out = Date::from_days(std::int32_t(midnight.time_since_epoch().count())).iso() + "T";
    append_padded(out, int(time.hours().count()), 2);
    out += ':';
    append_padded(out, int(time.minutes().count()), 2);
    out += ':';
    append_padded(out, int(time.seconds().count()), 2);
    return out + "Z";
}

}  // namespace gongshi
