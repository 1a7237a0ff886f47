#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "transfer/object_store.h"

namespace gongshi {

/// One page of a bucket's list, as a store answers to ListObjects (version 1) or ListObjectsV2 (2).
struct ObjectPage {
    std::vector<StoredObject> objects;
    bool more = false;
    std::string next;  ///< token or marker of the page that follows
};

/// None when the list has no end: an answer that was cut must not look like a bucket that lost its objects. `encoded`: keys are
/// percent-encoded; the first `prefix` bytes of each key are taken off.
std::optional<ObjectPage> parse_object_page(std::string_view body, int version, bool encoded, std::size_t prefix);

/// The text of the first element of that name, entities resolved; empty when there is none.
std::string element_of(std::string_view text, std::string_view tag);

}  // namespace gongshi
