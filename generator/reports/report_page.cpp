#include "reports/report_page.h"

#include "core/markup.h"

namespace gongshi {

std::string report_page(std::string_view title, std::string_view style, std::string_view body) {
    std::string page =
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n<title>";
    page += markup(title);
    page.append("</title>\n<style>").append(style).append("</style>\n</head>\n<body>\n").append(body);
    return page + "</body>\n</html>\n";
}

}  // namespace gongshi
