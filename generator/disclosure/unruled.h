#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "core/parallel.h"
#include "disclosure/discloser.h"
#include "registry/registry.h"

namespace gongshi {

/// A record whose newest version has no ruling of this basis for today, with its standing where the public saw it.
struct Unruled {
    Head head;
    std::unique_ptr<Standing> standing;
};

/// Rules on records of one dataset, keeps the rulings, and lets `see` have each in its order. Call outside `Registry::each_head`.
void rule_on_unruled(Registry& registry, const Dataset& dataset, const std::vector<NamedBy>& ways, const Policy& policy,
                     const Digest& basis, Date today, Threads threads, std::vector<Unruled>& unruled,
                     const std::function<void(const Head&, ShownForm&, const Standing*)>& see);

}  // namespace gongshi
