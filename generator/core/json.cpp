#include "core/json.h"

#include <array>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/codes.h"
#include "core/text.h"

namespace gongshi {
namespace {

constexpr std::size_t deepest = 64;

/// Reads a text and knows how far the parser has read, as line and column: nlohmann tells handlers no places.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    struct Position {
        std::uint32_t line = 1, column = 0;
    };

    CountingIterator(const char* at, Position* position) : at_(at), position_(position) {}
    reference operator*() const { return *at_; }
    CountingIterator& operator++() {
        if (*at_ == '\n') {
            ++position_->line;
            position_->column = 0;
        } else if ((static_cast<unsigned char>(*at_) & 0xC0) != 0x80) {
            ++position_->column;
        }
        ++at_;
        return *this;
    }
    CountingIterator operator++(int) {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
    bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

private:
    const char* at_;
    Position* position_;
};

/// Builds the tree; `open_` holds the containers not closed yet, innermost last.
class TreeBuilder {
public:
    TreeBuilder(const CountingIterator::Position& position, std::string_view file) : position_(position), file_(file) {}

    bool null() { return add(Json::Kind::null) != nullptr; }
    bool boolean(bool value) {
        Json* node = add(Json::Kind::boolean);
        return node != nullptr && (node->flag = value, true);
    }
    bool number_integer(std::int64_t value) { return number(value, double(value)); }
    bool number_unsigned(std::uint64_t value) {
        return value <= std::uint64_t(INT64_MAX) ? number(std::int64_t(value), double(value))
                                                 : number_float(double(value), "");
    }
    bool number_float(double value, const std::string&) {
        Json* node = add(Json::Kind::number);
        return node != nullptr && (node->number = value, true);
    }
    bool string(std::string& text) {
        Json* node = add(Json::Kind::text);
        return node != nullptr && (node->text = std::move(text), true);
    }
    bool binary(std::vector<std::uint8_t>&) { return false; }
    bool start_object(std::size_t) { return open(Json::Kind::object); }
    bool start_array(std::size_t) { return open(Json::Kind::array); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string& name) {
        if (open_.back()->find(name) != nullptr) return fail(codes::json_duplicate_key, name);
        open_.back()->members.emplace_back(std::move(name), Json{});
        return true;
    }
    bool parse_error(std::size_t, const std::string& last_token, const nlohmann::json::exception& error) {
        failure = json_mistake(here(), last_token, error.what());
        return false;
    }

    std::optional<Diagnostic> failure;
    Json root;

private:
    Place here() const {
        Place place;
        place.file = std::string(file_);
        place.line = position_.line;
        place.column = std::max(position_.column, 1u);
        return place;
    }
    bool fail(const Code& code, std::string text) {
        failure = Diagnostic(code, here(), std::move(text));
        return false;
    }
    bool number(std::int64_t integer, double value) {
        Json* node = add(Json::Kind::integer);
        return node != nullptr && (node->integer = integer, node->number = value, true);
    }
    Json* add(Json::Kind kind) {
        Json* node = &root;
        if (!open_.empty()) {
            Json& parent = *open_.back();
            node = parent.is(Json::Kind::array) ? &parent.items.emplace_back() : &parent.members.back().second;
        }
        node->kind = kind;
        node->line = position_.line;
        node->column = std::max(position_.column, 1u);
        return node;
    }
    bool open(Json::Kind kind) {
        if (open_.size() >= deepest) return fail(codes::json_too_deep, std::to_string(deepest));
        Json* node = add(kind);
        open_.push_back(node);
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    const CountingIterator::Position& position_;
    std::string_view file_;
    std::vector<Json*> open_;
};

}  // namespace

Json::Json() = default;
Json::Json(const Json&) = default;
Json::Json(Json&&) noexcept = default;
Json& Json::operator=(const Json&) = default;
Json& Json::operator=(Json&&) noexcept = default;
Json::~Json() = default;

std::string Json::text_of(std::string_view key) const {
    const Json* member = find(key);
    return member == nullptr ? std::string() : member->text;
}

const Json* Json::find(std::string_view key) const {
    for (const auto& [name, value] : members) {
        if (name == key) return &value;
    }
    return nullptr;
}

Result<Json> parse_json(std::string_view text, std::string_view file_name) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    CountingIterator::Position position;
    TreeBuilder builder(position, file_name);
    const bool whole = nlohmann::json::sax_parse(CountingIterator(text.data(), &position),
                                                 CountingIterator(text.data() + text.size(), &position), &builder);
    if (!whole) return Failure(*builder.failure);
    return std::move(builder.root);
}

namespace {

/// Bytes that cannot stand in a JSON text as they are, or might not: 0xE2 begins U+2028 and U+2029 among many harmless signs.
constexpr std::array<bool, 256> json_special = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0; c < 0x20; ++c) table[c] = true;
    for (const unsigned char c : {'"', '\\', '<', '>', '&'}) table[c] = true;
    table[0x7F] = table[0xE2] = true;
    return table;
}();

void append_escape(std::string& out, unsigned code) {
    static constexpr char digits[] = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[code >> shift & 15];
}

/// Appends the special byte at the front of `rest`, escaped where it must be; gives how many bytes that took.
std::size_t append_special(std::string& out, std::string_view rest) {
    const auto c = static_cast<unsigned char>(rest[0]);
    if (c == 0xE2) {
        const bool separator = rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9");
        if (separator)
            append_escape(out, rest[2] == '\xA8' ? 0x2028 : 0x2029);  // line ends to old JavaScript
        else
            out += rest[0];
        return separator ? 3 : 1;
    }
    if (c == '"' || c == '\\') {
        out += '\\';
        out += rest[0];
    } else if (c == '\n') {
        out += "\\n";
    } else {
        append_escape(out, c);
    }
    return 1;
}

}  // namespace

void append_json_text(std::string& out, std::string_view utf8) {
    out += '"';
    for (std::size_t i = 0; i < utf8.size();) {
        std::size_t end = i;
        while (end < utf8.size() && !json_special[static_cast<unsigned char>(utf8[end])]) ++end;
        out.append(utf8, i, end - i);
        i = end == utf8.size() ? end : end + append_special(out, utf8.substr(end));
    }
    out += '"';
}

void JsonWriter::separate() {
    if (comma_) out_ += ',';
    comma_ = true;
}

Diagnostic json_mistake(Place place, std::string_view last_token, std::string_view words) {
    if (words.find("unexpected end of input") != std::string_view::npos)
        return {codes::json_malformed, std::move(place), "", {{"unfinished", "yes"}}};
    return {codes::json_malformed, std::move(place), mask_for_report(last_token)};
}

JsonWriter& JsonWriter::begin_object() {
    separate();
    out_ += '{';
    comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::end_object() {
    out_ += '}';
    comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::begin_array() {
    separate();
    out_ += '[';
    comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::end_array() {
    out_ += ']';
    comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    append_json_text(out_, name);
    out_ += ':';
    comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::text(std::string_view utf8) {
    separate();
    append_json_text(out_, utf8);
    return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) { return raw_number(std::to_string(number)); }

JsonWriter& JsonWriter::raw_number(std::string_view digits) {
    separate();
    out_ += digits;
    return *this;
}

JsonWriter& JsonWriter::flag(bool value) { return raw_number(value ? "true" : "false"); }

JsonWriter& JsonWriter::null() { return raw_number("null"); }

}  // namespace gongshi
