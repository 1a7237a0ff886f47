#pragma once
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"

namespace gongshi {

/// Values that must stand nowhere in the site, as hashes of their runs (core/text_runs.h): what the internal columns of
/// published records hold. And what may: numbers that stand in public identifier fields (a certificate may look like a
/// mobile number). Shared by threads.
class Secrets {
public:
    Secrets() = default;
    using Known = std::function<bool(std::uint64_t run)>;
    Secrets(std::vector<std::uint64_t> runs, Known is_public, Known is_identifier);

    bool empty() const { return runs_.empty(); }
    bool holds(std::uint64_t run) const;
    /// True when a run stands in some public field anyway. Asked only of what is about to be reported.
    bool is_public(std::uint64_t run) const { return is_public_ && is_public_(run); }
    /// True when a run is the value of a public identifier: a certificate, a document, an office's telephone.
    bool is_identifier(std::uint64_t run) const { return is_identifier_ && is_identifier_(run); }

private:
    std::vector<std::uint64_t> runs_;  ///< sorted
    std::vector<bool> filter_;         ///< by the first 20 bits: nearly every run of a page is told apart here
    Known is_public_, is_identifier_;
};

/// Finds what identifies a natural person in finished text: identity numbers whose date and check digit hold (GB
/// 11643-1999) and that are no credit code, beside the word 身份 any with a date, old ones beside it too, mobile numbers,
/// bank cards (ISO/IEC 7812-1), with single blanks or dashes in them or none; and every run of `secrets`. The finding
/// names file and kind, never the number.
/// `lines_before`: where `original` is a piece of the file.
void check_personal_data(std::string_view path, std::string_view original, const Secrets& secrets,
                         Diagnostics& findings, std::size_t lines_before = 0);

/// True for the 18 characters of an identity number: division, possible date of birth, check digit.
bool looks_like_identity_number(std::string_view text);

}  // namespace gongshi
