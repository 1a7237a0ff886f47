#include "core/markup.h"

namespace gongshi {

void append_markup(std::string& out, std::string_view text) {
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
}

std::string markup(std::string_view text) {
    std::string out;
    append_markup(out, text);
    return out;
}

}  // namespace gongshi
