#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongshi {

/// FNV-1a of 32 bits.
std::uint32_t fnv1a(std::string_view bytes);

/// Every file of the index ends in a checksum of what stands before it (fnv1a), so that a damaged one is told instead of
/// answered from. Binary files: four bytes, the highest first. Texts: eight hexadecimal digits, before what closes a JSON
/// document (`"]`, `"}`).
std::string sealed(std::string bytes);
std::string sealed_text(std::string text, std::string_view closing = "");

/// What was sealed in a file of this name (.bin, .txt, .json); none when it is damaged. JSON is given whole: the checksum is one
/// of its members.
std::optional<std::string_view> unsealed(std::string_view path, std::string_view bytes);

}  // namespace gongshi
