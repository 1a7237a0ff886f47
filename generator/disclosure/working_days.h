#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/diagnostic.h"
#include "core/digest.h"

namespace gongshi {

/// Which days offices work on: Monday to Friday, but for the holidays and the moved working days (调休) of the State Council's
/// yearly notice. A year without a notice is not known: nothing is assumed of it.
class WorkingDays {
public:
    /// Reads site-config/calendar/<year>.json in the shape of holiday-cn: {"year", "papers", "days": [{"name", "date",
    /// "isOffDay"}]}. A file without days tells nothing of its year (next year's, before the notice). Findings:
    /// `calendar.malformed`.
    static WorkingDays read(const std::filesystem::path& folder, const std::string& shown_folder,
                            Diagnostics& findings);

    void add_year(int year, const std::vector<std::pair<Date, bool>>& off_days);  ///< date, is it off
    bool knows(int year) const { return years_.contains(year); }
    std::optional<bool> is_working(Date day) const;  ///< none: its year is not known

    /// The last day of a term of `count` working days: the first is the working day after `from` (民法典 201: the day of
    /// the act does not count). None when a year on the way is not known.
    std::optional<Date> after(Date from, int count) const;

    /// Working days in (from, to]; none when a year on the way is not known.
    std::optional<int> between(Date from, Date to) const;

    const Digest& digest() const { return digest_; }

private:
    std::map<int, std::map<std::int32_t, bool>> years_;  ///< year → days that differ from the week: true, off
    Digest digest_;
};

}  // namespace gongshi
