#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "disclosure/disclosure.h"
#include "oversight/nine_blocks.h"

namespace gongshi {

/// How one department keeps its duty to publish one kind of decision, this year and last.
struct Timeliness {
    const Dataset* dataset = nullptr;
    std::uint64_t in_time = 0, late = 0, unknown = 0;  ///< unknown: no deadline, or no calendar to count it by
    std::uint64_t backlog = 0;     ///< shown since the portal opened: nobody can say when they were handed in
    std::int64_t days_late = 0;    ///< of all late ones together, in calendar days
    std::uint64_t held_back = 0;   ///< accepted and not shown, though it could be: not approved, or held by a check
    std::uint64_t unresolved = 0;  ///< references that lead nowhere
    std::uint64_t withdrawn = 0, expired = 0;  ///< tombstones
    std::uint64_t withdrawn_late = 0;          ///< taken back after the days that its rule gives, this year and last
    std::int64_t days_withdrawn_late = 0;      ///< of all those together, in calendar days
    std::uint64_t expiring = 0;                ///< within thirty days
    std::vector<Date> empty_months;            ///< of this year, up to last month: 零报告
    std::optional<Date> as_of;                 ///< when the department handed it in last
    bool stale = false;                        ///< more than a month ago
};

/// What a department has to publish before it acts: the nine blocks (事前公开九项), guides with all their fields, the three
/// methods (公示、全过程记录、法制审核).
struct Completeness {
    BlocksPublished blocks{};
    std::uint64_t guides = 0, guides_short = 0;  ///< those with an empty field among the fifteen
    std::array<bool, 3> methods{};               ///< 行政执法公示, 全过程记录, 法制审核
    /// Headings that the method of publication has to have and does not name; empty too when it does not say its headings.
    std::vector<std::string> headings_missing;

    std::size_t blocks_missing() const { return std::size_t(std::count(blocks.begin(), blocks.end(), false)); }
};

/// The three methods, by the words in the titles of their documents (国办发〔2018〕118号).
inline constexpr std::array<std::string_view, 3> method_titles = {"行政执法公示", "执法全过程记录", "法制审核"};

struct DepartmentReport {
    std::uint16_t department = 0;
    std::vector<Timeliness> timeliness;  ///< datasets of decisions of which it has any
    Completeness completeness;
    bool stale = false;  ///< nothing handed in for more than a month

    /// The counts of all its datasets together; of no dataset, month or day.
    Timeliness together() const;
};

struct Supervision {
    Date day = Date::from_days(0);
    std::vector<DepartmentReport> departments;  ///< those that are not closed
};

/// Everything that can be counted without reading decisions; guides and documents are read.
Supervision supervise(const Disclosure& today);

}  // namespace gongshi
