#include <algorithm>

#include "core/csv_writer.h"
#include "core/json.h"
#include "dataset/field_type.h"
#include "site/downloads.h"
#include "site/field_view.h"
#include "site/pages.h"

namespace gongshi {
namespace {

/// Lists of departments and facets past this size have no file of their own: the months' files hold the same rows.
constexpr std::size_t most_download_rows = 2000;

std::string filled(std::string_view phrase, std::initializer_list<std::pair<std::string_view, std::string>> values) {
    std::string out(phrase);
    for (const auto& [name, value] : values) {
        const std::string mark = "{" + std::string(name) + "}";
        for (std::size_t at = out.find(mark); at != std::string::npos; at = out.find(mark, at + value.size()))
            out.replace(at, mark.size(), value);
    }
    return out;
}

std::string month_text(std::int32_t first_day, bool english) {
    static constexpr std::string_view months[] = {"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
    const Date day = Date::from_days(first_day);
    if (english) return std::string(months[day.month() - 1]) + " " + std::to_string(day.year());
    return std::to_string(day.year()) + "年" + std::to_string(day.month()) + "月";
}

}  // namespace

std::string PageMaker::list_subject(const RecordList& list) const {
    if (list.kind == ListKind::period) return month_text(list.month, frame_.english());
    if (list.kind == ListKind::department) return frame_.name_of(today_.departments()[list.subject]);
    return view(list.dataset).facet_texts[list.field][list.subject];
}

std::string PageMaker::list_title(const RecordList& list) const {
    const std::string& dataset = frame_.title_of(view(list.dataset).dataset->title);
    if (list.kind == ListKind::period)
        return filled(frame_.word("list.month_title"), {{"month", list_subject(list)}, {"dataset", dataset}});
    return filled(frame_.word("list.by_title"), {{"subject", list_subject(list)}, {"dataset", dataset}});
}

bool PageMaker::has_downloads(const RecordList& list) const {
    return !list.entries.empty() && (list.kind == ListKind::period || list.entries.size() <= most_download_rows);
}

void PageMaker::list_pages(std::uint32_t dataset, std::uint32_t first, std::uint32_t last, Workspace& space) const {
    const std::uint32_t size = input_.settings.page_size;
    for (std::uint32_t one : plan_.lists_of_dataset[dataset]) {
        const RecordList& list = plan_.lists[one];
        if (list.entries.empty()) {
            if (first == 0) list_page(list, 1, space);
            continue;
        }
        const std::uint32_t pages = list.full_pages(size) + 1;
        std::uint32_t page = 1;
        if (list.dated) {
            const auto behind =
                std::lower_bound(list.entries.begin(), list.entries.end(), first) - list.entries.begin();
            page = (std::uint32_t(behind) + size - 1) / size + 1;
        }
        for (; page <= pages; ++page) {
            const std::uint32_t begin = list.entries[std::size_t(page - 1) * size];
            if (begin >= first && begin < last) list_page(list, page, space);
            if (begin >= last && list.dated) break;
        }
    }
}

/// A month in which there was nothing, as opposed to one whose records are withdrawn, not approved or not published.
bool PageMaker::is_zero_report(const RecordList& list) const {
    const std::vector<std::int32_t>& hidden = view(list.dataset).hidden_months;
    return list.kind == ListKind::period && list.entries.empty() &&
           !std::binary_search(hidden.begin(), hidden.end(), list.month);
}

void PageMaker::list_page(const RecordList& list, std::uint32_t page, Workspace& space) const {
    const std::uint32_t size = input_.settings.page_size, full = list.full_pages(size);
    const bool newest = page > full;
    const std::uint32_t from = (page - 1) * size, to = newest ? std::uint32_t(list.entries.size()) : from + size;
    const DatasetView& records = view(list.dataset);
    Sha256 hasher = begin_ingredients("list.html");
    hasher.field(records.dataset->digest)
        .field(list.stem)
        .field(list_title(list))
        .number(page)
        .number(std::int64_t(from));
    for (std::uint32_t i = from; i < to; ++i) hasher.field(records.entries[list.entries[i]].digest);
    hasher.number(is_zero_report(list));
    hasher.number(newest).number(page + 1 > full).number(list.dated ? 0 : std::int64_t(list.entries.size()));
    if (newest) {
        // What only the newest page says: how many there are, as of when, and the way to other lists.
        hasher.number(std::int64_t(list.entries.size())).number(records.as_of ? records.as_of->days() : 0);
        for (std::uint32_t one : plan_.lists_of_dataset[list.dataset]) {
            const RecordList& other = plan_.lists[one];
            hasher.field(other.stem).number(std::int64_t(other.entries.size())).field(list_subject(other));
        }
    }
    PageFacts facts;
    facts.kind = "list";
    facts.path = list.path(page, size);
    facts.title = newest ? list_title(list)
                         : filled(frame_.word("list.page_title"),
                                  {{"title", list_title(list)}, {"n", std::to_string(page_number(list, page))}});
    facts.column = frame_.title_of(records.dataset->title);
    facts.crumbs = {{std::string(frame_.word("nav.home")), ""}, {facts.column, records.dataset->segment + "/"}};
    if (newest) facts.data_as_of = records.as_of;
    put(facts, "list.html", hasher.finish(), space, [&] {
        const FieldView fields(frame_, space.arena);
        std::vector<Data> rows;
        for (std::uint32_t i = to; i > from; --i)
            rows.push_back(fields.row(space.recent.read(records, records.entries[list.entries[i - 1]])));
        const bool aside = newest;
        return std::vector<Member>{{"dataset", dataset_card(frame_, records, space.arena, newest)},
                                   {"list", list_data(list, page, from, to, space.arena)},
                                   {"columns", fields.columns(*records.dataset)},
                                   {"rows", Data::list_in(space.arena, rows)},
                                   {"siblings", aside ? siblings(list, space.arena) : Data::list({})},
                                   {"departments", aside && list.kind != ListKind::department
                                                       ? lists_of(list.dataset, ListKind::department, 0, space.arena)
                                                       : Data::list({})},
                                   {"facets", aside ? facets_of(list.dataset, space.arena) : Data::list({})}};
    });
}

Data PageMaker::list_data(const RecordList& list, std::uint32_t page, std::uint32_t from, std::uint32_t to,
                          Arena& arena) const {
    static constexpr std::string_view kinds[] = {"period", "department", "facet"};
    static constexpr std::string_view titles[] = {"list.siblings_period", "list.siblings_department",
                                                  "list.siblings_facet"};
    const std::uint32_t size = input_.settings.page_size, full = list.full_pages(size);
    const bool newest = page > full;
    const auto other = [&](bool there, std::uint32_t number) {
        return there ? frame_.url_data(list.path(number, size), arena) : Data();
    };
    const bool files = newest && has_downloads(list);
    const std::uint32_t total = std::uint32_t(list.entries.size());
    return Data::object_in(
        arena, {{"kind", Data::text(kinds[std::size_t(list.kind)])},
                {"title", Data::text_in(arena, list_title(list))},
                {"dated", Data::flag(list.dated)},
                {"total", newest || !list.dated ? Data::integer(total) : Data()},
                {"from", Data::integer(total == 0   ? 0
                                       : list.dated ? from + 1
                                                    : total - to + 1)},
                {"to", Data::integer(list.dated ? to : total - from)},
                {"page", Data::integer(page)},
                {"pages", page_links(list, page, arena)},
                {"newer", other(!newest, page + 1)},
                {"older", other(page > 1, page - 1)},
                {"csv_url", files ? Data::text_in(arena, "/" + list.stem + ".csv") : Data()},
                {"json_url", files ? Data::text_in(arena, "/" + list.stem + ".json") : Data()},
                {"feed_url", newest && has_feed(list.dataset)
                                 ? Data::text_in(arena, "/" + view(list.dataset).dataset->segment + "/feed.xml")
                                 : Data()},
                {"empty", Data::flag(list.entries.empty())},
                {"zero", Data::flag(is_zero_report(list))},
                {"siblings_title", Data::text(frame_.word(titles[std::size_t(list.kind)]))}});
}

/// As people read it: pages of what has a date count from the oldest, all others from the one without a number in its address.
std::uint32_t PageMaker::page_number(const RecordList& list, std::uint32_t page) const {
    return list.dated ? page : list.full_pages(input_.settings.page_size) + 2 - page;
}

/// The first page, the two on each side, and the newest. A full page of what has a date names no number beyond the next, so that it
/// stays as it is when more come.
Data PageMaker::page_links(const RecordList& list, std::uint32_t page, Arena& arena) const {
    const std::uint32_t size = input_.settings.page_size, full = list.full_pages(size), last = full + 1;
    if (last == 1) return Data::list({});
    std::vector<std::uint32_t> numbers;
    const std::uint32_t highest = page > full || !list.dated ? last : std::min(page + 1, last);
    for (std::uint32_t number = highest; number >= 1; --number) {
        const bool near = number + 2 >= page && number <= page + 2;
        if (number == 1 || near || number == last) numbers.push_back(number);
    }
    std::vector<Data> links;
    std::uint32_t before = 0;
    for (std::uint32_t number : numbers) {
        links.push_back(Data::object_in(arena, {{"number", Data::integer(page_number(list, number))},
                                                {"url", frame_.url_data(list.path(number, size), arena)},
                                                {"current", Data::flag(number == page)},
                                                {"gap", Data::flag(before > number + 1)}}));
        before = number;
    }
    return Data::list_in(arena, links);
}

Data PageMaker::lists_of(std::uint32_t dataset, ListKind kind, std::uint32_t field, Arena& arena,
                         const RecordList* current) const {
    std::vector<Data> links;
    for (std::uint32_t one : plan_.lists_of_dataset[dataset]) {
        const RecordList& list = plan_.lists[one];
        if (list.kind != kind || (kind == ListKind::facet && list.field != field)) continue;
        links.push_back(Data::object_in(arena, {{"title", Data::text_in(arena, list_subject(list))},
                                                {"url", frame_.url_data(list.stem + ".html", arena)},
                                                {"count", Data::integer(std::int64_t(list.entries.size()))},
                                                {"current", Data::flag(&list == current)}}));
    }
    if (kind == ListKind::period) std::reverse(links.begin(), links.end());
    return Data::list_in(arena, links);
}

Data PageMaker::siblings(const RecordList& list, Arena& arena) const {
    if (list.kind != ListKind::period) return lists_of(list.dataset, list.kind, list.field, arena, &list);
    // Of months only those around: three years of them would be longer than the list.
    const Data all = lists_of(list.dataset, ListKind::period, 0, arena, &list);
    const auto items = all.items();
    const auto current =
        std::find_if(items.begin(), items.end(), [](const Data& one) { return one.find("current")->as_flag(); });
    const std::size_t at = std::size_t(current - items.begin());
    const std::size_t begin = at > 6 ? at - 6 : 0;
    return Data::list(items.subspan(begin, std::min<std::size_t>(13, items.size() - begin)));
}

Data PageMaker::facets_of(std::uint32_t dataset, Arena& arena) const {
    const DatasetView& records = view(dataset);
    std::vector<Data> facets;
    for (std::uint32_t field = 0; field < records.facet_texts.size(); ++field) {
        if (records.facet_texts[field].empty()) continue;
        facets.push_back(
            Data::object_in(arena, {{"title", Data::text(frame_.title_of(records.dataset->fields[field].title))},
                                    {"values", lists_of(dataset, ListKind::facet, field, arena)}}));
    }
    return Data::list_in(arena, facets);
}

void PageMaker::list_downloads(const RecordList& list, Workspace& space) const {
    if (!main() || !has_downloads(list)) return;
    const DatasetView& records = view(list.dataset);
    Sha256 hasher;
    hasher.field("downloads 1").field(records.dataset->digest);
    for (std::uint32_t entry : list.entries) hasher.field(records.entries[entry].digest);
    for (const Department& department : today_.departments()) hasher.field(department.name);
    RecordFile file(*records.dataset, input_.settings.base_url, tree_, list.stem, hasher.finish());
    if (!file.is_wanted()) return;
    for (auto entry = list.entries.rbegin(); entry != list.entries.rend(); ++entry) {
        const Entry& one = records.entries[*entry];
        file.add(space.reader.read(records, one), department_of(one).name);
    }
    file.finish();
}

}  // namespace gongshi
