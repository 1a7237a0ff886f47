// The day's view is made in three steps: a ruling for every record that has none of its own yet (kept in the registry for
// the next night), then the entries of each dataset in their order, then references, once all records that can be
// referred to are known.

#include "disclosure/disclosure.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <unordered_map>

#include "core/parallel.h"
#include "core/text.h"
#include "disclosure/codes.h"
#include "disclosure/discloser.h"
#include "registry/registry.h"

namespace gongshi {
namespace {

/// Raised whenever the same version would be ruled on or masked differently.
constexpr int rules_version = 2;
constexpr std::size_t rulings_at_once = 2000;

}  // namespace

struct Disclosure::State {
    std::filesystem::path registry_file;
    std::vector<const Dataset*> datasets;  // in the order of the views
    std::vector<DatasetView> views;
    std::vector<Department> departments;
    std::vector<Party> parties;
    Date today = Date::from_days(0);
    Digest digest;
};

struct Disclosure::Reader::State {
    ShownReader shown;
};

namespace {

/// Held-back records and masked numbers, counted by what there is to say of them.
class Complaints {
public:
    void add(const Code& code, const std::string& department, const Dataset& dataset, std::int64_t version,
             std::string text = {}) {
        Pile& pile = piles_[{std::string(code.name), department, dataset.name, text}];
        if (pile.count++ == 0) pile = {&code, &dataset, version, 1, std::move(text)};
    }

    /// One finding a pile, at the place of its first record.
    void tell(const std::filesystem::path& registry_file, Diagnostics& findings) const {
        if (piles_.empty()) return;
        VersionReader versions(registry_file);
        for (const auto& [key, pile] : piles_) {
            const RecordVersion version = versions.read(*pile.dataset, pile.first);
            Place place{version.provenance.file, version.provenance.sheet, version.provenance.line, 0, true, ""};
            findings.add(Diagnostic(*pile.code, std::move(place), pile.text,
                                    {{"count", std::to_string(pile.count)}, {"dataset", pile.dataset->title.zh}}));
        }
    }

private:
    struct Pile {
        const Code* code = nullptr;
        const Dataset* dataset = nullptr;
        std::int64_t first = 0;
        std::uint64_t count = 0;
        std::string text;
    };
    std::map<std::tuple<std::string, std::string, std::string, std::string>, Pile> piles_;
};

const Code* code_for(Reason reason) {
    switch (reason) {
        case Reason::missing:
            return &codes::approval_missing;
        case Reason::not_passed:
            return &codes::approval_not_passed;
        case Reason::no_approver:
            return &codes::approval_no_approver;
        case Reason::no_date:
            return &codes::approval_no_date;
        case Reason::same_person:
            return &codes::approval_same_person;
        case Reason::later:
            return &codes::approval_later;
        case Reason::approved:
        case Reason::signed_off:
            break;
    }
    return nullptr;
}

/// Names of one dataset's shown records, by way of naming: which entries answer to a key.
using NameTable = std::unordered_map<std::string, std::vector<std::uint32_t>>;

/// Makes one day's view; the members of a dataset stand under its index everywhere.
class ViewMaker {
public:
    ViewMaker(Registry& registry, Disclosure::State& state, const Departments& departments, Threads threads,
              Diagnostics& findings)
        : registry_(registry),
          state_(state),
          departments_(departments),
          threads_(threads),
          findings_(findings),
          ways_(ways_of_naming(state.datasets)) {
        for (std::size_t i = 0; i < state.departments.size(); ++i)
            department_index_[state.departments[i].key] = std::uint16_t(i);
        pending_references_.resize(state.datasets.size());
        names_.resize(state.datasets.size());
    }

    void make() {
        for (std::size_t i = 0; i < state_.datasets.size(); ++i) {
            const Digest basis = basis_of(i);
            rule_on_new(i, basis);
            collect(i, basis);
        }
        number_parties();
        for (std::size_t i = 0; i < state_.datasets.size(); ++i) resolve_references(i);
        fill_as_of();
        complaints_.tell(registry_.file(), findings_);
        state_.digest = digest();
    }

private:
    struct Pending {
        std::uint32_t field = 0;
        std::string key;
    };

    Digest basis_of(std::size_t i) const {
        Sha256 hasher;
        hasher.number(rules_version).field(state_.datasets[i]->digest).field(departments_.digest());
        for (const NamedBy& way : ways_[i]) {
            for (std::size_t field : way.fields) hasher.field(state_.datasets[i]->fields[field].name);
            hasher.number(-1);
        }
        return hasher.finish();
    }

    /// Rules on every record whose newest version has no ruling of this basis for today.
    void rule_on_new(std::size_t i, const Digest& basis) {
        std::vector<Head> heads;
        registry_.each_head(state_.datasets[i]->name, basis, state_.today.days(),
                            [&](const Head& head, const CachedRuling* ruling) {
                                if (ruling == nullptr || !unpack(ruling->data)) heads.push_back(head);
                            });
        if (heads.empty()) return;
        std::vector<std::unique_ptr<VersionReader>> readers;
        for (unsigned worker = 0; worker < threads_.count; ++worker)
            readers.push_back(std::make_unique<VersionReader>(registry_.file()));
        for (std::size_t begin = 0; begin < heads.size(); begin += rulings_at_once) {
            const std::size_t count = std::min(rulings_at_once, heads.size() - begin);
            std::vector<std::pair<Head, CachedRuling>> rulings(count);
            for_each_index(count, threads_, [&](std::size_t one, unsigned worker) {
                Head& head = heads[begin + one];
                RecordVersion version = readers[worker]->read(*state_.datasets[i], head.version);
                const Ruling ruling = rule_on(version, state_.today);
                Discloser::Kept kept = Discloser::keep(std::move(version), ruling, ways_[i]);
                rulings[one] = {std::move(head), CachedRuling{ruling.valid_from, ruling.valid_until, pack(kept.form),
                                                              std::move(kept.shown)}};
            });
            registry_.keep_rulings(basis, rulings);
        }
    }

    struct Row {
        Entry entry;
        std::string party_code;
        std::uint32_t first_reference = 0, reference_count = 0;
    };

    void collect(std::size_t i, const Digest& basis) {
        DatasetView& view = state_.views[i];
        view.dataset = state_.datasets[i];
        std::vector<std::vector<std::string>> names;  // of each row, in the order of the rows
        std::vector<std::map<std::string, std::uint32_t>> facet_numbers(view.dataset->fields.size());
        registry_.each_head(
            view.dataset->name, basis, state_.today.days(), [&](const Head& head, const CachedRuling* ruling) {
                std::optional<ShownForm> form = ruling == nullptr ? std::nullopt : unpack(ruling->data);
                assert(form && "every head was ruled on");
                if (const Code* code = code_for(form->reason))
                    return complaints_.add(*code, head.department, *view.dataset, head.version);
                if (form->numbers_masked)
                    complaints_.add(codes::privacy_masked, head.department, *view.dataset, head.version);
                const auto department = department_index_.find(head.department);
                if (department == department_index_.end()) return;  // a department that left departments.toml
                add_entry(view, head, department->second, *form, facet_numbers, i);
                if (!ways_[i].empty()) names.push_back(std::move(form->names));
            });
        sort_facet_texts(view, facet_numbers);
        sort_entries(view, i, names);
    }

    void add_entry(DatasetView& view, const Head& head, std::uint16_t department, ShownForm& form,
                   std::vector<std::map<std::string, std::uint32_t>>& facet_numbers, std::size_t i) {
        Entry entry;
        entry.id.text = head.public_id;
        entry.row = std::uint64_t(head.version);
        entry.digest = form.digest;
        entry.date = form.date;
        entry.department = department;
        if (!form.party_code.empty())
            entry.party = party_numbers_.emplace(form.party_code, std::uint32_t(party_numbers_.size())).first->second;
        entry.facets_begin = std::uint32_t(view.facet_values.size());
        entry.facets_count = std::uint32_t(form.facets.size());
        for (auto& [field, text] : form.facets) {
            auto& numbers = facet_numbers[field];
            view.facet_values.push_back(
                {field, numbers.emplace(std::move(text), std::uint32_t(numbers.size())).first->second});
        }
        entry.references_begin = std::uint32_t(pending_references_[i].size());
        entry.references_count = std::uint32_t(form.references.size());
        for (auto& [field, key] : form.references) pending_references_[i].push_back({field, std::move(key)});
        view.entries.push_back(std::move(entry));
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

    void sort_entries(DatasetView& view, std::size_t i, std::vector<std::vector<std::string>>& names) {
        std::vector<std::uint32_t> order(view.entries.size());
        for (std::uint32_t e = 0; e < order.size(); ++e) order[e] = e;
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            const Entry &x = view.entries[a], &y = view.entries[b];
            return x.date != y.date ? x.date < y.date : x.id < y.id;
        });
        std::vector<Entry> sorted;
        sorted.reserve(order.size());
        names_[i].resize(ways_[i].size());
        for (std::uint32_t e : order) {
            for (std::size_t way = 0; way < ways_[i].size(); ++way) {
                if (!names[e][way].empty()) names_[i][way][names[e][way]].push_back(std::uint32_t(sorted.size()));
            }
            sorted.push_back(std::move(view.entries[e]));
        }
        view.entries = std::move(sorted);
    }

    void number_parties() {
        std::vector<std::uint32_t> sorted(party_numbers_.size());
        for (const auto& [code, number] : party_numbers_) {
            sorted[number] = std::uint32_t(state_.parties.size());
            state_.parties.push_back({code});
        }
        for (DatasetView& view : state_.views) {
            for (Entry& entry : view.entries) {
                if (entry.party != Entry::none) entry.party = sorted[entry.party];
            }
        }
    }

    /// Where the foreign key of a field leads: the dataset's index and the way its records are named.
    struct Target {
        std::size_t dataset = 0, way = 0;
    };

    std::vector<std::optional<Target>> targets_of(const Dataset& dataset) const {
        std::vector<std::optional<Target>> targets(dataset.fields.size());
        for (const Reference& reference : dataset.references) {
            for (std::size_t i = 0; i < state_.datasets.size(); ++i) {
                if (state_.datasets[i]->name != reference.dataset) continue;
                targets[reference.fields.front()] = Target{i, way_of(reference, *state_.datasets[i], ways_[i])};
            }
        }
        return targets;
    }

    void resolve_references(std::size_t i) {
        DatasetView& view = state_.views[i];
        const auto targets = targets_of(*view.dataset);
        std::vector<Link> links;
        for (Entry& entry : view.entries) {
            const std::uint32_t begin = std::uint32_t(links.size());
            for (std::uint32_t r = 0; r < entry.references_count; ++r) {
                const Pending& pending = pending_references_[i][entry.references_begin + r];
                const std::optional<Target>& target = targets[pending.field];
                if (!target) continue;
                if (const auto found = find_named(*target, pending.key, entry.department)) {
                    links.push_back({pending.field, std::uint32_t(target->dataset), *found});
                } else {
                    complaints_.add(codes::reference_unresolved, state_.departments[entry.department].key,
                                    *view.dataset, std::int64_t(entry.row),
                                    view.dataset->fields[pending.field].title.zh);
                }
            }
            entry.references_begin = begin;
            entry.references_count = std::uint32_t(links.size()) - begin;
        }
        view.references = std::move(links);
        pending_references_[i].clear();
    }

    /// The shown record of a name; of several, one of the same department, else the first.
    std::optional<std::uint32_t> find_named(const Target& target, const std::string& key,
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
        hasher.field(departments_.digest());
        for (const DatasetView& view : state_.views) {
            hasher.field(view.dataset->digest).number(std::int64_t(view.entries.size()));
            for (const Entry& entry : view.entries) hasher.field(entry.digest);
            for (const Link& link : view.references) hasher.number(link.field).number(link.dataset).number(link.entry);
            for (const auto& day : view.as_of_by_department) hasher.number(day ? day->days() : INT64_MIN);
        }
        return hasher.finish();
    }

    Registry& registry_;
    Disclosure::State& state_;
    const Departments& departments_;
    Threads threads_;
    Diagnostics& findings_;
    std::vector<std::vector<NamedBy>> ways_;
    std::map<std::string, std::uint16_t, std::less<>> department_index_;
    std::map<std::string, std::uint32_t> party_numbers_;
    std::vector<std::vector<Pending>> pending_references_;
    std::vector<std::vector<NameTable>> names_;
    Complaints complaints_;
};

}  // namespace

Disclosure disclose(Registry& registry, std::span<const Dataset> datasets, const Departments& departments, Date today,
                    Threads threads, Diagnostics& findings) {
    auto state = std::make_unique<Disclosure::State>();
    state->registry_file = registry.file();
    state->departments = departments.all();
    state->today = today;
    for (const Dataset& dataset : datasets) state->datasets.push_back(&dataset);
    std::stable_sort(state->datasets.begin(), state->datasets.end(), [](const Dataset* a, const Dataset* b) {
        return std::tie(a->order, a->name) < std::tie(b->order, b->name);
    });
    state->views.resize(state->datasets.size());
    ViewMaker(registry, *state, departments, threads, findings).make();
    return Disclosure(std::move(state));
}

Disclosure::Disclosure(std::unique_ptr<State> state) : state_(std::move(state)) {}
Disclosure::Disclosure(Disclosure&&) noexcept = default;
Disclosure::~Disclosure() = default;
std::span<const DatasetView> Disclosure::datasets() const { return state_->views; }
const std::vector<Department>& Disclosure::departments() const { return state_->departments; }
const std::vector<Party>& Disclosure::parties() const { return state_->parties; }
Date Disclosure::today() const { return state_->today; }
const Digest& Disclosure::digest() const { return state_->digest; }

Disclosure::Reader::Reader(const Disclosure& disclosure)
    : state_(std::make_unique<State>(State{ShownReader(disclosure.state_->registry_file)})) {}
Disclosure::Reader::~Reader() = default;
Disclosure::Reader::Reader(Reader&&) noexcept = default;

PublicRecord Disclosure::Reader::read(const DatasetView& view, const Entry& entry) {
    std::optional<PublicRecord> record = Discloser::unpack(state_->shown.read(std::int64_t(entry.row)), *view.dataset);
    assert(record && record->digest() == entry.digest && "what is shown was kept with its ruling");
    return std::move(*record);
}

}  // namespace gongshi
