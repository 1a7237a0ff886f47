#include "registry/registry.h"

#include <algorithm>
#include <charconv>

#include "core/disk.h"
#include "core/embedded.h"
#include "core/stop.h"
#include "core/text.h"
#include "dataset/record.h"
#include "registry/codes.h"

namespace gongshi {
namespace {

constexpr std::string_view format = "1";

/// A reader's whole life is one read transaction: without it SQLite takes and drops its locks for every record.
constexpr const char* one_view = "BEGIN";

std::string sql_of(std::string_view name) {
    for (const EmbeddedFile& file : embedded_files()) {
        if (file.path == name) return std::string(file.bytes);
    }
    return {};
}

[[noreturn]] void stop(const Code& code, const std::filesystem::path& file, std::string text) {
    Place place;
    place.file = file.string();
    throw Stop(ExitCode::usage, Diagnostic(code, place, std::move(text)));
}

bool has_tables(Database& database) {
    return database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").step();
}

/// Makes the tables, or checks that they are of the format this program knows.
void prepare_tables(Database& database, const std::filesystem::path& file) {
    if (!has_tables(database)) {
        Transaction transaction(database);
        database.execute(sql_of("registry/schema.sql"));
        database.prepare("INSERT INTO meta VALUES ('format', ?)").bind(1, format).run();
        transaction.commit();
        return;
    }
    Statement find = database.prepare("SELECT value FROM meta WHERE name = 'format'");
    if (!find.step()) stop(codes::registry_damaged, file, "no format");
    if (find.text(0) != format) stop(codes::registry_newer, file, std::string(find.text(0)));
}

/// The first eight columns of a row: all of `standing` but its record.
void read_standing(Statement& row, Standing& standing) {
    const auto digest = [&](int column) {
        Digest one;
        const std::string_view blob = row.blob(column);
        std::copy_n(blob.begin(), std::min(blob.size(), one.bytes.size()), one.bytes.begin());
        return one;
    };
    standing.state = EventKind(row.integer(0));
    standing.sha256 = digest(1);
    standing.sm3 = digest(2);
    standing.leaf = row.integer(3);
    standing.first_day = std::int32_t(row.integer(4));
    standing.since = std::int32_t(row.integer(5));
    standing.events = std::uint32_t(row.integer(6));
    standing.reason = row.text(7);
}

}  // namespace

Registry Registry::open(const std::filesystem::path& state) {
    disk::make_folders(state);
    const std::filesystem::path file = state / "registry.db";
    Database database(file, Database::Mode::write);
    // Keys between tables are declared and not enforced: at each import SQLite would look through all versions for ones that
    // had waited for it. A test holds them after every history.
    // NORMAL: a power cut may undo the last commits, in order and whole. Nothing is made of them before `settle`, which syncs
    // once; a sync for each department and dataset took half of a night's time.
    // A new registry gets pages of 16 KB: a version and its public form take 1 to 2 KB each, and each page costs calls.
    database.execute(
        "PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=4096;");
    prepare_tables(database, file);
    database.execute(sql_of("registry/events.sql"));
    database.execute(sql_of("registry/derived.sql"));
    return {std::move(database), file};
}

HashKey Registry::hash_key() {
    HashKey key;
    Statement find = database_.prepare("SELECT value FROM meta WHERE name = 'hash_key'");
    if (find.step()) {
        const std::string_view text = find.text(0);
        std::from_chars(text.data(), text.data() + text.size(), key.number);
        return key;
    }
    key = HashKey::random();
    database_.prepare("INSERT INTO meta VALUES ('hash_key', ?)").bind(1, std::to_string(key.number)).run();
    return key;
}

std::size_t Registry::count_records(std::string_view dataset) {
    Statement rows = database_.prepare("SELECT count(*) FROM record WHERE dataset = ?");
    rows.bind(1, dataset);
    return rows.step() ? std::size_t(rows.integer(0)) : 0;
}

void Registry::each_head(std::string_view dataset, const Digest& basis, std::int32_t day, std::int64_t after,
                         std::size_t most,
                         const std::function<void(const Head&, const CachedRuling*, const Standing*)>& see) {
    Statement rows = database_.prepare(
        "SELECT s.state, s.sha256, s.sm3, s.leaf, s.first_day, s.since, s.events, s.reason, "
        "r.id, h.version, h.number, r.public_id, r.department, u.valid_from, u.valid_until, u.data FROM record r "
        "JOIN head h ON h.record = r.id "
        "LEFT JOIN ruling u ON u.record = r.id AND u.version = h.version AND u.basis = ?2 AND u.valid_from <= ?3 AND "
        "u.valid_until > ?3 LEFT JOIN standing s ON s.record = r.id "
        "WHERE r.dataset = ?1 AND r.id > ?4 ORDER BY r.id LIMIT ?5");
    rows.bind(1, dataset).bind_blob(2, basis.view()).bind(3, std::int64_t(day)).bind(4, after);
    rows.bind(5, std::int64_t(most));
    Head head;
    CachedRuling ruling;
    Standing standing;
    while (rows.step()) {
        const bool stands = !rows.is_null(0);
        if (stands) read_standing(rows, standing);
        head.record = rows.integer(8);
        head.version = rows.integer(9);
        head.number = std::uint32_t(rows.integer(10));
        head.public_id = rows.text(11);
        head.department = rows.text(12);
        const bool cached = !rows.is_null(15);
        if (cached) {
            ruling.valid_from = std::int32_t(rows.integer(13));
            ruling.valid_until = std::int32_t(rows.integer(14));
            ruling.data = rows.blob(15);
        }
        see(head, cached ? &ruling : nullptr, stands ? &standing : nullptr);
    }
}

std::size_t Registry::count_shown(std::string_view dataset, std::string_view department) {
    Statement rows = database_.prepare(
        "SELECT count(*) FROM record r JOIN standing s ON s.record = r.id WHERE r.dataset = ? AND r.department = ? AND "
        "s.state NOT IN (?, ?)");
    rows.bind(1, dataset).bind(2, department);
    rows.bind(3, std::int64_t(EventKind::withdrawn)).bind(4, std::int64_t(EventKind::expired));
    return rows.step() ? std::size_t(rows.integer(0)) : 0;
}

std::optional<std::string> Registry::any_shown(std::string_view dataset) {
    Statement rows = database_.prepare(
        "SELECT r.public_id FROM record r JOIN standing s ON s.record = r.id WHERE r.dataset = ? AND s.state NOT IN "
        "(?, ?) LIMIT 1");
    rows.bind(1, dataset).bind(2, std::int64_t(EventKind::withdrawn)).bind(3, std::int64_t(EventKind::expired));
    if (!rows.step()) return std::nullopt;
    return std::string(rows.text(0));
}

std::optional<Standing> Registry::standing_of(std::int64_t record) {
    Statement rows = database_.prepare(
        "SELECT state, sha256, sm3, leaf, first_day, since, events, reason FROM standing WHERE record = ?");
    rows.bind(1, record);
    if (!rows.step()) return std::nullopt;
    Standing standing;
    read_standing(rows, standing);
    return standing;
}

void Registry::each_key(
    std::string_view dataset,
    const std::function<void(std::int64_t record, std::string_view key, std::string_view department)>& see) {
    Statement rows = database_.prepare("SELECT id, key, department FROM record WHERE dataset = ? ORDER BY id");
    rows.bind(1, dataset);
    while (rows.step()) see(rows.integer(0), rows.text(1), rows.text(2));
}

std::vector<Registry::FormerVersion> Registry::former_versions(std::string_view dataset) {
    Statement rows = database_.prepare(
        "SELECT r.id, v.id, h.version, i.day FROM record r JOIN head h ON h.record = r.id JOIN version v ON v.record = "
        "r.id AND v.number < h.number JOIN version n ON n.record = r.id AND n.number = v.number + 1 JOIN import i ON "
        "i.id = n.import WHERE r.dataset = ? ORDER BY r.id, v.number");
    rows.bind(1, dataset);
    std::vector<FormerVersion> former;
    while (rows.step())
        former.push_back({rows.integer(0), rows.integer(1), rows.integer(2), std::int32_t(rows.integer(3))});
    return former;
}

std::int64_t Registry::newest_version(std::int64_t record) {
    Statement rows = database_.prepare("SELECT version FROM head WHERE record = ?");
    if (!rows.bind(1, record).step()) stop(codes::registry_damaged, file_, "record " + std::to_string(record));
    return rows.integer(0);
}

std::vector<FoundRecord> Registry::find_records(const std::string& query) {
    std::vector<FoundRecord> found;
    const std::string folded = fold_key(query);
    Statement rows =
        database_.prepare("SELECT id, public_id, dataset, authority, key, department FROM record ORDER BY id");
    while (rows.step()) {
        if (rows.text(1) != query && fold_key(rows.text(4)) != folded) continue;
        found.push_back({rows.integer(0),
                         std::string(rows.text(1)),
                         std::string(rows.text(2)),
                         std::string(rows.text(3)),
                         std::string(rows.text(4)),
                         std::string(rows.text(5)),
                         {}});
    }
    Statement versions = database_.prepare("SELECT id FROM version WHERE record = ? ORDER BY number");
    for (FoundRecord& record : found) {
        versions.bind(1, record.record);
        while (versions.step()) record.versions.push_back(versions.integer(0));
    }
    return found;
}

void Registry::each_canary(const std::function<void(std::string_view hashes)>& see) {
    Statement rows = database_.prepare("SELECT hashes FROM canary");
    while (rows.step()) see(rows.blob(0));
}

void Registry::each_shown(const std::function<void(std::string_view form)>& see) {
    Statement rows = database_.prepare("SELECT form FROM shown");
    while (rows.step()) see(rows.blob(0));
}

void Registry::keep_rulings(const Digest& basis, const std::vector<std::pair<Head, CachedRuling>>& rulings) {
    if (rulings.empty()) return;
    Transaction transaction(database_);
    Statement forget =
        database_.prepare("DELETE FROM shown WHERE version = (SELECT version FROM ruling WHERE record = ?)");
    Statement keep = database_.prepare("INSERT OR REPLACE INTO ruling VALUES (?, ?, ?, ?, ?, ?)");
    Statement show = database_.prepare("INSERT OR REPLACE INTO shown VALUES (?, ?)");
    Statement hide = database_.prepare("INSERT OR REPLACE INTO canary VALUES (?, ?)");
    Statement unhide = database_.prepare("DELETE FROM canary WHERE record = ?");
    for (const auto& [head, ruling] : rulings) {
        forget.bind(1, head.record).run();
        keep.bind(1, head.record).bind(2, head.version).bind_blob(3, basis.view());
        keep.bind(4, std::int64_t(ruling.valid_from))
            .bind(5, std::int64_t(ruling.valid_until))
            .bind_blob(6, ruling.data)
            .run();
        if (!ruling.shown.empty()) show.bind(1, head.version).bind_blob(2, ruling.shown).run();
        if (ruling.canaries.empty())
            unhide.bind(1, head.record).run();
        else
            hide.bind(1, head.record).bind_blob(2, ruling.canaries).run();
    }
    transaction.commit();
}

void Registry::keep_hindrances(std::vector<Hindrance> list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    if (list == hindrances()) return;
    Transaction transaction(database_);
    database_.execute("DELETE FROM hindrance");
    Statement keep = database_.prepare("INSERT INTO hindrance VALUES (?, ?, ?)");
    for (const Hindrance& one : list) keep.bind(1, one.record).bind(2, one.code).bind(3, one.text).run();
    transaction.commit();
}

std::vector<Hindrance> Registry::hindrances(std::int64_t record) {
    Statement rows = database_.prepare(
        "SELECT record, code, text FROM hindrance WHERE ?1 = 0 OR record = ?1 ORDER BY record, code, text");
    rows.bind(1, record);
    std::vector<Hindrance> found;
    while (rows.step()) found.push_back({rows.integer(0), std::string(rows.text(1)), std::string(rows.text(2))});
    return found;
}

void Registry::settle() { database_.prepare("PRAGMA wal_checkpoint(TRUNCATE)").step(); }

std::vector<Registry::AsOf> Registry::as_of() {
    std::vector<AsOf> list;
    Statement rows = database_.prepare(
        "SELECT dataset, department, max(day) FROM import WHERE outcome = 'taken' GROUP BY dataset, department ORDER "
        "BY 1, 2");
    while (rows.step())
        list.push_back({std::string(rows.text(0)), std::string(rows.text(1)), std::int32_t(rows.integer(2))});
    return list;
}

VersionReader::VersionReader(const std::filesystem::path& registry_file)
    : database_(registry_file, Database::Mode::read),
      find_(database_.prepare(
          "SELECT r.public_id, r.department, v.number, v.content, v.sheet, v.line, i.file, i.day, i.approver, "
          "i.office, i.approved_on, i.entered_by FROM version v JOIN record r ON r.id = v.record "
          "JOIN import i ON i.id = v.import WHERE v.id = ?")),
      find_place_(database_.prepare("SELECT i.file, v.sheet, v.line, r.key FROM version v JOIN record r ON r.id = "
                                    "v.record JOIN import i ON i.id = v.import WHERE v.id = ?")) {
    database_.execute(one_view);
}

RecordVersion VersionReader::read(const Dataset& dataset, std::int64_t version) {
    if (!find_.bind(1, version).step())
        stop(codes::registry_damaged, "registry.db", "version " + std::to_string(version));
    RecordVersion found;
    found.dataset = &dataset;
    found.id.text = find_.text(0);
    found.department = find_.text(1);
    found.number = std::uint32_t(find_.integer(2));
    found.values = values_from_content(dataset, find_.text(3));
    found.provenance.sheet = find_.text(4);
    found.provenance.line = std::uint32_t(find_.integer(5));
    found.provenance.file = find_.text(6);
    found.provenance.day = Date::from_days(std::int32_t(find_.integer(7)));
    if (!find_.is_null(8)) {
        SignedOff signed_off{std::string(find_.text(8)), std::string(find_.text(9)), std::string(find_.text(11)),
                             std::nullopt};
        if (!find_.is_null(10)) signed_off.on = Date::from_days(std::int32_t(find_.integer(10)));
        found.provenance.signed_off = std::move(signed_off);
    }
    find_.reset();
    return found;
}

Instance VersionReader::instance_of(std::int64_t version) {
    if (!find_place_.bind(1, version).step())
        stop(codes::registry_damaged, "registry.db", "version " + std::to_string(version));
    Instance found{{}, mask_for_report(find_place_.text(3))};
    found.place.file = find_place_.text(0);
    found.place.sheet = find_place_.text(1);
    found.place.line = std::uint32_t(find_place_.integer(2));
    found.place.table = true;
    find_place_.reset();
    return found;
}

ShownReader::ShownReader(const std::filesystem::path& registry_file)
    : database_(registry_file, Database::Mode::read),
      find_(database_.prepare("SELECT form FROM shown WHERE version = ?")) {
    // A month of 10,000 decisions: the pages of a month ask for each of them several times over.
    database_.execute("PRAGMA cache_size=-16000");
    database_.execute(one_view);
}

std::string_view ShownReader::read(std::int64_t version) {
    find_.reset();
    if (!find_.bind(1, version).step())
        stop(codes::registry_damaged, "registry.db", "version " + std::to_string(version));
    return find_.blob(0);
}

}  // namespace gongshi
