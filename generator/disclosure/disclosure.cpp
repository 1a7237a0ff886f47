#include "disclosure/disclosure.h"

#include <algorithm>
#include <cassert>

#include "disclosure/codes.h"
#include "disclosure/day_view.h"
#include "disclosure/discloser.h"
#include "disclosure/disclosure_state.h"

namespace gongshi {

struct Disclosure::Reader::State {
    const Disclosure::State& day;
    ShownReader shown;
    EventReader events;
};

namespace {

constexpr std::size_t changes_told = 500;

/// Tonight's changes and the newest of those recorded.
void fill_changes(EventLog& log, Disclosure::State& state) {
    for (std::uint32_t d = 0; d < state.views.size(); ++d) {
        const auto add = [&](const RecordId& id, std::int64_t leaf) {
            if (leaf < state.first_event) return;
            const Event& event = state.events[std::size_t(leaf - state.first_event)];
            if (event.kind != EventKind::published) state.changes.push_back({d, id, event, leaf});
        };
        for (const Entry& entry : state.views[d].entries) add(entry.id, entry.leaf);
        for (const Tombstone& stone : state.views[d].tombstones) add(stone.id, stone.leaf);
    }
    std::sort(state.changes.begin(), state.changes.end(),
              [&](const ChangeLine& a, const ChangeLine& b) { return a.leaf > b.leaf; });
    for (LedgerLeaf& leaf : log.newest(
             changes_told, {EventKind::corrected, EventKind::withdrawn, EventKind::expired, EventKind::restored})) {
        const auto view = std::find_if(state.views.begin(), state.views.end(),
                                       [&](const DatasetView& one) { return one.dataset->name == leaf.dataset; });
        if (view != state.views.end())
            state.changes.push_back(
                {std::uint32_t(view - state.views.begin()), {leaf.public_id}, std::move(leaf.event), leaf.number});
    }
    state.changes.resize(std::min(state.changes.size(), changes_told));
}

/// Before it is needed: terms of working days that begin in December end in January.
void remind_of_calendar(const Policy& policy, Date today, Diagnostics& findings) {
    const int year = today.plus_days(31).year();
    if (policy.book.empty() || policy.calendar.knows(year)) return;
    Place place;
    place.file = "site-config/calendar/" + std::to_string(year) + ".json";
    findings.add(Diagnostic(codes::calendar_next_year, std::move(place), std::to_string(year)));
}

}  // namespace

Disclosure disclose(Registry& registry, std::span<const Dataset> datasets, const Departments& departments,
                    const Policy& policy, Date today, Threads threads, Diagnostics& findings) {
    auto state = std::make_unique<Disclosure::State>();
    state->registry_file = registry.file();
    state->departments = departments.all();
    state->policy = &policy;
    state->today = today;
    EventLog log(registry);
    state->first_event = log.size();
    state->opened = state->first_event == 0 ? today : log.leaves(0, 1).front().event.day;
    for (const Dataset& dataset : datasets) state->datasets.push_back(&dataset);
    std::stable_sort(state->datasets.begin(), state->datasets.end(), [](const Dataset* a, const Dataset* b) {
        return std::tie(a->order, a->name) < std::tie(b->order, b->name);
    });
    state->views.resize(state->datasets.size());
    make_day_view(registry, *state, departments, threads, findings);
    fill_changes(log, *state);
    remind_of_calendar(policy, today, findings);
    return Disclosure(std::move(state));
}

Disclosure::Disclosure(std::unique_ptr<State> state) : state_(std::move(state)) {}
Disclosure::Disclosure(Disclosure&&) noexcept = default;
Disclosure::~Disclosure() = default;
std::span<const DatasetView> Disclosure::datasets() const { return state_->views; }
const std::vector<Department>& Disclosure::departments() const { return state_->departments; }
const std::vector<Party>& Disclosure::parties() const { return state_->parties; }
const Policy& Disclosure::policy() const { return *state_->policy; }
const std::vector<ChangeLine>& Disclosure::changes() const { return state_->changes; }
const std::vector<Event>& Disclosure::events() const { return state_->events; }
std::int64_t Disclosure::first_event() const { return state_->first_event; }
Date Disclosure::today() const { return state_->today; }
Date Disclosure::opened() const { return state_->opened; }
const Digest& Disclosure::digest() const { return state_->digest; }

Disclosure::Reader::Reader(const Disclosure& disclosure)
    : state_(std::make_unique<State>(State{*disclosure.state_, ShownReader(disclosure.state_->registry_file),
                                           EventReader(disclosure.state_->registry_file)})) {}
Disclosure::Reader::~Reader() = default;
Disclosure::Reader::Reader(Reader&&) noexcept = default;

PublicRecord Disclosure::Reader::read(const DatasetView& view, const Entry& entry) {
    std::optional<PublicRecord> record = Discloser::unpack(state_->shown.read(std::int64_t(entry.row)), *view.dataset);
    assert(record && record->digest() == entry.digest && "what is shown was kept with its ruling");
    return std::move(*record);
}

std::vector<Event> Disclosure::Reader::history(std::int64_t record) {
    std::vector<Event> events = state_->events.of(record);
    const auto tonight = state_->day.changed.find(record);
    if (tonight != state_->day.changed.end()) events.push_back(state_->day.events[tonight->second]);
    return events;
}

}  // namespace gongshi
