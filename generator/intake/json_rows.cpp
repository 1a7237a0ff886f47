#include "intake/json_rows.h"

#include <iterator>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "core/codes.h"
#include "core/json.h"
#include "core/text.h"
#include "intake/codes.h"

namespace gongshi {
namespace {

constexpr std::size_t deepest = 8;
constexpr std::size_t longest_text = std::size_t(1) << 20;
constexpr std::size_t most_columns = 4096;

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

/// Turns parser events into rows. `rows_depth` is the depth at which a row's object stands: 1 in an array, 0 on a line.
class RowBuilder {
public:
    RowBuilder(const std::uint32_t& line, std::size_t rows_depth, const std::string& shown, RowSink& sink)
        : line_(line), rows_depth_(rows_depth), shown_(shown), sink_(sink) {}

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
        return deeper();
    }
    bool end_object() {
        --depth_;
        return depth_ != rows_depth_ || give();
    }
    bool start_array(std::size_t) {
        if (rows_depth_ == 1 && depth_ == 0) return deeper();
        if (depth_ != rows_depth_ + 1) {
            if (depth_ <= rows_depth_) return stop(codes::json_not_rows);
            bad_ = &codes::json_nested;
        }
        return deeper();
    }
    bool end_array() {
        --depth_;
        return true;
    }
    bool key(std::string& name) {
        if (depth_ != rows_depth_ + 1) return true;  // of an object within: refused already
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
        failure.reset();
    }

    std::optional<Diagnostic> failure;
    bool enough = false;

private:
    Place place(std::uint32_t line) const { return Place{shown_, "", line, 0, false, ""}; }

    bool stop(const Code& code) {
        failure = Diagnostic(code, place(line_));
        return false;
    }
    bool deeper() {
        if (++depth_ <= rows_depth_ + deepest) return true;
        return stop(codes::json_too_deep);
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
    bool give() {
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
    std::size_t rows_depth_, depth_ = 0, column_ = 0;
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
    RowBuilder builder(stream.line, 1, shown, sink);
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
    std::uint32_t number = 0;
    RowBuilder builder(number, 0, shown, sink);
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

}  // namespace

std::optional<Diagnostic> read_json_rows(const std::function<bool(std::string& text)>& more, bool lines,
                                         const std::string& shown, RowSink& sink) {
    ByteStream stream(more);
    char first = '\0';
    while (stream.peek(first) && (first == ' ' || first == '\n' || first == '\r' || first == '\t')) stream.advance();
    if (first == '[') return read_array(stream, shown, sink);
    if (lines || first == '{') {
        read_lines(stream, shown, sink);
        return std::nullopt;
    }
    return Diagnostic(codes::json_not_rows, Place{shown, "", stream.line, 0, false, ""});
}

}  // namespace gongshi
