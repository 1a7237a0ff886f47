#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/date.h"
#include "core/digest.h"

namespace gongshi {

/// One leaf of the ledger, as it is published and hashed (docs/formats/ledger.md).
struct LeafText {
    std::uint64_t number = 0;
    std::string event;  ///< published, corrected, withdrawn, expired, restored
    std::string dataset, record;
    std::uint32_t version = 1;
    Date day = Date::from_days(0);
    Digest sha256, sm3;  ///< of the canonical form
    std::string reason;  ///< may be empty, then the member is left out
};

/// One line of JSON without its line feed: equal leaves give equal bytes.
std::string leaf_text(const LeafText& leaf);
std::optional<LeafText> parse_leaf(std::string_view line);

/// A tree head as the text of a note (https://c2sp.org/tlog-checkpoint): origin, size, root in base64, then our lines
/// `sm3 <base64>` and `day <date>`.
struct HeadText {
    std::string origin;
    std::uint64_t size = 0;
    Digest sha256, sm3;
    Date day = Date::from_days(0);
};

std::string head_text(const HeadText& head);
std::optional<HeadText> parse_head(std::string_view text);

/// Where files of leaves lie: 256 a file, "ledger/leaves/12.jsonl", a shorter last one with its number of leaves in its name.
inline constexpr std::uint64_t leaves_a_file = 256;
std::string leaves_path(std::uint64_t number, std::uint64_t width);

/// Files are listed in one list, or from 4,096 files on in 64 by the first bits of the hash of their path, so that a night
/// changes few of them: "ledger/files/0a.txt", lines as sha256sum writes them.
unsigned file_lists_for(std::size_t files);
std::string file_list_path(unsigned number);
unsigned file_list_of(std::string_view path, unsigned lists);

}  // namespace gongshi
