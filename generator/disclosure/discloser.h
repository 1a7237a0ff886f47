#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dataset/dataset.h"
#include "disclosure/public_record.h"
#include "disclosure/shown_form.h"
#include "registry/record_version.h"

namespace gongshi {

/// One way in which records of a dataset are referred to: by these fields (indexes there), joined by U+001F.
struct NamedBy {
    std::vector<std::size_t> fields;
    friend bool operator==(const NamedBy&, const NamedBy&) = default;
};

/// For each dataset, every way in which some dataset's foreign key names its records.
std::vector<std::vector<NamedBy>> ways_of_naming(const std::vector<const Dataset*>& datasets);

/// Which of a dataset's ways a foreign key uses.
std::size_t way_of(const Reference& reference, const Dataset& target, const std::vector<NamedBy>& ways);

/// The only maker of public records: drops internal fields, masks what privacy asks for.
class Discloser {
public:
    /// The public form of a version that is shown; `ruling.shown()` holds. `numbers_masked` says whether personal numbers
    /// were found in its texts.
    static PublicRecord make_public(RecordVersion version, const Ruling& ruling, bool* numbers_masked = nullptr);

    /// What the day's view keeps of a version, shown or not, and the packed public form; empty when it is not shown.
    struct Kept {
        ShownForm form;
        std::string shown;
        std::string canaries;  ///< hashes of what it holds and does not show
    };
    static Kept keep(RecordVersion version, const Ruling& ruling, const std::vector<NamedBy>& ways);

    /// A public record as bytes, to be kept with its ruling: masking is done once a version, not once a page.
    static std::string pack(const PublicRecord& record);
    /// None when the bytes are no packed record of the dataset.
    static std::optional<PublicRecord> unpack(std::string_view bytes, const Dataset& dataset);
};

}  // namespace gongshi
