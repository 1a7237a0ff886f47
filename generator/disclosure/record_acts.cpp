#include "disclosure/record_acts.h"

#include <algorithm>
#include <map>

#include "core/text.h"
#include "dataset/field_type.h"
#include "disclosure/codes.h"
#include "disclosure/privacy.h"

namespace gongshi {
namespace {

struct NamedAct {
    std::string department;
    LifeCycleAct act;
    std::int64_t version = 0;
    const Dataset* from = nullptr;
};
using Wanted = std::map<std::string, std::multimap<std::string, NamedAct>>;  // dataset → key

bool holds(const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// Departments name a dataset by its title or its name.
std::string dataset_called(const Disclosure::State& state, const std::string& word) {
    for (const Dataset* dataset : state.datasets) {
        if (dataset->name == word || fold_key(dataset->title.zh) == fold_key(word)) return dataset->name;
    }
    return word;
}

void collect(Registry& registry, const Disclosure::State& state, const DatasetView& view, Wanted& wanted) {
    const LifeCycleFields& fields = *view.dataset->life_cycle;
    VersionReader versions(registry.file());
    for (const Entry& entry : view.entries) {
        const RecordVersion version = versions.read(*view.dataset, std::int64_t(entry.row));
        const auto text = [&](std::size_t field) {
            const Value& value = version.values[field];
            return is_missing(value) ? std::string() : view.dataset->fields[field].type->canonical(value);
        };
        const auto* day = std::get_if<Date>(&version.values[fields.date]);
        if (day == nullptr) continue;
        NamedAct one{version.department, {*day, true, text(fields.kind), ""}, std::int64_t(entry.row), view.dataset};
        if (fields.reason) one.act.reason = text(*fields.reason);
        mask_words(*view.dataset, version.values, {}, one.act.reason);
        one.act.withdraws = !holds(fields.restores, one.act.kind);
        if (one.act.withdraws && !fields.withdraws.empty() && !holds(fields.withdraws, one.act.kind)) continue;
        wanted[dataset_called(state, text(fields.dataset))].emplace(fold_key(text(fields.key)), std::move(one));
    }
}

}  // namespace

LifeCycle read_acts(Registry& registry, const Disclosure::State& state, Complaints& complaints) {
    Wanted wanted;
    for (const DatasetView& view : state.views) {
        if (view.dataset != nullptr && view.dataset->life_cycle) collect(registry, state, view, wanted);
    }
    LifeCycle life_cycle;
    for (auto& of_dataset : wanted) {
        auto& acts = of_dataset.second;
        registry.each_key(of_dataset.first,
                          [&](std::int64_t record, std::string_view key, std::string_view department) {
                              const auto [begin, end] = acts.equal_range(fold_key(key));
                              for (auto one = begin; one != end;) {
                                  const bool own = one->second.department == department;
                                  if (own) life_cycle.add(record, one->second.act);
                                  one = own ? acts.erase(one) : std::next(one);
                              }
                          });
        for (const auto& [key, act] : acts)
            complaints.add(codes::life_cycle_unmatched, act.department, *act.from, act.version);
    }
    return life_cycle;
}

}  // namespace gongshi
