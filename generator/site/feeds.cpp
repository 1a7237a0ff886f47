#include "site/feeds.h"

#include "core/markup.h"
#include "core/text.h"
#include "dataset/field_type.h"
#include "site/plan.h"

namespace gongshi {
namespace {

constexpr std::size_t addresses_a_file = 50'000;

/// XML 1.0 has no control characters, not even escaped ones.
std::string xml(std::string_view text) {
    std::string plain(text);
    std::erase_if(plain, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; });
    return markup(plain);
}

std::string moment(Date day) { return day.iso() + "T00:00:00+08:00"; }

std::string summary_of(const PublicRecord& record) {
    const Dataset& dataset = record.dataset();
    const FourFacts& four = dataset.four_facts;
    std::string text;
    for (const auto& field : {four.authority, four.party, four.kind, four.conclusion}) {
        const Value* value = field ? record.find(*field) : nullptr;
        if (value == nullptr) continue;
        std::string shown;
        if (const auto* list = std::get_if<std::vector<std::string>>(value)) {
            for (const std::string& item : *list) shown += (shown.empty() ? "" : "；") + item;
        } else {
            shown = dataset.fields[*field].type->canonical(*value);
        }
        text += (text.empty() ? "" : "\n") + dataset.fields[*field].title.zh + "：" + shown;
    }
    return text;
}

std::string sitemap_head(const std::string& element) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<" + element +
           " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
}

}  // namespace

std::string atom_feed(const SiteSettings& settings, const Dataset& dataset,
                      const std::vector<PublicRecord>& newest_first) {
    const std::string home = settings.base_url + "/" + dataset.segment + "/", self = home + "feed.xml";
    std::optional<Date> updated;
    for (const PublicRecord& record : newest_first) {
        if (!updated || *updated < record.provenance().as_of) updated = record.provenance().as_of;
    }
    std::string out =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n";
    out += "<id>" + xml(self) + "</id>\n<title>" + xml(settings.words.name + " " + dataset.title.zh) + "</title>\n";
    out += "<updated>" + moment(updated.value_or(Date::from_days(0))) + "</updated>\n";
    out += "<author><name>" + xml(settings.government.sponsor) + "</name></author>\n";
    out += "<link rel=\"self\" href=\"" + xml(self) + "\"/>\n<link href=\"" + xml(home) + "\"/>\n";
    for (const PublicRecord& record : newest_first) {
        const std::string url = settings.base_url + "/" + record_path(dataset, record.id());
        out += "<entry>\n<id>" + xml(url) + "</id>\n<title>" + xml(record.title()) + "</title>\n<link href=\"" +
               xml(url) + "\"/>\n";
        out += "<updated>" + moment(record.provenance().as_of) + "</updated>\n";
        if (record.date()) out += "<published>" + moment(*record.date()) + "</published>\n";
        out += "<summary>" + xml(summary_of(record)) + "</summary>\n</entry>\n";
    }
    return out + "</feed>\n";
}

SitemapMaker::SitemapMaker(const SiteSettings& settings, Put put)
    : home_(xml(settings.base_url + "/")), put_(std::move(put)) {}

void SitemapMaker::add(std::string_view page) {
    if (addresses_ == addresses_a_file) put_part();
    ++addresses_;
    part_.append("<url><loc>").append(home_).append(page).append("</loc></url>\n");
}

void SitemapMaker::put_part() {
    ++parts_;
    put_("sitemap-" + std::to_string(parts_) + ".xml", sitemap_head("urlset") + part_ + "</urlset>\n");
    part_.clear();
    addresses_ = 0;
}

void SitemapMaker::finish() {
    if (parts_ == 0) return put_("sitemap.xml", sitemap_head("urlset") + part_ + "</urlset>\n");
    put_part();
    std::string index = sitemap_head("sitemapindex");
    for (std::size_t part = 1; part <= parts_; ++part)
        index += "<sitemap><loc>" + home_ + "sitemap-" + std::to_string(part) + ".xml</loc></sitemap>\n";
    put_("sitemap.xml", index + "</sitemapindex>\n");
}

std::string opensearch_xml(const SiteSettings& settings) {
    const auto escaped = [](std::string text) {
        replace_all(text, "&", "&amp;");
        replace_all(text, "<", "&lt;");
        return text;
    };
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OpenSearchDescription "
           "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n<ShortName>" +
           escaped(settings.words.short_name) + "</ShortName>\n<Description>" + escaped(settings.words.description) +
           "</Description>\n<InputEncoding>UTF-8</InputEncoding>\n<Url type=\"text/html\" method=\"get\" template=\"" +
           settings.base_url + "/search/index.html?q={searchTerms}\"/>\n</OpenSearchDescription>\n";
}

std::string robots_txt(const SiteSettings& settings) {
    return "User-agent: *\nAllow: /\n\nSitemap: " + settings.base_url + "/sitemap.xml\n";
}

}  // namespace gongshi
