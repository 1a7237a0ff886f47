#include "registry/record_store.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

namespace gongshi {
namespace {

std::string identity_of(std::string_view authority, std::string_view key) {
    std::string identity(authority);
    identity += '\x1E';
    identity += key;
    return identity;
}

constexpr const char* select_heads =
    "SELECT r.authority, r.key, r.id, h.version, h.number, h.digest, h.file, h.signed FROM record r JOIN head h ON "
    "h.record = r.id WHERE r.dataset = ?1 AND r.department = ?2 ";

}  // namespace

RecordStore::RecordStore(Database& database, std::string department, std::string dataset, Heads heads)
    : database_(database),
      department_(std::move(department)),
      dataset_(std::move(dataset)),
      heads_(heads),
      insert_record_(
          database.prepare("INSERT INTO record (public_id, dataset, authority, key, department) VALUES (?,?,?,?,?) "
                           "ON CONFLICT DO NOTHING")),
      insert_version_(database.prepare(
          "INSERT INTO version (record, number, digest, content, import, sheet, line) VALUES (?,?,?,?,?,?,?)")),
      insert_head_(database.prepare("INSERT INTO head VALUES (?,?,?,?,?,?)")),
      update_head_(
          database.prepare("UPDATE head SET version = ?2, number = ?3, digest = ?4, signed = ?5 WHERE record = ?1")),
      update_holder_(database.prepare("UPDATE head SET file = ?2 WHERE record = ?1")) {
    if (heads_ == Heads::when_met) return;
    Statement rows = database_.prepare(select_heads);
    rows.bind(1, dataset_).bind(2, department_);
    while (rows.step()) {
        const std::int64_t version = know(rows).version;
        versions_.emplace(version, known_.size() - 1);
    }
}

RecordStore::Known& RecordStore::know(Statement& row) {
    Known known;
    known.record = row.integer(2);
    known.version = row.integer(3);
    known.number = row.integer(4);
    std::memcpy(known.digest.bytes.data(), row.blob(5).data(), std::min<std::size_t>(row.blob(5).size(), 32));
    if (!row.is_null(6)) known.file_before = number_of(std::string(row.text(6)));
    if (kept_.contains(known.file_before)) known.file_now = known.file_before;
    known.signed_off = row.integer(7) != 0;
    held_before_ += known.file_before != 0;
    given_ += known.file_now != 0;
    index_.emplace(identity_of(row.text(0), row.text(1)), known_.size());
    return known_.emplace_back(known);
}

RecordStore::Known* RecordStore::find(const Identity& identity, const std::string& joined) {
    const auto found = index_.find(joined);
    if (found != index_.end()) return &known_[found->second];
    if (heads_ == Heads::all) return nullptr;
    if (!find_head_)
        find_head_.emplace(database_.prepare(std::string(select_heads) + "AND r.authority = ?3 AND r.key = ?4"));
    find_head_->bind(1, dataset_).bind(2, department_).bind(3, identity.authority).bind(4, identity.key);
    Known* known = find_head_->step() ? &know(*find_head_) : nullptr;
    find_head_->reset();
    return known;
}

std::uint32_t RecordStore::number_of(const std::string& file) {
    return files_.emplace(file, std::uint32_t(files_.size() + 1)).first->second;
}

RecordStore::Content::Content(const Record& record) : json(content_json(record)), digest(sha256(json)) {}

RecordStore::Seen RecordStore::take(const Record& record, const Content& content, std::int64_t import,
                                    const std::string& file, bool signed_off) {
    const std::string identity = identity_of(record.identity.authority, record.identity.key);
    Known* const met = find(record.identity, identity);
    if (met == nullptr) return add_record(record, content, import, file, signed_off, identity);
    Known& known = *met;
    if (known.file_now != 0) return known.digest == content.digest ? Seen::shadowed : Seen::conflict;
    known.file_now = number_of(file);
    ++given_;
    last_version_ = known.version;
    // The same content again adds no version, unless only now somebody signed it.
    if (known.digest == content.digest && (known.signed_off || !signed_off)) return Seen::known;
    add_version(known, content, import, record, signed_off);
    update_head_.bind(1, known.record).bind(2, known.version).bind(3, known.number).bind_blob(4, known.digest.view());
    update_head_.bind(5, std::int64_t(signed_off)).run();
    return Seen::changed;
}

RecordStore::Seen RecordStore::take_again(std::int64_t version, const std::string& file) {
    Known& known = known_[versions_.at(version)];
    if (known.file_now != 0) return known.version == version ? Seen::shadowed : Seen::conflict;
    known.file_now = number_of(file);
    ++given_;
    return Seen::known;
}

bool RecordStore::is_newest(std::int64_t version, bool signed_off) {
    assert(knows_all());
    const auto found = versions_.find(version);
    return found != versions_.end() && (known_[found->second].signed_off || !signed_off);
}

std::string RecordStore::key_of(std::int64_t version) {
    Statement find = database_.prepare("SELECT key FROM record WHERE id = ?");
    find.bind(1, known_[versions_.at(version)].record).step();
    return std::string(find.text(0));
}

RecordStore::Seen RecordStore::add_record(const Record& record, const Content& content, std::int64_t import,
                                          const std::string& file, bool signed_off, const std::string& identity) {
    Known known;
    known.record = insert_record(record);
    if (known.record == 0) return Seen::foreign;
    known.file_before = known.file_now = number_of(file);
    add_version(known, content, import, record, signed_off);
    insert_head_.bind(1, known.record).bind(2, known.version).bind(3, known.number).bind_blob(4, known.digest.view());
    insert_head_.bind(5, std::int64_t(signed_off)).bind(6, file).run();
    index_.emplace(identity, known_.size());
    known_.push_back(known);
    ++given_;
    return Seen::fresh;
}

std::int64_t RecordStore::insert_record(const Record& record) {
    // Fifty bits collide once in a thousand portals of a million records; then the later record gets a longer id.
    for (std::size_t length = 10; length <= 52; ++length) {
        insert_record_.bind(1, RecordId::of(record.identity, length).text).bind(2, record.identity.dataset);
        insert_record_.bind(3, record.identity.authority).bind(4, record.identity.key).bind(5, record.department).run();
        if (database_.changes() == 1) return database_.last_id();
        if (exists(record.identity)) return 0;
    }
    assert(false && "two identities of one digest");
    return 0;
}

bool RecordStore::exists(const Identity& identity) {
    Statement find = database_.prepare("SELECT 1 FROM record WHERE dataset = ? AND authority = ? AND key = ?");
    const bool found = find.bind(1, identity.dataset).bind(2, identity.authority).bind(3, identity.key).step();
    return found;
}

void RecordStore::add_version(Known& known, const Content& content, std::int64_t import, const Record& record,
                              bool signed_off) {
    ++known.number;
    insert_version_.bind(1, known.record).bind(2, known.number).bind_blob(3, content.digest.view());
    insert_version_.bind(4, content.json).bind(5, import);
    insert_version_.bind(6, record.place.sheet).bind(7, std::int64_t(record.place.line)).run();
    known.version = last_version_ = database_.last_id();
    known.digest = content.digest;
    known.signed_off = signed_off;
}

bool RecordStore::keep_record(const Identity& identity, const std::string& file) {
    Known* const known = find(identity, identity_of(identity.authority, identity.key));
    const std::uint32_t number = number_of(file);
    if (known == nullptr || known->file_now == number) return false;
    if (known->file_now == 0) {
        known->file_now = number;
        ++given_;
    }
    return true;
}

void RecordStore::keep_file(const std::string& file) {
    const std::uint32_t number = number_of(file);
    kept_.insert(number);
    for (Known& known : known_) {
        if (known.file_before != number || known.file_now != 0) continue;
        known.file_now = number;
        ++given_;
    }
}

std::uint64_t RecordStore::vanished() const {
    return std::uint64_t(std::count_if(known_.begin(), known_.end(), [](const Known& known) {
        return known.file_before != 0 && known.file_now == 0;
    }));
}

std::uint64_t RecordStore::vanished_from(const std::string& file) const {
    const auto number = files_.find(file);
    if (number == files_.end()) return 0;
    return std::uint64_t(std::count_if(known_.begin(), known_.end(), [&](const Known& known) {
        return known.file_before == number->second && known.file_now == 0;
    }));
}

void RecordStore::write_holders() {
    std::vector<std::string_view> names(files_.size() + 1);
    for (const auto& [name, number] : files_) names[number] = name;
    for (Known& known : known_) {
        if (known.file_before == known.file_now) continue;
        update_holder_.bind(1, known.record);
        if (known.file_now == 0) {
            update_holder_.bind_null(2);
        } else {
            update_holder_.bind(2, names[known.file_now]);
        }
        update_holder_.run();
        known.file_before = known.file_now;
    }
}

}  // namespace gongshi
