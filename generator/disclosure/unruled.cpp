#include "disclosure/unruled.h"

#include <algorithm>

#include "disclosure/ruling.h"
#include "registry/record_version.h"

namespace gongshi {
namespace {

constexpr std::size_t rulings_at_once = 2000;

}  // namespace

void rule_on_unruled(Registry& registry, const Dataset& dataset, const std::vector<NamedBy>& ways, const Policy& policy,
                     const Digest& basis, Date today, Threads threads, std::vector<Unruled>& unruled,
                     const std::function<void(const Head&, ShownForm&, const Standing*)>& see) {
    if (unruled.empty()) return;
    std::vector<std::unique_ptr<VersionReader>> readers;
    for (unsigned worker = 0; worker < threads.count; ++worker)
        readers.push_back(std::make_unique<VersionReader>(registry.file()));
    for (std::size_t begin = 0; begin < unruled.size(); begin += rulings_at_once) {
        const std::size_t count = std::min(rulings_at_once, unruled.size() - begin);
        std::vector<std::pair<Head, CachedRuling>> rulings(count);
        std::vector<ShownForm> forms(count);
        for_each_index(count, threads, [&](std::size_t one, unsigned worker) {
            Head& head = unruled[begin + one].head;
            RecordVersion version = readers[worker]->read(dataset, head.version);
            const Ruling ruling = rule_on(version, policy, today);
            Discloser::Kept kept = Discloser::keep(std::move(version), ruling, ways);
            rulings[one] = {std::move(head), CachedRuling{ruling.valid_from, ruling.valid_until, pack(kept.form),
                                                          std::move(kept.shown), std::move(kept.canaries)}};
            forms[one] = std::move(kept.form);
        });
        registry.keep_rulings(basis, rulings);
        for (std::size_t one = 0; one < count; ++one)
            see(rulings[one].first, forms[one], unruled[begin + one].standing.get());
    }
}

}  // namespace gongshi
