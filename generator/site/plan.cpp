#include "site/plan.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "core/digest.h"
#include "core/text.h"
#include "dataset/field_type.h"

namespace gongshi {
namespace {

constexpr std::size_t most_referrers = 10;

/// An ASCII slug for a facet value: the schema's, else a short hash of the value.
std::string slug_of(const Field& field, const std::string& value) {
    const auto own = field.slugs.find(value);
    return own != field.slugs.end() ? own->second : crockford32(sha256(value).view()).substr(0, 8);
}

/// Months from the first with a record to the last, those without any included: an empty month says so (零报告).
void plan_periods(const DatasetView& view, std::uint32_t dataset, std::vector<RecordList>& lists) {
    std::map<std::int32_t, std::vector<std::uint32_t>> months;
    for (std::uint32_t e = 0; e < view.entries.size(); ++e) {
        if (view.entries[e].date == Entry::no_date) continue;
        months[Date::from_days(view.entries[e].date).first_of_month().days()].push_back(e);
    }
    if (months.empty()) return;
    for (Date month = Date::from_days(months.begin()->first); month.days() <= months.rbegin()->first;
         month = month.next_month()) {
        RecordList list;
        list.dataset = dataset;
        list.month = month.days();
        list.stem = view.dataset->segment + "/" + month.iso_month();
        if (const auto found = months.find(month.days()); found != months.end())
            list.entries = std::move(found->second);
        lists.push_back(std::move(list));
    }
}

void plan_departments(const DatasetView& view, std::uint32_t dataset, const std::vector<std::uint32_t>& order,
                      const std::vector<Department>& departments, std::vector<RecordList>& lists) {
    std::vector<std::vector<std::uint32_t>> members(departments.size());
    for (const std::uint32_t e : order) members[view.entries[e].department].push_back(e);
    for (std::uint32_t d = 0; d < departments.size(); ++d) {
        if (members[d].empty()) continue;
        RecordList list;
        list.kind = ListKind::department;
        list.dated = view.dataset->date.has_value();
        list.dataset = dataset;
        list.subject = d;
        list.stem = view.dataset->segment + "/dept-" + departments[d].key;
        list.entries = std::move(members[d]);
        lists.push_back(std::move(list));
    }
}

void plan_facets(const DatasetView& view, std::uint32_t dataset, const std::vector<std::uint32_t>& order,
                 std::vector<RecordList>& lists) {
    for (std::uint32_t field = 0; field < view.facet_texts.size(); ++field) {
        std::vector<std::vector<std::uint32_t>> members(view.facet_texts[field].size());
        if (members.empty()) continue;
        for (const std::uint32_t e : order) {
            const Entry& entry = view.entries[e];
            for (std::uint32_t f = 0; f < entry.facets_count; ++f) {
                const FacetValue& value = view.facet_values[entry.facets_begin + f];
                const bool repeated =
                    value.field == field && !members[value.value].empty() && members[value.value].back() == e;
                if (value.field == field && !repeated) members[value.value].push_back(e);
            }
        }
        std::string name = view.dataset->fields[field].name;
        std::replace(name.begin(), name.end(), '_', '-');
        for (std::uint32_t value = 0; value < members.size(); ++value) {
            RecordList list;
            list.kind = ListKind::facet;
            list.dated = view.dataset->date.has_value();
            list.dataset = dataset;
            list.field = field;
            list.subject = value;
            list.stem = view.dataset->segment + "/" + name + "-" +
                        slug_of(view.dataset->fields[field], view.facet_texts[field][value]);
            list.entries = std::move(members[value]);
            lists.push_back(std::move(list));
        }
    }
}

/// A key as it is looked up: 330999-SC-CF-2 as 330999sccf2, a law's name by its initials.
std::vector<std::uint32_t> order_of_undated(const DatasetView& view, Disclosure::Reader& reader,
                                            const NameLetters& letters) {
    std::vector<std::string> keys;
    for (const Entry& entry : view.entries) {
        const PublicRecord record = reader.read(view, entry);
        std::string key;
        for (const std::size_t field : view.dataset->primary_key) {
            if (const Value* value = record.find(field)) key += view.dataset->fields[field].type->canonical(*value);
        }
        keys.push_back(letters(key + record.title()));
    }
    std::vector<std::uint32_t> order(view.entries.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tie(view.entries[a].department, keys[a], a) < std::tie(view.entries[b].department, keys[b], b);
    });
    return order;
}

/// Did an earlier reference of the same record lead to the same place? A record counts once, however often it names another.
bool names_before(const DatasetView& view, const Entry& entry, std::uint32_t reference) {
    const Link* links = view.references.data() + entry.references_begin;
    return std::any_of(links, links + reference, [&](const Link& one) {
        return one.dataset == links[reference].dataset && one.entry == links[reference].entry;
    });
}

void plan_referrers(const Disclosure& today, PagePlan& plan) {
    plan.referrers.resize(today.datasets().size());
    for (std::uint32_t d = 0; d < today.datasets().size(); ++d) {
        const DatasetView& view = today.datasets()[d];
        for (std::uint32_t e = std::uint32_t(view.entries.size()); e-- > 0;) {
            const Entry& entry = view.entries[e];
            for (std::uint32_t r = 0; r < entry.references_count; ++r) {
                const Link& link = view.references[entry.references_begin + r];
                auto& targets = plan.referrers[link.dataset];
                if (targets.empty()) targets.resize(today.datasets()[link.dataset].entries.size());
                auto& groups = targets[link.entry];
                if (groups.empty() || groups.back().dataset != d) groups.push_back({d, 0, {}});
                if (names_before(view, entry, r)) continue;
                Referrers& one = groups.back();
                ++one.count;
                if (one.newest.size() < most_referrers) one.newest.push_back(e);
            }
        }
    }
}

}  // namespace

std::uint32_t RecordList::full_pages(std::uint32_t page_size) const {
    const std::uint32_t whole = std::uint32_t(entries.size()) / page_size;
    return whole < 2 ? 0 : whole - 1;
}

std::string RecordList::path(std::uint32_t page, std::uint32_t page_size) const {
    return page > full_pages(page_size) ? stem + ".html" : stem + "-" + std::to_string(page) + ".html";
}

PagePlan plan_pages(const Disclosure& today, const NameLetters& letters, const std::vector<std::string>& place_names) {
    PagePlan plan;
    Disclosure::Reader reader(today);
    plan.parties.resize(today.parties().size());
    for (std::uint32_t d = 0; d < today.datasets().size(); ++d) {
        const DatasetView& view = today.datasets()[d];
        const std::uint32_t first = std::uint32_t(plan.lists.size());
        plan_periods(view, d, plan.lists);
        plan.undated.emplace_back();
        std::vector<std::uint32_t> order(view.entries.size());  // of lists that are not of months
        std::iota(order.begin(), order.end(), 0);
        if (!view.dataset->date) {
            plan.undated.back() = order_of_undated(view, reader, letters);
            order.assign(plan.undated.back().rbegin(), plan.undated.back().rend());
        }
        plan_departments(view, d, order, today.departments(), plan.lists);
        plan_facets(view, d, order, plan.lists);
        plan.lists_of_dataset.emplace_back();
        for (std::uint32_t i = first; i < plan.lists.size(); ++i) plan.lists_of_dataset.back().push_back(i);
        plan.department_counts.emplace_back(today.departments().size(), 0);
        for (std::uint32_t e = 0; e < view.entries.size(); ++e) {
            const Entry& entry = view.entries[e];
            ++plan.department_counts[d][entry.department];
            if (entry.party != Entry::none) plan.parties[entry.party].entries.emplace_back(d, e);
        }
    }
    plan_referrers(today, plan);
    plan.directory = plan_directory(today.parties(), letters, place_names);
    return plan;
}

std::string record_path(const Dataset& dataset, const RecordId& id) {
    return dataset.segment + "/" + id.text + ".html";
}
std::string party_path(const std::string& credit_code) { return "party/" + lower_ascii(credit_code) + ".html"; }
std::string department_path(const std::string& key) { return "dept/" + key + ".html"; }

}  // namespace gongshi
