#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/digest.h"
#include "registry/database.h"

namespace gongshi {

class Registry;

enum class EventKind : std::uint8_t { published, corrected, withdrawn, expired, restored };

/// "published", "corrected", …: as the ledger writes it.
std::string_view name_of(EventKind kind);

/// What became of one record on one night, as far as the public could see.
struct Event {
    std::int64_t record = 0;
    std::uint32_t version = 1;
    EventKind kind = EventKind::published;
    Date day = Date::from_days(0);
    Digest sha256, sm3;  ///< of the form shown: of withdrawn and expired ones the form that was shown last
    std::string reason;
};

/// How a record stands that was shown at least once.
struct Standing {
    EventKind state = EventKind::published;
    Digest sha256, sm3;
    std::int64_t leaf = 0;
    std::int32_t first_day = 0, since = 0;
    std::uint32_t events = 0;
    std::string reason;

    bool shown() const { return state != EventKind::withdrawn && state != EventKind::expired; }
};

/// A leaf as it is published: an event with the names of its record.
struct LedgerLeaf {
    std::int64_t number = 0;
    std::string dataset, public_id;
    Event event;
};

/// The head of the tree after one night.
struct StoredHead {
    std::int64_t size = 0;
    Date day = Date::from_days(0);
    Digest sha256, sm3;
    std::string peaks, note;
};

struct StoredTile {
    int level = 0;
    std::int64_t number = 0;
    std::string hashes;
};

/// Events and heads of the registry. Written by one transaction a night, after the audit has passed.
class EventLog {
public:
    explicit EventLog(Registry& registry);

    std::int64_t size();
    std::optional<StoredHead> last_head();
    std::vector<StoredHead> heads();                   ///< oldest first
    std::string tile(int level, std::int64_t number);  ///< empty when there is none
    std::vector<LedgerLeaf> leaves(std::int64_t from, std::int64_t to);
    std::vector<LedgerLeaf> newest(std::size_t most, const std::vector<EventKind>& kinds);
    std::vector<LedgerLeaf> of_record(const std::string& public_id);

    /// Appends events (numbered from `size()` on) with the standing of their records, the new head and its tiles.
    void append(const std::vector<Event>& events, const StoredHead& head, const std::vector<StoredTile>& tiles);

private:
    std::vector<LedgerLeaf> read(Statement& rows);
    Database& database_;
};

/// Reads events through a connection of its own; one a thread.
class EventReader {
public:
    explicit EventReader(const std::filesystem::path& registry_file);
    std::vector<Event> of(std::int64_t record);  ///< oldest first

private:
    Database database_;
    Statement find_;
};

}  // namespace gongshi
