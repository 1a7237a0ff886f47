#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "dataset/dataset.h"
#include "dataset/record_id.h"
#include "dataset/value.h"

namespace gongshi {

/// The signing-off of a whole export by its sidecar, as it was when the version came in.
struct SignedOff {
    std::string approver, office, entered_by;
    std::optional<Date> on;
};

/// Where a version came from.
struct Provenance {
    std::string file;  ///< as people know it
    std::string sheet;
    std::uint32_t line = 0;
    Date day = Date::from_days(0);  ///< `--today` of the run that brought it in
    std::optional<SignedOff> signed_off;
};

/// A record as it stood after one import. Not public: may not be seen by anything that makes public bytes
/// (generator/FLOORS keeps it so).
struct RecordVersion {
    const Dataset* dataset = nullptr;
    RecordId id;
    std::string department;
    std::uint32_t number = 1;   ///< from 1
    std::vector<Value> values;  ///< one for each field of the dataset
    Provenance provenance;
};

}  // namespace gongshi
