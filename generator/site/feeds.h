#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "disclosure/public_record.h"
#include "site/site_settings.h"

namespace gongshi {

/// An Atom feed (RFC 4287) of a dataset's newest records; entries carry the four facts in their summary.
std::string atom_feed(const SiteSettings& settings, const Dataset& dataset,
                      const std::vector<PublicRecord>& newest_first);

/// Makes site maps (https://www.sitemaps.org/protocol.html): `sitemap.xml`, or an index of parts of 50,000 addresses. Each file is
/// put when it is full.
class SitemapMaker {
public:
    using Put = std::function<void(const std::string& path, const std::string& bytes)>;
    SitemapMaker(const SiteSettings& settings, Put put);

    void add(std::string_view page);  ///< its path below the site: letters of it are none that XML would have escaped
    void finish();

private:
    void put_part();

    std::string home_;
    Put put_;
    std::string part_;  ///< the addresses of the part that is being filled
    std::size_t addresses_ = 0, parts_ = 0;
};

std::string robots_txt(const SiteSettings& settings);

/// OpenSearch 1.1: browsers offer the site's search in their address bar.
std::string opensearch_xml(const SiteSettings& settings);

}  // namespace gongshi
