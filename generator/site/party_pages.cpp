// The pages of firms: one for each, and the directory that leads to them by name and by credit code.

#include "dataset/cell_text.h"
#include "site/field_view.h"
#include "site/pages.h"

namespace gongshi {

void PageMaker::party(std::uint32_t party, Workspace& space) const {
    const PartyRecords& records = plan_.parties[party];
    const std::string& code = today_.parties()[party].code;
    Sha256 hasher = begin_ingredients("party.html");
    hasher.field(today_.parties()[party].name);
    for (const auto& [dataset, entry] : records.entries)
        hasher.field(view(dataset).entries[entry].digest).field(view(dataset).dataset->digest);
    PageFacts facts;
    facts.kind = "party";
    facts.path = party_path(code);
    const Digest ingredients = hasher.finish();
    if (tree_.keep(frame_.file_for(facts.path), ingredients)) return;
    facts.title = today_.parties()[party].name;
    facts.column = frame_.word("title.parties");
    facts.crumbs = {{std::string(frame_.word("nav.home")), ""},
                    {std::string(frame_.word("title.parties")), "party/index.html"}};
    put(facts, "party.html", ingredients, space, [&] {
        const FieldView fields(frame_, space.arena);
        std::vector<Data> groups, names;
        std::vector<std::string> seen;
        for (std::uint32_t d = 0; d < today_.datasets().size(); ++d) {
            std::vector<Data> rows;
            for (auto one = records.entries.rbegin(); one != records.entries.rend(); ++one) {
                if (one->first != d) continue;
                const PublicRecord record = space.reader.read(view(d), view(d).entries[one->second]);
                rows.push_back(fields.row(record));
                const Value* value = record.find(record.dataset().party->name);
                const auto* name = value == nullptr ? nullptr : std::get_if<std::string>(value);
                if (name != nullptr && std::find(seen.begin(), seen.end(), *name) == seen.end()) seen.push_back(*name);
            }
            if (rows.empty()) continue;
            groups.push_back(
                Data::object_in(space.arena, {{"dataset", dataset_card(frame_, view(d), space.arena, false)},
                                              {"count", Data::integer(std::int64_t(rows.size()))},
                                              {"columns", fields.columns(*view(d).dataset)},
                                              {"rows", Data::list_in(space.arena, rows)}}));
        }
        for (const std::string& name : seen) names.push_back(Data::text_in(space.arena, name));
        return std::vector<Member>{
            {"party", Data::object_in(space.arena, {{"code", Data::text(code)},
                                                    {"name", Data::text_in(space.arena, facts.title)},
                                                    {"names", Data::list_in(space.arena, names)}})},
            {"groups", Data::list_in(space.arena, groups)}};
    });
}

/// "FM", "91330999 企业": what the firms of a page have in common.
std::string PageMaker::directory_title(const PartyPage& page) const {
    if (page.prefix == "0") return std::string(frame_.word("parties.no_letter"));
    std::string title = upper_ascii(page.prefix);
    if (page.order == PartyOrder::name) return title;
    const std::string kind = "body_kinds.k" + page.prefix.substr(0, 2);
    const std::string_view word = frame_.word(kind);
    return word == kind ? title : title + " " + std::string(word);
}

Sha256& PageMaker::add_directory(Sha256& hasher) const {
    for (const auto* widest : {&plan_.directory.by_name, &plan_.directory.by_code}) {
        for (std::uint32_t page : *widest)
            hasher.field(plan_.directory.pages[page].prefix).number(plan_.directory.pages[page].total);
    }
    return hasher;
}

Data PageMaker::directory_links(PartyOrder order, Arena& arena, const PartyPage* current) const {
    const std::vector<std::uint32_t>& widest =
        order == PartyOrder::name ? plan_.directory.by_name : plan_.directory.by_code;
    std::vector<Data> links;
    for (std::uint32_t one : widest) links.push_back(directory_link(plan_.directory.pages[one], arena, current));
    return Data::list_in(arena, links);
}

Data PageMaker::directory_link(const PartyPage& page, Arena& arena, const PartyPage* current) const {
    return Data::object_in(arena, {{"title", Data::text_in(arena, directory_title(page))},
                                   {"url", frame_.url_data(page.path(), arena)},
                                   {"count", Data::integer(page.total)},
                                   {"current", Data::flag(&page == current)}});
}

void PageMaker::party_index(Workspace& space) const {
    if (today_.parties().empty()) return;
    Sha256 hasher = begin_ingredients("parties.html");
    PageFacts facts;
    facts.kind = "parties";
    facts.path = "party/index.html";
    facts.title = frame_.word("title.parties");
    facts.column = facts.title;
    facts.crumbs = {{std::string(frame_.word("nav.home")), ""}};
    put(facts, "parties.html", add_directory(hasher).finish(), space, [&] {
        return std::vector<Member>{{"total", Data::integer(std::int64_t(today_.parties().size()))},
                                   {"letters", directory_links(PartyOrder::name, space.arena)},
                                   {"codes", directory_links(PartyOrder::code, space.arena)}};
    });
}

void PageMaker::party_list(std::uint32_t index, Workspace& space) const {
    const PartyPage& page = plan_.directory.pages[index];
    Sha256 hasher = begin_ingredients("party-list.html");
    hasher.number(page.total);
    for (std::uint32_t party : page.parties)
        hasher.field(today_.parties()[party].code)
            .field(today_.parties()[party].name)
            .number(std::int64_t(plan_.parties[party].entries.size()));
    for (std::uint32_t one : page.narrower)
        hasher.field(plan_.directory.pages[one].prefix).number(plan_.directory.pages[one].total);
    // Beside it stand the widest pages of its order: which there are, not how many firms each has.
    const std::vector<std::uint32_t>& widest =
        page.order == PartyOrder::name ? plan_.directory.by_name : plan_.directory.by_code;
    for (std::uint32_t one : widest) hasher.field(plan_.directory.pages[one].prefix);
    PageFacts facts;
    facts.kind = "parties";
    facts.path = page.path();
    facts.title = std::string(frame_.word(page.order == PartyOrder::name ? "parties.by_letter" : "parties.by_code"));
    if (const std::size_t at = facts.title.find("{prefix}"); at != std::string::npos)
        facts.title.replace(at, 8, directory_title(page));
    facts.column = frame_.word("title.parties");
    facts.crumbs = {{std::string(frame_.word("nav.home")), ""},
                    {std::string(frame_.word("title.parties")), "party/index.html"}};
    put(facts, "party-list.html", hasher.finish(), space, [&] {
        Arena& arena = space.arena;
        std::vector<Data> firms, narrower;
        for (std::uint32_t party : page.parties) {
            const Party& one = today_.parties()[party];
            firms.push_back(
                Data::object_in(arena, {{"title", Data::text(one.name)},
                                        {"url", frame_.url_data(party_path(one.code), arena)},
                                        {"count", Data::integer(std::int64_t(plan_.parties[party].entries.size()))},
                                        {"code", Data::text(one.code)}}));
        }
        for (std::uint32_t one : page.narrower) narrower.push_back(directory_link(plan_.directory.pages[one], arena));
        return std::vector<Member>{{"total", Data::integer(page.total)},
                                   {"widest", directory_links(page.order, arena, &page)},
                                   {"narrower", Data::list_in(arena, narrower)},
                                   {"firms", Data::list_in(arena, firms)}};
    });
}

}  // namespace gongshi
