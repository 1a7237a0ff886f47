#include "release/media_type.h"

#include <array>

#include "core/text.h"

namespace gongshi {

std::string_view media_type(std::string_view path) {
    struct Row {
        std::string_view ending, type;
    };
    static constexpr std::array table = {
        Row{"html", "text/html; charset=utf-8"},
        Row{"css", "text/css; charset=utf-8"},
        Row{"js", "text/javascript; charset=utf-8"},
        Row{"json", "application/json; charset=utf-8"},
        Row{"csv", "text/csv; charset=utf-8"},
        Row{"xml", "application/xml; charset=utf-8"},
        Row{"txt", "text/plain; charset=utf-8"},
        Row{"svg", "image/svg+xml"},
        Row{"png", "image/png"},
        Row{"jpg", "image/jpeg"},
        Row{"jpeg", "image/jpeg"},
        Row{"gif", "image/gif"},
        Row{"webp", "image/webp"},
        Row{"ico", "image/x-icon"},
        Row{"pdf", "application/pdf"},
        Row{"doc", "application/msword"},
        Row{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        Row{"xls", "application/vnd.ms-excel"},
        Row{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        Row{"ppt", "application/vnd.ms-powerpoint"},
        Row{"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
        Row{"odt", "application/vnd.oasis.opendocument.text"},
        Row{"ods", "application/vnd.oasis.opendocument.spreadsheet"},
        Row{"odp", "application/vnd.oasis.opendocument.presentation"},
        Row{"rtf", "application/rtf"},
        Row{"bmp", "image/bmp"},
        Row{"ofd", "application/ofd"},
        Row{"bin", "application/octet-stream"},
        Row{"woff2", "font/woff2"},
    };
    const std::size_t dot = path.rfind('.');
    const std::string ending = dot == std::string_view::npos ? "" : lower_ascii(path.substr(dot + 1));
    for (const Row& row : table) {
        if (row.ending == ending) return row.type;
    }
    return "application/octet-stream";
}

}  // namespace gongshi
