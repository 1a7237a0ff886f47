#include <algorithm>

#include "site/field_view.h"
#include "site/pages.h"

namespace gongshi {
namespace {

constexpr std::size_t all_rows_up_to = 200, foremost_rows = 20, home_cards = 8;

}  // namespace

std::optional<std::uint32_t> PageMaker::dataset_named(std::string_view name) const {
    for (std::uint32_t d = 0; d < today_.datasets().size(); ++d) {
        if (view(d).dataset->name == name) return d;
    }
    return std::nullopt;
}

const RecordList* PageMaker::department_list(std::uint32_t dataset, std::uint32_t department) const {
    for (std::uint32_t one : plan_.lists_of_dataset[dataset]) {
        const RecordList& list = plan_.lists[one];
        if (list.kind == ListKind::department && list.subject == department) return &list;
    }
    return nullptr;
}

std::uint64_t PageMaker::total_records() const {
    std::uint64_t total = 0;
    for (const DatasetView& one : today_.datasets()) total += one.entries.size();
    return total;
}

std::uint64_t PageMaker::department_total(std::uint32_t department) const {
    std::uint64_t total = 0;
    for (const auto& counts : plan_.department_counts) total += counts[department];
    return total;
}

std::optional<Date> PageMaker::as_of() const {
    std::optional<Date> newest;
    for (const DatasetView& one : today_.datasets()) {
        if (one.as_of && (!newest || *newest < *one.as_of)) newest = one.as_of;
    }
    return newest;
}

/// Counts, dates and names of every dataset and department: what overviews are made of.
Sha256& PageMaker::add_counts(Sha256& hasher) const {
    for (std::uint32_t d = 0; d < today_.datasets().size(); ++d) {
        const DatasetView& one = view(d);
        hasher.field(one.dataset->digest)
            .number(std::int64_t(one.entries.size()))
            .number(one.as_of ? one.as_of->days() : 0);
        hasher.number(one.entries.empty() ? 0 : one.entries.back().date);
        for (std::uint64_t count : plan_.department_counts[d]) hasher.number(std::int64_t(count));
    }
    for (const Department& one : today_.departments()) {
        hash_closing(hasher, one);
        hasher.field(one.key)
            .field(one.name)
            .field(one.short_name)
            .field(one.name_en)
            .field(one.address)
            .field(one.phone)
            .field(one.supervision_phone);
    }
    return hasher;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> PageMaker::newest_entries(
    std::size_t most, std::optional<std::uint32_t> department) const {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> newest;
    for (std::uint32_t d = 0; d < today_.datasets().size(); ++d) {
        if (view(d).dataset->stage != Stage::after) continue;
        std::size_t taken = 0;
        for (std::uint32_t e = std::uint32_t(view(d).entries.size()); e-- > 0 && taken < most;) {
            const Entry& entry = view(d).entries[e];
            if (entry.date == Entry::no_date || (department && entry.department != *department)) continue;
            newest.emplace_back(d, e);
            ++taken;
        }
    }
    std::stable_sort(newest.begin(), newest.end(), [&](const auto& a, const auto& b) {
        return view(a.first).entries[a.second].date > view(b.first).entries[b.second].date;
    });
    newest.resize(std::min(newest.size(), most));
    return newest;
}

Data PageMaker::newest_cards(std::size_t most, std::optional<std::uint32_t> department, Workspace& space) const {
    const FieldView fields(frame_, space.arena);
    std::vector<Data> cards;
    for (const auto& [d, e] : newest_entries(most, department)) {
        const Entry& entry = view(d).entries[e];
        cards.push_back(fields.row_card(space.reader.read(view(d), entry), department_of(entry)));
    }
    return Data::list_in(space.arena, cards);
}

Data PageMaker::all_datasets(Arena& arena) const {
    std::vector<Data> cards;
    for (const DatasetView& one : today_.datasets()) cards.push_back(dataset_card(frame_, one, arena, true));
    return Data::list_in(arena, cards);
}

Data PageMaker::stages(Arena& arena) const {
    std::vector<Data> list;
    for (const auto& [stage, key] :
         {std::pair{Stage::before, "before"}, {Stage::during, "during"}, {Stage::after, "after"}}) {
        std::vector<Data> cards;
        for (const DatasetView& one : today_.datasets()) {
            if (one.dataset->stage == stage) cards.push_back(dataset_card(frame_, one, arena, true));
        }
        list.push_back(Data::object_in(arena, {{"key", Data::text(key)},
                                               {"title", Data::text(frame_.word("stage." + std::string(key)))},
                                               {"note", Data::text(frame_.word("stage." + std::string(key) + "_note"))},
                                               {"datasets", Data::list_in(arena, cards)}}));
    }
    return Data::list_in(arena, list);
}

Data PageMaker::department_links(Arena& arena) const {
    std::vector<Data> list;
    for (std::uint32_t d = 0; d < today_.departments().size(); ++d) {
        const Department& one = today_.departments()[d];
        list.push_back(Data::object_in(arena, {{"title", Data::text(frame_.name_of(one))},
                                               {"short", Data::text(one.short_name)},
                                               {"url", frame_.url_data(department_path(one.key), arena)},
                                               {"count", Data::integer(std::int64_t(department_total(d)))},
                                               {"address", Data::text(one.address)},
                                               {"phone", Data::text(one.phone)},
                                               {"supervision_phone", Data::text(one.supervision_phone)},
                                               {"closed_on", closed_on(one)}}));
    }
    return Data::list_in(arena, list);
}

Data PageMaker::closed_on(const Department& one) const {
    return one.is_closed(today_.today()) ? Data::date(*one.closed_on) : Data();
}

/// Who took over the duties of a closed department, when one is named.
Data PageMaker::successor_of(const Department& one, Arena& arena) const {
    const Department* other = one.is_closed(today_.today()) ? department_named(one.successor) : nullptr;
    if (other == nullptr) return Data();
    return Data::object_in(arena, {{"title", Data::text(frame_.name_of(*other))},
                                   {"url", frame_.url_data(department_path(other->key), arena)}});
}

const Department* PageMaker::department_named(std::string_view key) const {
    const auto found = std::find_if(today_.departments().begin(), today_.departments().end(),
                                    [&](const Department& one) { return one.key == key; });
    return found == today_.departments().end() ? nullptr : &*found;
}

void PageMaker::hash_closing(Sha256& hasher, const Department& one) const {
    if (!one.is_closed(today_.today())) return;
    hasher.number(one.closed_on->days()).field(one.successor);
    if (const Department* other = department_named(one.successor)) hasher.field(other->name).field(other->name_en);
}

void PageMaker::home(Workspace& space) const {
    Sha256 hasher = begin_ingredients("home.html");
    add_counts(hasher);
    for (const auto& [d, e] : newest_entries(home_cards, std::nullopt)) hasher.field(view(d).entries[e].digest);
    PageFacts facts;
    facts.kind = "home";
    facts.title = input_.settings.words_in(tongue_.code).name;
    facts.description = input_.settings.words_in(tongue_.code).description;
    facts.data_as_of = as_of();
    put(facts, "home.html", hasher.finish(), space, [&] {
        return std::vector<Member>{
            {"totals", Data::object_in(space.arena, {{"records", Data::integer(std::int64_t(total_records()))}})},
            {"stages", stages(space.arena)},
            {"newest", newest_cards(home_cards, std::nullopt, space)},
            {"departments", department_links(space.arena)},
            {"datasets", all_datasets(space.arena)}};
    });
}

Data PageMaker::years_of(std::uint32_t dataset, Arena& arena) const {
    std::vector<Data> years, months;
    std::uint64_t count = 0;
    const auto& lists = plan_.lists_of_dataset[dataset];
    for (std::size_t i = 0; i < lists.size(); ++i) {
        const RecordList& list = plan_.lists[lists[i]];
        if (list.kind != ListKind::period) break;
        const Date month = Date::from_days(list.month);
        static constexpr std::string_view names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        const std::string shown =
            frame_.english() ? std::string(names[month.month() - 1]) : std::to_string(month.month()) + "月";
        months.push_back(Data::object_in(arena, {{"month", Data::date(month)},
                                                 {"short", Data::text_in(arena, shown)},
                                                 {"url", frame_.url_data(list.stem + ".html", arena)},
                                                 {"count", Data::integer(std::int64_t(list.entries.size()))}}));
        count += list.entries.size();
        const bool last = i + 1 == lists.size() || plan_.lists[lists[i + 1]].kind != ListKind::period;
        if (!last && Date::from_days(plan_.lists[lists[i + 1]].month).year() == month.year()) continue;
        years.push_back(Data::object_in(arena, {{"year", Data::integer(month.year())},
                                                {"count", Data::integer(std::int64_t(count))},
                                                {"months", Data::list_in(arena, months)}}));
        months.clear();
        count = 0;
    }
    std::reverse(years.begin(), years.end());
    return Data::list_in(arena, years);
}

std::vector<std::uint32_t> PageMaker::foremost(std::uint32_t dataset) const {
    std::vector<std::uint32_t> entries = plan_.undated[dataset];
    if (entries.size() > all_rows_up_to) entries.resize(foremost_rows);
    if (!view(dataset).dataset->date) return entries;
    for (auto e = std::uint32_t(view(dataset).entries.size()); e > 0 && entries.size() < foremost_rows; --e)
        entries.push_back(e - 1);
    return entries;
}

void PageMaker::segment(std::uint32_t dataset, Workspace& space) const {
    const DatasetView& records = view(dataset);
    const std::vector<std::uint32_t> entries = foremost(dataset);
    Sha256 hasher = begin_ingredients("segment.html");
    hasher.field(records.dataset->digest)
        .number(std::int64_t(records.entries.size()))
        .number(records.as_of ? records.as_of->days() : 0);
    for (const std::uint32_t entry : entries) hasher.field(records.entries[entry].digest);
    std::vector<std::pair<std::string, std::string>> files;
    for (std::uint32_t one : plan_.lists_of_dataset[dataset]) {
        const RecordList& list = plan_.lists[one];
        hasher.field(list.stem).number(std::int64_t(list.entries.size())).field(list_subject(list));
    }
    if (!records.entries.empty() && !records.dataset->date)
        files = {{records.dataset->segment + "/all.csv", "CSV"}, {records.dataset->segment + "/all.json", "JSON"}};
    PageFacts facts;
    facts.kind = "segment";
    facts.path = records.dataset->segment + "/";
    facts.title = frame_.title_of(records.dataset->title);
    facts.description =
        frame_.english() || records.dataset->description.empty() ? facts.title : records.dataset->description;
    facts.column = facts.title;
    facts.data_as_of = records.as_of;
    facts.crumbs = {{std::string(frame_.word("nav.home")), ""}};
    put(facts, "segment.html", hasher.finish(), space, [&] {
        const FieldView fields(frame_, space.arena);
        std::vector<Data> rows, downloads;
        for (const std::uint32_t entry : entries)
            rows.push_back(fields.row(space.recent.read(records, records.entries[entry])));
        for (const auto& [path, form] : files) {
            downloads.push_back(Data::object_in(space.arena, {{"title", Data::text(facts.title)},
                                                              {"url", Data::text_in(space.arena, "/" + path)},
                                                              {"format", Data::text_in(space.arena, form)},
                                                              {"bytes", Data()}}));
        }
        return std::vector<Member>{
            {"dataset", dataset_card(frame_, records, space.arena, true)},
            {"years", years_of(dataset, space.arena)},
            {"departments", lists_of(dataset, ListKind::department, 0, space.arena)},
            {"facets", facets_of(dataset, space.arena)},
            {"columns", fields.columns(*records.dataset)},
            {"rows", Data::list_in(space.arena, rows)},
            {"downloads", Data::list_in(space.arena, downloads)},
            {"feed_url",
             has_feed(dataset) ? Data::text_in(space.arena, "/" + records.dataset->segment + "/feed.xml") : Data()}};
    });
}

/// The nine things that law wants public beforehand, with the list that holds each. What is missing is said.
Data PageMaker::blocks(std::uint32_t department, Arena& arena) const {
    const Department& one = today_.departments()[department];
    const auto report = std::find_if(input_.supervision.departments.begin(), input_.supervision.departments.end(),
                                     [&](const DepartmentReport& of) { return of.department == department; });
    if (report == input_.supervision.departments.end()) return Data::list({});  // closed: nothing is expected of it
    const BlocksPublished& published = report->completeness.blocks;
    std::vector<Data> list;
    for (std::size_t b = 0; b < nine_blocks.size(); ++b) {
        const Block& block = nine_blocks[b];
        const std::optional<std::uint32_t> dataset = dataset_named(block.dataset);
        const RecordList* records = dataset ? department_list(*dataset, department) : nullptr;
        const bool phone = block.key == "supervision" && published[b];
        list.push_back(Data::object_in(
            arena, {{"key", Data::text(block.key)},
                    {"title", Data::text(frame_.word("block." + std::string(block.key)))},
                    {"present", Data::flag(published[b])},
                    {"count", records != nullptr ? Data::integer(std::int64_t(records->entries.size())) : Data()},
                    {"url", records != nullptr ? frame_.url_data(records->stem + ".html", arena) : Data()},
                    {"note", phone ? Data::text(one.supervision_phone) : Data()}}));
    }
    return Data::list_in(arena, list);
}

void PageMaker::department(std::uint32_t department, Workspace& space) const {
    const Department& one = today_.departments()[department];
    Sha256 hasher = begin_ingredients("department.html");
    for (const std::string* text :
         {&one.key, &one.name, &one.short_name, &one.name_en, &one.credit_code, &one.address, &one.phone,
          &one.supervision_phone, &one.office_hours, &one.website, &one.review_body, &one.court}) {
        hasher.field(*text);
    }
    hasher.number(one.review_days).number(one.litigation_months);
    hash_closing(hasher, one);
    for (std::uint32_t d = 0; d < today_.datasets().size(); ++d) {
        hasher.field(view(d).dataset->digest)
            .number(std::int64_t(plan_.department_counts[d][department]))
            .number(view(d).as_of ? view(d).as_of->days() : 0);
        hasher.number(view(d).entries.empty() ? 0 : view(d).entries.back().date);
    }
    for (const auto& [d, e] : newest_entries(home_cards, department)) hasher.field(view(d).entries[e].digest);
    PageFacts facts;
    facts.kind = "department";
    facts.path = department_path(one.key);
    facts.title = frame_.name_of(one);
    facts.column = frame_.word("title.departments");
    facts.crumbs = {{std::string(frame_.word("nav.home")), ""}, {facts.column, "dept/index.html"}};
    put(facts, "department.html", hasher.finish(), space, [&] {
        std::vector<Data> cards;
        for (std::uint32_t d = 0; d < today_.datasets().size(); ++d) {
            const RecordList* list = department_list(d, department);
            if (list != nullptr)
                cards.push_back(
                    dataset_card(frame_, view(d), space.arena, true, list->entries.size(), list->stem + ".html"));
        }
        const Data remedies =
            one.review_body.empty()
                ? Data()
                : Data::object_in(space.arena, {{"review_body", Data::text(one.review_body)},
                                                {"review_days", Data::integer(one.review_days)},
                                                {"court", Data::text(one.court)},
                                                {"litigation_months", Data::integer(one.litigation_months)},
                                                {"phone", Data::text(one.supervision_phone)},
                                                {"address", Data::text(one.address)}});
        return std::vector<Member>{
            {"department", Data::object_in(space.arena, {{"name", Data::text(one.name)},
                                                         {"short", Data::text(one.short_name)},
                                                         {"code", Data::text(one.credit_code)},
                                                         {"address", Data::text(one.address)},
                                                         {"phone", Data::text(one.phone)},
                                                         {"supervision_phone", Data::text(one.supervision_phone)},
                                                         {"office_hours", Data::text(one.office_hours)},
                                                         {"website", optional_text(space.arena, one.website)},
                                                         {"closed_on", closed_on(one)},
                                                         {"successor", successor_of(one, space.arena)}})},
            {"blocks", blocks(department, space.arena)},
            {"datasets", Data::list_in(space.arena, cards)},
            {"newest", newest_cards(home_cards, department, space)},
            {"remedies", remedies}};
    });
}

void PageMaker::departments(Workspace& space) const {
    Sha256 hasher = begin_ingredients("departments.html");
    PageFacts facts;
    facts.kind = "departments";
    facts.path = "dept/index.html";
    facts.title = frame_.word("title.departments");
    facts.column = facts.title;
    facts.crumbs = {{std::string(frame_.word("nav.home")), ""}};
    put(facts, "departments.html", add_counts(hasher).finish(), space, [&] {
        return std::vector<Member>{{"departments", department_links(space.arena)}};
    });
}

}  // namespace gongshi
