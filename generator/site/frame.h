#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "disclosure/disclosure.h"
#include "site/assets.h"
#include "site/content.h"
#include "site/plan.h"
#include "site/site.h"
#include "site/words.h"
#include "template/data.h"

namespace gongshi {

/// One interface language of the site.
struct Tongue {
    std::string code;  ///< "zh-CN", "en"
    Language language = Language::zh;
    std::string root;    ///< "" or "/en": before every path
    std::string folder;  ///< "" or "en/": below public/
    Words words;
};

struct SiteParts::State {
    std::vector<Tongue> tongues;
    std::vector<Asset> assets;
    std::vector<Article> articles;
    Digest digest;
};

/// What a page says of itself, before it is a view model.
struct PageFacts {
    std::string kind;
    std::string path;  ///< below the language's root: "penalties/2026-11.html", "" for home, "penalties/" for an index
    std::string title, description;
    std::string column;  ///< name of its 栏目; empty: none
    std::optional<Date> published;
    std::string source;  ///< ContentSource; empty: no content page
    bool noindex = false;
    std::vector<std::pair<std::string, std::string>> crumbs;  ///< title, path below the root
    std::optional<Date> data_as_of;
    bool all_languages = true;  ///< the page exists in every language
};

/// What every page of a language shares, and the way from a PageFacts to the template's variables.
class Frame {
public:
    Frame(const SiteInput& input, const SiteParts::State& parts, const Tongue& tongue, const Disclosure& today);

    /// The variables every template gets; views add their own.
    std::vector<Member> globals(const PageFacts& page, Arena& arena) const;

    const Tongue& tongue() const { return tongue_; }
    bool english() const { return tongue_.language == Language::en; }
    std::string url(const std::string& path) const { return tongue_.root + "/" + path; }
    Data url_data(const std::string& path, Arena& arena) const { return Data::text_in(arena, url(path)); }
    std::string_view word(std::string_view path) const { return tongue_.words.find(path); }
    const std::string& title_of(const Title& title) const {
        return english() && !title.en.empty() ? title.en : title.zh;
    }
    /// The title as people read it beside a value: amounts are shown with their unit, so the unit of the department's column
    /// (罚款金额（万元）) falls away. Of the field's own text.
    std::string_view label_of(const Field& field) const;
    const std::string& name_of(const Department& department) const {
        return english() && !department.name_en.empty() ? department.name_en : department.name;
    }
    const Digest& digest() const { return digest_; }  ///< of all a page takes from here
    const SiteSettings& settings() const { return input_.settings; }
    /// Where a file of public/ lies for a page's path: indexes get their file name.
    std::string file_for(const std::string& path) const;

private:
    Data site_data(Arena& arena, const PageFacts& page) const;
    Data languages(Arena& arena, const PageFacts& page) const;
    Data menu(Arena& arena, const PageFacts& page) const;
    Data article_urls(Arena& arena) const;
    bool has_article(const std::string& path, const std::string& language) const;

    const SiteInput& input_;
    const SiteParts::State& parts_;
    const Tongue& tongue_;
    bool any_party_, any_rule_ = false;
    std::string statistics_path_;  ///< of the newest year; empty: none
    Digest digest_;
};

/// Text that is none when it is empty.
Data optional_text(Arena& arena, const std::string& text);
Data optional_date(const std::optional<Date>& date);

}  // namespace gongshi
