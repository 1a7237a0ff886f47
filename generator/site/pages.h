#pragma once
#include <functional>
#include <string>
#include <vector>

#include "site/frame.h"
#include "site/plan.h"
#include "site/record_page.h"
#include "site/workspace.h"

namespace gongshi {

/// Makes the pages of one language. Const: workers share it, each with a Workspace of its own.
class PageMaker {
public:
    PageMaker(const SiteInput& input, const SiteParts::State& parts, const Tongue& tongue, const Disclosure& today,
              const PagePlan& plan, OutputTree& tree);

    /// The page of one record; attachments are put once, by the first language.
    void record(std::uint32_t dataset, std::uint32_t index, Workspace& space) const;
    /// The pages of the dataset's lists whose oldest record is one of the entries [first, last) of its view; a list without
    /// records has one, which goes with the first.
    void list_pages(std::uint32_t dataset, std::uint32_t first, std::uint32_t last, Workspace& space) const;
    /// A list's files, where it has any (the first language alone).
    void list_downloads(const RecordList& list, Workspace& space) const;
    void party(std::uint32_t party, Workspace& space) const;
    void department(std::uint32_t department, Workspace& space) const;
    void segment(std::uint32_t dataset, Workspace& space) const;
    void article(const Article& article, Workspace& space) const;
    void home(Workspace& space) const;
    void departments(Workspace& space) const;
    /// The directory of firms: its first page, and the page at an index of PartyDirectory::pages.
    void party_index(Workspace& space) const;
    void party_list(std::uint32_t index, Workspace& space) const;
    void search(Workspace& space) const;
    void sitemap(Workspace& space) const;
    void not_found(Workspace& space) const;
    /// The page that stands where a record stood (UX.md: its kind, when and why, nothing of its content).
    void tombstone(std::uint32_t dataset, std::uint32_t index, Workspace& space) const;
    void rules(Workspace& space) const;
    void change_register(Workspace& space) const;
    void statistics(std::uint32_t index, Workspace& space) const;
    void supervision(Workspace& space) const;

    const Frame& frame() const { return frame_; }

private:
    using Members = std::function<std::vector<Member>()>;

    static Digest digest_of(const Department& one);
    bool main() const { return tongue_.root.empty(); }
    Sha256 begin_ingredients(const std::string& page_template) const;
    void put(const PageFacts& facts, const std::string& page_template, const Digest& ingredients, Workspace& space,
             const Members& members) const;
    const DatasetView& view(std::uint32_t dataset) const { return today_.datasets()[dataset]; }
    const Department& department_of(const Entry& entry) const { return today_.departments()[entry.department]; }
    std::string list_title(const RecordList& list) const;
    std::string list_subject(const RecordList& list) const;
    bool is_zero_report(const RecordList& list) const;
    void list_page(const RecordList& list, std::uint32_t page, Workspace& space) const;
    Data list_data(const RecordList& list, std::uint32_t page, std::uint32_t from, std::uint32_t to,
                   Arena& arena) const;
    std::uint32_t page_number(const RecordList& list, std::uint32_t page) const;
    Data page_links(const RecordList& list, std::uint32_t page, Arena& arena) const;
    Data siblings(const RecordList& list, Arena& arena) const;
    Data lists_of(std::uint32_t dataset, ListKind kind, std::uint32_t field, Arena& arena,
                  const RecordList* current = nullptr) const;
    Data facets_of(std::uint32_t dataset, Arena& arena) const;
    Data years_of(std::uint32_t dataset, Arena& arena) const;
    /// What a dataset's own page shows: the newest records; of those without dates all, or the first when they are many.
    std::vector<std::uint32_t> foremost(std::uint32_t dataset) const;
    Data stages(Arena& arena) const;
    Data all_datasets(Arena& arena) const;
    Data department_links(Arena& arena) const;
    Data closed_on(const Department& one) const;
    Data successor_of(const Department& one, Arena& arena) const;
    const Department* department_named(std::string_view key) const;  ///< nullptr: none
    void hash_closing(Sha256& hasher, const Department& one) const;
    Data newest_cards(std::size_t most, std::optional<std::uint32_t> department, Workspace& space) const;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> newest_entries(std::size_t most,
                                                                        std::optional<std::uint32_t> department) const;
    std::string directory_title(const PartyPage& page) const;
    Sha256& add_directory(Sha256& hasher) const;
    Data directory_links(PartyOrder order, Arena& arena, const PartyPage* current = nullptr) const;
    Data directory_link(const PartyPage& page, Arena& arena, const PartyPage* current = nullptr) const;
    Data blocks(std::uint32_t department, Arena& arena) const;
    void look_around(const DatasetView& records, const Entry& entry, const std::vector<Referrers>& referrers,
                     RecordSurroundings& around, Workspace& space) const;
    Data term_data(const std::optional<Term>& term, Arena& arena) const;
    std::string field_title(const Rule& rule, const std::string& field) const;
    Data rule_data(const Rule& rule, Arena& arena) const;
    Data terms_data(const Decision& decision, Arena& arena) const;
    Data history_data(std::int64_t record, Workspace& space) const;
    Data year_table_data(const YearTable& table, Arena& arena) const;
    void statistics_files(const YearStatistics& year, const Digest& ingredients) const;
    std::vector<std::string> blocks_missing(const Completeness& of) const;
    Data supervision_data(Arena& arena) const;
    Sha256& add_counts(Sha256& hasher) const;
    std::uint64_t total_records() const;
    std::uint64_t department_total(std::uint32_t department) const;
    std::optional<Date> as_of() const;
    std::optional<std::uint32_t> dataset_named(std::string_view name) const;
    const RecordList* department_list(std::uint32_t dataset, std::uint32_t department) const;
    bool has_downloads(const RecordList& list) const;
    bool has_feed(std::uint32_t dataset) const {
        return !view(dataset).entries.empty() && view(dataset).dataset->date.has_value();
    }

    const SiteInput& input_;
    const SiteParts::State& parts_;
    const Tongue& tongue_;
    const Disclosure& today_;
    const PagePlan& plan_;
    OutputTree& tree_;
    Frame frame_;
    /// What pages of records are made from but for the records themselves, by dataset and department.
    std::vector<std::vector<Digest>> common_ingredients_;
};

}  // namespace gongshi
