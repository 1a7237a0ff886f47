#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "dataset/dataset.h"

namespace gongshi {

/// An act on a record: taken back (撤回、撤销、确认违法), or shown again. 行政处罚法 48: within three days, with the reason.
struct LifeCycleAct {
    Date day = Date::from_days(0);
    bool withdraws = true;
    std::string kind, reason;  ///< the department's words, as they may be shown
    std::int64_t order = 0;    ///< of acts of one day, the greater was handed in later
};

/// The acts of every record, found by its number in the registry.
class LifeCycle {
public:
    void add(std::int64_t record, LifeCycleAct act) { acts_[record].push_back(std::move(act)); }

    /// The withdrawal that stands on a day: the newest act up to it, of one day the later one handed in; none when there
    /// is no act or it was taken back itself.
    const LifeCycleAct* withdrawal(std::int64_t record, Date today) const;

    /// The act by which a record was shown again, when that is its newest.
    const LifeCycleAct* restoration(std::int64_t record, Date today) const;

private:
    const LifeCycleAct* newest(std::int64_t record, Date today) const;
    std::map<std::int64_t, std::vector<LifeCycleAct>> acts_;
};

}  // namespace gongshi
