#pragma once
#include <filesystem>
#include <unordered_map>
#include <vector>

#include "disclosure/disclosure.h"
#include "registry/registry.h"

namespace gongshi {

struct Disclosure::State {
    std::filesystem::path registry_file;
    std::vector<const Dataset*> datasets;  // in the order of the views
    std::vector<DatasetView> views;
    std::vector<Department> departments;
    std::vector<Party> parties;
    const Policy* policy = nullptr;
    std::vector<Event> events;
    std::vector<ChangeLine> changes;
    std::int64_t first_event = 0;
    std::unordered_map<std::int64_t, std::uint32_t> changed;  // records whose event of tonight is not their first
    Date today = Date::from_days(0), opened = Date::from_days(0);
    Digest digest;
};

}  // namespace gongshi
