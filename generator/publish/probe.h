#pragma once
#include <string>
#include <vector>

#include "publish/target.h"

namespace gongshi {

/// One thing that was tried at a bucket.
struct ProbeLine {
    std::string zh, en;
    bool works = false, needed = true;
    std::string words;  ///< the server's, when it failed
};

/// Puts, lists, reads and deletes a few awkward keys below `_pub/probe/`, and says what the store can do. Any other kind of
/// target gives no lines.
std::vector<ProbeLine> probe_bucket(const Target& target);

}  // namespace gongshi
