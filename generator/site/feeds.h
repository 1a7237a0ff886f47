#pragma once
#include <string>
#include <vector>

#include "disclosure/public_record.h"
#include "site/site_settings.h"

namespace gongshi {

/// An Atom feed (RFC 4287) of a dataset's newest records; entries carry the four facts in their summary.
std::string atom_feed(const SiteSettings& settings, const Dataset& dataset,
                      const std::vector<PublicRecord>& newest_first);

/// Site maps (https://www.sitemaps.org/protocol.html): `sitemap.xml`, or an index of parts of 50,000 addresses.
struct SitemapFile {
    std::string path, bytes;
};
std::vector<SitemapFile> sitemap_files(const SiteSettings& settings, const std::vector<std::string>& pages);

std::string robots_txt(const SiteSettings& settings);

/// OpenSearch 1.1: browsers offer the site's search in their address bar.
std::string opensearch_xml(const SiteSettings& settings);

}  // namespace gongshi
