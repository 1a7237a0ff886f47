// Pages about the publishing itself: the rules that ran, what was corrected and withdrawn, yearly counts, who is late.

#include <algorithm>

#include "core/csv_writer.h"
#include "core/json.h"
#include "core/text.h"
#include "site/bar_chart.h"
#include "site/field_view.h"
#include "site/pages.h"

namespace gongshi {
namespace {

constexpr std::string_view party_keys[] = {"organisation", "sole_trader", "natural"};
constexpr std::string_view name_keys[] = {"full", "by_length", "surname_one", "surname_two",
                                          "star", "omit",      "numbered"};
constexpr std::string_view event_keys[] = {"published", "corrected", "withdrawn", "expired", "restored"};

Data optional_name(const std::optional<NameForm>& form) {
    return form ? Data::text(name_keys[std::size_t(*form)]) : Data();
}

Data optional_amount(const std::optional<std::int64_t>& fen) { return fen ? Data::money(*fen) : Data(); }

/// A bound that leaves out its own amount is kept as one fen more: people read the amount itself, with another word.
bool is_beyond(const std::optional<std::int64_t>& fen) { return fen && *fen % 100 == 1; }
std::optional<std::int64_t> amount_short_of(const std::optional<std::int64_t>& fen) {
    return is_beyond(fen) ? std::optional(*fen - 1) : std::nullopt;
}

std::string amount_in(std::int64_t fen, std::int64_t unit_fen) {
    const std::int64_t hundredths =
        unit_fen == 100 ? fen : (fen + 5000) / 10000;  // 万元 with two digits, as the tables have it
    std::string digits = std::to_string(hundredths);
    while (digits.size() < 3) digits.insert(digits.begin(), '0');
    return digits.substr(0, digits.size() - 2) + "." + digits.substr(digits.size() - 2);
}

/// A dash where there was money and nobody said how much.
std::string amount_of(const StatisticsRow& row, const StatisticsTable& table) {
    return row.fen == 0 && row.without_amount > 0 ? "—" : amount_in(row.fen, table.unit_fen);
}

}  // namespace

Data PageMaker::term_data(const std::optional<Term>& term, Arena& arena) const {
    if (!term) return {};
    static constexpr std::string_view units[] = {"rules.working_days", "rules.days", "rules.months"};
    std::string words(frame_.word(units[std::size_t(term->unit)]));
    replace_all(words, "{n}", std::to_string(term->count));
    return Data::text_in(arena, words);
}

/// A rule names a field as schemas do; people read its title.
std::string PageMaker::field_title(const Rule& rule, const std::string& field) const {
    for (const DatasetView& one : today_.datasets()) {
        const auto& of = rule.when.classes;
        if (!of.empty() && std::find(of.begin(), of.end(), one.dataset->rule_class) == of.end()) continue;
        if (const auto index = one.dataset->find_field(field))
            return std::string(frame_.label_of(one.dataset->fields[*index]));
    }
    return field;
}

Data PageMaker::rule_data(const Rule& rule, Arena& arena) const {
    const std::string comma = frame_.english() ? ", " : "、";
    std::vector<std::string> offices, parties, where;
    for (const std::string& key : rule.when.authorities) {
        const Department* one = department_named(key);
        offices.push_back(one == nullptr ? key : frame_.name_of(*one));
    }
    for (const PartyKind kind : rule.when.parties)
        parties.emplace_back(frame_.word("rules.party_" + std::string(party_keys[std::size_t(kind)])));
    for (const auto& [field, values] : rule.when.where)
        where.push_back(field_title(rule, field) + (frame_.english() ? ": " : "：") + join(values, comma));
    const auto list = [&](const std::vector<std::string>& words) { return optional_text(arena, join(words, comma)); };
    return Data::object_in(
        arena,
        {{"id", Data::text(rule.id)},
         {"title", Data::text(frame_.english() && !rule.title_en.empty() ? rule.title_en : rule.title)},
         {"citation", Data::text(rule.citation)},
         {"url", optional_text(arena, rule.citation_url)},
         {"note", optional_text(arena, rule.note)},
         {"classes", list(rule.when.classes)},
         {"authorities", list(offices)},
         {"parties", list(parties)},
         {"kinds", list(rule.when.kinds)},
         {"only_kinds", list(rule.when.only_kinds)},
         {"where", list(where)},
         {"amount_from", optional_amount(is_beyond(rule.when.amount_from) ? std::nullopt : rule.when.amount_from)},
         {"amount_above", optional_amount(amount_short_of(rule.when.amount_from))},
         {"amount_below", optional_amount(is_beyond(rule.when.amount_below) ? std::nullopt : rule.when.amount_below)},
         {"amount_at_most", optional_amount(amount_short_of(rule.when.amount_below))},
         {"from", optional_date(rule.when.from)},
         {"until", optional_date(rule.when.until)},
         {"publish", rule.publish ? Data::text(*rule.publish ? "yes" : "no") : Data()},
         {"deadline", term_data(rule.deadline, arena)},
         {"period", term_data(rule.period, arena)},
         {"from_publication", Data::flag(rule.from_publication)},
         {"period_least", term_data(rule.period_least, arena)},
         {"withdrawal", term_data(rule.withdrawal, arena)},
         {"natural_names", optional_name(rule.natural_names)},
         {"trader_names", optional_name(rule.trader_names)}});
}

void PageMaker::rules(Workspace& space) const {
    const RuleBook& book = today_.policy().book;
    if (book.empty()) return;
    PageFacts facts;
    facts.kind = "rules";
    facts.path = "rules.html";
    facts.title = frame_.word("title.rules");
    facts.column = facts.title;
    facts.crumbs = {{std::string(frame_.word("nav.home")), ""}};
    Sha256 hasher = begin_ingredients("rules.html");
    hasher.field(book.digest());
    for (const DatasetView& one : today_.datasets()) hasher.field(one.dataset->digest);
    for (const Department& one : today_.departments()) hasher.field(one.key).field(one.name).field(one.name_en);
    put(facts, "rules.html", hasher.finish(), space, [&] {
        Arena& arena = space.arena;
        std::vector<Data> sets;
        for (const RuleSetWords& set : book.sets()) {
            std::vector<Data> rules;
            for (const Rule& rule : book.rules()) {
                if (rule.set == set.id) rules.push_back(rule_data(rule, arena));
            }
            sets.push_back(Data::object_in(
                arena, {{"title", Data::text(frame_.english() && !set.title_en.empty() ? set.title_en : set.title)},
                        {"note", optional_text(arena, set.note)},
                        {"rules", Data::list_in(arena, rules)}}));
        }
        return std::vector<Member>{{"sets", Data::list_in(arena, sets)}};
    });
}

/// Which rules decide of a record, for its page.
Data PageMaker::terms_data(const Decision& decision, Arena& arena) const {
    std::vector<Data> list;
    for (const Aspect aspect : {Aspect::publish, Aspect::deadline, Aspect::period, Aspect::withdrawal}) {
        const std::uint16_t index = decision[aspect];
        if (index == Decision::none) continue;
        const Rule& rule = today_.policy().book.rules()[index];
        list.push_back(Data::object_in(
            arena, {{"id", Data::text(rule.id)},
                    {"title", Data::text(frame_.english() && !rule.title_en.empty() ? rule.title_en : rule.title)},
                    {"citation", Data::text(rule.citation)},
                    {"url", frame_.url_data("rules.html", arena)}}));
    }
    return Data::list_in(arena, list);
}

Data PageMaker::history_data(std::int64_t record, Workspace& space) const {
    std::vector<Data> list;
    for (const Event& event : space.reader.history(record)) {
        list.push_back(Data::object_in(
            space.arena,
            {{"date", Data::date(event.day)},
             {"title", Data::text(frame_.word("event." + std::string(event_keys[std::size_t(event.kind)])))},
             {"reason", optional_text(space.arena, event.reason)},
             {"version", Data::integer(event.version)},
             {"digest", Data::text_in(space.arena, event.sha256.hex())}}));
    }
    return Data::list_in(space.arena, list);
}

void PageMaker::tombstone(std::uint32_t dataset, std::uint32_t index, Workspace& space) const {
    const Tombstone& stone = view(dataset).tombstones[index];
    const Dataset& of = *view(dataset).dataset;
    const Department& department = today_.departments()[stone.department];
    PageFacts facts;
    facts.kind = "tombstone";
    facts.path = record_path(of, stone.id);
    facts.title = frame_.word(stone.kind == EventKind::expired ? "tombstone.expired" : "tombstone.withdrawn");
    facts.column = frame_.title_of(of.title);
    facts.noindex = true;
    facts.crumbs = {{std::string(frame_.word("nav.home")), ""}, {frame_.title_of(of.title), of.segment + "/"}};
    Sha256 hasher = begin_ingredients("tombstone.html");
    hasher.field(of.digest).number(stone.leaf).field(stone.reason).number(stone.since.days()).field(department.name);
    hasher.field(department.phone).field(today_.policy().book.digest());
    put(facts, "tombstone.html", hasher.finish(), space, [&] {
        Arena& arena = space.arena;
        const std::uint16_t period = view(dataset).terms[stone.terms][Aspect::period];
        Data rule;
        if (stone.kind == EventKind::expired && period != Decision::none)
            rule = rule_data(today_.policy().book.rules()[period], arena);
        return std::vector<Member>{
            {"dataset", dataset_card(frame_, view(dataset), arena, false)},
            {"stone",
             Data::object_in(arena, {{"kind", Data::text(event_keys[std::size_t(stone.kind)])},
                                     {"since", Data::date(stone.since)},
                                     {"published", Data::date(stone.published)},
                                     {"reason", optional_text(arena, stone.reason)},
                                     {"id", Data::text(stone.id.text)},
                                     {"leaf", Data::integer(stone.leaf)},
                                     {"department", Data::text(frame_.name_of(department))},
                                     {"department_url", frame_.url_data(department_path(department.key), arena)},
                                     {"phone", Data::text(department.phone)}})},
            {"rule", rule},
            {"history", history_data(stone.record, space)}};
    });
}

void PageMaker::change_register(Workspace& space) const {
    PageFacts facts;
    facts.kind = "register";
    facts.path = "changes.html";
    facts.title = frame_.word("title.register");
    facts.column = facts.title;
    facts.crumbs = {{std::string(frame_.word("nav.home")), ""}};
    Sha256 hasher = begin_ingredients("register.html");
    for (const ChangeLine& line : today_.changes())
        hasher.field(line.id.text)
            .number(line.event.day.days())
            .number(std::int64_t(line.event.kind))
            .field(line.event.reason);
    for (const DatasetView& one : today_.datasets()) hasher.field(one.dataset->digest);
    put(facts, "register.html", hasher.finish(), space, [&] {
        Arena& arena = space.arena;
        std::vector<Data> rows;
        for (const ChangeLine& line : today_.changes()) {
            const Dataset& dataset = *view(line.dataset).dataset;
            const std::string key(event_keys[std::size_t(line.event.kind)]);
            rows.push_back(Data::object_in(arena, {{"date", Data::date(line.event.day)},
                                                   {"kind", Data::text_in(arena, key)},
                                                   {"title", Data::text(frame_.word("event." + key))},
                                                   {"dataset", Data::text(frame_.title_of(dataset.title))},
                                                   {"id", Data::text(line.id.text)},
                                                   {"url", frame_.url_data(record_path(dataset, line.id), arena)},
                                                   {"reason", optional_text(arena, line.event.reason)}}));
        }
        return std::vector<Member>{{"rows", Data::list_in(arena, rows)}};
    });
}

void PageMaker::statistics(std::uint32_t index, Workspace& space) const {
    const YearStatistics& year = input_.statistics[index];
    PageFacts facts;
    facts.kind = "statistics";
    facts.path = "statistics/" + std::to_string(year.year) + ".html";
    facts.title = frame_.word("title.statistics");
    replace_all(facts.title, "{n}", std::to_string(year.year));
    facts.column = facts.title;
    facts.crumbs = {{std::string(frame_.word("nav.home")), ""}};
    Sha256 hasher = begin_ingredients("statistics.html");
    hasher.field(input_.statistics_words.digest);
    for (const YearStatistics& one : input_.statistics) hasher.number(one.year);
    for (const YearTable& table : year.tables) {
        for (const StatisticsRow& row : table.rows) {
            hasher.number(row.department).number(row.fen).number(std::int64_t(row.without_amount));
            hasher.field(today_.departments()[row.department].name);
            for (const std::uint64_t count : row.counts) hasher.number(std::int64_t(count));
        }
    }
    const Digest ingredients = hasher.finish();
    if (main()) statistics_files(year, ingredients);
    put(facts, "statistics.html", ingredients, space, [&] {
        Arena& arena = space.arena;
        std::vector<Data> tables, years;
        for (const YearTable& table : year.tables) {
            if (!table.rows.empty()) tables.push_back(year_table_data(table, arena));
        }
        for (const YearStatistics& one : input_.statistics)
            years.push_back(link_data(arena, std::to_string(one.year),
                                      frame_.url("statistics/" + std::to_string(one.year) + ".html"), std::nullopt));
        const StatisticsSettings& words = input_.statistics_words;
        const std::string stem = "/statistics/" + std::to_string(year.year);
        return std::vector<Member>{{"year", Data::integer(year.year)},
                                   {"tables", Data::list_in(arena, tables)},
                                   {"years", Data::list_in(arena, years)},
                                   {"note", optional_text(arena, frame_.english() ? words.note_en : words.note)},
                                   {"csv", Data::text_in(arena, stem + ".csv")},
                                   {"json", Data::text_in(arena, stem + ".json")}};
    });
}

Data PageMaker::year_table_data(const YearTable& table, Arena& arena) const {
    const auto row_data = [&](const StatisticsRow& row, const std::string& title) {
        std::vector<Data> cells;
        for (const std::uint64_t count : row.counts) cells.push_back(Data::integer(std::int64_t(count)));
        return Data::object_in(arena, {{"title", Data::text_in(arena, title)},
                                       {"cells", Data::list_in(arena, cells)},
                                       {"total", Data::integer(std::int64_t(row.total))},
                                       {"amount", Data::text_in(arena, amount_of(row, *table.table))}});
    };
    std::vector<Data> columns, rows;
    for (const StatisticsColumn& column : table.table->columns)
        columns.push_back(Data::text(frame_.english() ? column.title_en : column.title));
    std::vector<Data> without;
    for (const StatisticsRow& row : table.rows) {
        const std::string office = frame_.name_of(today_.departments()[row.department]);
        rows.push_back(row_data(row, office));
        if (!table.table->amounts || row.without_amount == 0) continue;
        without.push_back(Data::object_in(arena, {{"title", Data::text_in(arena, office)},
                                                  {"count", Data::integer(std::int64_t(row.without_amount))}}));
    }
    return Data::object_in(
        arena, {{"title", Data::text(frame_.english() ? table.table->title_en : table.table->title)},
                {"columns", Data::list_in(arena, columns)},
                {"rows", Data::list_in(arena, rows)},
                {"sum", row_data(table.sum, std::string(frame_.word("statistics.sum")))},
                {"amounts", Data::flag(table.table->amounts)},
                {"unit",
                 Data::text(frame_.word(table.table->unit_fen == 100 ? "statistics.yuan" : "statistics.ten_thousand"))},
                {"without", Data::list_in(arena, without)},
                {"chart", Data::html_in(arena, bar_chart(table, today_, frame_))}});
}

void PageMaker::statistics_files(const YearStatistics& year, const Digest& ingredients) const {
    const std::string stem = "statistics/" + std::to_string(year.year);
    const bool csv = tree_.keep(stem + ".csv", ingredients), json = tree_.keep(stem + ".json", ingredients);
    if (csv && json) return;
    std::string csv_text, json_text;
    CsvWriter rows(csv_text, CsvWriter::Formulas::guard);
    JsonWriter objects(json_text);
    rows.byte_order_mark();
    rows.row(std::vector<std::string>{"年度", "表", "机关", "种类", "数量", "单位"});
    objects.begin_array();
    for (const YearTable& table : year.tables) {
        const auto add = [&](const StatisticsRow& row, const std::string& office) {
            const auto line = [&](const std::string& title, const std::string& value, const std::string& unit) {
                rows.row(std::vector<std::string>{std::to_string(year.year), table.table->title, office, title, value,
                                                  unit});
                objects.begin_object().member("year", year.year).member("table", table.table->id);
                objects.member("authority", office).member("kind", title).key("value").raw_number(value);
                objects.member("unit", unit).end_object();
            };
            for (std::size_t c = 0; c < row.counts.size(); ++c)
                line(table.table->columns[c].title, std::to_string(row.counts[c]), "件");
            line("合计", std::to_string(row.total), "件");
            if (!table.table->amounts) return;
            if (row.fen > 0 || row.without_amount == 0)
                line("金额", amount_in(row.fen, table.table->unit_fen), table.table->unit_fen == 100 ? "元" : "万元");
            if (row.without_amount > 0) line("未报送金额", std::to_string(row.without_amount), "件");
        };
        for (const StatisticsRow& row : table.rows) add(row, today_.departments()[row.department].name);
        if (!table.rows.empty()) add(table.sum, "合计");
    }
    objects.end_array();
    if (!csv) tree_.put(stem + ".csv", csv_text, ingredients, CacheClass::data);
    if (!json) tree_.put(stem + ".json", json_text + "\n", ingredients, CacheClass::data);
}

void PageMaker::supervision(Workspace& space) const {
    if (!input_.settings.supervision_page) return;
    PageFacts facts;
    facts.kind = "supervision";
    facts.path = "supervision.html";
    facts.title = frame_.word("title.supervision");
    facts.column = facts.title;
    facts.crumbs = {{std::string(frame_.word("nav.home")), ""}};
    Sha256 hasher = begin_ingredients("supervision.html");
    hasher.number(today_.today().days());
    for (const DepartmentReport& one : input_.supervision.departments) {
        const Completeness& whole = one.completeness;
        hasher.field(today_.departments()[one.department].name).number(one.stale);
        for (const bool published : whole.blocks) hasher.number(published);
        for (const bool published : whole.methods) hasher.number(published);
        for (const std::string& heading : whole.headings_missing) hasher.field(heading);
        hasher.number(std::int64_t(whole.guides)).number(std::int64_t(whole.guides_short));
        for (const Timeliness& t : one.timeliness) {
            hasher.field(t.dataset->digest);
            for (const std::uint64_t count : {t.in_time, t.late, t.unknown, t.backlog, t.withdrawn, t.expired,
                                              t.expiring, t.unresolved, t.withdrawn_late})
                hasher.number(std::int64_t(count));
            hasher.number(t.days_late).number(t.days_withdrawn_late).number(t.as_of ? t.as_of->days() : 0);
            hasher.number(std::int64_t(t.empty_months.size()));
            for (const Date month : t.empty_months) hasher.number(month.days());
        }
    }
    put(facts, "supervision.html", hasher.finish(), space, [&] {
        return std::vector<Member>{{"day", Data::date(input_.supervision.day)},
                                   {"departments", supervision_data(space.arena)}};
    });
}

std::vector<std::string> PageMaker::blocks_missing(const Completeness& of) const {
    std::vector<std::string> missing;
    for (std::size_t b = 0; b < nine_blocks.size(); ++b) {
        if (!of.blocks[b]) missing.emplace_back(frame_.word("block." + std::string(nine_blocks[b].key)));
    }
    return missing;
}

Data PageMaker::supervision_data(Arena& arena) const {
    const std::string comma = frame_.english() ? ", " : "、";
    std::vector<Data> list;
    for (const DepartmentReport& one : input_.supervision.departments) {
        std::vector<Data> rows;
        const Timeliness all = one.together();
        for (const Timeliness& t : one.timeliness) {
            std::string months;
            for (const Date& month : t.empty_months)
                months += (months.empty() ? "" : comma) + std::to_string(month.month());
            const std::uint64_t judged = t.in_time + t.late;
            rows.push_back(Data::object_in(
                arena, {{"title", Data::text(frame_.title_of(t.dataset->title))},
                        {"in_time", Data::integer(std::int64_t(t.in_time))},
                        {"late", Data::integer(std::int64_t(t.late))},
                        {"judged", Data::integer(std::int64_t(judged))},
                        {"rate", judged == 0 ? Data() : Data::integer(std::int64_t(t.in_time * 100 / judged))},
                        {"days_late", t.late == 0 ? Data() : Data::integer(t.days_late / std::int64_t(t.late))},
                        {"backlog", Data::integer(std::int64_t(t.backlog))},
                        {"withdrawn", Data::integer(std::int64_t(t.withdrawn))},
                        {"withdrawn_late", Data::integer(std::int64_t(t.withdrawn_late))},
                        {"expired", Data::integer(std::int64_t(t.expired))},
                        {"expiring", Data::integer(std::int64_t(t.expiring))},
                        {"empty_months", optional_text(arena, months)},
                        {"stale", Data::flag(t.stale)},
                        {"as_of", optional_date(t.as_of)}}));
        }
        const Department& department = today_.departments()[one.department];
        const auto& methods = one.completeness.methods;
        list.push_back(Data::object_in(
            arena, {{"title", Data::text(frame_.name_of(department))},
                    {"url", frame_.url_data(department_path(department.key), arena)},
                    {"anchor", Data::text_in(arena, "office-" + department.key)},
                    {"rows", Data::list_in(arena, rows)},
                    {"judged", Data::integer(std::int64_t(all.in_time + all.late))},
                    {"in_time", Data::integer(std::int64_t(all.in_time))},
                    {"late", Data::integer(std::int64_t(all.late))},
                    {"withdrawn_late", Data::integer(std::int64_t(all.withdrawn_late))},
                    {"blocks", Data::integer(std::int64_t(nine_blocks.size() - one.completeness.blocks_missing()))},
                    {"blocks_missing", optional_text(arena, join(blocks_missing(one.completeness), comma))},
                    {"headings_missing", optional_text(arena, join(one.completeness.headings_missing, comma))},
                    {"unresolved", Data::integer(std::int64_t(all.unresolved))},
                    {"guides", Data::integer(std::int64_t(one.completeness.guides))},
                    {"guides_short", Data::integer(std::int64_t(one.completeness.guides_short))},
                    {"methods", Data::integer(std::count(methods.begin(), methods.end(), true))},
                    {"stale", Data::flag(one.stale)}}));
    }
    return Data::list_in(arena, list);
}

}  // namespace gongshi
