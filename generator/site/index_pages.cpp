// Pages that lead to others: parties, browse paths, the site map, and the page for addresses that lead nowhere.

#include <algorithm>

#include "site/field_view.h"
#include "site/pages.h"

namespace gongshi {
namespace {

constexpr std::size_t parties_a_page = 1000;

std::string group_number(std::int64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return digits;
}

std::string fill_two(std::string_view phrase, const std::string& from, const std::string& to) {
    std::string out(phrase);
    for (const auto& [mark, value] : {std::pair<std::string, std::string>{"{from}", from}, {"{to}", to}}) {
        if (const std::size_t at = out.find(mark); at != std::string::npos) out.replace(at, mark.size(), value);
    }
    return out;
}

}  // namespace

std::uint32_t PageMaker::party_chunks() const {
    return std::uint32_t((today_.parties().size() + parties_a_page - 1) / parties_a_page);
}

void PageMaker::parties(std::uint32_t chunk, Workspace& space) const {
    const std::size_t from = chunk * parties_a_page, to = std::min(today_.parties().size(), from + parties_a_page);
    const auto path_of = [](std::uint32_t number) {
        return number == 0 ? std::string("party/index.html") : "party/index-" + std::to_string(number + 1) + ".html";
    };
    Sha256 hasher = begin_ingredients("parties.html");
    hasher.number(std::int64_t(today_.parties().size()));
    for (std::size_t p = from; p < to; ++p) {
        const auto [d, e] = plan_.parties[p].entries.back();
        hasher.field(today_.parties()[p].code)
            .number(std::int64_t(plan_.parties[p].entries.size()))
            .field(view(d).entries[e].digest);
    }
    PageFacts facts;
    facts.kind = "parties";
    facts.path = path_of(chunk);
    facts.title = frame_.word("title.parties");
    if (chunk > 0)
        facts.title += fill_two(frame_.english() ? " {from}–{to}" : "（{from}—{to}）",
                                group_number(std::int64_t(from + 1)), group_number(std::int64_t(to)));
    facts.column = frame_.word("title.parties");
    facts.crumbs = {{std::string(frame_.word("nav.home")), ""}};
    put(facts, "parties.html", hasher.finish(), space, [&] {
        Arena& arena = space.arena;
        std::vector<Data> groups, links;
        std::string region;
        const auto close = [&] {
            if (links.empty()) return;
            std::string title(frame_.word("parties.region"));
            if (const std::size_t at = title.find("{code}"); at != std::string::npos) title.replace(at, 6, region);
            groups.push_back(Data::object_in(arena, {{"key", Data::text_in(arena, "r" + region)},
                                                     {"title", Data::text_in(arena, title)},
                                                     {"links", Data::list_in(arena, links)}}));
            links.clear();
        };
        for (std::size_t p = from; p < to; ++p) {
            const std::string& code = today_.parties()[p].code;
            if (code.substr(2, 6) != region) {
                // Codes sort by their first two characters before the region: a region may come again.
                close();
                region = code.substr(2, 6);
            }
            links.push_back(
                Data::object_in(arena, {{"title", Data::text_in(arena, party_name(std::uint32_t(p), space))},
                                        {"url", frame_.url_data(party_path(code), arena)},
                                        {"count", Data::integer(std::int64_t(plan_.parties[p].entries.size()))},
                                        {"code", Data::text(code)}}));
        }
        close();
        std::vector<Data> more;
        for (std::uint32_t other = 0; other < party_chunks(); ++other) {
            if (other == chunk) continue;
            const std::string title =
                fill_two(frame_.word("parties.range"), group_number(other * std::int64_t(parties_a_page) + 1),
                         group_number(std::min<std::int64_t>(std::int64_t(today_.parties().size()),
                                                             (other + 1) * std::int64_t(parties_a_page))));
            more.push_back(Data::object_in(arena, {{"title", Data::text_in(arena, title)},
                                                   {"url", frame_.url_data(path_of(other), arena)},
                                                   {"count", Data()},
                                                   {"code", Data()}}));
        }
        if (!more.empty())
            groups.push_back(Data::object_in(arena, {{"key", Data::text("more")},
                                                     {"title", Data::text(frame_.word("parties.more"))},
                                                     {"links", Data::list_in(arena, more)}}));
        return std::vector<Member>{{"total", Data::integer(std::int64_t(today_.parties().size()))},
                                   {"groups", Data::list_in(arena, groups)}};
    });
}

void PageMaker::search(Workspace& space) const {
    Sha256 hasher = begin_ingredients("search.html");
    add_counts(hasher);
    for (const RecordList& list : plan_.lists) hasher.field(list.stem).number(std::int64_t(list.entries.size()));
    hasher.number(std::int64_t(today_.parties().size()));
    PageFacts facts;
    facts.kind = "search";
    facts.path = "search/index.html";
    facts.title = frame_.word("title.search");
    facts.column = facts.title;
    facts.crumbs = {{std::string(frame_.word("nav.home")), ""}};
    put(facts, "search.html", hasher.finish(), space, [&] {
        Arena& arena = space.arena;
        std::vector<Data> years;
        for (std::uint32_t d = 0; d < today_.datasets().size(); ++d) {
            std::vector<Data> links;
            for (const Data& year : years_of(d, arena).items()) {
                const auto months = year.find("months")->items();
                links.push_back(link_data(arena, std::to_string(year.find("year")->as_integer()),
                                          months.back().find("url")->as_text(),
                                          std::uint64_t(year.find("count")->as_integer())));
            }
            if (!links.empty())
                years.push_back(Data::object_in(arena, {{"title", Data::text(frame_.title_of(view(d).dataset->title))},
                                                        {"links", Data::list_in(arena, links)}}));
        }
        std::vector<Data> prefixes;
        if (!today_.parties().empty())
            prefixes.push_back(link_data(arena, frame_.word("title.parties"), frame_.url("party/index.html"),
                                         today_.parties().size()));
        return std::vector<Member>{{"datasets", all_datasets(arena)},
                                   {"departments", department_links(arena)},
                                   {"years", Data::list_in(arena, years)},
                                   {"prefixes", Data::list_in(arena, prefixes)}};
    });
}

void PageMaker::sitemap(Workspace& space) const {
    Sha256 hasher = begin_ingredients("sitemap.html");
    add_counts(hasher);
    for (const Article& article : parts_.articles) hasher.field(article.title);
    PageFacts facts;
    facts.kind = "sitemap";
    facts.path = "sitemap.html";
    facts.title = frame_.word("title.sitemap");
    facts.column = facts.title;
    facts.crumbs = {{std::string(frame_.word("nav.home")), ""}};
    put(facts, "sitemap.html", hasher.finish(), space, [&] {
        Arena& arena = space.arena;
        std::vector<Data> sections;
        const auto add = [&](std::string_view title, const std::vector<Data>& links) {
            if (!links.empty())
                sections.push_back(
                    Data::object_in(arena, {{"title", Data::text(title)}, {"links", Data::list_in(arena, links)}}));
        };
        for (const auto& [stage, key] : {std::pair{Stage::before, "stage.before"},
                                         {Stage::during, "stage.during"},
                                         {Stage::after, "stage.after"}}) {
            std::vector<Data> links;
            for (const DatasetView& one : today_.datasets()) {
                if (one.dataset->stage == stage)
                    links.push_back(link_data(arena, frame_.title_of(one.dataset->title),
                                              frame_.url(one.dataset->segment + "/"), one.entries.size()));
            }
            add(frame_.word(key), links);
        }
        std::vector<Data> offices;
        for (std::uint32_t d = 0; d < today_.departments().size(); ++d) {
            const Department& one = today_.departments()[d];
            offices.push_back(
                link_data(arena, frame_.name_of(one), frame_.url(department_path(one.key)), department_total(d)));
        }
        add(frame_.word("title.departments"), offices);
        std::vector<Data> others;
        for (const Article& article : parts_.articles) {
            if (article.language == tongue_.code)
                others.push_back(link_data(arena, article.title, frame_.url(article.path), std::nullopt));
        }
        others.push_back(link_data(arena, frame_.word("title.search"), frame_.url("search/index.html"), std::nullopt));
        if (!today_.parties().empty())
            others.push_back(link_data(arena, frame_.word("title.parties"), frame_.url("party/index.html"),
                                       today_.parties().size()));
        add(input_.settings.words_in(tongue_.code).short_name, others);
        return std::vector<Member>{{"sections", Data::list_in(arena, sections)}};
    });
}

void PageMaker::not_found(Workspace& space) const {
    PageFacts facts;
    facts.kind = "lost";
    facts.path = "404.html";
    facts.title = frame_.word("lost.title");
    facts.noindex = true;
    put(facts, "404.html", begin_ingredients("404.html").finish(), space, [] { return std::vector<Member>(); });
}

}  // namespace gongshi
