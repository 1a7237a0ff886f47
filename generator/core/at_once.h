#pragma once
#include <algorithm>
#include <cstdint>

namespace gongshi {

/// How many of so many may go at once without anybody being asked: a tenth, never more than a thousand, ten always.
constexpr std::uint64_t most_at_once(std::uint64_t all) {
    return std::min<std::uint64_t>(1000, std::max<std::uint64_t>(10, all / 10));
}

}  // namespace gongshi
