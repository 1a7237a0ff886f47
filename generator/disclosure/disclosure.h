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
#include "disclosure/public_record.h"

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
    static constexpr std::int32_t no_date = INT32_MIN;
    static constexpr std::uint32_t none = UINT32_MAX;
};

/// A foreign key resolved to a shown record (references to records that are not shown do not appear here).
struct Link {
    std::uint32_t field = 0;    ///< index of the referring field
    std::uint32_t dataset = 0;  ///< index into Disclosure::datasets
    std::uint32_t entry = 0;    ///< index into that view's entries
};

struct FacetValue {
    std::uint32_t field = 0;  ///< index of the facet field
    std::uint32_t value = 0;  ///< index into DatasetView::facet_texts[field]
};

/// What is shown of one dataset today.
struct DatasetView {
    const Dataset* dataset = nullptr;
    std::vector<Entry> entries;  ///< by date (none first), then id
    std::vector<FacetValue> facet_values;
    std::vector<Link> references;
    std::vector<std::vector<std::string>> facet_texts;     ///< for each field of the dataset; sorted
    std::optional<Date> as_of;                             ///< newest import of any department
    std::vector<std::optional<Date>> as_of_by_department;  ///< by department index
};

struct Party {
    std::string code;  ///< 统一社会信用代码; never a natural person
};

/// One day's view of what the public may see: a cursor factory, not a list of records.
class Disclosure {
public:
    std::span<const DatasetView> datasets() const;  ///< in the order of Dataset::order, then name
    const std::vector<Department>& departments() const;
    const std::vector<Party>& parties() const;  ///< sorted by code
    Date today() const;
    const Digest& digest() const;  ///< of everything shown: equal days show the same

    /// Reads records; one Reader a thread. The registry must not be written while a Reader is open (asserted).
    class Reader {
    public:
        PublicRecord read(const DatasetView& view, const Entry& entry);
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
    friend Disclosure disclose(Registry&, std::span<const Dataset>, const Departments&, Date, Threads, Diagnostics&);
    explicit Disclosure(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Applies today's rules to everything the registry knows. In its first form the rules are: a field is published by its
/// `privacy`; a record is shown when it is approved by somebody other than who entered it. Findings (who is not shown
/// and why, references that lead nowhere) belong to the receipts and are returned beside the view.
Disclosure disclose(Registry& registry, std::span<const Dataset> datasets, const Departments& departments, Date today,
                    Threads threads, Diagnostics& findings);

}  // namespace gongshi
