#pragma once
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "audit/html_scan.h"
#include "core/diagnostic.h"
#include "release/manifest.h"

namespace gongshi {

/// Where a link leads.
enum class LinkKind {
    here,     ///< a fragment of the same page
    inside,   ///< a file of the tree
    outside,  ///< another site, mailto:, tel:
};

struct ResolvedLink {
    LinkKind kind = LinkKind::outside;
    std::string path;  ///< below public/, percent-decoded, a folder's index.html named
    std::string fragment;
};

/// Resolves a link of the page `from` (path below public/) as a browser would, RFC 3986 section 5.2.
ResolvedLink resolve_link(std::string_view target, std::string_view from, std::string_view base_url);

/// Adds a finding for every link that leads nowhere and everything loaded from elsewhere. One checker for many pages
/// remembers which links of a folder were sound: most of a page's links are those of its neighbours.
class LinkChecker {
public:
    LinkChecker(const Manifest& built, std::string_view base_url) : built_(built), base_url_(base_url) {}

    void check(std::string_view from, const std::vector<PageLink>& links, const std::vector<std::string>& anchors,
               Diagnostics& findings);

private:
    const Manifest& built_;
    std::string_view base_url_;
    std::string folder_;
    std::unordered_set<std::string> sound_;  ///< leads from `folder_` to another file of the tree
};

}  // namespace gongshi
