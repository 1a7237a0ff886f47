#pragma once
#include <string>
#include <vector>

#include "core/digest.h"
#include "core/toml.h"

namespace gongshi {

/// The words of the site itself in one language.
struct SiteWords {
    std::string name, short_name, description;
};

/// 国办发〔2017〕47号: what every page of a government site carries.
struct GovernmentSettings {
    std::string site_id_code, sponsor, organizer, address, postcode, phone, email, icp, police_record, error_report_url;
    std::vector<std::string> keywords;
};

struct MenuEntry {
    std::string title, title_en, url;
};

/// site-config/site.toml.
struct SiteSettings {
    SiteWords words, english;
    std::string base_url;                ///< without a slash at the end
    std::vector<std::string> languages;  ///< "zh-CN", "en"; the first at /, the others below /en/
    std::string theme;
    GovernmentSettings government;
    std::string certificate_pattern;
    std::uint32_t page_size = 50;
    std::vector<std::string> place_names;  ///< what firms' names begin with and nobody looks under: 云溪县
    bool supervision_page = false;         ///< who is late, for everybody to see
    std::string ledger_key;  ///< file of the key that signs tree heads, below the site; empty: they are not signed
    std::vector<MenuEntry> menu;
    Digest digest;  ///< of all of it

    std::string domain() const;  ///< the host of base_url
    const SiteWords& words_in(const std::string& language) const { return language == "en" ? english : words; }
};

/// Mistakes go to the findings of the document.
SiteSettings read_site_settings(TomlTable root);

}  // namespace gongshi
