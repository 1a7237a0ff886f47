#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "core/date.h"
#include "disclosure/policy.h"
#include "disclosure/privacy.h"
#include "registry/record_version.h"

namespace gongshi {

/// Why a version is shown, or is not. The order is the one in which the questions are asked.
enum class Reason : std::uint8_t {
    approved,     ///< by the fields of its schema
    signed_off,   ///< by a sidecar for the whole file
    missing,      ///< nobody was asked: no approval fields, no sidecar
    not_passed,   ///< 审核状态 is not one of the values that mean yes
    no_approver,  ///< nobody is named who approved
    no_date,
    same_person,    ///< who entered it approved it
    later,          ///< the approval is dated after today
    ahead,          ///< the decision itself is
    withheld,       ///< its own column says that it is not to be published
    by_rule,        ///< a rule says that its kind is not published
    minor,          ///< a natural person under 18
    withdrawn,      ///< its own status says that it was taken back
    unreviewed,     ///< a major decision without legal review (行政处罚法 58)
    reviewed_late,  ///< reviewed after the day of the decision
};
inline constexpr Reason last_reason = Reason::reviewed_late;

/// What the rules say of a version on a day.
struct Ruling {
    static constexpr std::int32_t never = INT32_MAX;

    Reason reason = Reason::missing;
    std::string office;             ///< 审核部门, when shown
    std::optional<Date> on;         ///< 审核日期, when shown
    Decision rules;                 ///< which rules decide; indexes into the policy's book
    std::int32_t deadline = never;  ///< last day on which it is published in time, since 1970-01-01
    std::int32_t expiry = never;   ///< first day on which it is shown no more, as far as that is known (end_of_showing)
    std::int32_t own_end = never;  ///< the same by the department's own word (公示截止期)
    bool unknown_year = false;     ///< the deadline needs a year whose calendar is not known
    bool major_in_doubt = false;   ///< unreviewed or reviewed late, and the check only warns
    bool uncapped = false;         ///< an inspection that no yearly cap counts
    NamePolicy names;
    std::string why;  ///< withdrawn: the department's words
    /// The days for which this holds: [valid_from, valid_until), since 1970-01-01.
    std::int32_t valid_from = INT32_MIN, valid_until = INT32_MAX;

    bool shown() const { return reason == Reason::approved || reason == Reason::signed_off; }
};

/// Pure: the version, the policy and the day decide, nothing else. A record is shown when somebody other than who entered
/// it approved it, on a day that has come (国办发〔2018〕118号: 明确公示信息的采集、审核、发布职责), and no rule forbids it.
Ruling rule_on(const RecordVersion& version, const Policy& policy, Date today);

/// First day on which a record is shown no more, once it is known when it was first shown: Hebei counts a period from there.
/// `expiry` and `own_end` are those of the ruling.
std::int32_t end_of_showing(const Decision& rules, std::int32_t expiry, std::int32_t own_end, Date published,
                            const Policy& policy);

/// Last day on which a record is taken back in time when the act that takes it back is of `act` (行政处罚法 48, 85); `never`:
/// no rule says, or a year without a calendar is needed.
std::int32_t withdrawal_due(const Decision& rules, Date act, const Policy& policy);

/// What rules ask of a version.
RuleFacts rule_facts(const RecordVersion& version);

}  // namespace gongshi
