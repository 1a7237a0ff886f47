#include "intake/workbook.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "intake/codes.h"
#include "intake/xml_reader.h"

namespace gongshi {
namespace {

constexpr std::size_t most_string_bytes = std::size_t(256) << 20;

int number_of(std::string_view text) { return int(std::strtol(std::string(text).c_str(), nullptr, 10)); }

/// The built-in formats that are dates; 27 to 36 and 50 to 58 are Chinese and Japanese ones.
bool is_date_format_number(int number) {
    return (number >= 14 && number <= 22) || (number >= 27 && number <= 36) || (number >= 45 && number <= 47) ||
           (number >= 50 && number <= 58);
}

Result<void> read_sheet_list(const WorkbookArchive& archive, const std::string& shown, Workbook& book) {
    std::map<std::string, std::string> members;  // by relationship id
    XmlHandlers relations;
    relations.start = [&](std::string_view name, const XmlAttributes& attributes) {
        if (name != "Relationship") return;
        std::string target(attributes.get("Target"));
        members[std::string(attributes.get("Id"))] = target.starts_with('/') ? target.substr(1) : "xl/" + target;
    };
    if (const auto read = read_xml(archive, "xl/_rels/workbook.xml.rels", shown, relations); !read) return read;
    XmlHandlers handlers;
    handlers.start = [&](std::string_view name, const XmlAttributes& attributes) {
        if (name == "workbookPr") {
            const std::string_view flag = attributes.get("date1904");
            book.from_1904 = flag == "1" || flag == "true";
        }
        if (name != "sheet") return;
        const std::string_view state = attributes.get("state");
        book.sheets.push_back({std::string(attributes.get("name")), members[std::string(attributes.get("id"))],
                               state == "hidden" || state == "veryHidden"});
    };
    return read_xml(archive, "xl/workbook.xml", shown, handlers);
}

Result<void> read_styles(const WorkbookArchive& archive, const std::string& shown, Workbook& book) {
    std::map<int, bool> formats;
    bool in_cell_formats = false;
    XmlHandlers handlers;
    handlers.start = [&](std::string_view name, const XmlAttributes& attributes) {
        if (name == "numFmt")
            formats[number_of(attributes.get("numFmtId"))] = is_date_format(attributes.get("formatCode"));
        if (name == "cellXfs") in_cell_formats = true;
        if (name != "xf" || !in_cell_formats) return;
        const int format = number_of(attributes.get("numFmtId"));
        const auto own = formats.find(format);
        book.date_styles.push_back(own != formats.end() ? own->second : is_date_format_number(format));
    };
    handlers.end = [&](std::string_view name) { in_cell_formats = in_cell_formats && name != "cellXfs"; };
    return read_xml(archive, "xl/styles.xml", shown, handlers);
}

Result<void> read_strings(const WorkbookArchive& archive, const std::string& shown, Workbook& book) {
    bool in_text = false, in_phonetic = false;
    std::size_t bytes = 0;
    XmlHandlers handlers;
    handlers.start = [&](std::string_view name, const XmlAttributes&) {
        if (name == "si") book.strings.emplace_back();
        if (name == "rPh") in_phonetic = true;
        if (name == "t") in_text = !in_phonetic;
    };
    handlers.end = [&](std::string_view name) {
        if (name == "t") in_text = false;
        if (name == "rPh") in_phonetic = false;
    };
    handlers.text = [&](std::string_view text) {
        if (!in_text || book.strings.empty()) return;
        bytes += text.size();
        book.strings.back() += text;
    };
    handlers.enough = [&] { return bytes > most_string_bytes; };
    const Result<void> read = read_xml(archive, "xl/sharedStrings.xml", shown, handlers);
    if (bytes > most_string_bytes)
        return Failure(Diagnostic(codes::xlsx_too_large, Place{shown, "", 0, 0, true, ""}, "xl/sharedStrings.xml"));
    return read;
}

}  // namespace

bool is_date_format(std::string_view code) {
    bool quoted = false, bracket = false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == '\\') {
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == '[' || c == ']') {
            bracket = c == '[';
        } else if (!quoted && !bracket && std::string_view("dmyhsDMYHS").find(c) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

Result<Workbook> read_workbook(const WorkbookArchive& archive, const std::string& shown) {
    Workbook book;
    if (const auto read = read_sheet_list(archive, shown, book); !read) return Failure(read.error());
    if (archive.has("xl/styles.xml")) {
        if (const auto read = read_styles(archive, shown, book); !read) return Failure(read.error());
    }
    if (archive.has("xl/sharedStrings.xml")) {
        if (const auto read = read_strings(archive, shown, book); !read) return Failure(read.error());
    }
    return book;
}

}  // namespace gongshi
