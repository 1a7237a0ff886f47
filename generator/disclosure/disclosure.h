#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/digest.h"
#include "core/parallel.h"
#include "dataset/dataset.h"
#include "dataset/department.h"
#include "dataset/record_id.h"
#include "disclosure/policy.h"
#include "disclosure/public_record.h"
#include "registry/event_log.h"

namespace gongshi {

class Registry;

/// One shown record as the day's view knows it without reading it: enough to plan every page. About 100 bytes.
struct Entry {
    RecordId id;
    std::uint64_t row = 0;                                     ///< where the Reader finds it
    Digest digest;                                             ///< PublicRecord::digest of what will be read
    std::int32_t date = no_date;                               ///< days since 1970-01-01
    std::uint16_t department = 0;                              ///< index into Disclosure::departments
    std::uint32_t party = none;                                ///< index into Disclosure::parties
    std::uint32_t facets_begin = 0, facets_count = 0;          ///< into DatasetView::facet_values
    std::uint32_t references_begin = 0, references_count = 0;  ///< into DatasetView::references
    std::uint32_t pending_begin = 0, pending_count = 0;        ///< of references, while the view is made
    std::int64_t record = 0;                                   ///< of the registry, for its history
    std::int64_t leaf = 0;                                  ///< of the ledger: the event by which this form was shown
    std::int64_t fen = 0;                                   ///< amounts added up, for statistics
    std::int32_t published = 0;                             ///< first day on which it was shown
    std::int32_t deadline = INT32_MAX, expiry = INT32_MAX;  ///< last day in time; first day on which it is gone
    std::uint32_t terms = 0;                                ///< index into DatasetView::terms
    std::uint32_t kinds = 0;                                ///< index into DatasetView::kind_lists
    std::uint16_t events = 1;                               ///< of its history; 1: published and never changed
    static constexpr std::int32_t no_date = INT32_MIN;
    static constexpr std::uint32_t none = UINT32_MAX;
};

/// A foreign key resolved to a shown record (references to records that are not shown do not appear here).
struct Link {
    std::uint16_t field = 0;    ///< index of the referring field
    std::uint16_t element = 0;  ///< of its list, from 0
    std::uint32_t dataset = 0;  ///< index into Disclosure::datasets
    std::uint32_t entry = 0;    ///< index into that view's entries
};

struct FacetValue {
    std::uint32_t field = 0;  ///< index of the facet field
    std::uint32_t value = 0;  ///< index into DatasetView::facet_texts[field]
};

/// A record that was shown and is no more: what kind it was, when and why it went, and nothing of its content.
struct Tombstone {
    RecordId id;
    std::int64_t record = 0, leaf = 0;
    std::uint16_t department = 0;
    EventKind kind = EventKind::withdrawn;
    Date since = Date::from_days(0), published = Date::from_days(0);
    std::int32_t date = Entry::no_date;
    std::int32_t acted = Entry::no_date;   ///< day of the act by which it was taken back, when known
    std::int32_t withdraw_by = INT32_MAX;  ///< last day on which taking it back was in time, when a rule says
    std::int32_t deadline = INT32_MAX;     ///< last day on which publishing it was, when that is known
    std::string reason;
    std::uint32_t terms = 0, kinds = 0;  ///< as of an Entry
    std::int64_t fen = 0;
};

/// What is shown of one dataset today.
struct DatasetView {
    const Dataset* dataset = nullptr;
    std::vector<Entry> entries;  ///< by date (none first), then id
    std::vector<FacetValue> facet_values;
    std::vector<Link> references;
    std::vector<std::vector<std::string>> facet_texts;  ///< for each field of the dataset; sorted
    std::vector<Tombstone> tombstones;                  ///< by id
    std::vector<Decision> terms;                        ///< sets of rules that decide of its records
    std::vector<std::vector<std::string>> kind_lists;   ///< 处罚类别 and the like, as rules see them
    std::vector<std::uint64_t>
        held_back;  ///< records not shown for want of an approval or by a check, by department index
    std::vector<std::int32_t> hidden_months;  ///< first days of months with records that are not shown; sorted
    std::vector<std::uint64_t> unresolved;    ///< references that lead nowhere, by department index
    std::optional<Date> as_of;                ///< newest import of any department
    std::vector<std::optional<Date>> as_of_by_department;  ///< by department index

    /// The newest record's; none: none has a date.
    std::optional<Date> newest() const {
        if (entries.empty() || entries.back().date == Entry::no_date) return std::nullopt;
        return Date::from_days(entries.back().date);
    }
};

/// A line of the public register of changes: what was corrected, withdrawn, ended or shown again.
struct ChangeLine {
    std::uint32_t dataset = 0;  ///< index into Disclosure::datasets
    RecordId id;
    Event event;
    std::int64_t leaf = 0;
};

struct Party {
    std::string code;  ///< 统一社会信用代码; never a natural person
    std::string name;  ///< as its newest record shows it
};

/// One day's view of what the public may see: a cursor factory, not a list of records.
class Disclosure {
public:
    std::span<const DatasetView> datasets() const;  ///< in the order of Dataset::order, then name
    const std::vector<Department>& departments() const;
    const std::vector<Party>& parties() const;  ///< sorted by code
    const Policy& policy() const;
    /// What has become public, changed or gone since the last night that was recorded: leaves to be, in their order.
    const std::vector<Event>& events() const;
    const std::vector<ChangeLine>& changes() const;  ///< the newest 500, newest first
    std::int64_t first_event() const;                ///< number of the first of them
    Date today() const;
    Date opened() const;           ///< the first night that was recorded: what was shown then had been waiting
    const Digest& digest() const;  ///< of everything shown: equal days show the same

    /// Reads records; one Reader a thread. The registry must not be written while a Reader is open (asserted).
    class Reader {
    public:
        PublicRecord read(const DatasetView& view, const Entry& entry);
        /// Everything the public saw happen to a record, oldest first, this night's event included.
        std::vector<Event> history(std::int64_t record);
        explicit Reader(const Disclosure& disclosure);
        ~Reader();
        Reader(Reader&&) noexcept;

    private:
        struct State;
        std::unique_ptr<State> state_;
    };

    Disclosure(Disclosure&&) noexcept;
    ~Disclosure();
    struct State;

private:
    friend Disclosure disclose(Registry&, std::span<const Dataset>, const Departments&, const Policy&, Date, Threads,
                               Diagnostics&);
    explicit Disclosure(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Applies today's policy to everything the registry knows: who approved, what rules say, what was taken back, how long it
/// is shown, and checks of records against each other. Findings (who is not shown and why, references that lead nowhere)
/// belong to the receipts and are returned beside the view. `policy` outlives the view.
Disclosure disclose(Registry& registry, std::span<const Dataset> datasets, const Departments& departments,
                    const Policy& policy, Date today, Threads threads, Diagnostics& findings);

}  // namespace gongshi
