#include "disclosure/night_events.h"

#include "core/reorder.h"

namespace gongshi {

void NightEvents::expect(std::size_t records) {
    const auto known = std::size_t(state_.first_event);
    if (records > known) state_.events.reserve(state_.events.size() + records - known);
}

std::uint32_t NightEvents::add(Event event) {
    state_.events.push_back(std::move(event));
    return std::uint32_t(state_.events.size() - 1);
}

std::int64_t NightEvents::take(std::uint32_t number) {
    const Event& event = state_.events[number];
    if (event.kind != EventKind::published) state_.changed[event.record] = std::uint32_t(order_.size());
    order_.push_back(number);
    return state_.first_event + std::int64_t(order_.size()) - 1;
}

Tombstone NightEvents::bury(const Gone& gone) {
    const Standing& standing = gone.standing;
    Tombstone stone;
    stone.id.text = gone.public_id;
    stone.record = gone.record;
    stone.department = gone.department;
    stone.published = Date::from_days(standing.first_day);
    stone.date = gone.date;
    stone.acted = gone.acted;
    stone.withdraw_by = gone.withdraw_by;
    stone.deadline = gone.deadline;
    stone.terms = gone.terms;
    stone.kinds = gone.kinds;
    stone.fen = gone.fen;
    if (standing.shown()) {
        stone.kind = gone.kind;
        stone.since = state_.today;
        stone.reason = gone.reason;
        stone.leaf =
            take(add({gone.record, gone.version, gone.kind, state_.today, standing.sha256, standing.sm3, gone.reason}));
    } else {
        stone.kind = standing.state;
        stone.since = Date::from_days(standing.since);
        stone.reason = standing.reason;
        stone.leaf = standing.leaf;
    }
    return stone;
}

void NightEvents::finish() { take_in_order(state_.events, std::move(order_)); }

}  // namespace gongshi
