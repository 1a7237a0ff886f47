#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/json.h"

namespace gongshi {

/// A schema's text and the list its mistakes go to, shared by all readers of its parts.
struct SchemaSource {
    std::string_view text;
    std::string file;
    Diagnostics* findings = nullptr;

    /// Reports `code` at a value; the caret goes under `word` where the line holds it in quotes.
    void refuse(const Json& at, const Code& code, std::string word,
                std::vector<std::pair<std::string, std::string>> facts = {}) const;
};

/// An object of a schema, read by name and type. Mistakes are reported (`schema.missing_key`, `schema.wrong_type`) and
/// reading goes on with an empty value, so that all are told at once.
class SchemaObject {
public:
    SchemaObject(const Json& json, const SchemaSource& source) : json_(&json), source_(&source) {}

    const Json* find(std::string_view key);  ///< notes that the key is known; nullptr when absent or null
    std::string text(std::string_view key);  ///< required
    std::string text_or(std::string_view key, std::string_view otherwise);
    std::optional<std::string> optional_text(std::string_view key);
    bool flag_or(std::string_view key, bool otherwise);
    std::optional<std::int64_t> integer(std::string_view key);
    std::optional<std::string> scalar(std::string_view key);  ///< text or number, as text
    std::vector<std::string> texts(std::string_view key);     ///< array of texts, or one text
    std::vector<const Json*> objects(std::string_view key);   ///< array of objects
    std::optional<SchemaObject> object(std::string_view key);
    std::vector<std::pair<std::string, std::string>> text_members(std::string_view key);  ///< {"a": "b", …}

    /// `schema.bad_value` at the key, with what was expected.
    void refuse_value(std::string_view key, std::string value, std::string_view expected_zh,
                      std::string_view expected_en);
    void refuse(std::string_view key, const Code& code, std::string word,
                std::vector<std::pair<std::string, std::string>> facts = {});
    /// Every key nobody asked for is `schema.unknown_key`, with the nearest known one.
    void no_more_keys();

    const Json& json() const { return *json_; }
    const SchemaSource& source() const { return *source_; }

private:
    const Json* typed(std::string_view key, Json::Kind kind, std::string_view expected);
    void wrong_type(const Json& at, std::string_view key, std::string_view expected);
    const Json* json_;
    const SchemaSource* source_;
    std::vector<std::string> known_;
};

}  // namespace gongshi
