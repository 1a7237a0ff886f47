#include "oversight/supervision.h"

#include <algorithm>
#include <set>

#include "dataset/field_type.h"

namespace gongshi {
namespace {

constexpr int expiring_days = 30, stale_days = 31;

/// The fields of a guide that must be filled (行政执法服务指南, fifteen).
constexpr std::array<std::string_view, 15> guide_fields = {
    "item_name",      "basis",     "accepting_office", "deciding_office", "conditions",
    "preferential",   "materials", "procedure",        "time_limit",      "supervision",
    "accountability", "remedies",  "office_hours",     "address",         "phone"};

/// What the method of publication says of each (国办发〔2018〕118号: 明确公示的范围、内容、载体、程序、时限要求、监督方式和保障措施).
constexpr std::array<std::string_view, 7> seven_headings = {"范围", "内容",     "载体",    "程序",
                                                            "时限", "监督方式", "保障措施"};

bool holds(const std::string& text, std::string_view word) { return text.find(word) != std::string::npos; }

bool is_method(const std::string& title, std::string_view subject) {
    if (!holds(title, subject)) return false;
    return holds(title, "办法") || holds(title, "制度") || holds(title, "规定") || holds(title, "细则");
}

class Supervisor {
public:
    explicit Supervisor(const Disclosure& today) : today_(today), reader_(today) {}

    Supervision supervise() {
        Supervision all;
        all.day = today_.today();
        for (std::size_t d = 0; d < today_.departments().size(); ++d) {
            DepartmentReport report;
            report.department = std::uint16_t(d);
            all.departments.push_back(std::move(report));
        }
        for (const DatasetView& view : today_.datasets()) {
            if (view.dataset->stage == Stage::after && view.dataset->date && !view.dataset->life_cycle)
                count_decisions(all, view);
            if (view.dataset->name == "guides") count_guides(all, view);
            if (view.dataset->name == "documents") count_methods(all, view);
        }
        const std::vector<BlocksPublished> blocks = blocks_published(today_);
        for (DepartmentReport& report : all.departments) {
            report.completeness.blocks = blocks[report.department];
            report.stale = is_stale(newest_of(report.department));
        }
        std::erase_if(all.departments, [&](const DepartmentReport& report) {
            return today_.departments()[report.department].is_closed(today_.today());
        });
        return all;
    }

private:
    void count_decisions(Supervision& all, const DatasetView& view) {
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
            if (day.year() >= year - 1) add_timeliness(one, entry.published, entry.deadline);
        }
        for (const Tombstone& stone : view.tombstones) {
            any[stone.department] = true;
            add_gone(of[stone.department], months[stone.department], stone);
            add_withdrawal(of[stone.department], stone);
            ++(stone.kind == EventKind::expired ? of[stone.department].expired : of[stone.department].withdrawn);
        }
        for (std::size_t d = 0; d < of.size(); ++d) {
            if (!any[d] && view.held_back[d] == 0) continue;
            of[d].dataset = view.dataset;
            of[d].held_back = view.held_back[d];
            of[d].unresolved = view.unresolved[d];
            of[d].as_of = view.as_of_by_department[d];
            of[d].stale = is_stale(of[d].as_of);
            for (Date month = *Date::of(year, 1, 1); month < today_.today().first_of_month();
                 month = month.next_month()) {
                if (!months[d].contains(month.days())) of[d].empty_months.push_back(month);
            }
            all.departments[d].timeliness.push_back(std::move(of[d]));
        }
    }

    void add_timeliness(Timeliness& one, std::int32_t published, std::int32_t deadline) const {
        if (deadline == INT32_MAX) {
            ++one.unknown;
        } else if (published <= deadline) {
            ++one.in_time;
        } else if (published == today_.opened().days()) {
            ++one.backlog;
        } else {
            ++one.late;
            one.days_late += published - deadline;
        }
    }

    /// What was late stays late when it is taken back, and its month was not without decisions.
    void add_gone(Timeliness& one, std::set<std::int32_t>& months, const Tombstone& stone) const {
        if (stone.date == Entry::no_date) return;
        const Date day = Date::from_days(stone.date);
        const int year = today_.today().year();
        if (day.year() == year) months.insert(day.first_of_month().days());
        if (day.year() >= year - 1 && stone.deadline != INT32_MAX)
            add_timeliness(one, stone.published.days(), stone.deadline);
    }

    /// 行政处罚法 48, 85: three working days from the act by which it was annulled.
    void add_withdrawal(Timeliness& one, const Tombstone& stone) const {
        if (stone.kind == EventKind::expired || stone.since.year() < today_.today().year() - 1) return;
        if (stone.withdraw_by == INT32_MAX || stone.since.days() <= stone.withdraw_by) return;
        ++one.withdrawn_late;
        one.days_withdrawn_late += stone.since.days() - stone.withdraw_by;
    }

    void count_guides(Supervision& all, const DatasetView& view) {
        const auto category = view.dataset->find_field("category");
        for (const Entry& entry : view.entries) {
            const PublicRecord record = reader_.read(view, entry);
            Completeness& of = all.departments[entry.department].completeness;
            ++of.guides;
            // Conditions (许可条件) are asked of permits alone; a guide that does not say what it is for counts as one.
            const Value* kind = category ? record.find(*category) : nullptr;
            const bool permit =
                kind == nullptr || holds(view.dataset->fields[*category].type->canonical(*kind), "许可");
            const bool whole = std::all_of(guide_fields.begin(), guide_fields.end(), [&](std::string_view name) {
                const auto field = view.dataset->find_field(name);
                return !field || record.find(*field) != nullptr || (name == "conditions" && !permit);
            });
            if (!whole) ++of.guides_short;
        }
    }

    void count_methods(Supervision& all, const DatasetView& view) {
        for (const Entry& entry : view.entries) {
            const PublicRecord record = reader_.read(view, entry);
            const std::string title = record.title();
            Completeness& of = all.departments[entry.department].completeness;
            for (std::size_t m = 0; m < method_titles.size(); ++m) {
                if (!is_method(title, method_titles[m])) continue;
                of.methods[m] = true;
                if (m == 0) of.headings_missing = headings_missing(view, record);
            }
        }
    }

    static std::vector<std::string> headings_missing(const DatasetView& view, const PublicRecord& record) {
        const auto field = view.dataset->find_field("headings");
        const Value* told = field ? record.find(*field) : nullptr;
        std::vector<std::string> missing;
        if (told == nullptr) return missing;
        const std::string headings = view.dataset->fields[*field].type->canonical(*told);
        for (const std::string_view one : seven_headings) {
            if (!holds(headings, one)) missing.emplace_back(one);
        }
        return missing;
    }

    std::optional<Date> newest_of(std::uint16_t department) const {
        std::optional<Date> newest;
        for (const DatasetView& view : today_.datasets()) {
            const std::optional<Date>& as_of = view.as_of_by_department[department];
            if (as_of && (!newest || *newest < *as_of)) newest = as_of;
        }
        return newest;
    }
    bool is_stale(const std::optional<Date>& handed_in) const {
        return !handed_in || handed_in->days() + stale_days < today_.today().days();
    }

    const Disclosure& today_;
    Disclosure::Reader reader_;
};

}  // namespace

Timeliness DepartmentReport::together() const {
    Timeliness all;
    for (const Timeliness& one : timeliness) {
        all.in_time += one.in_time;
        all.late += one.late;
        all.unknown += one.unknown;
        all.backlog += one.backlog;
        all.days_late += one.days_late;
        all.held_back += one.held_back;
        all.unresolved += one.unresolved;
        all.withdrawn += one.withdrawn;
        all.expired += one.expired;
        all.withdrawn_late += one.withdrawn_late;
        all.days_withdrawn_late += one.days_withdrawn_late;
        all.expiring += one.expiring;
    }
    return all;
}

Supervision supervise(const Disclosure& today) { return Supervisor(today).supervise(); }

}  // namespace gongshi
