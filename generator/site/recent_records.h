#pragma once
#include <optional>
#include <vector>

#include "disclosure/disclosure.h"

namespace gongshi {

/// The records a worker has read lately. Those of one time stand together on the pages of several lists (month, department,
/// kind), so that whoever makes all pages of a time reads each record once.
class RecentRecords {
public:
    explicit RecentRecords(Disclosure::Reader& reader) : reader_(reader), places_(count) {}

    /// A record of the day's view that `reader` reads. It holds until one is asked for whose number in its view, in whatever
    /// dataset, differs by a multiple of `count` from its own: use it at once, or ask for no other meanwhile.
    const PublicRecord& read(const DatasetView& view, const Entry& entry);

    static constexpr std::size_t count = 512;  ///< 2 to 3 KB each

private:
    struct Place {
        const Entry* entry = nullptr;
        std::optional<PublicRecord> record;
    };

    Disclosure::Reader& reader_;
    std::vector<Place> places_;  // an entry's place is its number in its view: neighbours never meet
};

}  // namespace gongshi
