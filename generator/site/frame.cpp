#include "site/frame.h"

#include <algorithm>

#include "dataset/field_type.h"

namespace gongshi {

Data optional_text(Arena& arena, const std::string& text) { return text.empty() ? Data() : Data::text_in(arena, text); }

Data optional_date(const std::optional<Date>& date) { return date ? Data::date(*date) : Data(); }

Frame::Frame(const SiteInput& input, const SiteParts::State& parts, const Tongue& tongue, const Disclosure& today)
    : input_(input), parts_(parts), tongue_(tongue), any_party_(!today.parties().empty()) {
    Sha256 hasher;
    hasher.field(input.settings.digest).field(tongue.code).field(tongue.words.digest()).number(any_party_);
    if (!input.statistics.empty())
        statistics_path_ = "statistics/" + std::to_string(input.statistics.front().year) + ".html";
    any_rule_ = !today.policy().book.empty();
    hasher.number(any_rule_).field(statistics_path_);
    for (const Asset& asset : parts.assets) hasher.field(asset.path);
    for (const Article& article : parts.articles) hasher.field(article.path).field(article.language);
    digest_ = hasher.finish();
}

std::string Frame::file_for(const std::string& path) const {
    const bool index = path.empty() || path.ends_with('/');
    return tongue_.folder + path + (index ? "index.html" : "");
}

bool Frame::has_article(const std::string& path, const std::string& language) const {
    return std::any_of(parts_.articles.begin(), parts_.articles.end(),
                       [&](const Article& one) { return one.path == path && one.language == language; });
}

Data Frame::languages(Arena& arena, const PageFacts& page) const {
    std::vector<Data> list;
    for (const Tongue& one : parts_.tongues) {
        const bool twin = page.all_languages || one.code == tongue_.code || has_article(page.path, one.code);
        const std::string url = one.root + "/" + (twin ? page.path : "");
        list.push_back(Data::object_in(arena, {{"code", Data::text(one.code)},
                                               {"title", Data::text(one.language == Language::en ? "English" : "中文")},
                                               {"url", Data::text_in(arena, url)},
                                               {"canonical", Data::text_in(arena, input_.settings.base_url + url)},
                                               {"current", Data::flag(one.code == tongue_.code)}}));
    }
    return Data::list_in(arena, list);
}

Data Frame::article_urls(Arena& arena) const {
    std::vector<Member> members;
    for (const auto& [name, path] : {std::pair<const char*, const char*>{"about", "about.html"},
                                     {"help", "help.html"},
                                     {"remedies", "remedies.html"},
                                     {"privacy", "privacy.html"},
                                     {"open_data", "open-data.html"}}) {
        Data url;
        if (has_article(path, tongue_.code)) {
            url = url_data(path, arena);
        } else if (has_article(path, "zh-CN")) {
            url = Data::text_in(arena, "/" + std::string(path));
        }
        members.push_back({name, url});
    }
    return Data::object_in(arena, std::span<const Member>(members));
}

Data Frame::site_data(Arena& arena, const PageFacts& page) const {
    const SiteSettings& settings = input_.settings;
    const GovernmentSettings& g = settings.government;
    const SiteWords& words = settings.words_in(tongue_.code);
    const Data government = Data::object_in(arena, {{"site_id_code", Data::text(g.site_id_code)},
                                                    {"sponsor", Data::text(g.sponsor)},
                                                    {"organizer", Data::text(g.organizer)},
                                                    {"address", Data::text(g.address)},
                                                    {"postcode", Data::text(g.postcode)},
                                                    {"phone", Data::text(g.phone)},
                                                    {"email", optional_text(arena, g.email)},
                                                    {"icp", optional_text(arena, g.icp)},
                                                    {"police_record", optional_text(arena, g.police_record)},
                                                    {"error_report_url", optional_text(arena, g.error_report_url)}});
    return Data::object_in(arena, {{"name", Data::text(words.name)},
                                   {"short_name", Data::text(words.short_name)},
                                   {"description", Data::text(words.description)},
                                   {"base_url", Data::text(settings.base_url)},
                                   {"domain", Data::text_in(arena, settings.domain())},
                                   {"languages", languages(arena, page)},
                                   {"government", government},
                                   {"pages", article_urls(arena)}});
}

Data Frame::menu(Arena& arena, const PageFacts& page) const {
    std::vector<Data> list;
    const auto add = [&](std::string_view title, const std::string& url, bool current) {
        list.push_back(Data::object_in(arena, {{"title", Data::text_in(arena, title)},
                                               {"url", Data::text_in(arena, url)},
                                               {"current", Data::flag(current)}}));
    };
    add(word("nav.home"), url(""), page.path.empty());
    for (const MenuEntry& entry : input_.settings.menu) {
        const std::string path = entry.url.starts_with('/') ? entry.url.substr(1) : entry.url;
        const bool foreign = path.ends_with(".html") && !has_article(path, tongue_.code) && has_article(path, "zh-CN");
        add(english() ? entry.title_en : entry.title, foreign ? "/" + path : url(path), page.path == path);
    }
    return Data::list_in(arena, list);
}

std::vector<Member> Frame::globals(const PageFacts& page, Arena& arena) const {
    std::vector<Member> assets;
    for (const Asset& asset : parts_.assets) {
        assets.push_back({Key(asset.name), Data::object_in(arena, {{"url", Data::text_in(arena, "/" + asset.path)},
                                                                   {"integrity", Data::text(asset.integrity)}})});
    }
    std::vector<Data> crumbs;
    for (const auto& [title, path] : page.crumbs) {
        crumbs.push_back(
            Data::object_in(arena, {{"title", Data::text_in(arena, title)}, {"url", url_data(path, arena)}}));
    }
    std::string keywords;
    for (const std::string& keyword : input_.settings.government.keywords)
        keywords += (keywords.empty() ? "" : ",") + keyword;
    if (keywords.empty()) keywords = page.title;
    const Data keyword_data = Data::text_in(arena, keywords);
    Data column;
    if (!page.column.empty()) {
        const Data name = Data::text_in(arena, page.column);
        column = Data::object_in(
            arena, {{"name", name},
                    {"description", Data::text_in(arena, page.description.empty() ? page.column : page.description)},
                    {"keywords", keyword_data},
                    {"type", Data::text("信息公开")}});
    }
    const std::string path = url(page.path);
    const Data page_data = Data::object_in(
        arena, {{"kind", Data::text_in(arena, page.kind)},
                {"path", Data::text_in(arena, path)},
                {"url", Data::text_in(arena, input_.settings.base_url + path)},
                {"title", Data::text_in(arena, page.title)},
                {"description", Data::text_in(arena, page.description.empty() ? page.title : page.description)},
                {"keywords", keyword_data},
                {"column", column},
                {"published", optional_date(page.published)},
                {"source", optional_text(arena, page.source)},
                {"noindex", Data::flag(page.noindex)},
                {"crumbs", Data::list_in(arena, crumbs)}});
    return {{"site", site_data(arena, page)},
            {"lang", Data::text(tongue_.code)},
            {"root", Data::text(tongue_.root)},
            {"t", tongue_.words.root()},
            {"menu", menu(arena, page)},
            {"assets", Data::object_in(arena, std::span<const Member>(assets))},
            {"page", page_data},
            {"data_as_of", optional_date(page.data_as_of)},
            {"paths", Data::object_in(
                          arena, {{"parties", any_party_ ? url_data("party/index.html", arena) : Data()},
                                  {"departments", url_data("dept/index.html", arena)},
                                  {"search", url_data("search/index.html", arena)},
                                  {"rules", any_rule_ ? url_data("rules.html", arena) : Data()},
                                  {"register", url_data("changes.html", arena)},
                                  {"statistics", statistics_path_.empty() ? Data() : url_data(statistics_path_, arena)},
                                  {"supervision",
                                   input_.settings.supervision_page ? url_data("supervision.html", arena) : Data()}})}};
}

std::string_view Frame::label_of(const Field& field) const {
    std::string_view label = title_of(field.title);
    if (field.type->kind() != "money") return label;
    for (const std::string_view unit : {"（万元）", "（元）", "(万元)", "(元)"}) {
        if (label.ends_with(unit)) label.remove_suffix(unit.size());
    }
    return label;
}

}  // namespace gongshi
