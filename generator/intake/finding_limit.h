#pragma once
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "core/diagnostic.h"

namespace gongshi {

/// Lets the first findings of a kind through and counts the rest: the same slip in 9,000 rows is said once, with the
/// number, and memory stays bounded. A kind is a code and a column.
class FindingLimit {
public:
    static constexpr std::size_t each = 20;

    explicit FindingLimit(Diagnostics& findings) : findings_(findings) {}

    void add(Diagnostic finding);
    void append(std::vector<Diagnostic> findings);
    /// Adds one `finding.repeated` for each kind that went on.
    void finish(const std::string& file);

private:
    struct Seen {
        std::size_t count = 0;
        Diagnostic first;
        std::uint32_t last_line = 0;
    };
    Diagnostics& findings_;
    std::map<std::tuple<std::string, std::string, std::uint32_t>, Seen> kinds_;
};

}  // namespace gongshi
