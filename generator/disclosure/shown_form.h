#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/digest.h"
#include "disclosure/ruling.h"

namespace gongshi {

/// What the day's view needs to know of a record without reading it: kept with its ruling in the registry, so that a night
/// without changes reads no record at all.
struct ShownForm {
    Reason reason = Reason::missing;
    bool numbers_masked = false;
    Digest digest;  ///< PublicRecord::digest; only when shown, as all that follows
    std::int32_t date = INT32_MIN;
    std::string party_code;                                         ///< empty: none, or a natural person
    std::vector<std::pair<std::uint32_t, std::string>> facets;      ///< field, value as shown
    std::vector<std::pair<std::uint32_t, std::string>> references;  ///< field, folded key of the target
    std::vector<std::string> names;  ///< folded keys others refer to it by, one for each way there is

    friend bool operator==(const ShownForm&, const ShownForm&) = default;
};

std::string pack(const ShownForm& form);
/// None when the bytes are not a packed form: then it is computed anew.
std::optional<ShownForm> unpack(std::string_view bytes);

}  // namespace gongshi
