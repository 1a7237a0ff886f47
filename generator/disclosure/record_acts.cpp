#include "disclosure/record_acts.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "core/text.h"
#include "dataset/field_type.h"
#include "disclosure/codes.h"
#include "disclosure/discloser.h"
#include "disclosure/privacy.h"
#include "disclosure/ruling.h"

namespace gongshi {
namespace {

struct NamedAct {
    std::string department, dataset, key;  ///< whose, and what it names
    LifeCycleAct act;
    std::uint32_t from = 0;                ///< index into the views
    std::uint32_t entry = Entry::none;     ///< of its view; none: a former version
    std::int64_t record = 0, version = 0;  ///< of the act itself
};

bool holds(const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

class ActReader {
public:
    ActReader(Registry& registry, const Disclosure::State& state, Complaints& complaints)
        : registry_(registry), state_(state), complaints_(complaints), versions_(registry.file()) {}

    RecordActs read() {
        for (std::uint32_t i = 0; i < state_.views.size(); ++i) {
            const DatasetView& view = state_.views[i];
            if (view.dataset == nullptr || !view.dataset->life_cycle) continue;
            collect_shown(i);
            collect_former(i);
        }
        for (auto& [dataset, acts] : wanted_) match(dataset, acts);
        tell_former();
        std::sort(found_.unfit.begin(), found_.unfit.end(), [](const auto& a, const auto& b) {
            return std::tie(a.dataset, a.entry) < std::tie(b.dataset, b.entry);
        });
        return std::move(found_);
    }

private:
    using Wanted = std::multimap<std::string, NamedAct>;  // by key, folded

    /// Departments name a dataset by its title or its name.
    std::string dataset_called(const std::string& word) const {
        for (const Dataset* dataset : state_.datasets) {
            if (dataset->name == word || fold_key(dataset->title.zh) == fold_key(word)) return dataset->name;
        }
        return word;
    }

    /// An act as a version of it says; none when it is no act, or says nothing to the public as of a day.
    std::optional<NamedAct> act_of(std::uint32_t from, std::int64_t id, Date day) {
        const Dataset& dataset = *state_.views[from].dataset;
        const LifeCycleFields& fields = *dataset.life_cycle;
        RecordVersion version = versions_.read(dataset, id);
        const Ruling ruling = rule_on(version, *state_.policy, day);
        const auto* decided = std::get_if<Date>(&version.values[fields.date]);
        if (!ruling.shown() || decided == nullptr) return std::nullopt;
        const auto text = [&](const Value& value, std::size_t field) {
            return is_missing(value) ? std::string() : dataset.fields[field].type->canonical(value);
        };
        NamedAct one;
        one.department = version.department;
        one.dataset = dataset_called(text(version.values[fields.dataset], fields.dataset));
        one.key = fold_key(text(version.values[fields.key], fields.key));
        one.act = {*decided, true, text(version.values[fields.kind], fields.kind), "", id};
        one.act.withdraws = !holds(fields.restores, one.act.kind);
        if (one.act.withdraws && !fields.withdraws.empty() && !holds(fields.withdraws, one.act.kind))
            return std::nullopt;
        one.from = from;
        one.version = id;
        const PublicRecord shown = Discloser::make_public(std::move(version), ruling);
        const Value* reason = fields.reason ? shown.find(*fields.reason) : nullptr;
        if (reason != nullptr) one.act.reason = text(*reason, *fields.reason);
        return one;
    }

    void want(NamedAct one) {
        std::string key = one.key;
        wanted_[one.dataset].emplace(std::move(key), std::move(one));
    }

    void collect_shown(std::uint32_t from) {
        const DatasetView& view = state_.views[from];
        for (std::uint32_t e = 0; e < view.entries.size(); ++e) {
            std::optional<NamedAct> one = act_of(from, std::int64_t(view.entries[e].row), state_.today);
            if (!one) continue;
            one->entry = e;
            one->record = view.entries[e].record;
            if (one->act.day <= state_.today) in_effect_.emplace(one->record, std::pair(one->dataset, one->key));
            want(std::move(*one));
        }
    }

    /// Former versions that withdrew while they stood. One whose successor does the same to the same record has nothing to add.
    void collect_former(std::uint32_t from) {
        for (const Registry::FormerVersion& former : registry_.former_versions(state_.views[from].dataset->name)) {
            const Date last = Date::from_days(former.until - 1);
            std::optional<NamedAct> one = act_of(from, former.version, last);
            if (!one || !one->act.withdraws || one->act.day > last) continue;
            const auto now = in_effect_.find(former.record);
            if (now != in_effect_.end() && now->second == std::pair(one->dataset, one->key)) continue;
            one->record = former.record;
            newest_.emplace(former.version, former.newest);
            want(std::move(*one));
        }
    }

    void match(const std::string& dataset, Wanted& acts) {
        registry_.each_key(dataset, [&](std::int64_t record, std::string_view key, std::string_view department) {
            const auto [begin, end] = acts.equal_range(fold_key(key));
            for (auto one = begin; one != end;) {
                const bool own = one->second.department == department;
                if (own) apply(record, one->second);
                one = own ? acts.erase(one) : std::next(one);
            }
        });
        for (const auto& [key, act] : acts) {
            if (act.entry != Entry::none)
                complaints_.add(codes::life_cycle_unmatched, act.department, *state_.views[act.from].dataset,
                                act.version);
        }
    }

    void apply(std::int64_t record, NamedAct& one) {
        std::string words = masked_like(record, one);
        if (words != one.act.reason && one.entry != Entry::none) {
            found_.unfit.push_back({one.from, one.entry});
            complaints_.add(codes::life_cycle_names_person, one.department, *state_.views[one.from].dataset,
                            one.version);
        }
        one.act.reason = std::move(words);
        if (one.entry == Entry::none) former_.push_back({record, one});
        found_.life_cycle.add(record, one.act);
    }

    /// The act's reason without the names that the record hides.
    std::string masked_like(std::int64_t record, const NamedAct& one) {
        if (one.act.reason.empty()) return {};
        const auto of = std::find_if(state_.datasets.begin(), state_.datasets.end(),
                                     [&](const Dataset* dataset) { return dataset->name == one.dataset; });
        if (of == state_.datasets.end()) return one.act.reason;
        const RecordVersion target = versions_.read(**of, registry_.newest_version(record));
        const NamePolicy names = rule_on(target, *state_.policy, state_.today).names;
        return mask_words(**of, target.values, names, one.act.reason);
    }

    /// A former version that still decides: its department believes that it has changed something.
    void tell_former() {
        for (const auto& [record, one] : former_) {
            const LifeCycleAct* stands = found_.life_cycle.withdrawal(record, state_.today);
            if (stands == nullptr || stands->order != one.act.order) continue;
            complaints_.add(codes::life_cycle_still_stands, one.department, *state_.views[one.from].dataset,
                            newest_.at(one.version));
        }
    }

    Registry& registry_;
    const Disclosure::State& state_;
    Complaints& complaints_;
    VersionReader versions_;
    std::map<std::string, Wanted> wanted_;  // by dataset
    std::unordered_map<std::int64_t, std::pair<std::string, std::string>>
        in_effect_;                                          // acts by record: what each names
    std::unordered_map<std::int64_t, std::int64_t> newest_;  // of former versions
    std::vector<std::pair<std::int64_t, NamedAct>> former_;
    RecordActs found_;
};

}  // namespace

RecordActs read_acts(Registry& registry, const Disclosure::State& state, Complaints& complaints) {
    return ActReader(registry, state, complaints).read();
}

}  // namespace gongshi
