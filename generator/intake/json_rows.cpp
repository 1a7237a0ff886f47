#include "intake/json_rows.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "core/codes.h"
#include "core/json.h"
#include "core/text.h"
#include "dataset/cell_text.h"
#include "intake/codes.h"

namespace gongshi {
namespace {

constexpr std::size_t deepest = 8;
constexpr std::size_t longest_text = std::size_t(1) << 20;
constexpr std::size_t most_columns = 4096;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), lower_ascii(name)) != names.end();
}

/// Under which programs hand out the rows of a table: Navicat's RECORDS, an interface's data.
bool names_rows(std::string_view key) {
    return is_one_of(key, {"data", "rows", "records", "list", "items", "result", "results", "content"});
}
bool names_total(std::string_view key) {
    return is_one_of(key, {"total", "totalcount", "total_count", "recordstotal", "totalelements", "totalrecords"});
}

/// The text that comes in pieces, one byte after another, with the line that was reached.
class ByteStream {
public:
    explicit ByteStream(const std::function<bool(std::string&)>& more) : more_(more) {}

    /// False at the end.
    bool peek(char& c) {
        while (at_ >= text_.size()) {
            if (ended_) return false;
            text_.clear();
            at_ = 0;
            ended_ = !more_(text_);
        }
        c = text_[at_];
        return true;
    }
    void advance() { line += text_[at_++] == '\n'; }

    std::uint32_t line = 1;

private:
    const std::function<bool(std::string&)>& more_;
    std::string text_;
    std::size_t at_ = 0;
    bool ended_ = false;
};

/// What nlohmann's parser reads from; equal to the end iterator when nothing is left.
class ByteIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    ByteIterator() = default;
    explicit ByteIterator(ByteStream& stream) : stream_(&stream) { load(); }
    reference operator*() const { return current_; }
    ByteIterator& operator++() {
        stream_->advance();
        load();
        return *this;
    }
    ByteIterator operator++(int) {
        ByteIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const ByteIterator& other) const { return stream_ == other.stream_; }
    bool operator!=(const ByteIterator& other) const { return stream_ != other.stream_; }

private:
    void load() {
        if (!stream_->peek(current_)) stream_ = nullptr;
    }
    ByteStream* stream_ = nullptr;
    char current_ = '\0';
};

/// Turns parser events into rows: the objects of an array, the object of a line; or of a document that is an object, the objects
/// of the one array within it, as programs wrap a table ({"total": 2, "rows": [{…}, {…}]}), else the object itself.
class RowBuilder {
public:
    enum class Form { array, line, document };

    RowBuilder(const std::uint32_t& line, Form form, const std::string& shown, RowSink& sink)
        : line_(line), form_(form), rows_depth_(form == Form::array ? 1 : 0), shown_(shown), sink_(sink) {}

    bool null() { return value(""); }
    bool boolean(bool flag) { return value(flag ? "是" : "否"); }
    bool number_integer(std::int64_t number) { return value(std::to_string(number)); }
    bool number_unsigned(std::uint64_t number) { return value(std::to_string(number)); }
    bool number_float(double, const std::string& digits) { return value(digits); }
    bool string(std::string& text) {
        if (text.size() > longest_text) bad_ = &codes::json_bad_row;
        return value(text);
    }
    bool binary(std::vector<std::uint8_t>&) { return false; }

    bool start_object(std::size_t) {
        if (form_ == Form::document && depth_ > 0 && in_array_.back()) {
            if (passed_) return stop(codes::json_not_rows);  // a second table
            if (!wrapped_ && std::count(in_array_.begin(), in_array_.end(), true) == 1) unwrap();
        }
        if (passed_) return deeper(false);
        if (depth_ == rows_depth_) {
            row_ = RawRow{line_, std::vector<std::string>(names_.size())};
            seen_.assign(names_.size(), false);
            bad_ = nullptr;
            bad_key_.clear();
        } else if (depth_ > rows_depth_) {
            bad_ = &codes::json_nested;
            bad_key_ = column_ < names_.size() ? names_[column_] : "";
        } else {
            return stop(codes::json_not_rows);
        }
        return deeper(false);
    }
    bool end_object() {
        shallower();
        return passed_ || depth_ != rows_depth_ || has_no_rows_ || give();
    }
    bool start_array(std::size_t) {
        if (form_ == Form::array && depth_ == 0) return deeper(true);
        is_empty_array_ = true;
        if (!passed_ && depth_ != rows_depth_ + 1) {
            if (depth_ <= rows_depth_) return stop(codes::json_not_rows);
            bad_ = &codes::json_nested;
        }
        return deeper(true);
    }
    bool end_array() {
        shallower();
        if (wrapped_ && depth_ + 1 == rows_depth_) passed_ = true;
        if (form_ == Form::document && !wrapped_ && is_empty_array_ && names_rows(last_key_)) has_no_rows_ = true;
        return true;
    }
    bool key(std::string& name) {
        last_key_ = name;
        if (passed_ || depth_ != rows_depth_ + 1)
            return true;  // around the rows; or of an object within: refused already
        column_ = column_of(name);
        if (column_ >= most_columns) return stop(codes::json_not_rows);
        if (seen_[column_]) {
            bad_ = &codes::json_duplicate_key;
            bad_key_ = name;
        }
        seen_[column_] = true;
        return true;
    }
    bool parse_error(std::size_t, const std::string& last_token, const nlohmann::json::exception& error) {
        failure = json_mistake(place(line_), last_token, error.what());
        return false;
    }

    /// After a row that did not parse: what was learnt of the columns stays.
    void begin_again() {
        depth_ = 0;
        in_array_.clear();
        failure.reset();
    }

    /// After a document: rows that it says there are and does not hold.
    void tell_what_is_missing() {
        if (!wrapped_ || !total_ || *total_ <= given_) return;
        sink_.note(Diagnostic(codes::json_one_page, Place{shown_, "", 0, 0, false, ""}, std::to_string(*total_),
                              {{"rows", std::to_string(given_)}}));
    }

    std::optional<Diagnostic> failure;
    bool enough = false;

private:
    Place place(std::uint32_t line) const { return Place{shown_, "", line, 0, false, ""}; }

    bool stop(const Code& code) {
        failure = Diagnostic(code, place(line_));
        return false;
    }
    bool deeper(bool array) {
        if (!array) is_empty_array_ = false;
        in_array_.push_back(array);
        if (++depth_ <= rows_depth_ + deepest) return true;
        return stop(codes::json_too_deep);
    }
    void shallower() {
        --depth_;
        in_array_.pop_back();
    }
    /// The array that was just entered holds the rows; what stood around it is of no row.
    void unwrap() {
        wrapped_ = true;
        rows_depth_ = depth_;
        index_.clear();
        names_.clear();
        seen_.clear();
        row_ = {};
        grown_ = false;
    }
    std::size_t column_of(const std::string& name) {
        const auto [found, is_new] = index_.emplace(name, names_.size());
        if (is_new) {
            names_.push_back(name);
            grown_ = true;
            seen_.push_back(false);
            row_.cells.emplace_back();
        }
        return found->second;
    }
    bool value(std::string text) {
        is_empty_array_ = false;
        if (form_ == Form::document && depth_ > 0 && is_around_rows()) {
            const bool digits = is_digits(text) && text.size() < 10;
            if (digits && !in_array_.back() && names_total(last_key_)) total_ = std::stoul(text);
            if (wrapped_) return true;
        }
        if (depth_ <= rows_depth_) return stop(codes::json_not_rows);
        if (depth_ == rows_depth_ + 1) {
            row_.cells[column_] = std::move(text);
        } else if (bad_ == nullptr && depth_ == rows_depth_ + 2) {
            std::string& cell = row_.cells[column_];  // an element of a list
            if (!cell.empty()) cell += "；";
            cell += text;
        }
        return true;
    }
    bool is_around_rows() const { return !wrapped_ || passed_ || depth_ < rows_depth_; }
    bool give() {
        ++given_;
        if (grown_) sink_.columns(names_);
        grown_ = false;
        if (bad_ != nullptr) {
            Diagnostic finding(*bad_, place(row_.line), bad_key_);
            finding.unit = Unit::row;
            sink_.refuse(std::move(finding));
        } else if (sink_.row(std::move(row_)) == RowSink::Next::enough) {
            enough = true;
            return false;
        }
        return true;
    }

    const std::uint32_t& line_;
    Form form_;
    std::size_t rows_depth_, depth_ = 0, column_ = 0;
    std::vector<bool> in_array_;  ///< of each object or array around: is it an array?
    // Of a document only: its rows stand in an array within; the array has ended; it is empty.
    bool wrapped_ = false, passed_ = false, has_no_rows_ = false, is_empty_array_ = false;
    std::string last_key_;
    std::optional<std::size_t> total_;
    std::size_t given_ = 0;
    const std::string& shown_;
    RowSink& sink_;
    std::unordered_map<std::string, std::size_t> index_;
    std::vector<std::string> names_;
    std::vector<bool> seen_;
    RawRow row_;
    bool grown_ = false;
    const Code* bad_ = nullptr;
    std::string bad_key_;
};

std::optional<Diagnostic> read_array(ByteStream& stream, const std::string& shown, RowSink& sink) {
    RowBuilder builder(stream.line, RowBuilder::Form::array, shown, sink);
    nlohmann::json::sax_parse(ByteIterator(stream), ByteIterator(), &builder);
    return builder.enough ? std::nullopt : builder.failure;
}

/// Takes the next line without its end; false when there is none.
bool take_line(ByteStream& stream, std::string& line) {
    line.clear();
    char c = '\0';
    bool any = false;
    while (stream.peek(c)) {
        any = true;
        stream.advance();
        if (c == '\n') break;
        if (line.size() <= 4 * longest_text) line += c;
    }
    return any;
}

void read_lines(ByteStream& stream, const std::string& shown, RowSink& sink) {
    std::uint32_t number = stream.line - 1;
    RowBuilder builder(number, RowBuilder::Form::line, shown, sink);
    std::string line;
    while (take_line(stream, line)) {
        ++number;
        if (trim(line).empty()) continue;
        nlohmann::json::sax_parse(line, &builder);
        if (builder.enough) return;
        if (!builder.failure) continue;
        // One bad line is one refused row; the builder begins anew with the next.
        builder.failure->unit = Unit::row;
        sink.refuse(std::move(*builder.failure));
        builder.begin_again();
    }
}

void skip_blanks(ByteStream& stream) {
    char c = '\0';
    while (stream.peek(c) && (c == ' ' || c == '\n' || c == '\r' || c == '\t')) stream.advance();
}

/// A file that begins with an object: a document, or, when more follows it, lines of objects under another name.
std::optional<Diagnostic> read_document(ByteStream& stream, const std::string& shown, RowSink& sink) {
    RowBuilder builder(stream.line, RowBuilder::Form::document, shown, sink);
    nlohmann::json::sax_parse(ByteIterator(stream), ByteIterator(), &builder, nlohmann::json::input_format_t::json,
                              false);
    if (builder.enough) return std::nullopt;
    if (builder.failure) return builder.failure;
    builder.tell_what_is_missing();
    skip_blanks(stream);
    read_lines(stream, shown, sink);
    return std::nullopt;
}

}  // namespace

std::optional<Diagnostic> read_json_rows(const std::function<bool(std::string& text)>& more, bool lines,
                                         const std::string& shown, RowSink& sink) {
    ByteStream stream(more);
    skip_blanks(stream);
    char first = '\0';
    stream.peek(first);
    if (first == '[') return read_array(stream, shown, sink);
    if (lines) {
        read_lines(stream, shown, sink);
        return std::nullopt;
    }
    if (first == '{') return read_document(stream, shown, sink);
    return Diagnostic(codes::json_not_rows, Place{shown, "", stream.line, 0, false, ""});
}

}  // namespace gongshi
