#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

#include "dataset/dataset.h"
#include "dataset/department.h"
#include "registry/registry.h"

// What tells records apart (dataset/record_id.h) is not theirs alone: configuration has a part in it, and may change under them.
namespace gongshi {

/// The authority that stands in identities for each department, by its key: the credit code, or for want of one the key, that it had
/// on the first night that knew it. A code that is added to departments.toml later, corrected, or new after a reform gives no record
/// another identity, and so another address. Keeps what it did not know yet.
std::map<std::string, std::string> kept_authorities(Registry& registry, const Departments& departments);

struct ChangedKey {
    const Dataset* dataset = nullptr;
    std::string before, now;  ///< the fields that records are told apart by, with commas between
};

/// Datasets whose records stand under another primary key than the schema's. Keeps what it did not know yet.
std::vector<ChangedKey> changed_keys(Registry& registry, std::span<const Dataset> datasets);

}  // namespace gongshi
