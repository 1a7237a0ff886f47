#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/date.h"
#include "dataset/cell_text.h"

namespace gongshi {

/// From which day a workbook counts: 1900 (Windows; with a 29 February 1900 that never was) or 1904 (old Macintosh).
enum class ExcelEpoch : std::uint8_t { year_1900, year_1904 };

/// The day of a spreadsheet's serial number; none for 0, for the day that never was (60) and beyond 9999.
std::optional<Date> date_from_excel_serial(std::int64_t serial, ExcelEpoch epoch);

/// What a text says about a day. Either `date`, or `open_ended`, or a `reason` why not.
struct DateReading {
    std::optional<Date> date;
    bool open_ended = false;    ///< 长期, 永久, 9999-12-31: no end
    bool excel_serial = false;  ///< 46035: read as a spreadsheet's serial, 1900 system
    bool out_of_range = false;  ///< a day before 1949 or after 2100: `date` is set, and not to be believed
    RefusalReason reason;
};

/// Every form departments write: 2026-01-13, 2026/1/13, 2026.1.13, 20260113, 2026年1月13日, 二〇二六年一月十三日, full-width
/// digits; with a time behind, which is dropped (a UTC time, as JSON exports have it, is first brought to Beijing's day).
/// Years of two digits and forms with the day first are refused: they can be read in more than one way.
DateReading read_date(std::string_view cell);

/// 2026-01, 2026年1月, 202601, 2026/1; also a whole day, whose month counts. The first of the month.
std::optional<Date> read_month(std::string_view cell);

}  // namespace gongshi
