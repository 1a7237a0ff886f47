#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "core/date.h"
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
    same_person,  ///< who entered it approved it
    later,        ///< the approval is dated after today
};

/// What the rules say of a version on a day.
struct Ruling {
    Reason reason = Reason::missing;
    std::string office;      ///< 审核部门, when shown
    std::optional<Date> on;  ///< 审核日期, when shown
    /// The days for which this holds: [valid_from, valid_until), since 1970-01-01.
    std::int32_t valid_from = INT32_MIN, valid_until = INT32_MAX;

    bool shown() const { return reason == Reason::approved || reason == Reason::signed_off; }
};

/// Pure: the version and the day decide, nothing else. A record is shown when somebody other than who entered it approved it,
/// on a day that has come (国办发〔2018〕118号: 明确公示信息的采集、审核、发布职责).
Ruling rule_on(const RecordVersion& version, Date today);

}  // namespace gongshi
