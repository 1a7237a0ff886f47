#include "oversight/supervision.h"

#include <algorithm>
#include <set>

namespace gongshi {
namespace {

constexpr int expiring_days = 30, stale_days = 31;

/// The fields of a guide that must be filled (行政执法服务指南: fifteen, 许可条件 only for permits).
constexpr std::array<std::string_view, 14> guide_fields = {
    "item_name", "basis",       "accepting_office", "deciding_office", "preferential", "materials",    "procedure",
    "time_limit", "supervision", "accountability",   "remedies",        "office_hours", "address",      "phone"};

/// Words in the titles of the three methods (国办发〔2018〕118号).
constexpr std::array<std::string_view, 3> methods = {"公示", "全过程记录", "法制审核"};

class Supervisor {
public:
    explicit Supervisor(const Disclosure& today) : today_(today), reader_(today) {}

    Supervision supervise() {
        Supervision all;
        all.day = today_.today();
        for (std::uint16_t d = 0; d < today_.departments().size(); ++d) {
            DepartmentReport report;
            report.department = d;
            all.departments.push_back(std::move(report));
        }
        for (std::uint32_t i = 0; i < today_.datasets().size(); ++i) {
            const DatasetView& view = today_.datasets()[i];
            if (view.dataset->stage == Stage::after && view.dataset->date) count_decisions(all, i);
            if (view.dataset->name == "guides") count_guides(all, view);
            if (view.dataset->name == "documents") count_methods(all, view);
        }
        for (DepartmentReport& report : all.departments) {
            report.completeness.blocks_missing = blocks_missing(report.department);
            report.stale = is_stale(report.department);
        }
        return all;
    }

private:
    void count_decisions(Supervision& all, std::uint32_t index) {
        const DatasetView& view = today_.datasets()[index];
        const int year = today_.today().year();
        std::vector<Timeliness> of(today_.departments().size());
        std::vector<std::set<std::int32_t>> months(of.size());
        std::vector<bool> any(of.size());
        for (const Entry& entry : view.entries) {
            Timeliness& one = of[entry.department];
            any[entry.department] = true;
            if (entry.expiry <= today_.today().days() + expiring_days) ++one.expiring;
            if (entry.date == Entry::no_date) continue;
            const Date day = Date::from_days(entry.date);
            if (day.year() == year) months[entry.department].insert(day.first_of_month().days());
            if (day.year() >= year - 1) add_timeliness(one, entry);
        }
        for (const Tombstone& stone : view.tombstones) {
            any[stone.department] = true;
            ++(stone.kind == EventKind::expired ? of[stone.department].expired : of[stone.department].withdrawn);
        }
        for (std::uint16_t d = 0; d < of.size(); ++d) {
            if (!any[d] && view.held_back[d] == 0) continue;
            of[d].dataset = index;
            of[d].held_back = view.held_back[d];
            of[d].as_of = view.as_of_by_department[d];
            for (Date month = *Date::of(year, 1, 1); month < today_.today().first_of_month(); month = month.next_month()) {
                if (!months[d].contains(month.days())) of[d].empty_months.push_back(month);
            }
            all.departments[d].timeliness.push_back(std::move(of[d]));
        }
    }

    void add_timeliness(Timeliness& one, const Entry& entry) const {
        if (entry.deadline == INT32_MAX) {
            ++one.unknown;
        } else if (entry.published <= entry.deadline) {
            ++one.in_time;
        } else if (entry.published == today_.opened().days()) {
            ++one.backlog;
        } else {
            ++one.late;
            one.days_late += entry.published - entry.deadline;
        }
    }

    void count_guides(Supervision& all, const DatasetView& view) {
        for (const Entry& entry : view.entries) {
            const PublicRecord record = reader_.read(view, entry);
            Completeness& of = all.departments[entry.department].completeness;
            ++of.guides;
            const bool whole = std::all_of(guide_fields.begin(), guide_fields.end(), [&](std::string_view name) {
                const auto field = view.dataset->find_field(name);
                return !field || record.find(*field) != nullptr;
            });
            if (!whole) ++of.guides_short;
        }
    }

    void count_methods(Supervision& all, const DatasetView& view) {
        for (const Entry& entry : view.entries) {
            const std::string title = reader_.read(view, entry).title();
            for (std::size_t m = 0; m < methods.size(); ++m) {
                if (title.find(methods[m]) != std::string::npos)
                    all.departments[entry.department].completeness.methods[m] = true;
            }
        }
    }

    /// The nine blocks are made of six lists and of three columns of the authorities' list.
    std::uint32_t blocks_missing(std::uint16_t department) {
        std::uint32_t missing = 0;
        for (std::string_view name : {"authorities", "officers", "inspection-items"}) {
            if (!has_record(name, department)) ++missing;
        }
        const DatasetView* authorities = view_named("authorities");
        for (std::string_view field : {"duties", "powers", "basis", "procedure", "remedies", "supervision"}) {
            if (authorities == nullptr || !has_field(*authorities, department, field)) ++missing;
        }
        return missing;
    }

    const DatasetView* view_named(std::string_view name) const {
        for (const DatasetView& view : today_.datasets()) {
            if (view.dataset->name == name) return &view;
        }
        return nullptr;
    }
    bool has_record(std::string_view name, std::uint16_t department) const {
        const DatasetView* view = view_named(name);
        return view != nullptr && std::any_of(view->entries.begin(), view->entries.end(),
                                              [&](const Entry& one) { return one.department == department; });
    }
    bool has_field(const DatasetView& view, std::uint16_t department, std::string_view name) {
        const auto field = view.dataset->find_field(name);
        return field && std::any_of(view.entries.begin(), view.entries.end(), [&](const Entry& entry) {
                   return entry.department == department && reader_.read(view, entry).find(*field) != nullptr;
               });
    }
    bool is_stale(std::uint16_t department) const {
        std::optional<Date> newest;
        for (const DatasetView& view : today_.datasets()) {
            const std::optional<Date>& as_of = view.as_of_by_department[department];
            if (as_of && (!newest || *newest < *as_of)) newest = as_of;
        }
        return !newest || newest->days() + stale_days < today_.today().days();
    }

    const Disclosure& today_;
    Disclosure::Reader reader_;
};

}  // namespace

Supervision supervise(const Disclosure& today) { return Supervisor(today).supervise(); }

}  // namespace gongshi
