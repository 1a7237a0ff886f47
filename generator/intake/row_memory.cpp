#include "intake/row_memory.h"

#include <cstring>
#include <string>

namespace gongshi {
namespace {

constexpr std::size_t row_bytes = 32;

template <class Number>
void put(std::string& out, Number number) {
    for (std::size_t i = 0; i < sizeof number; ++i) out += char(std::uint64_t(number) >> 8 * i);
}

template <class Number>
Number take(const char* from) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof number; ++i)
        number |= std::uint64_t(static_cast<unsigned char>(from[i])) << 8 * i;
    return Number(number);
}

}  // namespace

std::string pack_rows(const std::vector<RememberedRow>& rows) {
    std::string out;
    out.reserve(rows.size() * row_bytes);
    for (const RememberedRow& row : rows) {
        out.append(reinterpret_cast<const char*>(row.row.bytes.data()), row.row.bytes.size());
        put(out, row.identity);
        put(out, row.version);
    }
    return out;
}

std::vector<RememberedRow> unpack_rows(std::string_view bytes) {
    std::vector<RememberedRow> rows;
    if (bytes.size() % row_bytes != 0) return rows;
    rows.resize(bytes.size() / row_bytes);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const char* from = bytes.data() + i * row_bytes;
        std::memcpy(rows[i].row.bytes.data(), from, rows[i].row.bytes.size());
        rows[i].identity = take<std::uint64_t>(from + 16);
        rows[i].version = take<std::int64_t>(from + 24);
    }
    return rows;
}

}  // namespace gongshi
