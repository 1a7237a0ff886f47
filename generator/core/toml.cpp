#include "core/toml.h"

#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <algorithm>
#include <set>

#include "core/codes.h"
#include "core/disk.h"
#include "core/text.h"

namespace gongshi {

struct TomlDocument::State {
    std::string name;
    std::vector<std::string> lines;
    toml::table root;
    std::vector<Diagnostic> findings;
    bool unreadable = false;  // then what is missing in it is no finding of its own

    void refuse(const Code& code, const toml::source_region& where, std::size_t length, std::string text,
                std::vector<std::pair<std::string, std::string>> facts) {
        if (unreadable) return;
        Diagnostic finding(code, place_of(where), std::move(text), std::move(facts));
        if (finding.place.line >= 1 && finding.place.line <= lines.size())
            finding.excerpt = lines[finding.place.line - 1];
        finding.excerpt_length = std::uint32_t(std::max<std::size_t>(length, 1));
        findings.push_back(std::move(finding));
    }

    Place place_of(const toml::source_region& where) const {
        Place place;
        place.file = name;
        place.line = where.begin.line;
        place.column = where.begin.column;
        return place;
    }
};

struct TomlTable::Node {
    std::shared_ptr<TomlDocument::State> document;
    const toml::table* table = nullptr;  // null: the table is absent, and everything in it too
    std::set<std::string, std::less<>> asked;

    const toml::node* find(std::string_view key) {
        asked.emplace(key);
        return table == nullptr ? nullptr : table->get(key);
    }
    toml::source_region region(std::string_view key) const {
        if (table == nullptr) return {};
        for (const auto& [name, value] : *table) {
            if (name.str() == key) return name.source();
        }
        return table->source();
    }
    void wrong_type(std::string_view key, std::string_view expected) {
        document->refuse(codes::config_wrong_type, region(key), count_code_points(key), std::string(key),
                         {{"expected", std::string(expected)}});
    }
};

namespace {

std::shared_ptr<TomlTable::Node> node_for(const std::shared_ptr<TomlDocument::State>& document,
                                          const toml::table* table) {
    auto node = std::make_shared<TomlTable::Node>();
    node->document = document;
    node->table = table;
    return node;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    for (std::string_view line : split(text, '\n')) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.emplace_back(line);
    }
    return lines;
}

}  // namespace

std::optional<std::string> TomlTable::optional_text(std::string_view key) {
    const toml::node* node = node_->find(key);
    if (node == nullptr) return std::nullopt;
    if (const auto* text = node->as_string()) return text->get();
    node_->wrong_type(key, "string");
    return std::nullopt;
}

std::string TomlTable::text(std::string_view key) {
    if (node_->find(key) == nullptr) {
        node_->document->refuse(codes::config_missing_key, node_->region(key), 1, std::string(key), {});
        return {};
    }
    return optional_text(key).value_or("");
}

std::string TomlTable::text_or(std::string_view key, std::string_view otherwise) {
    return optional_text(key).value_or(std::string(otherwise));
}

std::int64_t TomlTable::integer_or(std::string_view key, std::int64_t otherwise) {
    const toml::node* node = node_->find(key);
    if (node == nullptr) return otherwise;
    if (const auto* number = node->as_integer()) return number->get();
    node_->wrong_type(key, "integer");
    return otherwise;
}

double TomlTable::number_or(std::string_view key, double otherwise) {
    const toml::node* node = node_->find(key);
    if (node == nullptr) return otherwise;
    if (node->is_number()) return *node->value<double>();
    node_->wrong_type(key, "number");
    return otherwise;
}

bool TomlTable::flag_or(std::string_view key, bool otherwise) {
    const toml::node* node = node_->find(key);
    if (node == nullptr) return otherwise;
    if (const auto* flag = node->as_boolean()) return flag->get();
    node_->wrong_type(key, "true or false");
    return otherwise;
}

std::optional<Date> TomlTable::date(std::string_view key) {
    const toml::node* node = node_->find(key);
    if (node == nullptr) return std::nullopt;
    std::optional<Date> date;
    if (const auto* value = node->as_date()) date = Date::of(value->get().year, value->get().month, value->get().day);
    if (const auto* text = node->as_string()) date = Date::parse_iso(text->get());
    if (!date) node_->wrong_type(key, "date (2026-11-20)");
    return date;
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
    const toml::node* node = node_->find(key);
    std::vector<std::string> list;
    if (node == nullptr) return list;
    const toml::array* array = node->as_array();
    if (array == nullptr ||
        !std::all_of(array->begin(), array->end(), [](const toml::node& item) { return item.is_string(); })) {
        node_->wrong_type(key, "array of strings");
        return list;
    }
    for (const toml::node& item : *array) list.push_back(item.as_string()->get());
    return list;
}

TomlTable TomlTable::table(std::string_view key) {
    const toml::node* node = node_->find(key);
    if (node != nullptr && !node->is_table()) node_->wrong_type(key, "table");
    return TomlTable(node_for(node_->document, node == nullptr ? nullptr : node->as_table()));
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
    const toml::node* node = node_->find(key);
    std::vector<TomlTable> list;
    if (node == nullptr) return list;
    const toml::array* array = node->as_array();
    if (array == nullptr ||
        !std::all_of(array->begin(), array->end(), [](const toml::node& item) { return item.is_table(); })) {
        node_->wrong_type(key, "array of tables");
        return list;
    }
    for (const toml::node& item : *array) list.emplace_back(node_for(node_->document, item.as_table()));
    return list;
}

bool TomlTable::has(std::string_view key) const { return node_->table != nullptr && node_->table->contains(key); }

bool TomlTable::is_table(std::string_view key) const {
    const toml::node* node = node_->table == nullptr ? nullptr : node_->table->get(key);
    return node != nullptr && node->is_table();
}

std::vector<std::string> TomlTable::keys() const {
    std::vector<std::pair<toml::source_position, std::string>> found;
    if (node_->table != nullptr) {
        for (const auto& [name, value] : *node_->table)
            found.emplace_back(name.source().begin, std::string(name.str()));
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> names;
    for (auto& [position, name] : found) names.push_back(std::move(name));
    return names;
}

bool TomlTable::empty() const { return node_->table == nullptr || node_->table->empty(); }

Place TomlTable::place(std::string_view key) const { return node_->document->place_of(node_->region(key)); }

Place TomlTable::place() const {
    return node_->document->place_of(node_->table == nullptr ? toml::source_region{} : node_->table->source());
}

void TomlTable::refuse(std::string_view key, const Code& code, std::string text,
                       std::vector<std::pair<std::string, std::string>> facts) {
    node_->document->refuse(code, node_->region(key), count_code_points(key), std::move(text), std::move(facts));
}

void TomlTable::no_more_keys() {
    const std::vector<std::string> known(node_->asked.begin(), node_->asked.end());
    for (const std::string& key : keys()) {
        if (node_->asked.contains(key)) continue;
        std::vector<std::pair<std::string, std::string>> facts;
        const std::optional<std::string> nearest = nearest_name(key, known);
        facts.emplace_back("nearest", nearest.value_or(""));
        facts.emplace_back("known", join(known, ", "));
        refuse(key, codes::config_unknown_key, key, std::move(facts));
    }
}

TomlDocument TomlDocument::parse(std::string_view text, std::string name) {
    TomlDocument document;
    document.state_ = std::make_shared<State>();
    document.state_->name = std::move(name);
    document.state_->lines = lines_of(text);
    try {
        document.state_->root = toml::parse(text);
    } catch (const toml::parse_error& error) {
        document.state_->refuse(codes::config_malformed, error.source(), 1, std::string(error.description()), {});
        document.state_->unreadable = true;
    }
    return document;
}

TomlDocument TomlDocument::read(const std::filesystem::path& file, std::string name) {
    const std::optional<std::string> text = disk::read_file(file);
    TomlDocument document = parse(text.value_or(""), std::move(name));
    if (!text) document.state_->refuse(codes::config_no_such_file, {}, 1, document.state_->name, {});
    document.state_->unreadable = document.state_->unreadable || !text;
    return document;
}

TomlTable TomlDocument::root() { return TomlTable(node_for(state_, &state_->root)); }

std::vector<Diagnostic> TomlDocument::take_findings() { return std::move(state_->findings); }

}  // namespace gongshi
