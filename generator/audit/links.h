#pragma once
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "audit/html_scan.h"
#include "core/diagnostic.h"
#include "release/path_table.h"

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

/// True for files that only scripts ask for, by a name they were told: the parts of the search index, named by their content, and
/// of the ledger, named by their extent, which come and go every night. A page that leads to one would soon lead nowhere.
bool comes_and_goes(std::string_view path);

/// The paths of a tree that a page may lead to, for a look-up a link. Shared by threads.
class TreePaths {
public:
    /// The manifest must outlive it.
    explicit TreePaths(const Manifest& built) : paths_(built.entries()) {}
    bool contains(std::string_view path) const { return !comes_and_goes(path) && paths_.find(path) != nullptr; }

private:
    PathTable paths_;
};

/// Adds a finding for every link that leads nowhere and everything loaded from elsewhere. One checker for many pages
/// remembers which links of a folder were sound: most of a page's links are those of its neighbours.
class LinkChecker {
public:
    LinkChecker(const TreePaths& paths, std::string_view base_url) : paths_(paths), base_url_(base_url) {}

    void check(std::string_view from, const std::vector<PageLink>& links, const std::vector<std::string>& anchors,
               Diagnostics& findings);

private:
    /// A whole address, as site maps have by the hundred thousand, that reads as it is written and leads to another file of the
    /// tree. Most of those stand there but once: they are not worth remembering.
    bool is_plainly_there(std::string_view written, std::string_view from) const;

    const TreePaths& paths_;
    std::string_view base_url_;
    std::string folder_;
    struct HashOfText {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    /// As written; leads from `folder_` to another file of the tree.
    std::unordered_set<std::string, HashOfText, std::equal_to<>> sound_;
};

}  // namespace gongshi
