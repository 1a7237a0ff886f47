#include "template/escape.h"

#include <algorithm>
#include <array>

#include "core/json.h"
#include "core/text.h"

namespace gongshi::syntax {
namespace {

constexpr std::array<bool, 256> needs_escape = [] {
    std::array<bool, 256> table{};
    for (unsigned char c : {'&', '<', '>', '"', '\'', '`', '\0', '\r'}) table[c] = true;
    return table;
}();

void append_html(std::string& out, std::string_view text) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!needs_escape[static_cast<unsigned char>(text[i])]) continue;
        out.append(text, begin, i - begin);
        begin = i + 1;
        switch (text[i]) {
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
            case '\'':
                out += "&#39;";
                break;
            case '`':
                out += "&#96;";
                break;
            case '\r':
                out += "&#13;";
                break;
            default:
                out += "\xEF\xBF\xBD";
                break;  // NUL, as HTML parsers see it
        }
    }
    out.append(text, begin, text.size() - begin);
}

bool is_unreserved(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

/// Percent-encodes all but unreserved characters and those of `kept` (RFC 3986). A `%` that begins an escape stays one.
void append_percent(std::string& out, std::string_view text, std::string_view kept) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const bool escape_stands = c == '%' && !kept.empty() && i + 2 < text.size() &&
                                   std::isxdigit(static_cast<unsigned char>(text[i + 1])) != 0 &&
                                   std::isxdigit(static_cast<unsigned char>(text[i + 2])) != 0;
        if (c == '&' && kept.find('&') != std::string_view::npos) {
            out += "&amp;";
        } else if (is_unreserved(c) || escape_stands || kept.find(char(c)) != std::string_view::npos) {
            out += char(c);
        } else {
            out += '%';
            out += digits[c >> 4];
            out += digits[c & 15];
        }
    }
}

constexpr std::string_view reserved = ":/?#[]@!$&()*+,;=";

/// A whole URL: only relative ones and schemes that run nothing are written.
void append_url(std::string& out, std::string_view text) {
    text = trim(text);
    const std::size_t colon = text.find_first_of(":/?#");
    if (colon != std::string_view::npos && text[colon] == ':') {
        const std::string scheme = lower_ascii(text.substr(0, colon));
        static constexpr std::array<std::string_view, 4> harmless = {"http", "https", "mailto", "tel"};
        if (std::find(harmless.begin(), harmless.end(), scheme) == harmless.end()) {
            out += "#unsafe-url";
            return;
        }
    }
    append_percent(out, text, reserved);
}

}  // namespace

void append_escaped(std::string& out, std::string_view text, Escape escape) {
    switch (escape) {
        case Escape::text:
        case Escape::attribute:
        case Escape::rcdata:
            return append_html(out, text);
        case Escape::url:
            return append_url(out, text);
        case Escape::url_rest:
            return append_percent(out, text, reserved);
        case Escape::url_part:
            return append_percent(out, text, "");
        case Escape::json:
            return append_json_text(out, text);
    }
}

}  // namespace gongshi::syntax
