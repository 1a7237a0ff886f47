// Pages that lead to others: browse paths, the site map, and the page for addresses that lead nowhere.

#include <algorithm>

#include "site/field_view.h"
#include "site/pages.h"

namespace gongshi {

void PageMaker::search(Workspace& space) const {
    Sha256 hasher = begin_ingredients("search.html");
    add_counts(hasher);
    for (const RecordList& list : plan_.lists) hasher.field(list.stem).number(std::int64_t(list.entries.size()));
    add_directory(hasher);
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
        return std::vector<Member>{{"datasets", all_datasets(arena)},
                                   {"departments", department_links(arena)},
                                   {"years", Data::list_in(arena, years)},
                                   {"letters", directory_links(PartyOrder::name, arena)},
                                   {"codes", directory_links(PartyOrder::code, arena)}};
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
