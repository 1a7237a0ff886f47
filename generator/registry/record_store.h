#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "dataset/record.h"
#include "registry/database.h"

namespace gongshi {

/// The record, version and head tables, for one department and dataset at a time.
class RecordStore {
public:
    /// A record's content as it is stored: made where the record is made, off the storing thread.
    struct Content {
        explicit Content(const Record& record);
        std::string json;
        Digest digest;
    };

    /// What is known of the group's heads: `all` from the start, so that an unchanged row costs a hash look-up and no statement;
    /// or each `when_met`, for a few rows beside very many records. That is for files that hold nothing yet only: then no record
    /// of another file can vanish, and no row is remembered.
    enum class Heads : std::uint8_t { all, when_met };

    RecordStore(Database& database, std::string department, std::string dataset, Heads heads);

    bool knows_all() const { return heads_ == Heads::all; }

    /// `shadowed`, `conflict`: another file of this run already gave the record, with equal or other content.
    /// `foreign`: the record belongs to another department.
    enum class Seen : std::uint8_t { fresh, changed, known, shadowed, conflict, foreign };
    /// Takes one accepted record of `file`, read in import `import`. `signed_off`: a sidecar approves the file.
    Seen take(const Record& record, const Content& content, std::int64_t import, const std::string& file,
              bool signed_off);
    /// Takes a row that is remembered: its version was newest when the group began (`is_newest`).
    Seen take_again(std::int64_t version, const std::string& file);
    /// The version that the last `take` gave or confirmed.
    std::int64_t last_version() const { return last_version_; }

    /// Whether a version is the newest of its record, and signed off where the file is; asked before anything is taken.
    bool is_newest(std::int64_t version, bool signed_off);
    /// The identity's key of a newest version, as people write it.
    std::string key_of(std::int64_t version);

    /// A record whose row in a file is refused: unless a good row gave it, the file holds it as it was. False when there is no such
    /// record, or the file has a good row of it too.
    bool keep_record(const Identity& identity, const std::string& file);

    /// The records a file held, it holds still: for an export that is not read again, or is refused.
    void keep_file(const std::string& file);

    std::uint64_t held_before() const { return held_before_; }  ///< records known that some file held before
    std::uint64_t vanished() const;                             ///< of those, not given by any file of this run
    std::uint64_t vanished_from(const std::string& file) const;
    std::uint64_t given() const { return given_; }
    /// Writes which file holds which record now. Vanished records are held by none.
    void write_holders();

private:
    struct Known {
        std::int64_t record = 0, version = 0;
        std::int64_t number = 0;
        Digest digest;
        std::uint32_t file_before = 0, file_now = 0;  ///< numbers of `files_`; 0: none
        bool signed_off = false;
    };

    std::uint32_t number_of(const std::string& file);
    Known* find(const Identity& identity, const std::string& joined);  ///< null: the group has no such record
    Known& know(Statement& row);
    Seen add_record(const Record& record, const Content& content, std::int64_t import, const std::string& file,
                    bool signed_off, const std::string& identity);
    std::int64_t insert_record(const Record& record);  ///< 0: another department's
    bool exists(const Identity& identity);
    void add_version(Known& known, const Content& content, std::int64_t import, const Record& record, bool signed_off);

    Database& database_;
    std::string department_, dataset_;
    Heads heads_;
    std::vector<Known> known_;
    std::unordered_map<std::string, std::size_t> index_;      ///< authority, U+001E, key → position in known_
    std::unordered_map<std::int64_t, std::size_t> versions_;  ///< newest when the group began → position in known_
    std::map<std::string, std::uint32_t> files_;
    std::set<std::uint32_t> kept_;  ///< of `files_`: they hold what they held, heads not met yet included
    std::int64_t last_version_ = 0;
    std::uint64_t held_before_ = 0, given_ = 0;
    std::optional<Statement> find_head_;
    Statement insert_record_, insert_version_, insert_head_, update_head_, update_holder_;
};

}  // namespace gongshi
