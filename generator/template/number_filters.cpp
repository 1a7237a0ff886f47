// Filters for days, amounts and numbers, in the page's language.
#include <algorithm>
#include <array>

#include "template/functions.h"

namespace gongshi::syntax {
namespace {

constexpr std::array<std::string_view, 12> months = {"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};

bool is_english(const Call& call) { return call.language == Language::en; }

std::uint64_t size_of(std::int64_t number) { return number < 0 ? 0 - std::uint64_t(number) : std::uint64_t(number); }

std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return digits;
}

/// fen as units of 10^`decimals` fen; without needless zeros when `shortest`.
std::string amount_in(std::int64_t fen, int decimals, bool shortest) {
    std::uint64_t unit = 1;
    for (int i = 0; i < decimals; ++i) unit *= 10;
    const std::uint64_t size = size_of(fen);
    std::string rest = std::to_string(unit + size % unit).substr(1);
    while (shortest && !rest.empty() && rest.back() == '0') rest.pop_back();
    return (fen < 0 ? "-" : "") + grouped(size / unit) + (rest.empty() ? "" : "." + rest);
}

std::optional<Date> day_of(Call& call) {
    if (call.value.kind() == Data::Kind::date) return Date::from_days(std::int32_t(call.value.as_integer()));
    refuse(call, "日期", "a date");
    return std::nullopt;
}

bool is_fen(Call& call) {
    if (is_number(call.value)) return true;
    refuse(call, "金额", "an amount");
    return false;
}

}  // namespace

Data filter_date(Call& call) {
    const auto day = day_of(call);
    if (!day) return {};
    const std::string number = std::to_string(day->day()), year = std::to_string(day->year());
    if (is_english(call))
        return text_result(call, number + " " + std::string(months[std::size_t(day->month() - 1)]) + " " + year);
    return text_result(call, year + "年" + std::to_string(day->month()) + "月" + number + "日");
}

Data filter_iso(Call& call) {
    const auto day = day_of(call);
    return day ? text_result(call, day->iso()) : Data();
}

Data filter_month(Call& call) {
    const auto day = day_of(call);
    if (!day) return {};
    const std::string year = std::to_string(day->year());
    if (is_english(call)) return text_result(call, std::string(months[std::size_t(day->month() - 1)]) + " " + year);
    return text_result(call, year + "年" + std::to_string(day->month()) + "月");
}

Data filter_money(Call& call) {
    if (!is_fen(call)) return {};
    const std::string amount = amount_in(call.value.as_integer(), 2, false);
    return text_result(call, is_english(call) ? "CNY " + amount : amount + " 元");
}

/// English does not count by ten thousands: there the amount stands in full.
Data filter_wan(Call& call) {
    if (is_english(call)) return filter_money(call);
    return is_fen(call) ? text_result(call, amount_in(call.value.as_integer(), 6, true) + " 万元") : Data();
}

Data filter_number(Call& call) {
    if (call.value.kind() == Data::Kind::text) return call.value;  // a decimal, printed as it was filed
    if (call.value.kind() != Data::Kind::integer) return refuse(call, "数", "a number");
    const std::int64_t number = call.value.as_integer();
    return text_result(call, (number < 0 ? "-" : "") + grouped(size_of(number)));
}

Data filter_bytes(Call& call) {
    if (call.value.kind() != Data::Kind::integer || call.value.as_integer() < 0)
        return refuse(call, "字节数", "a number of bytes");
    const std::uint64_t size = std::uint64_t(call.value.as_integer());
    const auto in = [&](std::uint64_t unit, const char* name) {
        const std::uint64_t tenths = size / unit * 10 + (size % unit * 10 + unit / 2) / unit;
        const std::string amount = tenths < 100 && tenths % 10 != 0
                                       ? std::to_string(tenths / 10) + "." + std::to_string(tenths % 10)
                                       : std::to_string((tenths + 5) / 10);
        return text_result(call, amount + " " + name);
    };
    if (size < 1024) return text_result(call, std::to_string(size) + " B");
    constexpr std::uint64_t mega = std::uint64_t(1024) * 1024;
    return size < mega ? in(1024, "KB") : in(mega, "MB");
}

Data filter_abs(Call& call) {
    if (!is_number(call.value) || call.value.as_integer() == INT64_MIN) return refuse(call, "数", "a number");
    const auto size = std::int64_t(size_of(call.value.as_integer()));
    return call.value.kind() == Data::Kind::money ? Data::money(size) : Data::integer(size);
}

/// Halves away from zero. Amounts to `precision` decimals of a yuan; whole numbers change for a negative one only.
Data filter_round(Call& call) {
    if (!is_number(call.value)) return refuse(call, "数", "a number");
    const bool money = call.value.kind() == Data::Kind::money;
    const std::int64_t zeros = std::clamp<std::int64_t>((money ? 2 : 0) - call.integer(0, 0), 0, 18);
    std::int64_t unit = 1;
    for (std::int64_t i = 0; i < zeros; ++i) unit *= 10;
    const std::int64_t number = call.value.as_integer(), rest = number % unit;
    const std::int64_t whole = number - rest;
    const bool away = unit > 1 && size_of(rest) * 2 >= std::uint64_t(unit);
    std::int64_t result = whole;
    if (away && __builtin_add_overflow(whole, number < 0 ? -unit : unit, &result)) result = whole;
    return money ? Data::money(result) : Data::integer(result);
}

}  // namespace gongshi::syntax
