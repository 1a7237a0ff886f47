#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "disclosure/disclosure.h"

namespace gongshi {

/// Letters by which a name is looked up: the initials of its pinyin, and the ASCII letters and digits in it, in lower case.
using NameLetters = std::function<std::string(std::string_view name)>;

/// How a page of the directory of firms finds them.
enum class PartyOrder : std::uint8_t {
    name,  ///< first letters of the name
    code   ///< first characters of the credit code: kind of body and division, then more
};

/// Firms whose names or codes begin alike. Where they are too many for a page, it leads to pages of one more character, and
/// holds only those that have no more.
struct PartyPage {
    PartyOrder order = PartyOrder::name;
    std::string prefix;                   ///< lower case: "f", "fm", "91330999"; names without a letter in front: "0"
    std::uint32_t total = 0;              ///< firms here and below
    std::vector<std::uint32_t> parties;   ///< indexes into Disclosure::parties, in the order of names' letters or codes
    std::vector<std::uint32_t> narrower;  ///< indexes into PartyDirectory::pages

    std::string path() const;  ///< below the language's root: "party/name-f.html"
};

/// The ways to a firm that need no script. A page depends on the firms that are in it alone: others that come and go do not
/// shift them.
struct PartyDirectory {
    std::vector<PartyPage> pages;
    std::vector<std::uint32_t> by_name, by_code;  ///< the widest pages, in order
};

/// `place_names`: what names begin with and nobody looks under ("云溪县").
PartyDirectory plan_directory(const std::vector<Party>& parties, const NameLetters& letters,
                              const std::vector<std::string>& place_names, std::size_t most_a_page = 500);

}  // namespace gongshi
