#include "disclosure/record_links.h"

#include <algorithm>

#include "core/text.h"
#include "disclosure/codes.h"

namespace gongshi {

RecordLinks::RecordLinks(Disclosure::State& state, const std::vector<std::vector<NamedBy>>& ways,
                         std::vector<DraftLinks>& drafts)
    : state_(state), ways_(ways), drafts_(drafts) {}

void RecordLinks::resolve() {
    names_.assign(state_.views.size(), {});
    unresolved_.clear();
    for (std::size_t i = 0; i < state_.views.size(); ++i) {
        names_[i].resize(ways_[i].size());
        if (ways_[i].empty()) continue;
        for (std::uint32_t e = 0; e < drafts_[i].names.size(); ++e) {
            for (std::size_t way = 0; way < ways_[i].size(); ++way) {
                const std::string& name = drafts_[i].names[e][way];
                if (!name.empty()) names_[i][way][name].push_back(e);
            }
        }
    }
    for (std::size_t i = 0; i < state_.views.size(); ++i) {
        DatasetView& view = state_.views[i];
        const auto targets = targets_of(*view.dataset);
        view.references.clear();
        for (std::uint32_t e = 0; e < view.entries.size(); ++e) {
            Entry& entry = view.entries[e];
            const auto& draft = drafts_[i];
            const std::uint32_t pending_begin = entry.pending_begin, begin = std::uint32_t(view.references.size());
            std::uint16_t element = 0;
            for (std::uint32_t r = pending_begin; r < pending_begin + entry.pending_count; ++r) {
                const DraftLinks::Pending& pending = draft.references[r];
                // The elements of a list stand one after another.
                const bool goes_on = r > pending_begin && draft.references[r - 1].field == pending.field;
                element = goes_on ? std::uint16_t(element + 1) : std::uint16_t(0);
                const std::optional<Target>& target = targets[pending.field];
                if (!target) continue;
                if (const auto found = find_named(*target, pending.key, entry.department))
                    view.references.push_back(
                        {std::uint16_t(pending.field), element, std::uint32_t(target->dataset), *found});
                else
                    unresolved_.push_back({std::uint32_t(i), e, pending.field});
            }
            entry.references_begin = begin;
            entry.references_count = std::uint32_t(view.references.size()) - begin;
        }
    }
}

std::vector<std::optional<RecordLinks::Target>> RecordLinks::targets_of(const Dataset& dataset) const {
    std::vector<std::optional<Target>> targets(dataset.fields.size());
    for (const Reference& reference : dataset.references) {
        for (std::size_t i = 0; i < state_.datasets.size(); ++i) {
            if (state_.datasets[i]->name != reference.dataset) continue;
            targets[reference.fields.front()] = Target{i, way_of(reference, *state_.datasets[i], ways_[i])};
        }
    }
    return targets;
}

/// The shown record of a name; of several, one of the same department, else the first.
std::optional<std::uint32_t> RecordLinks::find_named(const Target& target, const std::string& key,
                                                     std::uint16_t department) const {
    const NameTable& table = names_[target.dataset][target.way];
    const auto found = table.find(key);
    if (found == table.end()) return std::nullopt;
    const std::vector<Entry>& entries = state_.views[target.dataset].entries;
    for (std::uint32_t entry : found->second) {
        if (entries[entry].department == department) return entry;
    }
    return found->second.front();
}

void RecordLinks::tell_unresolved(Complaints& complaints) const {
    for (DatasetView& view : state_.views) view.unresolved.assign(state_.departments.size(), 0);
    for (const Unresolved& one : unresolved_) {
        DatasetView& view = state_.views[one.dataset];
        const Entry& entry = view.entries[one.entry];
        ++view.unresolved[entry.department];
        complaints.add(codes::reference_unresolved, state_.departments[entry.department].key, *view.dataset,
                       std::int64_t(entry.row), view.dataset->fields[one.field].title.zh);
    }
}

std::vector<std::vector<RecordLinks::Held>> RecordLinks::check(Complaints& complaints) const {
    std::vector<std::vector<Held>> held(state_.views.size());
    const CheckSettings& checks = state_.policy->checks;
    const bool any = checks.officer_listed != CheckMode::off || checks.officer_valid != CheckMode::off ||
                     checks.item_published != CheckMode::off || checks.law_in_force != CheckMode::off ||
                     checks.inspection_cap != CheckMode::off || checks.officer_class != CheckMode::off ||
                     checks.officer_region != CheckMode::off;
    if (!any) return held;
    for (std::size_t i = 0; i < state_.views.size(); ++i) {
        if (state_.views[i].dataset->stage != Stage::after) continue;
        for (std::uint32_t e = 0; e < state_.views[i].entries.size(); ++e) check_entry(i, e, complaints, held[i]);
        check_inspections(i, complaints, held[i]);
    }
    const auto fail = [&](const Unresolved& one, CheckMode mode, const Code& code) {
        const DatasetView& view = state_.views[one.dataset];
        if (mode == CheckMode::off || view.dataset->stage != Stage::after) return;
        const Entry& entry = view.entries[one.entry];
        complaints.add(code, state_.departments[entry.department].key, *view.dataset, std::int64_t(entry.row));
        if (mode == CheckMode::quarantine) held[one.dataset].push_back({one.entry, &code, {}});
    };
    for (const Unresolved& one : unresolved_) {
        const Dataset& dataset = *state_.views[one.dataset].dataset;
        const std::string& target = dataset.references[*dataset.fields[one.field].reference].dataset;
        if (target == "officers") fail(one, checks.officer_listed, codes::check_officer_unlisted);
        if (target == "items") fail(one, checks.item_published, codes::check_item_unpublished);
    }
    for (std::vector<Held>& list : held)
        std::stable_sort(list.begin(), list.end(), [](const Held& a, const Held& b) { return a.entry < b.entry; });
    return held;
}

void RecordLinks::check_entry(std::size_t dataset, std::uint32_t index, Complaints& complaints,
                              std::vector<Held>& held) const {
    const DatasetView& view = state_.views[dataset];
    const Entry& entry = view.entries[index];
    if (entry.date == Entry::no_date) return;
    const CheckSettings& checks = state_.policy->checks;
    const auto fail = [&](CheckMode mode, const Code& code, const std::string& text = {}) {
        if (mode == CheckMode::off) return;
        complaints.add(code, state_.departments[entry.department].key, *view.dataset, std::int64_t(entry.row), text);
        if (mode == CheckMode::quarantine) held.push_back({index, &code, text});
    };
    for (std::uint32_t r = 0; r < entry.references_count; ++r) {
        const Link& link = view.references[entry.references_begin + r];
        const std::string& target = state_.views[link.dataset].dataset->name;
        const DraftLinks::Checked& named = drafts_[link.dataset].checked[link.entry];
        const auto& certificates = drafts_[link.dataset].certificates;
        if (!certificates.empty()) check_officer(entry, certificates[link.entry], fail);
        if (named.valid_from <= entry.date && entry.date <= named.valid_until) continue;
        if (target == "officers") fail(checks.officer_valid, codes::check_officer_invalid);
        if (target == "items") fail(checks.item_published, codes::check_item_later);
        if (target == "laws") fail(checks.law_in_force, codes::check_law_not_in_force);
    }
}

/// A certificate is for classes of acts and an area (行政执法证件: 执法类别、执法区域). What either side leaves out is not checked.
void RecordLinks::check_officer(const Entry& entry, const DraftLinks::Certificate& officer, const auto& fail) const {
    const CheckSettings& checks = state_.policy->checks;
    const Department& department = state_.departments[entry.department];
    const auto is_own = [](const std::vector<std::string>& own, const std::string& folded) {
        return std::any_of(own.begin(), own.end(), [&](const std::string& word) { return fold_key(word) == folded; });
    };
    const auto& classes = officer.act_classes;
    if (!department.act_classes.empty() && !classes.empty() &&
        std::none_of(classes.begin(), classes.end(),
                     [&](const std::string& one) { return is_own(department.act_classes, one); }))
        fail(checks.officer_class, codes::check_officer_class, join(classes, "、"));
    if (!department.regions.empty() && !officer.region.empty() && !is_own(department.regions, officer.region))
        fail(checks.officer_region, codes::check_officer_region, officer.region);
}

/// The caps that count an inspection: of its department whatever the matter, and of each matter it names; by a number that
/// tells them apart.
std::vector<std::pair<std::uint64_t, int>> RecordLinks::caps_of(const DatasetView& view, const Entry& entry) const {
    std::vector<std::pair<std::uint64_t, int>> caps;
    if (state_.policy->checks.inspections_a_year > 0) caps.emplace_back(0, state_.policy->checks.inspections_a_year);
    for (std::uint32_t r = 0; r < entry.references_count; ++r) {
        const Link& link = view.references[entry.references_begin + r];
        const int cap = drafts_[link.dataset].checked[link.entry].yearly_cap;
        if (cap > 0) caps.emplace_back((std::uint64_t(link.dataset) + 1) << 32 | link.entry, cap);
    }
    return caps;
}

/// 国办发〔2024〕54号: one firm is not inspected more often in a year than the published cap. Entries stand by date, so that
/// the latest are too many.
void RecordLinks::check_inspections(std::size_t dataset, Complaints& complaints, std::vector<Held>& held) const {
    const CheckSettings& checks = state_.policy->checks;
    const DatasetView& view = state_.views[dataset];
    if (checks.inspection_cap == CheckMode::off || view.dataset->rule_class != "行政检查") return;
    std::map<std::tuple<std::uint32_t, std::uint16_t, int, std::uint64_t>, int>
        counted;  // party, department, year, cap
    for (std::uint32_t e = 0; e < view.entries.size(); ++e) {
        const Entry& entry = view.entries[e];
        if (entry.party == Entry::none || entry.date == Entry::no_date || drafts_[dataset].checked[e].uncapped)
            continue;
        const int year = Date::from_days(entry.date).year();
        const int* broken = nullptr;
        const auto caps = caps_of(view, entry);
        for (const auto& [which, cap] : caps) {
            if (++counted[{entry.party, entry.department, year, which}] > cap) broken = &cap;
        }
        if (broken == nullptr) continue;
        complaints.add(codes::check_inspection_cap, state_.departments[entry.department].key, *view.dataset,
                       std::int64_t(entry.row), std::to_string(*broken));
        if (checks.inspection_cap == CheckMode::quarantine)
            held.push_back({e, &codes::check_inspection_cap, std::to_string(*broken)});
    }
}

}  // namespace gongshi
