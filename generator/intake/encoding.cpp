#include "intake/encoding.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <cstring>

#include "core/text.h"
#include "intake/codes.h"

namespace gongshi {
namespace {

constexpr std::size_t piece = std::size_t(128) * 1024;

const char* iconv_name(Encoding encoding) {
    switch (encoding) {
        case Encoding::utf16_le:
            return "UTF-16LE";
        case Encoding::utf16_be:
            return "UTF-16BE";
        case Encoding::gb18030:
            return "GB18030";
        default:
            return nullptr;
    }
}

std::size_t mark_length(Encoding encoding) {
    switch (encoding) {
        case Encoding::utf8_bom:
            return 3;
        case Encoding::utf16_le:
        case Encoding::utf16_be:
            return 2;
        default:
            return 0;
    }
}

/// Bytes at the end of a piece that may be the beginning of a character.
std::size_t cut_off(std::string_view bytes) {
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, bytes.size()); ++back) {
        const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if (byte >= 0xC0) return back < std::size_t(byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2) ? back : 0;
        if (byte < 0x80) return 0;
    }
    return 0;
}

/// An iconv descriptor that turns bytes into UTF-8 and keeps what is cut off at the end of a piece.
class Converter {
public:
    explicit Converter(const char* from) : descriptor_(::iconv_open("UTF-8", from)) {
        assert(descriptor_ != iconv_t(-1));
    }
    ~Converter() { ::iconv_close(descriptor_); }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    /// Appends what `bytes` decode to. Bad bytes become U+FFFD and are counted.
    void add(std::string_view bytes, bool last, std::string& out) {
        rest_ += bytes;
        char* in = rest_.data();
        std::size_t left = rest_.size();
        while (left > 0) {
            char* to = buffer_.data();
            std::size_t room = buffer_.size();
            const std::size_t result = ::iconv(descriptor_, &in, &left, &to, &room);
            out.append(buffer_.data(), buffer_.size() - room);
            if (result != std::size_t(-1) || errno == E2BIG) continue;
            if (errno == EINVAL && !last) break;  // a character cut off: the next piece ends it
            append_utf8(out, 0xFFFD);
            ++bad;
            ++in;
            --left;
            ::iconv(descriptor_, nullptr, nullptr, nullptr, nullptr);
        }
        rest_.erase(0, rest_.size() - left);
    }

    std::uint64_t bad = 0;

private:
    iconv_t descriptor_;
    std::string rest_;
    std::array<char, std::size_t(64) * 1024> buffer_{};
};

/// Where the first bytes stand that are not strict UTF-8.
std::optional<std::uint64_t> first_bad_byte_utf8(disk::FileReader& file) {
    std::string buffer(piece, '\0');
    std::size_t kept = 0;  // bytes of a character that the last piece cut off stand before the next one
    for (std::uint64_t before = 0;;) {
        const std::size_t got = file.read(buffer.data() + kept, buffer.size() - kept);
        const std::string_view bytes(buffer.data(), kept + got);
        kept = got == 0 ? 0 : cut_off(bytes);
        const std::string_view whole = bytes.substr(0, bytes.size() - kept);
        if (const std::optional<std::size_t> bad = first_invalid_utf8(whole)) return before + *bad;
        if (got == 0) return std::nullopt;
        before += whole.size();
        std::copy(bytes.end() - long(kept), bytes.end(), buffer.begin());
    }
}

/// The line (from 1) of a byte.
std::uint64_t line_of(disk::FileReader& file, std::uint64_t at) {
    std::string buffer(piece, '\0');
    std::uint64_t line = 1;
    while (at > 0) {
        const std::size_t got = file.read(buffer.data(), std::size_t(std::min<std::uint64_t>(buffer.size(), at)));
        if (got == 0) break;
        line += std::uint64_t(std::count(buffer.begin(), buffer.begin() + long(got), '\n'));
        at -= got;
    }
    return line;
}

/// Line (from 1) of the first bytes that are not GB18030, strictly as iconv sees it; 0 when all are.
std::uint64_t first_bad_line_gb18030(disk::FileReader& file) {
    Converter converter("GB18030");
    std::string buffer(piece, '\0'), text;
    std::uint64_t line = 1;
    for (;;) {
        const std::size_t got = file.read(buffer.data(), buffer.size());
        text.clear();
        converter.add({buffer.data(), got}, got == 0, text);
        const std::size_t bad = converter.bad == 0 ? text.size() : std::min(text.find("\xEF\xBF\xBD"), text.size());
        line += std::uint64_t(std::count(text.begin(), text.begin() + long(bad), '\n'));
        if (converter.bad > 0) return line;
        if (got == 0) return 0;
    }
}

std::optional<Encoding> by_mark(std::string_view head) {
    if (head.starts_with("\xEF\xBB\xBF")) return Encoding::utf8_bom;
    if (head.starts_with("\xFF\xFE")) return Encoding::utf16_le;
    if (head.starts_with("\xFE\xFF")) return Encoding::utf16_be;
    return std::nullopt;
}

}  // namespace

std::string_view encoding_name(Encoding encoding) {
    switch (encoding) {
        case Encoding::utf8:
            return "UTF-8";
        case Encoding::utf8_bom:
            return "UTF-8 BOM";
        case Encoding::utf16_le:
            return "UTF-16LE";
        case Encoding::utf16_be:
            return "UTF-16BE";
        case Encoding::gb18030:
            break;
    }
    return "GB18030";
}

Result<Encoding> detect_encoding(const std::filesystem::path& path, const std::string& shown) {
    disk::FileReader file(path);
    std::array<char, 4> head{};
    const std::size_t got = file.read(head.data(), head.size());
    const std::optional<Encoding> marked = by_mark({head.data(), got});
    if (marked && *marked != Encoding::utf8_bom) return *marked;
    file.seek(0);
    const std::optional<std::uint64_t> bad = first_bad_byte_utf8(file);
    if (!bad) return marked.value_or(Encoding::utf8);
    file.seek(0);
    const std::uint64_t utf8_line = line_of(file, *bad);
    file.seek(0);
    const std::uint64_t gb_line = marked ? utf8_line : first_bad_line_gb18030(file);
    if (gb_line == 0) return Encoding::gb18030;
    Place place;
    place.file = shown;
    place.line = std::uint32_t(gb_line);
    return Failure(Diagnostic(codes::encoding_unreadable, place, "", {{"utf8_line", std::to_string(utf8_line)}}));
}

struct TextReader::State {
    disk::FileReader file;
    Encoding encoding;
    std::unique_ptr<Converter> converter;
    std::string buffer = std::string(piece, '\0');
    std::size_t kept = 0;  ///< bytes of a character that the last piece cut off stand before the next one
    bool at_start = true;

    State(const std::filesystem::path& path, Encoding encoding_) : file(path), encoding(encoding_) {}
};

TextReader::TextReader(const std::filesystem::path& file, Encoding encoding)
    : state_(std::make_unique<State>(file, encoding)) {
    if (const char* name = iconv_name(encoding)) state_->converter = std::make_unique<Converter>(name);
}

TextReader::~TextReader() = default;

bool TextReader::read(std::string& text) {
    State& state = *state_;
    std::string& buffer = state.buffer;
    const std::size_t got = state.file.read(buffer.data() + state.kept, buffer.size() - state.kept);
    std::string_view bytes(buffer.data(), state.kept + got);
    if (state.at_start) bytes.remove_prefix(std::min(bytes.size(), mark_length(state.encoding)));
    state.at_start = false;
    const std::size_t before = text.size();
    if (state.converter) {
        state.converter->add(bytes, got == 0, text);
    } else {
        state.kept = got == 0 ? 0 : cut_off(bytes);
        text.append(bytes, 0, bytes.size() - state.kept);
        std::copy(bytes.end() - long(state.kept), bytes.end(), buffer.begin());
    }
    return got > 0 || text.size() > before;
}

}  // namespace gongshi
