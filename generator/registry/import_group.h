#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "registry/import.h"
#include "registry/import_log.h"
#include "registry/record_store.h"
#include "registry/remembered_rows.h"

namespace gongshi {

/// Files of a department and dataset that hold records and are not among `present`: one `export.vanished` each.
std::vector<Diagnostic> gone_files(Registry& registry, const std::string& department, const std::string& dataset,
                                   const std::set<std::string>& present);

/// The exports of one department and dataset, taken in together in one transaction: a snapshot is the union of its
/// files, and only all of them say what vanished.
class ImportGroup {
public:
    /// `files` are not empty and all of one department and dataset.
    ImportGroup(std::vector<ImportedExport*> files, const Dataset& dataset, const IntakeOptions& options,
                Registry& registry, const ImportDay& day, Threads threads);

    /// Adds to the counts of `count`, and to its findings what is about no single export.
    void take_in(ImportCount& count);

private:
    struct Counts {
        std::uint64_t fresh = 0, changed = 0, known = 0;
    };
    /// One file of the group on its way in.
    struct Member {
        ImportedExport* done = nullptr;
        Digest ingredients;
        std::optional<LastImport> last;
        std::int64_t import = 0;          ///< id of the import it becomes; 0: not read in this run
        bool overlap = false;             ///< some row also stands in another file
        bool refused_late = false;        ///< refused after rows had gone in: the group began again without it
        std::vector<RememberedRow> rows;  ///< of those read, the ones that need not be read again
        std::vector<Identity> refused;    ///< of the rows that were refused, as far as their keys can be read

        bool is_unchanged() const { return last && last->ingredients == ingredients; }
    };
    enum class Attempt { done, begin_again, held };
    /// A row on its way from the reading thread to the storing one, its content made already.
    struct Arrival {
        explicit Arrival(AcceptedRow&& accepted) : row(std::move(accepted)) {
            if (row.record) content.emplace(*row.record);
        }
        AcceptedRow row;
        std::optional<RecordStore::Content> content;
    };

    bool nothing_changed() const;
    bool has_overlap() const;  ///< rows of some file also stood in another
    void replay(Member& member);
    Attempt attempt(Counts& counts);
    bool must_read(const Member& member) const;
    RecordStore::Heads heads() const;
    bool read(Member& member, RecordStore& store, Counts& counts);
    void store_row(const Arrival& arrival, Member& member, RecordStore& store, bool signed_off, Counts& counts,
                   Diagnostics& findings);
    void keep_refused(RecordStore& store);
    bool mark_held(const RecordStore& store);
    void tell_vanished_records(ImportCount& count);
    void write_log();

    std::vector<Member> members_;  // later names first: they claim a record that stands in two files
    const Dataset& dataset_;
    const IntakeOptions& options_;
    Registry& registry_;
    const ImportDay& day_;
    Threads threads_;
    ImportLog log_;
    RememberedRows remembered_;
    std::set<std::string> present_;
    std::vector<Diagnostic> gone_;  // files that held records and lie in the inbox no more
};

}  // namespace gongshi
