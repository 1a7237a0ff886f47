#include "intake/xlsx.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

#include "core/text.h"
#include "dataset/date_text.h"
#include "intake/codes.h"
#include "intake/workbook.h"
#include "intake/xml_reader.h"

namespace gongshi {
namespace {

constexpr std::uint32_t most_columns = 4096;
constexpr std::size_t longest_cell = std::size_t(1) << 20;

struct CellName {
    std::uint32_t column = 0, row = 0;  ///< from 1; 0: not given
};

CellName read_cell_name(std::string_view name) {
    CellName cell;
    std::size_t i = 0;
    for (; i < name.size() && name[i] >= 'A' && name[i] <= 'Z' && cell.column < 1u << 20; ++i)
        cell.column = cell.column * 26 + std::uint32_t(name[i] - 'A' + 1);
    std::from_chars(name.data() + i, name.data() + name.size(), cell.row);
    return cell;
}

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
    SheetReader(const Workbook& book, const std::string& shown, const std::string& sheet, RowSink& sink)
        : book_(book), shown_(shown), sheet_(sheet), sink_(sink) {}

    Result<void> read(const WorkbookArchive& archive, const std::string& member) {
        XmlHandlers handlers;
        handlers.start = [this](std::string_view name, const XmlAttributes& attributes) { start(name, attributes); };
        handlers.end = [this](std::string_view name) { end(name); };
        handlers.text = [this](std::string_view text) {
            if (in_value_ && value_.size() + text.size() <= longest_cell) value_ += text;
        };
        handlers.enough = [this] { return enough_; };
        const Result<void> read = read_xml(archive, member, shown_, handlers);
        if (read && merged_ > 0)
            sink_.note(
                Diagnostic(codes::xlsx_merged_cells, Place{shown_, sheet_, 0, 0, true, ""}, std::to_string(merged_)));
        return read;
    }

private:
    void start(std::string_view name, const XmlAttributes& attributes) {
        if (name == "row") {
            const CellName place = read_cell_name(attributes.get("r"));
            row_.line = place.row > 0 ? place.row : row_.line + 1;
            row_.cells.clear();
            column_ = 0;
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
        } else if (name == "mergeCell") {
            ++merged_;
        }
    }

    void end(std::string_view name) {
        if (name == "v" || name == "t") in_value_ = false;
        if (name == "rPh") in_phonetic_ = false;
        if (name == "c" && !value_.empty() && column_ <= most_columns) {
            if (row_.cells.size() < column_) row_.cells.resize(column_);
            row_.cells[column_ - 1] = cell_text();
        }
        if (name == "row" && !enough_) {
            RawRow row{row_.line, row_.cells};
            enough_ = sink_.row(std::move(row)) == RowSink::Next::enough;
        }
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
    const std::string& shown_;
    const std::string& sheet_;
    RowSink& sink_;
    RawRow row_;
    std::uint32_t column_ = 0;
    std::string type_, value_;
    std::size_t style_ = 0;
    std::uint64_t merged_ = 0;
    bool in_value_ = false, in_phonetic_ = false, enough_ = false;
};

}  // namespace

std::optional<Diagnostic> read_xlsx(const std::filesystem::path& file, const std::string& shown,
                                    SheetChooser& chooser) {
    const Result<WorkbookArchive> archive = WorkbookArchive::open(file, shown);
    if (!archive) return archive.error();
    const Result<Workbook> book = read_workbook(*archive, shown);
    if (!book) return book.error();
    bool found = false;
    for (const Workbook::Sheet& sheet : book->sheets) {
        const Place place{shown, sheet.name, 0, 0, true, ""};
        RowSink& sink = chooser.begin_sheet(sheet.name);
        if (sheet.hidden) {
            sink.note(Diagnostic(codes::xlsx_hidden_sheet, place, sheet.name));
        } else if (found) {
            sink.note(Diagnostic(codes::xlsx_other_sheet, place, sheet.name));
        } else {
            if (const auto read = SheetReader(*book, shown, sheet.name, sink).read(*archive, sheet.member); !read)
                return read.error();
            found = chooser.end_sheet();
        }
    }
    return std::nullopt;
}

}  // namespace gongshi
