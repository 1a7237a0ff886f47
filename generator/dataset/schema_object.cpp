#include "dataset/schema_object.h"

#include <algorithm>

#include "core/text.h"
#include "dataset/codes.h"

namespace gongshi {
namespace {

std::string_view line_of(std::string_view text, std::uint32_t line) {
    for (std::uint32_t i = 1; i < line; ++i) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) return {};
        text.remove_prefix(end + 1);
    }
    return text.substr(0, text.find_first_of("\r\n"));
}

}  // namespace

void SchemaSource::refuse(const Json& at, const Code& code, std::string word,
                          std::vector<std::pair<std::string, std::string>> facts) const {
    Place place;
    place.file = file;
    place.line = at.line;
    place.column = at.column;
    Diagnostic finding(code, std::move(place), std::move(word), std::move(facts));
    const std::string_view line = line_of(text, at.line);
    finding.excerpt = std::string(line);
    const std::string quoted = "\"" + finding.text + "\"";
    if (const std::size_t found = line.find(quoted); !finding.text.empty() && found != std::string_view::npos) {
        finding.place.column = std::uint32_t(count_code_points(line.substr(0, found)) + 1);
        finding.excerpt_length = std::uint32_t(count_code_points(quoted));
    }
    findings->add(std::move(finding));
}

const Json* SchemaObject::find(std::string_view key) {
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
    const Json* found = json_->find(key);
    return found == nullptr || found->is(Json::Kind::null) ? nullptr : found;
}

void SchemaObject::wrong_type(const Json& at, std::string_view key, std::string_view expected) {
    source_->refuse(at, codes::schema_wrong_type, std::string(key), {{"expected", std::string(expected)}});
}

const Json* SchemaObject::typed(std::string_view key, Json::Kind kind, std::string_view expected) {
    const Json* found = find(key);
    if (found == nullptr || found->is(kind)) return found;
    wrong_type(*found, key, expected);
    return nullptr;
}

std::string SchemaObject::text(std::string_view key) {
    if (find(key) == nullptr) {
        source_->refuse(*json_, codes::schema_missing_key, std::string(key));
        return {};
    }
    return text_or(key, "");
}

std::string SchemaObject::text_or(std::string_view key, std::string_view otherwise) {
    const Json* found = typed(key, Json::Kind::text, "\"…\"");
    return found == nullptr ? std::string(otherwise) : found->text;
}

std::optional<std::string> SchemaObject::optional_text(std::string_view key) {
    const Json* found = typed(key, Json::Kind::text, "\"…\"");
    return found == nullptr ? std::nullopt : std::optional(found->text);
}

bool SchemaObject::flag_or(std::string_view key, bool otherwise) {
    const Json* found = typed(key, Json::Kind::boolean, "true / false");
    return found == nullptr ? otherwise : found->flag;
}

std::optional<std::int64_t> SchemaObject::integer(std::string_view key) {
    const Json* found = typed(key, Json::Kind::integer, "1, 2, 3 …");
    return found == nullptr ? std::nullopt : std::optional(found->integer);
}

std::optional<std::string> SchemaObject::scalar(std::string_view key) {
    const Json* found = find(key);
    if (found == nullptr) return std::nullopt;
    if (found->is(Json::Kind::text)) return found->text;
    if (found->is(Json::Kind::integer)) return std::to_string(found->integer);
    wrong_type(*found, key, "\"…\" / 1, 2, 3 …");  // a fraction stands in quotes: doubles would round it
    return std::nullopt;
}

std::vector<std::string> SchemaObject::texts(std::string_view key) {
    const Json* found = find(key);
    if (found == nullptr) return {};
    if (found->is(Json::Kind::text)) return {found->text};
    std::vector<std::string> out;
    if (!found->is(Json::Kind::array)) wrong_type(*found, key, "[\"…\", …]");
    for (const Json& item : found->items) {
        if (item.is(Json::Kind::text))
            out.push_back(item.text);
        else
            wrong_type(item, key, "[\"…\", …]");
    }
    return out;
}

std::vector<const Json*> SchemaObject::objects(std::string_view key) {
    const Json* found = typed(key, Json::Kind::array, "[{…}, …]");
    std::vector<const Json*> out;
    if (found == nullptr) return out;
    for (const Json& item : found->items) {
        if (item.is(Json::Kind::object))
            out.push_back(&item);
        else
            wrong_type(item, key, "[{…}, …]");
    }
    return out;
}

std::optional<SchemaObject> SchemaObject::object(std::string_view key) {
    const Json* found = typed(key, Json::Kind::object, "{…}");
    return found == nullptr ? std::nullopt : std::optional(SchemaObject(*found, *source_));
}

std::vector<std::pair<std::string, std::string>> SchemaObject::text_members(std::string_view key) {
    const Json* found = typed(key, Json::Kind::object, "{\"…\": \"…\"}");
    std::vector<std::pair<std::string, std::string>> out;
    if (found == nullptr) return out;
    for (const auto& [name, value] : found->members) {
        if (value.is(Json::Kind::text))
            out.emplace_back(name, value.text);
        else
            wrong_type(value, name, "\"…\"");
    }
    return out;
}

void SchemaObject::refuse(std::string_view key, const Code& code, std::string word,
                          std::vector<std::pair<std::string, std::string>> facts) {
    const Json* at = json_->find(key);
    if (at != nullptr && at->is(Json::Kind::array))
        for (const Json& item : at->items)
            if (item.is(Json::Kind::text) && item.text == word) at = &item;
    source_->refuse(at == nullptr ? *json_ : *at, code, std::move(word), std::move(facts));
}

void SchemaObject::refuse_value(std::string_view key, std::string value, std::string_view expected_zh,
                                std::string_view expected_en) {
    refuse(key, codes::schema_bad_value, std::move(value),
           {{"key", std::string(key)},
            {"expected_zh", std::string(expected_zh)},
            {"expected_en", std::string(expected_en)}});
}

void SchemaObject::no_more_keys() {
    for (const auto& [name, value] : json_->members) {
        if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
        source_->refuse(value, codes::schema_unknown_key, name,
                        {{"nearest", nearest_name(name, known_).value_or("")}, {"known", join(known_, ", ")}});
    }
}

}  // namespace gongshi
