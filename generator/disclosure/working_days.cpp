#include "disclosure/working_days.h"

#include "core/disk.h"
#include "core/json.h"
#include "disclosure/codes.h"

namespace gongshi {
namespace {

struct CalendarFile {
    int year = 0;
    std::vector<std::pair<Date, bool>> days;
};

std::optional<std::pair<Date, bool>> read_day(const Json& json) {
    const Json *date = json.find("date"), *off = json.find("isOffDay");
    if (date == nullptr || off == nullptr || !off->is(Json::Kind::boolean)) return std::nullopt;
    const std::optional<Date> day = Date::parse_iso(date->text);
    if (!day) return std::nullopt;
    return std::pair(*day, off->flag);
}

/// None when it is not of the shape.
std::optional<CalendarFile> read_file(const Json& json) {
    const Json *year = json.find("year"), *days = json.find("days");
    if (year == nullptr || !year->is(Json::Kind::integer) || days == nullptr || !days->is(Json::Kind::array))
        return std::nullopt;
    CalendarFile file;
    file.year = int(year->integer);
    for (const Json& one : days->items) {
        const auto day = read_day(one);
        if (!day) return std::nullopt;
        file.days.push_back(*day);
    }
    return file;
}

}  // namespace

WorkingDays WorkingDays::read(const std::filesystem::path& folder, const std::string& shown_folder,
                              Diagnostics& findings) {
    WorkingDays calendar;
    Sha256 hasher;
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) return calendar;
    for (const disk::Entry& entry : disk::list_files(folder)) {
        if (entry.is_link || !entry.path.ends_with(".json")) continue;
        const std::string name = shown_folder + "/" + entry.path;
        const std::string text = disk::read_file(folder / entry.path).value_or("");
        const Result<Json> json = parse_json(text, name);
        const std::optional<CalendarFile> file = json ? read_file(*json) : std::nullopt;
        if (!file) {
            Place place;
            place.file = name;
            findings.add(json ? Diagnostic(codes::calendar_malformed, place) : json.error());
            continue;
        }
        hasher.field(entry.path).field(text);
        if (!file->days.empty()) calendar.add_year(file->year, file->days);
    }
    calendar.digest_ = hasher.finish();
    return calendar;
}

void WorkingDays::add_year(int year, const std::vector<std::pair<Date, bool>>& off_days) {
    auto& days = years_[year];
    for (const auto& [date, off] : off_days) {
        // A notice may speak of the last days of the year before or the first of the next.
        if (date.year() == year) days[date.days()] = off;
    }
}

std::optional<bool> WorkingDays::is_working(Date day) const {
    const auto year = years_.find(day.year());
    if (year == years_.end()) return std::nullopt;
    const auto moved = year->second.find(day.days());
    if (moved != year->second.end()) return !moved->second;
    return day.weekday() <= 5;
}

std::optional<Date> WorkingDays::after(Date from, int count) const {
    Date day = from;
    while (count > 0) {
        day = day.plus_days(1);
        const std::optional<bool> working = is_working(day);
        if (!working) return std::nullopt;
        count -= *working ? 1 : 0;
    }
    return day;
}

std::optional<int> WorkingDays::between(Date from, Date to) const {
    int count = 0;
    for (Date day = from.plus_days(1); day <= to; day = day.plus_days(1)) {
        const std::optional<bool> working = is_working(day);
        if (!working) return std::nullopt;
        count += *working ? 1 : 0;
    }
    return count;
}

}  // namespace gongshi
