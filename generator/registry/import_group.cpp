#include "registry/import_group.h"

#include <algorithm>
#include <cmath>

#include "core/disk.h"
#include "core/handover.h"
#include "core/text.h"
#include "intake/sidecar.h"
#include "registry/codes.h"

namespace gongshi {
namespace {

using Outcome = ImportedExport::Outcome;

Place place_of(const std::string& file) {
    Place place;
    place.file = file;
    return place;
}

/// Everything that decides what a row gives, but for the row.
Digest basis_of(const Dataset& dataset, const IntakeOptions& options) {
    Sha256 hasher;
    hasher.field(dataset.digest).number(intake_version);
    return hasher.field(options.departments->digest()).field(options.values.certificate_pattern).finish();
}

/// Everything that decides what reading an export gives: equal ingredients, equal findings and records.
Digest ingredients_of(const Export& file, const Dataset& dataset, const IntakeOptions& options) {
    Sha256 hasher;
    hasher.field(file.digest).field(basis_of(dataset, options));
    hasher.field(disk::read_file(sidecar_of(file)).value_or(""));
    hasher.number(std::int64_t(file.mode)).number(std::int64_t(file.shrink_limit * 1e6));
    return hasher.finish();
}

std::string shown_key(std::string key) {
    std::replace(key.begin(), key.end(), '\x1F', ' ');
    return key;
}

std::string percent(double share) { return std::to_string(std::lround(share * 100)); }

}  // namespace

std::vector<Diagnostic> gone_files(Registry& registry, const std::string& department, const std::string& dataset,
                                   const std::set<std::string>& present) {
    std::vector<Diagnostic> gone;
    // On most nights every file that was ever taken is there, and no record need be looked at.
    Statement known =
        registry.database().prepare("SELECT DISTINCT file FROM import WHERE dataset = ? AND department = ?");
    known.bind(1, dataset).bind(2, department);
    bool all_present = true;
    while (known.step()) all_present = all_present && present.contains(std::string(known.text(0)));
    if (all_present) return gone;
    Statement rows = registry.database().prepare(
        "SELECT h.file, count(*) FROM head h JOIN record r ON r.id = h.record WHERE r.dataset = ? AND r.department = ? "
        "AND h.file IS NOT NULL GROUP BY h.file ORDER BY h.file");
    rows.bind(1, dataset).bind(2, department);
    while (rows.step()) {
        const std::string file(rows.text(0));
        if (!present.contains(file))
            gone.emplace_back(codes::export_vanished, place_of(file), std::to_string(rows.integer(1)));
    }
    return gone;
}

ImportGroup::ImportGroup(std::vector<ImportedExport*> files, const Dataset& dataset, const IntakeOptions& options,
                         Registry& registry, const ImportDay& day, Threads threads)
    : dataset_(dataset),
      options_(options),
      registry_(registry),
      day_(day),
      threads_(threads),
      log_(registry.database()),
      remembered_(registry.database(), files.front()->file.department, dataset.name, basis_of(dataset, options)) {
    std::sort(files.begin(), files.end(), [](const auto* a, const auto* b) { return a->file.shown > b->file.shown; });
    for (ImportedExport* file : files) {
        Member member;
        member.done = file;
        member.ingredients = ingredients_of(file->file, dataset, options);
        member.last = log_.last(file->file.shown);
        members_.push_back(std::move(member));
    }
    for (const ImportedExport* file : files) present_.insert(file->file.shown);
    gone_ = gone_files(registry, files.front()->file.department, dataset.name, present_);
}

void ImportGroup::take_in(ImportCount& count) {
    if (nothing_changed()) {
        for (Member& member : members_) {
            replay(member);
            count.unchanged_records += member.done->summary.accepted;
        }
    } else {
        Counts counts;
        Attempt result = Attempt::begin_again;
        while (result == Attempt::begin_again) result = attempt(counts = {});
        if (result == Attempt::held) counts = {};  // all of it was undone
        count.new_records += counts.fresh;
        count.new_versions += counts.changed;
        count.unchanged_records += counts.known;
    }
    // Asked anew: a file that was renamed holds nothing any more.
    for (Diagnostic& gone : gone_files(registry_, members_.front().done->file.department, dataset_.name, present_)) {
        count.findings.push_back(std::move(gone));
    }
    if (members_.front().done->file.mode == ExportMode::snapshot) tell_vanished_records(count);
}

/// Records that a snapshot lacks and the public still sees: told every night, until they are handed in again or withdrawn. Each by the
/// file it stood in and its number: what stands in its line today is another record. The few that vanished are asked first (CROSS JOIN
/// keeps the order), not all that the department has.
void ImportGroup::tell_vanished_records(ImportCount& count) {
    constexpr std::size_t most_told = 200;
    Statement rows = registry_.database().prepare(
        "SELECT i.file, r.key FROM head h CROSS JOIN record r ON r.id = h.record JOIN standing s ON s.record = r.id "
        "JOIN version v ON v.id = h.version JOIN import i ON i.id = v.import WHERE h.file IS NULL AND r.dataset = ?1 "
        "AND r.department = ?2 AND s.state NOT IN (?3, ?4) ORDER BY h.record");
    rows.bind(1, dataset_.name).bind(2, members_.front().done->file.department);
    rows.bind(3, std::int64_t(EventKind::withdrawn)).bind(4, std::int64_t(EventKind::expired));
    std::vector<Instance> instances;
    std::uint64_t vanished = 0;
    while (rows.step()) {
        if (vanished++ >= most_told) continue;
        instances.push_back(
            {place_of(std::string(rows.text(0))), mask_for_report(shown_key(std::string(rows.text(1))))});
    }
    if (vanished == 0) return;
    Place place = place_of(members_.front().done->file.shown);
    Diagnostic finding(codes::record_vanished, std::move(place), std::to_string(vanished),
                       {{"dataset", dataset_.title.zh}});
    finding.instances = std::move(instances);
    count.findings.push_back(std::move(finding));
}

/// A file that went away changes something where rows stood in two files: another may hold them now.
bool ImportGroup::nothing_changed() const {
    if (has_overlap() && !gone_.empty()) return false;
    const auto is_held = [](const Member& member) { return member.last && member.last->outcome == Outcome::held; };
    if (day_.allowed_losses > 0 && std::any_of(members_.begin(), members_.end(), is_held)) return false;
    return std::all_of(members_.begin(), members_.end(), [](const Member& member) { return member.is_unchanged(); });
}

void ImportGroup::replay(Member& member) {
    member.done->findings.clear();
    member.done->refused_rows.clear();
    log_.replay(member.last->id, *member.done);
    // Told of all together since they are looked up; older imports have them among their findings.
    std::erase_if(member.done->findings, [](const Diagnostic& one) { return one.code == codes::record_vanished.name; });
    member.done->outcome = member.last->outcome == Outcome::taken ? Outcome::unchanged : member.last->outcome;
}

/// A file known already is left alone, unless rows of the group stand in two files: then who holds them may have
/// changed, and all are read.
bool ImportGroup::must_read(const Member& member) const {
    if (member.refused_late) return false;
    if (!member.is_unchanged() || member.last->outcome == Outcome::held) return true;
    return member.last->outcome == Outcome::taken && has_overlap();
}

bool ImportGroup::has_overlap() const {
    return std::any_of(members_.begin(), members_.end(),
                       [](const Member& one) { return one.last && one.last->overlap; });
}

/// A department that delivers by the day adds a small file to very many records: they are not looked at one by one.
RecordStore::Heads ImportGroup::heads() const {
    constexpr std::uint64_t row_bytes = 64;  // hardly a row is shorter
    std::uint64_t bytes = 0;
    for (const Member& member : members_) {
        if (!must_read(member)) continue;
        if (member.last) return RecordStore::Heads::all;
        bytes += member.done->file.size;
    }
    Statement count = registry_.database().prepare("SELECT count(*) FROM record WHERE dataset = ? AND department = ?");
    count.bind(1, dataset_.name).bind(2, members_.front().done->file.department).step();
    const bool few = bytes / row_bytes < std::uint64_t(count.integer(0));
    return few ? RecordStore::Heads::when_met : RecordStore::Heads::all;
}

ImportGroup::Attempt ImportGroup::attempt(Counts& counts) {
    {
        Transaction transaction(registry_.database());
        RecordStore store(registry_.database(), members_.front().done->file.department, dataset_.name, heads());
        std::int64_t next = log_.next_id();
        for (Member& member : members_) {
            const bool reading = must_read(member);
            member.import = reading || member.refused_late ? next++ : 0;
            if (member.import == 0) replay(member);
            if (!reading) store.keep_file(member.done->file.shown);
            if (reading && !read(member, store, counts)) {
                member.refused_late = true;
                return Attempt::begin_again;
            }
        }
        keep_refused(store);
        // A file that went away withdraws nothing: its records stay with it, and every night says so.
        for (const Diagnostic& gone : gone_) store.keep_file(gone.place.file);
        if (!mark_held(store)) {
            write_log();
            store.write_holders();
            transaction.commit();
            return Attempt::done;
        }
    }  // rolled back: the last good data stays, and only what is to be said of tonight's is kept
    Transaction transaction(registry_.database());
    write_log();
    transaction.commit();
    return Attempt::held;
}

/// False when the file was refused after rows had gone in.
bool ImportGroup::read(Member& member, RecordStore& store, Counts& counts) {
    ImportedExport& done = *member.done;
    done.findings.clear();
    done.refused_rows.clear();
    done.outcome = Outcome::taken;
    member.overlap = false;
    Diagnostics findings;
    const std::optional<SidecarApproval> sidecar = read_sidecar(done.file, findings);
    IntakeOptions options = options_;
    member.refused.clear();
    options.on_refused = [&](RefusedRow&& row) {
        if (row.identity) member.refused.push_back(std::move(*row.identity));
        if (done.refused_rows.size() < kept_refused_rows) done.refused_rows.push_back(std::move(row));
    };
    RowMemory memory;
    if (store.knows_all())
        memory = remembered_.read([&](std::int64_t version) { return store.is_newest(version, sidecar.has_value()); });
    options.remembered = &memory;
    member.rows.clear();
    bool went_in = false;
    Result<ExportSummary> summary;
    // Rows are read and made into records on one thread and stored on this one: what either has to say is kept apart.
    Diagnostics of_rows;
    hand_over<Arrival>(
        threads_,
        [&](const std::function<void(Arrival &&)>& give) {
            const auto accept = [&](AcceptedRow&& row) { give(Arrival(std::move(row))); };
            summary = read_export(done.file, dataset_, options, accept, of_rows);
        },
        [&](Arrival&& arrival) {
            went_in = true;
            store_row(arrival, member, store, sidecar.has_value(), counts, findings);
        });
    for (Diagnostic& finding : of_rows.take_sorted()) findings.add(std::move(finding));
    if (summary) {
        done.summary = *summary;
        done.summary.sidecar = sidecar;
    } else {
        findings.add(summary.error());
        done.outcome = Outcome::refused;
        done.refused_rows.clear();
        member.refused.clear();
        if (!went_in) store.keep_file(done.file.shown);
    }
    done.findings = findings.take_sorted();
    return summary.has_value() || !went_in;
}

void ImportGroup::store_row(const Arrival& arrival, Member& member, RecordStore& store, bool signed_off, Counts& counts,
                            Diagnostics& findings) {
    using Seen = RecordStore::Seen;
    const AcceptedRow& row = arrival.row;
    const std::string& file = member.done->file.shown;
    RememberedRow mark = row.row;
    const Seen seen = row.record ? store.take(*row.record, *arrival.content, member.import, file, signed_off)
                                 : store.take_again(mark.version, file);
    counts.fresh += seen == Seen::fresh;
    counts.changed += seen == Seen::changed;
    counts.known += seen == Seen::known;
    member.overlap = member.overlap || seen == Seen::shadowed || seen == Seen::conflict;
    if (seen == Seen::conflict || seen == Seen::foreign) {
        Place place = place_of(file);
        if (row.record) place = row.record->place;
        place.line = row.line;
        findings.add(Diagnostic(seen == Seen::conflict ? codes::record_conflict : codes::record_foreign,
                                std::move(place),
                                shown_key(row.record ? row.record->identity.key : store.key_of(mark.version))));
    }
    if (!row.silent || seen == Seen::shadowed || seen == Seen::conflict || seen == Seen::foreign) return;
    if (row.record) mark.version = store.last_version();
    member.rows.push_back(mark);
}

/// After all files were read: a good row in any of them counts before a refused one. Which file gives the record is open until the
/// row is mended, so the files are read together again when one of them changes.
void ImportGroup::keep_refused(RecordStore& store) {
    for (Member& member : members_) {
        for (const Identity& identity : member.refused) {
            if (store.keep_record(identity, member.done->file.shown)) member.overlap = true;
        }
    }
}

/// Too many records gone from a snapshot: an export cut short, another table. One or two of a small table are no sign of that, as
/// long as others are still there: somebody mended a number. True when tonight's files are held.
bool ImportGroup::mark_held(const RecordStore& store) {
    constexpr std::uint64_t few = 2;
    const Export& first = members_.front().done->file;
    const std::uint64_t vanished = store.vanished();
    if (first.mode != ExportMode::snapshot || vanished == 0 || vanished <= day_.allowed_losses) return false;
    const double lost = double(vanished) / double(store.held_before());
    if (lost <= first.shrink_limit || (vanished <= few && vanished < store.held_before())) return false;
    for (Member& member : members_) {
        if (member.import == 0 || store.vanished_from(member.done->file.shown) == 0) continue;
        Diagnostic finding(codes::snapshot_shrank, place_of(member.done->file.shown), std::to_string(store.vanished()),
                           {{"before", std::to_string(store.held_before())},
                            {"now", std::to_string(store.given())},
                            {"lost", percent(lost)},
                            {"limit", percent(first.shrink_limit)}});
        member.done->findings.insert(member.done->findings.begin(), std::move(finding));
        member.done->outcome = Outcome::held;
    }
    // Files without losses of their own are undone with the rest: they are read again when the group is whole.
    for (Member& member : members_) {
        if (member.import != 0 && member.done->outcome == Outcome::taken) member.done->outcome = Outcome::held;
    }
    return true;
}

void ImportGroup::write_log() {
    for (const Member& member : members_) {
        if (member.import != 0) log_.write(member.import, *member.done, member.ingredients, member.overlap, day_);
        if (member.import != 0 && member.done->outcome == Outcome::taken)
            remembered_.write(member.done->file.shown, member.rows);
    }
}

}  // namespace gongshi
