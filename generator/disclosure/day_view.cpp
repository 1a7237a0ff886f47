#include "disclosure/day_view.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <unordered_map>

#include "core/parallel.h"
#include "core/reorder.h"
#include "core/text.h"
#include "dataset/field_type.h"
#include "disclosure/codes.h"
#include "disclosure/complaints.h"
#include "disclosure/life_cycle.h"
#include "disclosure/night_events.h"
#include "disclosure/record_acts.h"
#include "disclosure/record_links.h"
#include "disclosure/unruled.h"

namespace gongshi {
namespace {

/// Raised whenever the same version would be ruled on or masked differently.
constexpr int rules_version = 6;

/// Records of which the registry is asked at once: those without a ruling are held until it has told of all.
constexpr std::size_t heads_at_once = 20000;

/// What is needed beside an entry until the view is made: parallel to the entries of a view.
struct Draft {
    std::uint32_t version = 1;
    std::uint32_t party_name = Entry::none;  ///< index into the names of parties
    std::uint32_t event = Entry::none;  ///< index into the events, when it is shown for the first time or otherwise
};

struct DatasetDraft {
    std::vector<Draft> drafts;
    std::vector<Gone> gone;
};

/// Makes one day's view; the members of a dataset stand under its index everywhere.
class DayViewMaker {
public:
    DayViewMaker(Registry& registry, Disclosure::State& state, const Departments& departments, Threads threads,
                 Diagnostics& findings)
        : registry_(registry),
          state_(state),
          departments_(departments),
          policy_(*state.policy),
          threads_(threads),
          findings_(findings),
          ways_(ways_of_naming(state.datasets)),
          links_(state.datasets.size()),
          drafts_(state.datasets.size()),
          events_(state) {
        for (std::size_t i = 0; i < state.departments.size(); ++i)
            department_index_[state.departments[i].key] = std::uint16_t(i);
    }

    void make() {
        for (const bool acts : {true, false}) {  // acts on records come before the records
            for (std::size_t i = 0; i < state_.datasets.size(); ++i) {
                if (state_.datasets[i]->life_cycle.has_value() != acts) continue;
                collect(i, basis_of(i));
            }
            if (acts) take_acts();
        }
        RecordLinks links(state_, ways_, links_);
        links.resolve();
        if (hold_back(links.check(complaints_))) links.resolve();
        name_parties();
        links.tell_unresolved(complaints_);
        registry_.keep_hindrances(std::move(hindrances_));
        publish_new();
        for (std::size_t i = 0; i < state_.datasets.size(); ++i) make_events(i);
        events_.finish();
        fill_as_of();
        complaints_.tell(registry_.file(), findings_);
        state_.digest = digest();
    }

private:
    Digest basis_of(std::size_t i) const {
        Sha256 hasher;
        hasher.number(rules_version).field(state_.datasets[i]->digest).field(departments_.digest());
        hasher.field(policy_.digest);
        for (const NamedBy& way : ways_[i]) {
            for (std::size_t field : way.fields) hasher.field(state_.datasets[i]->fields[field].name);
            hasher.number(-1);
        }
        return hasher.finish();
    }

    /// A list of a view by its content: equal ones are kept once.
    template <class T>
    static std::uint32_t number_in(std::vector<T>& list, const T& item) {
        if (!list.empty() && list.back() == item) return std::uint32_t(list.size() - 1);
        const auto found = std::find(list.begin(), list.end(), item);
        if (found != list.end()) return std::uint32_t(found - list.begin());
        list.push_back(item);
        return std::uint32_t(list.size() - 1);
    }

    void collect(std::size_t i, const Digest& basis) {
        DatasetView& view = state_.views[i];
        view.dataset = state_.datasets[i];
        view.held_back.resize(state_.departments.size());
        std::vector<std::map<std::string, std::uint32_t>> facet_numbers(view.dataset->fields.size());
        const auto see = [&](const Head& head, ShownForm& form, const Standing* standing) {
            const auto department = department_index_.find(head.department);
            if (department == department_index_.end()) return;  // it left departments.toml
            place(view, i, head, department->second, form, standing, facet_numbers);
        };
        const std::size_t count = registry_.count_records(view.dataset->name);
        view.entries.reserve(count);
        drafts_[i].drafts.reserve(count);
        links_[i].checked.reserve(count);
        events_.expect(count);
        std::vector<Unruled> unruled;
        std::int64_t after = INT64_MIN;
        for (std::size_t told = heads_at_once; told == heads_at_once;) {
            told = 0;
            unruled.clear();
            registry_.each_head(
                view.dataset->name, basis, state_.today.days(), after, heads_at_once,
                [&](const Head& head, const CachedRuling* ruling, const Standing* standing) {
                    ++told;
                    after = head.record;
                    std::optional<ShownForm> form = ruling == nullptr ? std::nullopt : unpack(ruling->data);
                    if (form) return see(head, *form, standing);
                    unruled.push_back({head, standing == nullptr ? nullptr : std::make_unique<Standing>(*standing)});
                });
            rule_on_unruled(registry_, *view.dataset, ways_[i], policy_, basis, state_.today, threads_, unruled, see);
        }
        sort_facet_texts(view, facet_numbers);
        sort_entries(view, i);
    }

    void take_acts() {
        RecordActs acts = read_acts(registry_, state_, complaints_);
        life_cycle_ = std::move(acts.life_cycle);
        std::vector<std::vector<RecordLinks::Held>> held(state_.views.size());
        for (const RecordActs::Unfit& one : acts.unfit)
            held[one.dataset].push_back({one.entry, &codes::life_cycle_names_person, {}});
        hold_back(held);
    }

    static std::int32_t month_of(std::int32_t day) { return Date::from_days(day).first_of_month().days(); }

    static std::string words_of(const LifeCycleAct& act) {
        return act.reason.empty() ? act.kind : act.kind + "：" + act.reason;
    }

    /// Shown, gone, or never seen: where one record belongs today.
    void place(DatasetView& view, std::size_t i, const Head& head, std::uint16_t department, ShownForm& form,
               const Standing* standing, std::vector<std::map<std::string, std::uint32_t>>& facet_numbers) {
        const Code* held = code_for(form.reason);
        if (held != nullptr) complaints_.add(*held, head.department, *view.dataset, head.version);
        const bool approved = held == nullptr;
        if (approved && form.numbers_masked)
            complaints_.add(codes::privacy_masked, head.department, *view.dataset, head.version);
        if (approved && form.person_as_firm)
            complaints_.add(codes::privacy_person_as_firm, head.department, *view.dataset, head.version);
        if (approved && form.unknown_year)
            complaints_.add(codes::calendar_unknown_year, head.department, *view.dataset, head.version);
        if (approved && form.major_in_doubt)
            complaints_.add(codes::check_major_in_doubt, head.department, *view.dataset, head.version);
        const LifeCycleAct* taken_back = life_cycle_.withdrawal(head.record, state_.today);
        const Date published = standing == nullptr ? state_.today : Date::from_days(standing->first_day);
        form.expiry = end_of_showing(form.rules, form.expiry, form.own_end, published, policy_);
        const bool expired = form.expiry <= state_.today.days();
        if (approved && taken_back == nullptr && !expired) {
            add_entry(view, i, head, department, form, standing, facet_numbers);
            return;
        }
        if (form.date != Entry::no_date) view.hidden_months.push_back(month_of(form.date));
        if (wants_work(form.reason)) ++view.held_back[department];
        if (standing == nullptr && taken_back != nullptr && approved)
            hindrances_.push_back({head.record, "", words_of(*taken_back)});
        if (standing == nullptr) return;
        Gone gone;
        gone.record = head.record;
        gone.public_id = head.public_id;
        gone.version = head.number;
        gone.department = department;
        gone.standing = *standing;
        gone.date = form.date;
        gone.terms = number_in(view.terms, form.rules);
        gone.kinds = number_in(view.kind_lists, form.kinds);
        gone.fen = form.fen;
        gone.deadline = form.deadline;
        if (taken_back != nullptr)
            gone.acted = taken_back->day.days();
        else if (form.reason == Reason::withdrawn)
            gone.acted = form.withdrawn_on;
        if (gone.acted != Entry::no_date)
            gone.withdraw_by = withdrawal_due(form.rules, Date::from_days(gone.acted), policy_);
        if (taken_back != nullptr)
            gone.reason = words_of(*taken_back);
        else if (approved)
            gone.kind = EventKind::expired;
        else
            gone.reason = form.why;
        drafts_[i].gone.push_back(std::move(gone));
    }

    void add_entry(DatasetView& view, std::size_t i, const Head& head, std::uint16_t department, ShownForm& form,
                   const Standing* standing, std::vector<std::map<std::string, std::uint32_t>>& facet_numbers) {
        Entry entry;
        entry.id.text = head.public_id;
        entry.row = std::uint64_t(head.version);
        entry.digest = form.digest;
        entry.date = form.date;
        entry.department = department;
        entry.record = head.record;
        entry.fen = form.fen;
        entry.deadline = form.deadline;
        entry.expiry = form.expiry;
        entry.terms = number_in(view.terms, form.rules);
        entry.kinds = number_in(view.kind_lists, form.kinds);
        Draft draft;
        if (!form.party_code.empty()) {
            entry.party = number_of(party_numbers_, form.party_code);
            draft.party_name = number_of(party_names_, form.party_name.empty() ? form.party_code : form.party_name);
        }
        entry.facets_begin = std::uint32_t(view.facet_values.size());
        entry.facets_count = std::uint32_t(form.facets.size());
        for (auto& [field, text] : form.facets) {
            auto& numbers = facet_numbers[field];
            view.facet_values.push_back(
                {field, numbers.emplace(std::move(text), std::uint32_t(numbers.size())).first->second});
        }
        DraftLinks& links = links_[i];
        entry.pending_begin = std::uint32_t(links.references.size());
        entry.pending_count = std::uint32_t(form.references.size());
        for (auto& [field, key] : form.references) links.references.push_back({field, std::move(key)});
        if (!ways_[i].empty()) links.names.push_back(std::move(form.names));
        links.checked.push_back({form.valid_from, form.valid_until, form.yearly_cap, form.uncapped});
        if (view.dataset->certificate)
            links.certificates.push_back({std::move(form.act_classes), std::move(form.region)});
        draft.version = head.number;
        stand(entry, draft, form, standing);
        drafts_[i].drafts.push_back(draft);
        view.entries.push_back(std::move(entry));
    }

    /// How the public saw the record last, and the event when it sees it otherwise from today on. Its place in the ledger comes
    /// when all events are known.
    void stand(Entry& entry, Draft& draft, const ShownForm& form, const Standing* standing) {
        Event event{entry.record, draft.version, EventKind::published, state_.today, form.sha256, form.sm3, ""};
        if (standing == nullptr) {
            entry.published = state_.today.days();
        } else {
            entry.published = standing->first_day;
            entry.leaf = standing->leaf;
            entry.events = std::uint16_t(std::min<std::uint32_t>(standing->events, UINT16_MAX));
            if (standing->shown() && standing->sha256 == form.sha256) return;
            entry.events = std::uint16_t(std::min<std::uint32_t>(standing->events + 1, UINT16_MAX));
            event.kind = standing->shown() ? EventKind::corrected : EventKind::restored;
            const LifeCycleAct* act = standing->shown() ? nullptr : life_cycle_.restoration(entry.record, state_.today);
            if (act != nullptr) event.reason = act->reason.empty() ? act->kind : act->reason;
        }
        draft.event = events_.add(std::move(event));
    }

    /// Numbers were given in the order of arrival; the view's order is that of the texts.
    static void sort_facet_texts(DatasetView& view,
                                 const std::vector<std::map<std::string, std::uint32_t>>& facet_numbers) {
        std::vector<std::vector<std::uint32_t>> sorted(facet_numbers.size());
        view.facet_texts.resize(facet_numbers.size());
        for (std::size_t field = 0; field < facet_numbers.size(); ++field) {
            sorted[field].resize(facet_numbers[field].size());
            for (const auto& [text, number] : facet_numbers[field]) {
                sorted[field][number] = std::uint32_t(view.facet_texts[field].size());
                view.facet_texts[field].push_back(text);
            }
        }
        for (FacetValue& value : view.facet_values) value.value = sorted[value.field][value.value];
    }

    /// Brings everything that is parallel to the entries into an order, or leaves some of it out.
    void reorder(DatasetView& view, std::size_t i, const std::vector<std::uint32_t>& order) {
        const std::size_t size = view.entries.size();
        const auto take = [&](auto& list) {
            if (list.size() == size) take_in_order(list, order);  // else nobody names this dataset's records
        };
        take(links_[i].names);
        take(links_[i].checked);
        take(links_[i].certificates);
        take(drafts_[i].drafts);
        take(view.entries);
    }

    void sort_entries(DatasetView& view, std::size_t i) {
        struct Key {  // most ids differ in their first eight letters: then nothing else is looked at
            std::int32_t date = 0;
            std::uint32_t entry = 0;
            std::uint64_t id_begin = 0;
        };
        std::vector<Key> keys(view.entries.size());
        for (std::uint32_t e = 0; e < keys.size(); ++e) {
            const Entry& entry = view.entries[e];
            keys[e] = {entry.date, e, 0};
            for (std::size_t c = 0; c < sizeof keys[e].id_begin; ++c)
                keys[e].id_begin =
                    keys[e].id_begin << 8 | (c < entry.id.text.size() ? std::uint8_t(entry.id.text[c]) : 0);
        }
        std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
            if (a.date != b.date) return a.date < b.date;
            if (a.id_begin != b.id_begin) return a.id_begin < b.id_begin;
            return view.entries[a.entry].id < view.entries[b.entry].id;
        });
        std::vector<std::uint32_t> order(keys.size());
        std::transform(keys.begin(), keys.end(), order.begin(), [](const Key& key) { return key.entry; });
        reorder(view, i, order);
    }

    /// Takes entries out that a check holds back; true when there were any.
    bool hold_back(const std::vector<std::vector<RecordLinks::Held>>& held) {
        bool any = false;
        for (std::size_t i = 0; i < held.size(); ++i) {
            if (held[i].empty()) continue;
            any = true;
            DatasetView& view = state_.views[i];
            std::vector<std::uint32_t> rest;
            auto next = held[i].begin();
            for (std::uint32_t e = 0; e < view.entries.size(); ++e) {
                const Entry& entry = view.entries[e];
                if (next == held[i].end() || next->entry != e) {
                    rest.push_back(e);
                    continue;
                }
                for (; next != held[i].end() && next->entry == e; ++next)
                    hindrances_.push_back({entry.record, std::string(next->code->name), next->text});
                const Draft& draft = drafts_[i].drafts[e];
                ++view.held_back[entry.department];
                if (entry.date != Entry::no_date) view.hidden_months.push_back(month_of(entry.date));
                const auto standing = registry_.standing_of(entry.record);
                if (!standing) continue;
                Gone gone;
                gone.record = entry.record;
                gone.public_id = entry.id.text;
                gone.version = draft.version;
                gone.department = entry.department;
                gone.standing = *standing;
                gone.date = entry.date;
                gone.terms = entry.terms;
                gone.kinds = entry.kinds;
                gone.fen = entry.fen;
                gone.deadline = entry.deadline;
                drafts_[i].gone.push_back(std::move(gone));
            }
            reorder(view, i, rest);
        }
        return any;
    }

    using Numbers = std::unordered_map<std::string, std::uint32_t>;

    static std::uint32_t number_of(Numbers& numbers, const std::string& text) {
        return numbers.try_emplace(text, std::uint32_t(numbers.size())).first->second;
    }

    /// Parties of the records that are shown, after all checks: one whose records are all held back is named nowhere. A party
    /// goes by the name of its newest record.
    void name_parties() {
        std::vector<std::uint32_t> name_of(party_numbers_.size(), Entry::none), sorted(party_numbers_.size());
        std::vector<std::int32_t> newest(party_numbers_.size(), INT32_MIN);
        for (std::size_t i = 0; i < state_.views.size(); ++i) {
            for (std::size_t e = 0; e < state_.views[i].entries.size(); ++e) {
                const Entry& entry = state_.views[i].entries[e];
                if (entry.party == Entry::none || entry.date < newest[entry.party]) continue;
                newest[entry.party] = entry.date;
                name_of[entry.party] = drafts_[i].drafts[e].party_name;
            }
        }
        std::vector<const std::string*> names(party_names_.size());
        for (const auto& [name, number] : party_names_) names[number] = &name;
        std::vector<std::pair<std::string_view, std::uint32_t>> codes(party_numbers_.begin(), party_numbers_.end());
        std::sort(codes.begin(), codes.end());
        for (const auto& [code, number] : codes) {
            if (name_of[number] == Entry::none) continue;
            sorted[number] = std::uint32_t(state_.parties.size());
            state_.parties.push_back({std::string(code), *names[name_of[number]]});
        }
        for (DatasetView& view : state_.views) {
            for (Entry& entry : view.entries) {
                if (entry.party != Entry::none) entry.party = sorted[entry.party];
            }
        }
    }

    bool is_first(const Draft& draft) const { return draft.event != Entry::none && events_.is_first(draft.event); }

    /// What was never shown before becomes leaves in the order of its dates, whatever its dataset: the numbers of leaves are
    /// also the order in which search knows records.
    void publish_new() {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> fresh;  // dataset, entry
        for (std::uint32_t d = 0; d < state_.views.size(); ++d) {
            for (std::uint32_t e = 0; e < state_.views[d].entries.size(); ++e) {
                if (is_first(drafts_[d].drafts[e])) fresh.emplace_back(d, e);
            }
        }
        std::stable_sort(fresh.begin(), fresh.end(), [&](const auto& a, const auto& b) {
            return state_.views[a.first].entries[a.second].date < state_.views[b.first].entries[b.second].date;
        });
        for (const auto& [d, e] : fresh) state_.views[d].entries[e].leaf = events_.take(drafts_[d].drafts[e].event);
    }

    /// Then what is shown otherwise than before, and what is gone.
    void make_events(std::size_t i) {
        DatasetView& view = state_.views[i];
        DatasetDraft& draft = drafts_[i];
        for (std::uint32_t e = 0; e < view.entries.size(); ++e) {
            const Draft& one = draft.drafts[e];
            if (one.event != Entry::none && !is_first(one)) view.entries[e].leaf = events_.take(one.event);
        }
        std::sort(draft.gone.begin(), draft.gone.end(),
                  [](const Gone& a, const Gone& b) { return a.public_id < b.public_id; });
        for (const Gone& gone : draft.gone) view.tombstones.push_back(events_.bury(gone));
        std::sort(view.hidden_months.begin(), view.hidden_months.end());
        view.hidden_months.erase(std::unique(view.hidden_months.begin(), view.hidden_months.end()),
                                 view.hidden_months.end());
        draft = {};
    }

    void fill_as_of() {
        for (DatasetView& view : state_.views) view.as_of_by_department.resize(state_.departments.size());
        for (const Registry::AsOf& one : registry_.as_of()) {
            const auto department = department_index_.find(one.department);
            const auto view = std::find_if(state_.views.begin(), state_.views.end(),
                                           [&](const DatasetView& v) { return v.dataset->name == one.dataset; });
            if (department == department_index_.end() || view == state_.views.end()) continue;
            const Date day = Date::from_days(one.day);
            view->as_of_by_department[department->second] = day;
            if (!view->as_of || *view->as_of < day) view->as_of = day;
        }
    }

    Digest digest() const {
        Sha256 hasher;
        hasher.field(departments_.digest()).field(policy_.digest);
        for (const DatasetView& view : state_.views) {
            hasher.field(view.dataset->digest).number(std::int64_t(view.entries.size()));
            for (const Entry& entry : view.entries) hasher.field(entry.digest).number(entry.leaf);
            for (const Link& link : view.references) hasher.number(link.field).number(link.dataset).number(link.entry);
            for (const auto& day : view.as_of_by_department) hasher.number(day ? day->days() : INT64_MIN);
            for (const Tombstone& stone : view.tombstones) hasher.field(stone.id.text).number(stone.leaf);
            for (const std::int32_t month : view.hidden_months) hasher.number(month);
        }
        return hasher.finish();
    }

    Registry& registry_;
    Disclosure::State& state_;
    const Departments& departments_;
    const Policy& policy_;
    Threads threads_;
    Diagnostics& findings_;
    std::vector<std::vector<NamedBy>> ways_;
    std::vector<DraftLinks> links_;
    std::vector<DatasetDraft> drafts_;
    NightEvents events_;
    std::map<std::string, std::uint16_t, std::less<>> department_index_;
    Numbers party_numbers_;  // by code, in the order of arrival
    Numbers party_names_;
    LifeCycle life_cycle_;
    Complaints complaints_;
    std::vector<Hindrance> hindrances_;
};

}  // namespace

void make_day_view(Registry& registry, Disclosure::State& state, const Departments& departments, Threads threads,
                   Diagnostics& findings) {
    DayViewMaker(registry, state, departments, threads, findings).make();
}

}  // namespace gongshi
