#include "template/escape.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "core/json.h"
#include "core/text.h"

namespace gongshi::syntax {
namespace {

constexpr std::array<bool, 256> table_of(std::string_view characters) {
    std::array<bool, 256> table{};
    for (char c : characters) table[static_cast<unsigned char>(c)] = true;
    return table;
}

constexpr auto needs_escape = table_of(std::string_view("&<>\"'\0\r", 7));

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
        case '\r':
            return "&#13;";
        default:
            return "\xEF\xBF\xBD";  // NUL, as HTML parsers see it
    }
}

/// Whether sixteen bytes hold one that needs escaping. Written for what compilers make of it: a handful of vector
/// instructions where the processor has them.
bool any_needs_escape(const char* at) {
    using Bytes [[gnu::vector_size(16)]] = unsigned char;
    Bytes bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    const auto found = (bytes == '&') | (bytes == '<') | (bytes == '>') | (bytes == '"') | (bytes == '\'') |
                       (bytes == '\0') | (bytes == '\r');
    std::uint64_t halves[2];
    std::memcpy(halves, &found, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

void append_html(std::string& out, std::string_view text) {
    const char* begin = text.data();
    const char* const end = begin + text.size();
    const char* at = begin;
    while (at != end) {
        if (end - at >= 16 && !any_needs_escape(at)) {
            at += 16;
            continue;
        }
        const char* const stride = at + std::min<std::ptrdiff_t>(16, end - at);
        for (; at != stride; ++at) {
            if (!needs_escape[static_cast<unsigned char>(*at)]) continue;
            out.append(begin, std::size_t(at - begin));
            out += entity_of(*at);
            begin = at + 1;
        }
    }
    out.append(begin, std::size_t(end - begin));
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
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (kept[c] && c != '&') continue;
        if (c == '%' && kept['/'] && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])) continue;
        out.append(text.data() + begin, i - begin);
        begin = i + 1;
        if (kept[c]) {
            out += "&amp;";
            continue;
        }
        const char escape[3] = {'%', digits[c >> 4], digits[c & 15]};
        out.append(escape, sizeof escape);
    }
    out.append(text.data() + begin, text.size() - begin);
}

/// A whole URL: only relative ones and schemes that run nothing are written.
void append_url(std::string& out, std::string_view text, const std::array<bool, 256>& kept) {
    const auto is_plain = [](char c) { return c > ' ' && c != 0x7F; };
    if (!text.empty() && !(is_plain(text.front()) && is_plain(text.back()))) text = trim(text);
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
