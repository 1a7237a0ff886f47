#include "disclosure/packing.h"

namespace gongshi {

Packer& Packer::number(std::uint64_t value) {
    for (; value >= 128; value >>= 7) out_ += char(value | 128);
    out_ += char(value);
    return *this;
}

Packer& Packer::signed_number(std::int64_t value) {
    return number(std::uint64_t(value) << 1 ^ std::uint64_t(value >> 63));
}

Packer& Packer::text(std::string_view bytes) {
    number(bytes.size());
    return raw(bytes);
}

Packer& Packer::raw(std::string_view bytes) {
    out_ += bytes;
    return *this;
}

std::string_view Unpacker::raw(std::size_t count) {
    if (count > rest_.size()) {
        good_ = false;
        count = 0;
    }
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
}

std::uint64_t Unpacker::number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const std::string_view byte = raw(1);
        if (byte.empty()) return 0;
        value |= std::uint64_t(byte[0] & 127) << shift;
        if ((byte[0] & 128) == 0) return value;
    }
    good_ = false;
    return 0;
}

std::int64_t Unpacker::signed_number() {
    const std::uint64_t value = number();
    return std::int64_t(value >> 1 ^ (~(value & 1) + 1));
}

std::string_view Unpacker::text() { return raw(number()); }

}  // namespace gongshi
