#include "cli/preconditions.h"

#include <algorithm>
#include <map>
#include <optional>

#include "cli/codes.h"
#include "core/at_once.h"
#include "core/disk.h"
#include "core/json.h"
#include "core/stop.h"
#include "registry/event_log.h"
#include "registry/identity_basis.h"
#include "release/manifest.h"

namespace gongshi {
namespace {

/// Departments and datasets of which anything was ever taken in.
using Groups = std::vector<Registry::AsOf>;

constexpr std::int32_t most_days_without_a_run = 3 * 366;

/// The last day on which anything was taken in or told of in the ledger.
std::optional<Date> last_day_of(Registry& registry, const Groups& groups) {
    std::optional<Date> last;
    if (const std::optional<StoredHead> head = EventLog(registry).last_head()) last = head->day;
    for (const Registry::AsOf& one : groups) {
        if (!last || last->days() < one.day) last = Date::from_days(one.day);
    }
    return last;
}

struct ShownHeads {
    std::int64_t all_but_last = 0, last = 0;  ///< leaves
    std::string day;                          ///< of the last
};

/// Of the tree's own list of its heads; none when there is no tree yet.
std::optional<ShownHeads> heads_of_tree(const Config& config) {
    const std::optional<std::string> bytes = disk::read_file(config.output / "ledger/heads.json");
    if (!bytes) return std::nullopt;
    const Result<Json> list = parse_json(*bytes, "ledger/heads.json");
    if (!list || !list->is(Json::Kind::array)) return std::nullopt;
    ShownHeads heads;
    for (const Json& head : list->items) {
        const Json* size = head.find("size");
        if (size == nullptr || !size->is(Json::Kind::integer)) continue;
        heads.all_but_last = std::max(heads.all_but_last, heads.last);
        heads.last = size->integer;
        heads.day = head.text_of("day");
    }
    return heads;
}

/// Records that are shown do not go because a table leaves departments.toml, or a file datasets/: a record goes by an act, a rule or its
/// period, with a reason and a leaf in the ledger. All that are missed are told at once.
void refuse_left_out(const Config& config, Registry& registry, const Groups& groups) {
    std::map<std::string, std::size_t> departments, datasets;  // what is missed, and how many of its records are shown
    for (const Registry::AsOf& one : groups) {
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

/// The folder in which the page of a record stands, when it is not its dataset's.
std::optional<std::string> other_segment(const Config& config, const std::string& segment,
                                         const std::string& public_id) {
    const std::string page = "/" + public_id + ".html";
    std::error_code error;
    if (std::filesystem::exists(config.output / (segment + page), error)) return std::nullopt;
    const std::optional<Manifest> last = Manifest::last(config.state);
    if (!last) return std::nullopt;
    for (const ManifestEntry& entry : last->entries()) {
        if (!entry.path.ends_with(page) || !std::filesystem::exists(config.output / entry.path, error)) continue;
        std::string folder = entry.path.substr(0, entry.path.size() - page.size());
        if (folder.find('/') == std::string::npos) return folder;  // not one of a second language
    }
    return std::nullopt;
}

/// An address is for ever (it stands in links, on paper as a QR code, in the lists of search engines): a dataset's segment does not
/// change while records stand below it. A tree that is not there, or lost pages, says nothing, and is made anew.
void refuse_moved(const Config& config, Registry& registry) {
    std::vector<Diagnostic> findings;
    for (const Dataset& dataset : config.datasets) {
        const std::optional<std::string> record = registry.any_shown(dataset.name);
        if (!record) continue;
        const std::optional<std::string> before = other_segment(config, dataset.segment, *record);
        if (!before) continue;
        Place place;
        place.file = "site-config/datasets/" + dataset.name + ".json";
        place.field = "segment";
        findings.emplace_back(codes::dataset_moved, std::move(place), dataset.segment,
                              std::vector<std::pair<std::string, std::string>>{{"before", *before}});
    }
    if (!findings.empty()) throw Stop(ExitCode::usage, std::move(findings));
}

void refuse_changed_keys(const Config& config, Registry& registry) {
    std::vector<Diagnostic> findings;
    for (const ChangedKey& changed : changed_keys(registry, config.datasets)) {
        Place place;
        place.file = "site-config/datasets/" + changed.dataset->name + ".json";
        place.field = "primaryKey";
        findings.emplace_back(codes::dataset_key_changed, std::move(place), changed.now,
                              std::vector<std::pair<std::string, std::string>>{{"before", changed.before}});
    }
    if (!findings.empty()) throw Stop(ExitCode::usage, std::move(findings));
}

/// A registry that was lost, or put back from an old backup, would begin the ledger anew in silence: a head before the tree's last is
/// larger than its ledger. (The last one may be of a run that was killed or did not pass.)
void refuse_lost_ledger(const Config& config, Registry& registry, const Groups& groups) {
    const std::optional<ShownHeads> shown = heads_of_tree(config);
    const std::int64_t known = EventLog(registry).size();
    // Nothing was ever taken in: whatever stands there, this registry did not make it.
    const bool is_new = groups.empty();
    if (!shown || known >= (is_new ? shown->last : shown->all_but_last)) return;
    Place place;
    place.file = registry.file().string();
    throw Stop(ExitCode::usage, {Diagnostic(codes::ledger_behind, std::move(place), std::to_string(shown->last),
                                            {{"day", shown->day}, {"known", std::to_string(known)}})});
}

/// A machine whose clock was lost wakes up in 1970 or 2000, before every approval, and would take the whole site back; one that is years
/// ahead would let it expire. A day that is given (--today) is believed.
void refuse_unlikely_day(const Options& options, Registry& registry, const Groups& groups) {
    if (options.today_given) return;
    const std::optional<Date> last = last_day_of(registry, groups);
    if (!last) return;
    const std::int32_t passed = options.today.days() - last->days();
    if (passed >= 0 && passed <= most_days_without_a_run) return;
    throw Stop(ExitCode::usage,
               {Diagnostic(codes::clock_unlikely, Place(), options.today.iso(), {{"last", last->iso()}})});
}

}  // namespace

void refuse_to_begin(const Config& config, const Options& options, Registry& registry) {
    const Groups groups = registry.as_of();
    refuse_unlikely_day(options, registry, groups);
    refuse_lost_ledger(config, registry, groups);
    refuse_left_out(config, registry, groups);
    refuse_moved(config, registry);
    refuse_changed_keys(config, registry);
}

std::optional<Diagnostic> mass_withdrawal(const Options& options, const Disclosure& today) {
    std::uint64_t shown = 0, withdrawn = 0, expired = 0;
    std::string first;  // one of them, to be asked about
    for (const DatasetView& view : today.datasets()) {
        shown += view.entries.size();
        for (const Tombstone& stone : view.tombstones) {
            if (first.empty() && stone.since == today.today()) first = stone.id.text;
        }
    }
    for (const Event& event : today.events()) {
        withdrawn += event.kind == EventKind::withdrawn ? 1 : 0;
        expired += event.kind == EventKind::expired ? 1 : 0;
    }
    const std::uint64_t gone = withdrawn + expired;
    if (gone <= std::max(most_at_once(shown + gone), options.allow_withdrawals.value_or(0))) return std::nullopt;
    return Diagnostic(codes::withdrawal_too_many, Place(), std::to_string(gone),
                      {{"withdrawn", std::to_string(withdrawn)},
                       {"expired", std::to_string(expired)},
                       {"shown", std::to_string(shown + gone)},
                       {"first", first}});
}

}  // namespace gongshi
