#include "intake/xlsx.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

#include "core/text.h"
#include "dataset/date_text.h"
#include "intake/codes.h"
#include "intake/merged_cells.h"
#include "intake/xml_reader.h"

namespace gongshi {
namespace {

constexpr std::uint32_t most_columns = 4096;
constexpr std::size_t longest_row = std::size_t(4) << 20;  // bytes: one shared string may stand in every cell

/// The shortest decimal of fifteen digits, which is what Excel shows: it keeps 0.2 as 0.20000000000000001, and 0.1 and 0.2 added up
/// as 0.30000000000000004.
std::string number_as_shown(const std::string& text) {
    char* end = nullptr;
    double number = std::strtod(text.c_str(), &end);
    if (end == text.c_str() || *end != '\0' || !std::isfinite(number)) return text;
    char buffer[400];
    const auto rounded = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::general, 15);
    std::from_chars(buffer, rounded.ptr, number);
    const auto written = std::fabs(number) < 1e15
                             ? std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed)
                             : std::to_chars(buffer, buffer + sizeof buffer, number);
    return {buffer, written.ptr};
}

/// Reads one sheet, row by row, into a sink.
class SheetReader {
public:
    SheetReader(const Workbook& book, Place place, MergedCells merged, RowSink& sink)
        : book_(book), place_(std::move(place)), merged_(std::move(merged)), sink_(sink) {}

    Result<void> read(const WorkbookArchive& archive, const std::string& member) {
        XmlHandlers handlers;
        handlers.start = [this](std::string_view name, const XmlAttributes& attributes) { start(name, attributes); };
        handlers.end = [this](std::string_view name) { end(name); };
        handlers.text = [this](std::string_view text) {
            if (!in_value_) return;
            if (value_.size() + text.size() <= longest_row)
                value_ += text;
            else
                too_long_ = true;
        };
        handlers.enough = [this] { return enough_; };
        return read_xml(archive, member, place_.file, handlers);
    }

    /// What people see otherwise than it was read.
    std::vector<Diagnostic> oddities() const {
        std::vector<Diagnostic> found;
        const auto tell = [&](const Code& code, std::string text) {
            found.emplace_back(code, place_, std::move(text));
        };
        if (merged_.count() > 0) tell(codes::xlsx_merged_cells, std::to_string(merged_.count()));
        if (hidden_rows_ > 0) tell(codes::xlsx_hidden_rows, std::to_string(hidden_rows_));
        if (!hidden_columns_.empty()) tell(codes::xlsx_hidden_columns, hidden_columns_);
        return found;
    }

private:
    void start(std::string_view name, const XmlAttributes& attributes) {
        if (name == "row") {
            const CellName place = read_cell_name(attributes.get("r"));
            row_.line = place.row > 0 ? place.row : row_.line + 1;
            row_.cells.clear();
            column_ = 0;
            row_bytes_ = 0;
            too_long_ = false;
            row_hidden_ = is_true(attributes.get("hidden"));
        } else if (name == "c") {
            const CellName place = read_cell_name(attributes.get("r"));
            column_ = place.column > 0 ? place.column : column_ + 1;
            type_ = attributes.get("t");
            style_ = std::size_t(std::strtoul(std::string(attributes.get("s")).c_str(), nullptr, 10));
            value_.clear();
        } else if (name == "v" || (name == "t" && type_ == "inlineStr" && !in_phonetic_)) {
            in_value_ = true;
        } else if (name == "rPh") {
            in_phonetic_ = true;
        } else if (name == "col" && is_true(attributes.get("hidden"))) {
            add_hidden_columns(attributes);
        }
    }

    static bool is_true(std::string_view text) { return text == "1" || text == "true"; }

    void add_hidden_columns(const XmlAttributes& attributes) {
        const auto number = [&](std::string_view name) {
            std::uint32_t one = 0;
            const std::string_view text = attributes.get(name);
            std::from_chars(text.data(), text.data() + text.size(), one);
            return one;
        };
        const std::uint32_t first = number("min"), last = number("max");
        if (first == 0 || last > most_columns || hidden_columns_.size() > 200)
            return;  // beyond: all that are not in use
        hidden_columns_ += (hidden_columns_.empty() ? "" : ", ") + column_letters(first);
        if (last > first) hidden_columns_ += "–" + column_letters(last);
    }

    void end(std::string_view name) {
        if (name == "v" || name == "t") in_value_ = false;
        if (name == "rPh") in_phonetic_ = false;
        if (name == "c" && !value_.empty() && column_ <= most_columns) {
            if (row_.cells.size() < column_) row_.cells.resize(column_);
            std::string& cell = row_.cells[column_ - 1] = cell_text();
            row_bytes_ += cell.size();
            if (row_bytes_ > longest_row) too_long_ = true;
            if (too_long_) cell.clear();
        }
        if (name == "row" && !enough_) pass_row();
    }

    void pass_row() {
        if (too_long_) {
            Place place = place_;
            place.line = row_.line;
            return sink_.refuse(Diagnostic(codes::xlsx_too_long, std::move(place)));
        }
        const bool has_text = !row_.cells.empty();
        if (row_hidden_ && has_text) ++hidden_rows_;
        RawRow row = row_;
        if (has_text) merged_.fill(row);
        enough_ = sink_.row(std::move(row)) == RowSink::Next::enough;
    }

    std::string cell_text() const {
        if (type_ == "s") {
            const std::size_t index = std::size_t(std::strtoul(value_.c_str(), nullptr, 10));
            return index < book_.strings.size() ? book_.strings[index] : std::string();
        }
        if (type_ == "b") return value_ == "1" ? "是" : "否";
        if (!type_.empty() && type_ != "n") return value_;  // str, inlineStr, e (#N/A stays visible), d (ISO 8601)
        if (style_ < book_.date_styles.size() && book_.date_styles[style_]) {
            if (const auto date = date_text()) return *date;
        }
        return number_as_shown(value_);
    }

    std::optional<std::string> date_text() const {
        const double serial = std::strtod(value_.c_str(), nullptr);
        if (!(serial >= 1 && serial < 3e6)) return std::nullopt;  // a time of day, or nothing a calendar knows
        const auto date = date_from_excel_serial(std::int64_t(serial),
                                                 book_.from_1904 ? ExcelEpoch::year_1904 : ExcelEpoch::year_1900);
        return date ? std::optional<std::string>(date->iso()) : std::nullopt;
    }

    const Workbook& book_;
    Place place_;  ///< of the sheet
    MergedCells merged_;
    RowSink& sink_;
    RawRow row_;
    std::size_t row_bytes_ = 0;
    std::uint32_t column_ = 0;
    std::string type_, value_;
    std::size_t style_ = 0;
    std::uint64_t hidden_rows_ = 0;
    std::string hidden_columns_;
    bool row_hidden_ = false, too_long_ = false, in_value_ = false, in_phonetic_ = false, enough_ = false;
};

}  // namespace

Result<XlsxReader> XlsxReader::open(const std::filesystem::path& file, const std::string& shown) {
    Result<WorkbookArchive> archive = WorkbookArchive::open(file, shown);
    if (!archive) return Failure(archive.error());
    Result<Workbook> book = read_workbook(*archive, shown);
    if (!book) return Failure(book.error());
    return XlsxReader(shown, std::move(*archive), std::move(*book));
}

Result<std::vector<Diagnostic>> XlsxReader::read(const Workbook::Sheet& sheet, RowSink& sink) const {
    Result<MergedCells> merged = MergedCells::read(archive_, sheet.member, shown_);
    if (!merged) return Failure(merged.error());
    SheetReader reader(book_, Place{shown_, sheet.name, 0, 0, true, ""}, std::move(*merged), sink);
    if (const Result<void> read = reader.read(archive_, sheet.member); !read) return Failure(read.error());
    return reader.oddities();
}

}  // namespace gongshi
