#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "template/safe_html.h"

namespace gongshi {

struct Heading {
    int level = 2;
    std::string title, anchor;
};

/// A fenced ```dataset block: where a table of records is put.
struct TableQuery {
    std::uint32_t line = 0;  ///< in the text, from 1
    std::string text;        ///< TOML
};

/// A rendered text: pieces of HTML with tables between them; `tables[i]` stands behind `pieces[i]`.
struct MarkdownPage {
    std::vector<SafeHtml> pieces;
    std::vector<TableQuery> tables;
    std::vector<Heading> headings;  ///< of levels 2 and 3
};

/// CommonMark with GitHub's tables and strikethrough. Raw HTML and unsafe links are dropped; headings get anchors (their own
/// words), and begin at level 2: the page's title is its one h1. Texts past 2 MiB are cut.
class MarkdownRenderer {
public:
    /// What a link or an image leads to instead of `address`; none: what is written. `line` counts from 1 in the text.
    using PlaceLink = std::function<std::optional<std::string>(std::string_view address, std::uint32_t line)>;

    static MarkdownPage render(std::string_view text, const PlaceLink& place = {});
    /// A table made by the program for a ```dataset block: every text is escaped.
    static SafeHtml table(const std::vector<std::string>& header,
                          const std::vector<std::vector<std::pair<std::string, std::string>>>& rows,
                          const std::string& caption);
    static SafeHtml join(const std::vector<SafeHtml>& pieces);
};

}  // namespace gongshi
