#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "disclosure/disclosure_state.h"

namespace gongshi {

/// A record that the public saw and that may not be shown today.
struct Gone {
    std::int64_t record = 0;
    std::string public_id;
    std::uint32_t version = 1;
    std::uint16_t department = 0;
    EventKind kind = EventKind::withdrawn;
    std::string reason;
    Standing standing;
    std::int32_t date = Entry::no_date;
    std::int32_t acted = Entry::no_date, withdraw_by = INT32_MAX, deadline = INT32_MAX;
    std::uint32_t terms = 0, kinds = 0;
    std::int64_t fen = 0;
};

/// Gathers into a day's view what becomes of records tonight: leaves to be. Which of what was added comes to pass, and in which
/// order, is told by taking; at the end the view's events are those that were taken, in that order.
class NightEvents {
public:
    explicit NightEvents(Disclosure::State& state) : state_(state) {}

    /// So many records more may be shown for the first time, less those that the ledger knows.
    void expect(std::size_t records);
    std::uint32_t add(Event event);           ///< its number here
    std::int64_t take(std::uint32_t number);  ///< its leaf
    bool is_first(std::uint32_t number) const { return state_.events[number].kind == EventKind::published; }

    /// What is left of a record that is gone; it went tonight or earlier.
    Tombstone bury(const Gone& gone);

    void finish();

private:
    Disclosure::State& state_;
    std::vector<std::uint32_t> order_;  ///< numbers of those that were taken
};

}  // namespace gongshi
