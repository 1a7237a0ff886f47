#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "disclosure/complaints.h"
#include "disclosure/discloser.h"
#include "disclosure/disclosure_state.h"

namespace gongshi {

/// What a record says of others and of itself, before anything is resolved.
struct DraftLinks {
    struct Pending {
        std::uint32_t field = 0;
        std::string key;
    };
    std::vector<Pending> references;              ///< of all entries; an entry holds its range
    std::vector<std::vector<std::string>> names;  ///< of each entry: keys others refer to it by, one for each way
    /// What checks ask of each entry beside its date.
    struct Checked {
        std::int32_t valid_from = INT32_MIN, valid_until = INT32_MAX;  ///< days of a certificate or law
        int yearly_cap = 0;                                            ///< of an inspection matter
        bool uncapped = false;                                         ///< of an inspection
    };
    std::vector<Checked> checked;
    struct Certificate {
        std::vector<std::string> act_classes;  ///< folded
        std::string region;
    };
    std::vector<Certificate> certificates;  ///< of officers only
};

/// Foreign keys of one day's records: names are matched to shown records, and records held against those they name.
class RecordLinks {
public:
    RecordLinks(Disclosure::State& state, const std::vector<std::vector<NamedBy>>& ways,
                std::vector<DraftLinks>& drafts);

    struct Held {
        std::uint32_t entry = 0;
        const Code* code = nullptr;
        std::string text;
    };

    /// Matches every reference of every dataset anew.
    void resolve();

    /// Checks of decisions against the officers, matters and laws they name (checks.toml). Tells what fails and returns, for
    /// each dataset, what is to be held back, by entry: an entry may be named for several reasons.
    std::vector<std::vector<Held>> check(Complaints& complaints) const;

    /// References that lead nowhere; counted by department in the views.
    void tell_unresolved(Complaints& complaints) const;

private:
    struct Target {
        std::size_t dataset = 0, way = 0;
    };
    using NameTable = std::unordered_map<std::string, std::vector<std::uint32_t>>;

    std::vector<std::optional<Target>> targets_of(const Dataset& dataset) const;
    std::optional<std::uint32_t> find_named(const Target& target, const std::string& key,
                                            std::uint16_t department) const;
    void check_entry(std::size_t dataset, std::uint32_t index, Complaints& complaints, std::vector<Held>& held) const;
    void check_officer(const Entry& entry, const DraftLinks::Certificate& officer, const auto& fail) const;
    void check_inspections(std::size_t dataset, Complaints& complaints, std::vector<Held>& held) const;
    std::vector<std::pair<std::uint64_t, int>> caps_of(const DatasetView& view, const Entry& entry) const;

    Disclosure::State& state_;
    const std::vector<std::vector<NamedBy>>& ways_;
    std::vector<DraftLinks>& drafts_;
    std::vector<std::vector<NameTable>> names_;
    struct Unresolved {
        std::uint32_t dataset, entry, field;
    };
    std::vector<Unresolved> unresolved_;
};

}  // namespace gongshi
