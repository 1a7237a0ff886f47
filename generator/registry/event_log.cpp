#include "registry/event_log.h"

#include <array>
#include <cstring>

#include "registry/registry.h"

namespace gongshi {
namespace {

Digest digest_in(const Statement& row, int column) {
    Digest digest;
    const std::string_view blob = row.blob(column);
    if (blob.size() == digest.bytes.size()) std::memcpy(digest.bytes.data(), blob.data(), blob.size());
    return digest;
}

constexpr const char* leaf_columns =
    "SELECT e.number, r.dataset, r.public_id, e.record, e.version, e.kind, e.day, e.sha256, e.sm3, e.reason "
    "FROM event e JOIN record r ON r.id = e.record ";

Event event_in(const Statement& row, int first) {
    Event event;
    event.record = row.integer(first);
    event.version = std::uint32_t(row.integer(first + 1));
    event.kind = EventKind(row.integer(first + 2));
    event.day = Date::from_days(std::int32_t(row.integer(first + 3)));
    event.sha256 = digest_in(row, first + 4);
    event.sm3 = digest_in(row, first + 5);
    event.reason = row.text(first + 6);
    return event;
}

StoredHead head_in(const Statement& row) {
    return {row.integer(0),           Date::from_days(std::int32_t(row.integer(1))),
            digest_in(row, 2),        digest_in(row, 3),
            std::string(row.blob(4)), std::string(row.text(5))};
}

}  // namespace

std::string_view name_of(EventKind kind) {
    static constexpr std::array<std::string_view, 5> names = {"published", "corrected", "withdrawn", "expired",
                                                              "restored"};
    return names[std::size_t(kind)];
}

EventLog::EventLog(Registry& registry) : database_(registry.database()) {}

std::int64_t EventLog::size() {
    Statement count = database_.prepare("SELECT coalesce(max(number) + 1, 0) FROM event");
    count.step();
    return count.integer(0);
}

std::optional<StoredHead> EventLog::last_head() {
    Statement rows =
        database_.prepare("SELECT size, day, sha256, sm3, peaks, note FROM tree_head ORDER BY size DESC LIMIT 1");
    if (!rows.step()) return std::nullopt;
    return head_in(rows);
}

std::vector<StoredHead> EventLog::heads() {
    std::vector<StoredHead> list;
    Statement rows = database_.prepare("SELECT size, day, sha256, sm3, peaks, note FROM tree_head ORDER BY size");
    while (rows.step()) list.push_back(head_in(rows));
    return list;
}

std::string EventLog::tile(int level, std::int64_t number) {
    Statement rows = database_.prepare("SELECT hashes FROM tile WHERE level = ? AND number = ?");
    if (!rows.bind(1, std::int64_t(level)).bind(2, number).step()) return {};
    return std::string(rows.blob(0));
}

std::vector<LedgerLeaf> EventLog::read(Statement& rows) {
    std::vector<LedgerLeaf> leaves;
    while (rows.step())
        leaves.push_back({rows.integer(0), std::string(rows.text(1)), std::string(rows.text(2)), event_in(rows, 3)});
    return leaves;
}

std::vector<LedgerLeaf> EventLog::leaves(std::int64_t from, std::int64_t to) {
    Statement rows =
        database_.prepare(std::string(leaf_columns) + "WHERE e.number >= ? AND e.number < ? ORDER BY e.number");
    rows.bind(1, from).bind(2, to);
    return read(rows);
}

std::vector<LedgerLeaf> EventLog::newest(std::size_t most, const std::vector<EventKind>& kinds) {
    std::string list;
    for (EventKind kind : kinds) list += (list.empty() ? "" : ",") + std::to_string(int(kind));
    Statement rows =
        database_.prepare(std::string(leaf_columns) + "WHERE e.kind IN (" + list + ") ORDER BY e.number DESC LIMIT ?");
    rows.bind(1, std::int64_t(most));
    return read(rows);
}

std::vector<LedgerLeaf> EventLog::of_record(const std::string& public_id) {
    Statement rows = database_.prepare(std::string(leaf_columns) + "WHERE r.public_id = ? ORDER BY e.number");
    rows.bind(1, public_id);
    return read(rows);
}

void EventLog::append(const std::vector<Event>& events, const StoredHead& head, const std::vector<StoredTile>& tiles) {
    Transaction transaction(database_);
    std::int64_t number = size();
    Statement add = database_.prepare("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    Statement stand = database_.prepare(
        "INSERT INTO standing VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, 1, ?7) ON CONFLICT (record) DO UPDATE SET "
        "state = ?2, sha256 = ?3, sm3 = ?4, leaf = CASE WHEN ?2 IN (2, 3) THEN leaf ELSE ?5 END, since = ?6, "
        "events = events + 1, reason = ?7");
    for (const Event& event : events) {
        add.bind(1, number).bind(2, event.record).bind(3, std::int64_t(event.version));
        add.bind(4, std::int64_t(event.kind)).bind(5, std::int64_t(event.day.days()));
        add.bind_blob(6, event.sha256.view()).bind_blob(7, event.sm3.view()).bind(8, event.reason).run();
        stand.bind(1, event.record).bind(2, std::int64_t(event.kind)).bind_blob(3, event.sha256.view());
        stand.bind_blob(4, event.sm3.view()).bind(5, number).bind(6, std::int64_t(event.day.days()));
        stand.bind(7, event.reason).run();
        ++number;
    }
    Statement keep = database_.prepare("INSERT OR REPLACE INTO tile VALUES (?, ?, ?)");
    for (const StoredTile& tile : tiles)
        keep.bind(1, std::int64_t(tile.level)).bind(2, tile.number).bind_blob(3, tile.hashes).run();
    Statement top = database_.prepare("INSERT INTO tree_head VALUES (?, ?, ?, ?, ?, ?)");
    top.bind(1, head.size).bind(2, std::int64_t(head.day.days())).bind_blob(3, head.sha256.view());
    top.bind_blob(4, head.sm3.view()).bind_blob(5, head.peaks).bind(6, head.note).run();
    transaction.commit();
}

EventReader::EventReader(const std::filesystem::path& registry_file)
    : database_(registry_file, Database::Mode::read),
      find_(database_.prepare(
          "SELECT record, version, kind, day, sha256, sm3, reason FROM event WHERE record = ? ORDER BY number")) {
    database_.execute("BEGIN");
}

std::vector<Event> EventReader::of(std::int64_t record) {
    std::vector<Event> events;
    find_.bind(1, record);
    while (find_.step()) events.push_back(event_in(find_, 0));
    return events;
}

}  // namespace gongshi
