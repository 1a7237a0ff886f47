#include "dataset/content_reader.h"

#include <cstring>

#include "core/text.h"

namespace gongshi {
namespace {

bool read_hex4(const char* at, const char* end, char32_t& out) {
    if (end - at < 4) return false;
    out = 0;
    for (int i = 0; i < 4; ++i) {
        const char c = at[i];
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0) return false;
        out = out << 4 | char32_t(digit);
    }
    return true;
}

}  // namespace

bool ContentReader::read_text(std::string_view& out, std::string& buffer) {
    if (!take('"')) return false;
    const char* const begin = at_;
    const char* const quote = static_cast<const char*>(std::memchr(begin, '"', std::size_t(end_ - begin)));
    if (quote == nullptr) return false;
    if (std::memchr(begin, '\\', std::size_t(quote - begin)) == nullptr) {
        out = {begin, std::size_t(quote - begin)};
        at_ = quote + 1;
        return true;
    }
    buffer.clear();
    while (at_ != end_ && *at_ != '"') {
        if (*at_ == '\\') {
            ++at_;
            if (!read_escaped(buffer)) return false;
        } else {
            buffer += *at_++;
        }
    }
    out = buffer;
    return take('"');
}

bool ContentReader::read_escaped(std::string& buffer) {
    if (at_ == end_) return false;
    switch (*at_++) {
        case '"':
            buffer += '"';
            return true;
        case '\\':
            buffer += '\\';
            return true;
        case '/':
            buffer += '/';
            return true;
        case 'b':
            buffer += '\b';
            return true;
        case 'f':
            buffer += '\f';
            return true;
        case 'n':
            buffer += '\n';
            return true;
        case 'r':
            buffer += '\r';
            return true;
        case 't':
            buffer += '\t';
            return true;
        case 'u':
            break;
        default:
            return false;
    }
    char32_t unit = 0;
    if (!read_hex4(at_, end_, unit)) return false;
    at_ += 4;
    if (unit >= 0xD800 && unit <= 0xDFFF) return false;  // we write code points beyond U+FFFF as they are
    append_utf8(buffer, unit);
    return true;
}

bool ContentReader::read_array(std::vector<std::string>& items) {
    if (!take('[')) return false;
    if (take(']')) return true;
    std::string buffer;
    do {
        std::string_view text;
        if (!read_text(text, buffer)) return false;
        items.emplace_back(text);
    } while (take(','));
    return take(']');
}

}  // namespace gongshi
