#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "disclosure/disclosure.h"
#include "site/party_directory.h"

namespace gongshi {

/// What the rows of a list have in common.
enum class ListKind : std::uint8_t { period, department, facet };

/// A list of records: its pages are numbered from the oldest, so that a page never shifts when newer records arrive. The page
/// without a number is the newest and holds what the full pages leave: between one and two page sizes.
struct RecordList {
    ListKind kind = ListKind::period;
    std::uint32_t dataset = 0;  ///< index into Disclosure::datasets
    std::string stem;           ///< "penalties/2026-11": path below the language's root, without ending
    std::int32_t month = 0;     ///< of a period: first day, since 1970-01-01
    std::uint32_t subject = 0;  ///< department, or facet value
    std::uint32_t field = 0;    ///< of a facet
    bool dated = true;          ///< false: its records have no date, and are in the order in which they are looked up
    std::vector<std::uint32_t>
        entries;  ///< of the dataset's view, oldest first; undated ones from the last to the first

    /// Full pages before the newest one.
    std::uint32_t full_pages(std::uint32_t page_size) const;
    std::string path(std::uint32_t page, std::uint32_t page_size) const;  ///< pages from 1; the last is the newest
};

/// Records of one dataset that refer to a record: how many, and the newest.
struct Referrers {
    std::uint32_t dataset = 0;
    std::uint64_t count = 0;
    std::vector<std::uint32_t> newest;  ///< entries, at most 10, newest first
};

/// Records of one party, by dataset, oldest first.
struct PartyRecords {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> entries;  ///< dataset, entry
};

/// Which pages exist, for one language (they are the same in each).
struct PagePlan {
    std::vector<RecordList> lists;
    std::vector<std::vector<std::uint32_t>> lists_of_dataset;  ///< indexes into `lists`
    /// By dataset and entry, then by dataset of those that refer there; empty when nothing does.
    std::vector<std::vector<std::vector<Referrers>>> referrers;
    std::vector<PartyRecords> parties;  ///< by party
    /// Of datasets without dates all entries in the order in which they are looked up: by authority, and there by key. By dataset.
    std::vector<std::vector<std::uint32_t>> undated;
    PartyDirectory directory;
    std::vector<std::vector<std::uint64_t>> department_counts;  ///< by dataset and department
};

PagePlan plan_pages(const Disclosure& today, const NameLetters& letters, const std::vector<std::string>& place_names);

/// Below the language's root.
std::string record_path(const Dataset& dataset, const RecordId& id);
std::string party_path(const std::string& credit_code);
std::string department_path(const std::string& key);

}  // namespace gongshi
