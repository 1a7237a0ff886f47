#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// One link of a page: a reference a reader follows, or something the browser loads by itself.
struct PageLink {
    std::string target;   ///< entities decoded
    bool loaded = false;  ///< src, srcset, stylesheet, icon, script, … : loaded without a click
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

/// `&amp;`, `&#x4e91;` and the like as characters.
std::string decode_entities(std::string_view text);

}  // namespace gongshi
