#pragma once
#include <compare>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diagnostic.h"
#include "core/digest.h"
#include "registry/database.h"
#include "registry/event_log.h"
#include "registry/record_version.h"

namespace gongshi {

/// What the rules said of the newest version of a record, kept so that an unchanged record costs a look-up. The registry
/// does not know what `data` means.
struct CachedRuling {
    std::int32_t valid_from = INT32_MIN, valid_until = INT32_MAX;  ///< days since 1970-01-01
    std::string data;
    std::string shown;     ///< the public form, when there is one; `each_head` leaves it out, a ShownReader reads it
    std::string canaries;  ///< hashes of internal values (disclosure/canary.h); `each_head` leaves them out too
};

/// The newest version of a record, without its content.
struct Head {
    std::int64_t record = 0, version = 0;
    std::uint32_t number = 1;  ///< of the version, within its record
    std::string public_id, department;
};

/// Why a record is not shown that its ruling would let be shown.
struct Hindrance {
    std::int64_t record = 0;
    std::string code;  ///< of the check that failed; empty: an act took it back before it was ever shown
    std::string text;  ///< of the finding; the words of the act

    friend auto operator<=>(const Hindrance&, const Hindrance&) = default;
};

/// A record as `explain` looks it up.
struct FoundRecord {
    std::int64_t record = 0;
    std::string public_id, dataset, authority, key, department;
    std::vector<std::int64_t> versions;  ///< oldest first
};

/// Everything that was ever known: SQLite below `state/registry.db` (docs/formats/registry.md). One writing connection, on
/// the main thread; readers open their own.
class Registry {
public:
    /// Opens or makes it. Stops: `registry.damaged`, `registry.newer` (written by a newer program), `registry.failed`.
    static Registry open(const std::filesystem::path& state);

    Database& database() { return database_; }
    const std::filesystem::path& file() const { return file_; }

    /// Made once, at random: for hashes that stay in this registry.
    HashKey hash_key();

    std::size_t count_records(std::string_view dataset);

    /// The heads of the first `most` records of a dataset behind the record `after`, each with its ruling where one stands for
    /// exactly this version, basis and day, and how the record stands with the public, where it was ever shown.
    void each_head(std::string_view dataset, const Digest& basis, std::int32_t day, std::int64_t after,
                   std::size_t most, const std::function<void(const Head&, const CachedRuling*, const Standing*)>& see);
    /// Records of a group that the public sees since the last night.
    std::size_t count_shown(std::string_view dataset, std::string_view department);
    /// The public id of one of a dataset's records that the public sees since the last night; none when it sees none.
    std::optional<std::string> any_shown(std::string_view dataset);
    /// How one record stands; none: it was never shown.
    std::optional<Standing> standing_of(std::int64_t record);
    /// Keeps rulings; call between `each_head` runs, all in one transaction.
    void keep_rulings(const Digest& basis, const std::vector<std::pair<Head, CachedRuling>>& rulings);

    /// All hindrances of tonight, in place of the last night's; equal ones write nothing.
    void keep_hindrances(std::vector<Hindrance> hindrances);
    /// Those of a record, or of all for 0.
    std::vector<Hindrance> hindrances(std::int64_t record = 0);

    /// A version that was the newest of its record until the day on which another came in.
    struct FormerVersion {
        std::int64_t record = 0, version = 0, newest = 0;  ///< `newest`: the version that is it now
        std::int32_t until = 0;                            ///< days since 1970-01-01
    };
    /// Of all records of a dataset, each one's oldest first.
    std::vector<FormerVersion> former_versions(std::string_view dataset);

    /// Of one record. Stop `registry.damaged` when there is no such record.
    std::int64_t newest_version(std::int64_t record);

    /// Every record of a dataset with its natural key (canonical) and department: for acts that name records by key.
    void each_key(
        std::string_view dataset,
        const std::function<void(std::int64_t record, std::string_view key, std::string_view department)>& see);

    /// Records with this public id, or whose natural key reads like this once folded.
    std::vector<FoundRecord> find_records(const std::string& query);

    /// All canaries of the newest versions, as they were kept.
    void each_canary(const std::function<void(std::string_view hashes)>& see);
    /// All public forms that are kept.
    void each_shown(const std::function<void(std::string_view form)>& see);

    /// When it returns, everything committed is on the disk: before anything is made of it.
    void settle();

    /// The newest day on which a file of (dataset, department) was taken in: "data as of".
    struct AsOf {
        std::string dataset, department;
        std::int32_t day = 0;
    };
    std::vector<AsOf> as_of();

private:
    Registry(Database database, std::filesystem::path file) : database_(std::move(database)), file_(std::move(file)) {}
    Database database_;
    std::filesystem::path file_;
};

/// Reads versions through a connection of its own; one a thread. The registry must not be written meanwhile.
class VersionReader {
public:
    explicit VersionReader(const std::filesystem::path& registry_file);
    /// Stop `registry.damaged` when there is no such version: ids come from `each_head`.
    RecordVersion read(const Dataset& dataset, std::int64_t version);
    /// Where it was first read, and its natural key, masked.
    Instance instance_of(std::int64_t version);

private:
    Database database_;
    Statement find_, find_place_;
};

/// Reads the public forms kept with rulings, through a connection of its own; one a thread.
class ShownReader {
public:
    explicit ShownReader(const std::filesystem::path& registry_file);
    /// The bytes kept of a version that is shown, valid until the next read. Stop `registry.damaged` when there are none.
    std::string_view read(std::int64_t version);

private:
    Database database_;
    Statement find_;
};

}  // namespace gongshi
