#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/diagnostic.h"

namespace gongshi {

/// A table of a TOML document, read with types and places. What is asked for and missing, of the wrong type or unknown
/// goes into the document's findings (`config.missing_key`, `config.wrong_type`, `config.unknown_key`, …), each with
/// line, column and the source line; reading goes on with a default, so that all mistakes are told at once.
class TomlTable {
public:
    std::string text(std::string_view key);  ///< required, and not blank
    std::string text_or(std::string_view key, std::string_view otherwise);
    std::optional<std::string> optional_text(std::string_view key);
    std::int64_t integer_or(std::string_view key, std::int64_t otherwise);
    double number_or(std::string_view key, double otherwise);
    bool flag_or(std::string_view key, bool otherwise);
    std::optional<Date> date(std::string_view key);        ///< a TOML date or an ISO string
    std::vector<std::string> texts(std::string_view key);  ///< array of strings; empty when absent
    TomlTable table(std::string_view key);                 ///< empty when absent
    std::vector<TomlTable> tables(std::string_view key);   ///< array of tables; empty when absent
    bool has(std::string_view key) const;
    bool is_table(std::string_view key) const;
    std::vector<std::string> keys() const;  ///< in the order of the file
    bool empty() const;

    Place place(std::string_view key) const;  ///< of the key, or of the table when there is no such key
    Place place() const;
    /// Reports `code` at the key, with the source line.
    void refuse(std::string_view key, const Code& code, std::string text,
                std::vector<std::pair<std::string, std::string>> facts = {});

    /// Says that everything this reader knows has been asked for: every other key of this table is reported as unknown,
    /// with the nearest known one.
    void no_more_keys();

    struct Node;
    explicit TomlTable(std::shared_ptr<Node> node) : node_(std::move(node)) {}

private:
    std::shared_ptr<Node> node_;
};

/// One TOML document. A document that does not parse has an empty root and `config.malformed` among its findings.
class TomlDocument {
public:
    /// `name` is how the file is called in findings (relative to the site).
    static TomlDocument parse(std::string_view text, std::string name);
    /// Error `config.no_such_file` among the findings when there is none.
    static TomlDocument read(const std::filesystem::path& file, std::string name);

    TomlTable root();
    std::vector<Diagnostic> take_findings();

    struct State;

private:
    std::shared_ptr<State> state_;
};

}  // namespace gongshi
