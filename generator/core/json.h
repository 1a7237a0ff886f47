#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diagnostic.h"
#include "core/result.h"

namespace gongshi {

/// A JSON value of a configuration file, with its place. Objects keep the order of the file; duplicate keys are refused.
/// For exports, which are streamed, see intake/json_rows.h.
struct Json {
    enum class Kind : std::uint8_t { null, boolean, integer, number, text, array, object };
    Kind kind = Kind::null;
    bool flag = false;
    std::int64_t integer = 0;
    double number = 0;
    std::string text;
    std::vector<Json> items;                            ///< of an array
    std::vector<std::pair<std::string, Json>> members;  ///< of an object
    std::uint32_t line = 0, column = 0;

    // Made in json.cpp: within the type itself a pair that holds one is not whole yet (clang insists).
    Json();
    Json(const Json&);
    Json(Json&&) noexcept;
    Json& operator=(const Json&);
    Json& operator=(Json&&) noexcept;
    ~Json();

    const Json* find(std::string_view key) const;     ///< nullptr: not an object, or no such member
    std::string text_of(std::string_view key) const;  ///< empty: no such member, or it is no text
    bool is(Kind k) const { return kind == k; }
};

/// Depth is bounded (64). Errors: `json.malformed`, `json.duplicate_key`, `json.too_deep`, with line and column.
Result<Json> parse_json(std::string_view text, std::string_view file_name);

/// `json.malformed`, for readers of their own: what the parser read last (it is masked), and its words, which are in English alone.
Diagnostic json_mistake(Place place, std::string_view last_token, std::string_view words);

/// Writes JSON as it comes, escaped, without blanks, members in the order given: the same input gives the same bytes.
class JsonWriter {
public:
    explicit JsonWriter(std::string& out) : out_(out) {}
    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& key(std::string_view name);
    JsonWriter& text(std::string_view utf8);
    JsonWriter& integer(std::int64_t number);
    JsonWriter& raw_number(std::string_view digits);  ///< a decimal that is already JSON
    JsonWriter& flag(bool value);
    JsonWriter& null();
    JsonWriter& member(std::string_view name, std::string_view utf8) { return key(name).text(utf8); }
    JsonWriter& member(std::string_view name, std::int64_t number) { return key(name).integer(number); }

private:
    void separate();
    std::string& out_;
    bool comma_ = false;
};

/// Appends `utf8` with quotes, escaped as RFC 8259 asks; `<`, `>`, `&`, U+2028 and U+2029 too, so that it may stand in a page.
void append_json_text(std::string& out, std::string_view utf8);

}  // namespace gongshi
