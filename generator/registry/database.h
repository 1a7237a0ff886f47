#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace gongshi {

/// A prepared statement: bind from 1, step, read columns from 0. Reset by the next `bind` after a finished run. Texts and
/// blobs read are valid until the next step.
class Statement {
public:
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, std::string_view text);
    Statement& bind_blob(int index, std::string_view bytes);
    Statement& bind_null(int index);
    template <class T>
    Statement& bind_optional(int index, const std::optional<T>& value) {
        return value ? bind(index, *value) : bind_null(index);
    }

    bool step();  ///< true: a row stands ready; false: done, and reset
    void run();   ///< for statements without rows
    void reset();

    std::int64_t integer(int column) const;
    std::string_view text(int column) const;
    std::string_view blob(int column) const;
    bool is_null(int column) const;

private:
    friend class Database;
    Statement(sqlite3* database, sqlite3_stmt* statement) : database_(database), statement_(statement) {}
    sqlite3* database_;
    sqlite3_stmt* statement_;
};

/// A connection to one SQLite file. Errors no caller can act on throw Stop: `registry.damaged` (corrupt, or not a
/// database), `disk.full`, `registry.failed` otherwise.
class Database {
public:
    enum class Mode { write, read };
    Database(const std::filesystem::path& file, Mode mode);
    ~Database();
    Database(Database&& other) noexcept;
    Database& operator=(Database&&) = delete;

    Statement prepare(std::string_view sql);
    void execute(const std::string& sql);  ///< one or more statements without results
    std::int64_t last_id() const;          ///< rowid of the last insert
    std::int64_t changes() const;          ///< rows the last statement changed

private:
    sqlite3* connection_ = nullptr;
};

/// BEGIN IMMEDIATE … COMMIT; rolled back unless `commit` was called.
class Transaction {
public:
    explicit Transaction(Database& database);
    ~Transaction();
    void commit();

private:
    Database& database_;
    bool open_ = true;
};

}  // namespace gongshi
