#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/digest.h"
#include "intake/row_memory.h"
#include "registry/database.h"

namespace gongshi {

/// The table of remembered rows of one department and dataset.
class RememberedRows {
public:
    RememberedRows(Database& database, std::string department, std::string dataset, const Digest& basis);

    /// All rows of the group's files under this basis whose version is still `good`.
    RowMemory read(const std::function<bool(std::int64_t version)>& good);
    /// Puts the rows of a file in the place of those it had.
    void write(const std::string& file, const std::vector<RememberedRow>& rows);

private:
    Database& database_;
    std::string department_, dataset_;
    Digest basis_;
};

}  // namespace gongshi
