#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "disclosure/disclosure.h"

namespace gongshi {

/// How one department keeps its duty to publish one kind of decision, this year and last.
struct Timeliness {
    std::uint32_t dataset = 0;      ///< index into Disclosure::datasets
    std::uint64_t in_time = 0, late = 0, unknown = 0;  ///< unknown: no deadline, or no calendar to count it by
    std::uint64_t backlog = 0;      ///< shown since the portal opened: nobody can say when they were handed in
    std::int64_t days_late = 0;     ///< of all late ones together, in calendar days
    std::uint64_t held_back = 0;    ///< accepted and not shown
    std::uint64_t withdrawn = 0, expired = 0;  ///< tombstones
    std::uint64_t expiring = 0;     ///< within thirty days
    std::vector<Date> empty_months; ///< of this year, up to last month: 零报告
    std::optional<Date> as_of;      ///< when the department handed it in last
};

/// What a department has to publish before it acts: the nine blocks (事前公开九项), guides with all their fields, the three
/// methods (公示、全过程记录、法制审核).
struct Completeness {
    std::uint32_t blocks_missing = 0;            ///< of nine
    std::uint64_t guides = 0, guides_short = 0;  ///< those with an empty field among the fifteen
    std::array<bool, 3> methods{};               ///< 行政执法公示, 全过程记录, 法制审核
};

struct DepartmentReport {
    std::uint16_t department = 0;
    std::vector<Timeliness> timeliness;  ///< datasets of decisions of which it has any
    Completeness completeness;
    bool stale = false;  ///< nothing handed in for more than a month
};

struct Supervision {
    Date day = Date::from_days(0);
    std::vector<DepartmentReport> departments;
};

/// Everything that can be counted without reading decisions; guides and documents are read.
Supervision supervise(const Disclosure& today);

}  // namespace gongshi
