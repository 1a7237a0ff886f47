#pragma once
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongshi {

/// A civil day without a zone, from 0001-01-01 to 9999-12-31. Whatever a page shows as a date is one of these.
class Date {
public:
    /// None when there is no such day.
    static std::optional<Date> of(int year, int month, int day);
    /// Strictly `YYYY-MM-DD`. Departments' own forms are read by dataset/date_text.h.
    static std::optional<Date> parse_iso(std::string_view text);
    static Date from_days(std::int32_t since_1970) { return Date(since_1970); }

    int year() const { return int(ymd().year()); }
    int month() const { return int(unsigned(ymd().month())); }
    int day() const { return int(unsigned(ymd().day())); }
    std::int32_t days() const { return days_; }  ///< since 1970-01-01
    int weekday() const;                         ///< 1 Monday … 7 Sunday
    Date first_of_month() const;
    Date next_month() const;  ///< first day of the following month
    Date plus_days(int count) const { return Date(days_ + count); }

    std::string iso() const;        ///< 2026-11-20
    std::string iso_month() const;  ///< 2026-11

    friend auto operator<=>(const Date&, const Date&) = default;

private:
    explicit Date(std::int32_t days) : days_(days) {}
    std::chrono::year_month_day ymd() const {
        return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{days_}}};
    }
    std::int32_t days_;
};

/// A moment (seconds since 1970-01-01 UTC), for provenance and logs only: pages never depend on one.
struct Instant {
    std::int64_t seconds = 0;
    std::string iso() const;  ///< 2026-11-20T03:04:05Z
    friend auto operator<=>(const Instant&, const Instant&) = default;
};

}  // namespace gongshi
