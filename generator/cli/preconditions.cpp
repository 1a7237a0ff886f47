#include "cli/preconditions.h"

#include <algorithm>
#include <map>
#include <optional>

#include "cli/codes.h"
#include "core/stop.h"
#include "registry/event_log.h"

namespace gongshi {
namespace {

constexpr std::int32_t most_days_without_a_run = 3 * 366;

/// The last day on which anything was taken in or told of in the ledger.
std::optional<Date> last_day_of(Registry& registry) {
    std::optional<Date> last;
    if (const std::optional<StoredHead> head = EventLog(registry).last_head()) last = head->day;
    for (const Registry::AsOf& one : registry.as_of()) {
        if (!last || last->days() < one.day) last = Date::from_days(one.day);
    }
    return last;
}

}  // namespace

void refuse_left_out(const Config& config, Registry& registry) {
    std::map<std::string, std::size_t> departments, datasets;  // what is missed, and how many of its records are shown
    for (const Registry::AsOf& one : registry.as_of()) {
        const bool has_dataset = std::any_of(config.datasets.begin(), config.datasets.end(),
                                             [&](const Dataset& dataset) { return dataset.name == one.dataset; });
        const bool has_department = config.departments.find(one.department) != nullptr;
        if (has_dataset && has_department) continue;
        const std::size_t shown = registry.count_shown(one.dataset, one.department);
        if (shown == 0) continue;
        if (!has_dataset) datasets[one.dataset] += shown;
        if (!has_department) departments[one.department] += shown;
    }
    std::vector<Diagnostic> findings;
    const auto add = [&](const Code& code, const std::string& file, const std::string& name, std::size_t shown) {
        Place place;
        place.file = file;
        findings.emplace_back(code, std::move(place), name,
                              std::vector<std::pair<std::string, std::string>>{{"count", std::to_string(shown)}});
    };
    for (const auto& [key, shown] : departments)
        add(codes::department_left_out, "site-config/departments.toml", key, shown);
    for (const auto& [name, shown] : datasets)
        add(codes::dataset_left_out, "site-config/datasets/" + name + ".json", name, shown);
    if (!findings.empty()) throw Stop(ExitCode::usage, std::move(findings));
}

void refuse_unlikely_day(const Options& options, Registry& registry) {
    if (options.today_given) return;
    const std::optional<Date> last = last_day_of(registry);
    if (!last) return;
    const std::int32_t passed = options.today.days() - last->days();
    if (passed >= 0 && passed <= most_days_without_a_run) return;
    throw Stop(ExitCode::usage,
               {Diagnostic(codes::clock_unlikely, Place(), options.today.iso(), {{"last", last->iso()}})});
}

}  // namespace gongshi
