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
    bool unknown_year = false;    ///< the deadline needs a calendar that is not there
    bool major_in_doubt = false;  ///< a major decision without legal review in time
    bool person_as_firm = false;  ///< the department calls an organisation what is a person
    bool uncapped = false;        ///< an inspection that no yearly cap counts
    Decision rules;
    std::int32_t deadline = INT32_MAX, expiry = INT32_MAX, own_end = INT32_MAX;  ///< as of a Ruling
    std::int32_t withdrawn_on = INT32_MIN;  ///< day of the act that takes it back, when its own columns say
    std::vector<std::string> kinds;         ///< as rules see them; for statistics
    std::int64_t fen = 0;
    std::string why;     ///< withdrawn: the department's words
    Digest sha256, sm3;  ///< of the canonical form (public_text.h)
    std::int32_t valid_from = INT32_MIN,
                 valid_until = INT32_MAX;  ///< of a certificate, a law: days, the last inclusive
    Digest digest;                         ///< PublicRecord::digest; only when shown, as all that follows
    std::int32_t date = INT32_MIN;
    int yearly_cap = 0;                    ///< of a matter: inspections of one firm in a year; 0: none
    std::vector<std::string> act_classes;  ///< of an officer's certificate, folded
    std::string region;                    ///< of the same
    std::string party_code;                ///< empty: none, or a natural person
    std::string party_name;                ///< of the same, as shown
    std::vector<std::pair<std::uint32_t, std::string>> facets;      ///< field, value as shown
    std::vector<std::pair<std::uint32_t, std::string>> references;  ///< field, folded key of the target
    std::vector<std::string> names;  ///< folded keys others refer to it by, one for each way there is

    friend bool operator==(const ShownForm&, const ShownForm&) = default;
};

std::string pack(const ShownForm& form);
/// None when the bytes are not a packed form: then it is computed anew.
std::optional<ShownForm> unpack(std::string_view bytes);

}  // namespace gongshi
