#include "site/site_settings.h"

#include <algorithm>

#include "core/codes.h"
#include "site/codes.h"

namespace gongshi {
namespace {

SiteWords read_words(TomlTable& table, const SiteWords& otherwise) {
    return {table.text_or("name", otherwise.name), table.text_or("short_name", otherwise.short_name),
            table.text_or("description", otherwise.description)};
}

GovernmentSettings read_government(TomlTable table) {
    GovernmentSettings government;
    government.site_id_code = table.text_or("site_id_code", "");
    government.sponsor = table.text("sponsor");
    government.organizer = table.text_or("organizer", "");
    government.address = table.text_or("address", "");
    government.postcode = table.text_or("postcode", "");
    government.phone = table.text_or("phone", "");
    government.email = table.text_or("email", "");
    government.icp = table.text_or("icp", "");
    government.police_record = table.text_or("police_record", "");
    government.error_report_url = table.text_or("error_report_url", "");
    government.keywords = table.texts("keywords");
    table.no_more_keys();
    return government;
}

std::vector<std::string> read_languages(TomlTable& root) {
    std::vector<std::string> languages = root.texts("languages");
    if (languages.empty()) languages = {"zh-CN"};
    for (const std::string& language : languages) {
        const bool twice = std::count(languages.begin(), languages.end(), language) > 1;
        if (twice || (language != "zh-CN" && language != "en")) {
            root.refuse("languages", codes::config_bad_value, language, {{"expected", "zh-CN, en"}});
            break;
        }
    }
    return languages;
}

std::string read_base_url(TomlTable& root) {
    std::string url = root.text("base_url");
    while (url.ends_with('/')) url.pop_back();
    const bool good =
        (url.starts_with("https://") || url.starts_with("http://")) && url.find_first_of(" \"'<>") == std::string::npos;
    if (!url.empty() && !good) root.refuse("base_url", codes::config_bad_value, url, {{"expected", "https://…"}});
    const std::size_t path = good ? url.find_first_of("/?#", url.find("://") + 3) : std::string::npos;
    if (path != std::string::npos) root.refuse("base_url", codes::site_base_url_path, url.substr(path));
    return url;
}

Digest digest_of(const SiteSettings& settings) {
    Sha256 hasher;
    const GovernmentSettings& g = settings.government;
    for (const std::string* text :
         {&settings.words.name, &settings.words.short_name, &settings.words.description, &settings.english.name,
          &settings.english.short_name, &settings.english.description, &settings.base_url, &g.site_id_code, &g.sponsor,
          &g.organizer, &g.address, &g.postcode, &g.phone, &g.email, &g.icp, &g.police_record, &g.error_report_url}) {
        hasher.field(*text);
    }
    for (const std::string& language : settings.languages) hasher.field(language);
    for (const std::string& keyword : g.keywords) hasher.field(keyword);
    for (const MenuEntry& entry : settings.menu) hasher.field(entry.title).field(entry.title_en).field(entry.url);
    for (const std::string& place : settings.place_names) hasher.field(place);
    return hasher.number(settings.page_size).number(settings.supervision_page).finish();
}

}  // namespace

std::string SiteSettings::domain() const {
    const std::size_t begin = base_url.find("://") == std::string::npos ? 0 : base_url.find("://") + 3;
    return base_url.substr(begin, base_url.find_first_of(":/", begin) - begin);
}

SiteSettings read_site_settings(TomlTable root) {
    SiteSettings settings;
    settings.words.name = root.text("name");
    settings.words.short_name = root.text_or("short_name", settings.words.name);
    settings.words.description = root.text_or("description", settings.words.name);
    settings.base_url = read_base_url(root);
    settings.languages = read_languages(root);
    settings.theme = root.text_or("theme", "default");
    TomlTable english = root.table("english");
    settings.english = read_words(english, settings.words);
    english.no_more_keys();
    settings.government = read_government(root.table("government"));
    TomlTable certificates = root.table("certificates");
    settings.certificate_pattern = certificates.text_or("pattern", "");
    certificates.no_more_keys();
    TomlTable lists = root.table("lists");
    const std::int64_t size = lists.integer_or("page_size", 50);
    if (size < 5 || size > 500)
        lists.refuse("page_size", codes::config_bad_value, std::to_string(size), {{"expected", "5 … 500"}});
    settings.page_size = std::uint32_t(std::clamp<std::int64_t>(size, 5, 500));
    settings.place_names = lists.texts("place_names");
    lists.no_more_keys();
    TomlTable oversight = root.table("oversight");
    settings.supervision_page = oversight.flag_or("supervision_page", false);
    oversight.no_more_keys();
    TomlTable ledger = root.table("ledger");
    settings.ledger_key = ledger.text_or("key", "");
    ledger.no_more_keys();
    for (TomlTable& entry : root.tables("menu")) {
        const std::string title = entry.text("title");
        settings.menu.push_back({title, entry.text_or("title_en", title), entry.text("url")});
        entry.no_more_keys();
    }
    root.no_more_keys();
    settings.digest = digest_of(settings);
    return settings;
}

}  // namespace gongshi
