#include "search/seal.h"

#include "core/digest.h"

namespace gongshi {
namespace {

constexpr std::size_t digits = 8;

std::string bytes_of(std::uint32_t number) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += char(number >> shift & 0xFF);
    return bytes;
}

}  // namespace

std::uint32_t fnv1a(std::string_view bytes) {
    std::uint32_t hash = 0x811C9DC5;
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193;
    return hash;
}

std::string sealed(std::string bytes) {
    bytes += bytes_of(fnv1a(bytes));
    return bytes;
}

std::string sealed_text(std::string text, std::string_view closing) {
    text += hex_of(bytes_of(fnv1a(text)));
    text += closing;
    return text;
}

std::optional<std::string_view> unsealed(std::string_view path, std::string_view bytes) {
    const bool binary = path.ends_with(".bin");
    const std::size_t closing = path.ends_with(".json") ? 2 : 0, length = binary ? 4 : digits;
    if (closing > 0 && !bytes.ends_with("\"]") && !bytes.ends_with("\"}")) return std::nullopt;
    if (bytes.size() < length + closing) return std::nullopt;
    const std::string_view inside = bytes.substr(0, bytes.size() - length - closing);
    const std::string_view check = bytes.substr(inside.size(), length);
    const std::string sum = bytes_of(fnv1a(inside));
    if (check != (binary ? sum : hex_of(sum))) return std::nullopt;
    return closing == 0 ? inside : bytes;
}

}  // namespace gongshi
