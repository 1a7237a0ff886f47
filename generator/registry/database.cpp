#include "registry/database.h"

#include <sqlite3.h>

#include <cassert>
#include <utility>

#include "core/codes.h"
#include "core/stop.h"
#include "registry/codes.h"

namespace gongshi {
namespace {

[[noreturn]] void fail(sqlite3* database, int result) {
    const int kind = result & 0xFF;
    const Code& code = kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB ? codes::registry_damaged
                       : kind == SQLITE_FULL                           ? codes::disk_full
                                                                       : codes::registry_failed;
    Place place;
    const char* name = database == nullptr ? nullptr : sqlite3_db_filename(database, "main");
    place.file = name == nullptr ? "" : name;
    throw Stop(ExitCode::usage,
               Diagnostic(code, place, database == nullptr ? sqlite3_errstr(result) : sqlite3_errmsg(database)));
}

}  // namespace

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), statement_(std::exchange(other.statement_, nullptr)) {}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::bind(int index, std::int64_t value) {
    if (const int result = sqlite3_bind_int64(statement_, index, value); result != SQLITE_OK) fail(database_, result);
    return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
    const int result = sqlite3_bind_text64(statement_, index, text.data() == nullptr ? "" : text.data(), text.size(),
                                           SQLITE_TRANSIENT, SQLITE_UTF8);
    if (result != SQLITE_OK) fail(database_, result);
    return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
    const int result = sqlite3_bind_blob64(statement_, index, bytes.data() == nullptr ? "" : bytes.data(), bytes.size(),
                                           SQLITE_TRANSIENT);
    if (result != SQLITE_OK) fail(database_, result);
    return *this;
}

Statement& Statement::bind_null(int index) {
    if (const int result = sqlite3_bind_null(statement_, index); result != SQLITE_OK) fail(database_, result);
    return *this;
}

bool Statement::step() {
    const int result = sqlite3_step(statement_);
    if (result == SQLITE_ROW) return true;
    if (result != SQLITE_DONE) fail(database_, result);
    sqlite3_reset(statement_);
    return false;
}

void Statement::run() {
    [[maybe_unused]] const bool row = step();
    assert(!row);
}

void Statement::reset() { sqlite3_reset(statement_); }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Statement::text(int column) const {
    // Of a text in UTF-8 these are its bytes as they are stored; sqlite3_column_text would copy them to add a zero.
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return bytes == nullptr ? std::string_view()
                            : std::string_view(bytes, std::size_t(sqlite3_column_bytes(statement_, column)));
}

std::string_view Statement::blob(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return bytes == nullptr ? std::string_view()
                            : std::string_view(bytes, std::size_t(sqlite3_column_bytes(statement_, column)));
}

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

Database::Database(const std::filesystem::path& file, Mode mode) {
    const int flags =
        (mode == Mode::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX;
    const int result = sqlite3_open_v2(file.c_str(), &connection_, flags, nullptr);
    if (result != SQLITE_OK) {
        sqlite3* failed = std::exchange(connection_, nullptr);
        Place place;
        place.file = file.string();
        const Diagnostic finding(codes::registry_failed, place, sqlite3_errstr(result));
        sqlite3_close(failed);
        throw Stop(ExitCode::usage, finding);
    }
    sqlite3_busy_timeout(connection_, 5000);
    execute("PRAGMA trusted_schema=OFF; PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY;");
}

Database::~Database() { sqlite3_close(connection_); }

Database::Database(Database&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}

Statement Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int result =
        sqlite3_prepare_v3(connection_, sql.data(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (result != SQLITE_OK) fail(connection_, result);
    return {connection_, statement};
}

void Database::execute(const std::string& sql) {
    const int result = sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) fail(connection_, result);
}

std::int64_t Database::last_id() const { return sqlite3_last_insert_rowid(connection_); }

std::int64_t Database::changes() const { return sqlite3_changes64(connection_); }

Transaction::Transaction(Database& database) : database_(database) { database_.execute("BEGIN IMMEDIATE"); }

Transaction::~Transaction() {
    if (!open_) return;
    try {
        database_.execute("ROLLBACK");
    } catch (const std::exception&) {
        // The failure that brought us here is already on its way, and SQLite rolls back by itself when it is opened next.
    }
}

void Transaction::commit() {
    database_.execute("COMMIT");
    open_ = false;
}

}  // namespace gongshi
