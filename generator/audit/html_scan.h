#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// `&amp;`, `&#x4e91;` and the like as characters.
std::string decode_entities(std::string_view text);

/// One link of a page: a reference a reader follows, or something the browser loads by itself.
struct PageLink {
    std::string_view written;  ///< as it stands in the page, which outlives it
    bool loaded = false;       ///< src, srcset, stylesheet, icon, script, … : loaded without a click
    std::string target() const { return decode_entities(written); }
};

/// What the audit wants to know of a page.
struct ScannedPage {
    std::vector<PageLink> links;
    std::vector<std::string> anchors;     ///< ids
    std::vector<std::string> meta_names;  ///< lower case, with a content that is not empty
    bool has_title = false;
};

/// Reads tags and attributes of a finished page in one pass, without building a tree: a page costs some ten
/// microseconds, where a full HTML5 parser takes some hundreds (the whole build's budget). Well-formed pages only, which
/// ours are by construction; a test holds it against gumbo on every page of the sample site.
ScannedPage scan_html(std::string_view html);

/// href, src, url and <loc> of a feed or sitemap.
std::vector<PageLink> scan_xml(std::string_view xml);

}  // namespace gongshi
