#include "template/escape.h"

#include <algorithm>
#include <array>

#include "core/json.h"
#include "core/text.h"

namespace gongshi::syntax {
namespace {

constexpr std::array<bool, 256> table_of(std::string_view characters) {
    std::array<bool, 256> table{};
    for (char c : characters) table[static_cast<unsigned char>(c)] = true;
    return table;
}

constexpr auto needs_escape = table_of(std::string_view("&<>\"'`\0\r", 8));

std::string_view entity_of(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        case '`':
            return "&#96;";
        case '\r':
            return "&#13;";
        default:
            return "\xEF\xBF\xBD";  // NUL, as HTML parsers see it
    }
}

void append_html(std::string& out, std::string_view text) {
    const char* begin = text.data();
    const char* const end = begin + text.size();
    for (const char* at = begin; at != end; ++at) {
        if (!needs_escape[static_cast<unsigned char>(*at)]) continue;
        out.append(begin, at);
        out += entity_of(*at);
        begin = at + 1;
    }
    out.append(begin, end);
}

// RFC 3986: unreserved characters stand for themselves everywhere; which of the reserved ones do depends on the place.
// A single quote is none of them here, since attributes may be closed by it.
constexpr std::string_view unreserved = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-._~";
constexpr auto kept_in_part = table_of(unreserved);
constexpr auto kept_in_url =
    table_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-._~:/?#[]@!$&()*+,;=");
constexpr auto kept_without_colon =
    table_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-._~/?#[]@!$&()*+,;=");
constexpr auto kept_in_srcset =
    table_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-._~:/?#[]@!$&*+;=");

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// Percent-encodes all that is not kept. Where reserved characters are kept, a `%` that begins an escape stays one.
void append_percent(std::string& out, std::string_view text, const std::array<bool, 256>& kept) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const bool escape_stands =
            c == '%' && kept['/'] && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2]);
        if (c == '&' && kept['&']) {
            out += "&amp;";
        } else if (kept[c] || escape_stands) {
            out += char(c);
        } else {
            out += '%';
            out += digits[c >> 4];
            out += digits[c & 15];
        }
    }
}

/// A whole URL: only relative ones and schemes that run nothing are written.
void append_url(std::string& out, std::string_view text, const std::array<bool, 256>& kept) {
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
    append_percent(out, text, kept);
}

/// Within a JSON string: as one of its own, without the quotes around it.
void append_json_part(std::string& out, std::string_view text) {
    const std::size_t begin = out.size();
    append_json_text(out, text);
    out.erase(begin, 1);
    out.pop_back();
}

}  // namespace

void append_escaped(std::string& out, std::string_view text, Escape escape) {
    switch (escape) {
        case Escape::text:
        case Escape::attribute:
        case Escape::rcdata:
            return append_html(out, text);
        case Escape::url:
            return append_url(out, text, kept_in_url);
        case Escape::url_more:
            return append_percent(out, text, kept_without_colon);
        case Escape::url_rest:
            return append_percent(out, text, kept_in_url);
        case Escape::url_part:
            return append_percent(out, text, kept_in_part);
        case Escape::srcset:
            return append_url(out, text, kept_in_srcset);
        case Escape::json:
            return append_json_text(out, text);
        case Escape::json_part:
            return append_json_part(out, text);
    }
}

void append_without_tags(std::string& out, std::string_view html) {
    char quote = '\0';
    bool in_tag = false;
    for (char c : html) {
        if (!in_tag) {
            in_tag = c == '<';
            if (in_tag) continue;
            if (c != '&' && needs_escape[static_cast<unsigned char>(c)]) {
                out += entity_of(c);
            } else {
                out += c;
            }
        } else if (quote != '\0') {
            if (c == quote) quote = '\0';
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            in_tag = false;
        }
    }
}

}  // namespace gongshi::syntax
