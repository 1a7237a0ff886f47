#pragma once
#include <compare>
#include <string>
#include <string_view>

namespace gongshi {

/// What a record *is*, whatever its content: the dataset, the authority that answers for it (credit code where known,
/// else the department's key) and its natural key (canonical texts of the primary key joined by U+001F).
struct Identity {
    std::string dataset, authority, key;
    friend auto operator<=>(const Identity&, const Identity&) = default;
};

/// The only thing a URL is made of: the first 10 characters of the lower-case Crockford base32 of the SHA-256 of the
/// identity, longer where two would collide (the registry decides, the first to come keeps the short one for ever).
struct RecordId {
    std::string text;
    static RecordId of(const Identity& identity, std::size_t length = 10);
    friend auto operator<=>(const RecordId&, const RecordId&) = default;
};

}  // namespace gongshi
