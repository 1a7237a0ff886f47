#include "disclosure/life_cycle.h"

#include <tuple>

namespace gongshi {

const LifeCycleAct* LifeCycle::newest(std::int64_t record, Date today) const {
    const auto acts = acts_.find(record);
    if (acts == acts_.end()) return nullptr;
    const LifeCycleAct* newest = nullptr;
    for (const LifeCycleAct& act : acts->second) {
        const bool later = newest == nullptr || std::tie(newest->day, newest->order) < std::tie(act.day, act.order);
        if (act.day <= today && later) newest = &act;
    }
    return newest;
}

const LifeCycleAct* LifeCycle::withdrawal(std::int64_t record, Date today) const {
    const LifeCycleAct* act = newest(record, today);
    return act != nullptr && act->withdraws ? act : nullptr;
}

const LifeCycleAct* LifeCycle::restoration(std::int64_t record, Date today) const {
    const LifeCycleAct* act = newest(record, today);
    return act != nullptr && !act->withdraws ? act : nullptr;
}

}  // namespace gongshi
