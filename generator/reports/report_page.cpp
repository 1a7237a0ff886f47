#include "reports/report_page.h"

namespace gongshi {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string report_page(std::string_view title, std::string_view style, std::string_view body) {
    std::string page =
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n<title>";
    page += escaped(title);
    page.append("</title>\n<style>").append(style).append("</style>\n</head>\n<body>\n").append(body);
    return page + "</body>\n</html>\n";
}

}  // namespace gongshi
