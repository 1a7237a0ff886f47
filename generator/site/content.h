#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/diagnostic.h"
#include "core/digest.h"
#include "dataset/dataset.h"
#include "site/content_links.h"
#include "site/markdown.h"

namespace gongshi {

/// What a ```dataset block asks for.
struct RecordTable {
    std::size_t dataset = 0;                                 ///< index among the datasets given to read_content
    std::vector<std::pair<std::size_t, std::string>> where;  ///< field, value
    std::vector<std::size_t> columns;
    std::size_t limit = 50;
};

/// One article of content/: `about.md`, or `about.en.md` in English. Front matter between +++ is TOML.
struct Article {
    std::string path;      ///< "about.html", below the language's root
    std::string language;  ///< "zh-CN" or "en"
    std::string title, description, column;
    std::optional<Date> updated;
    int order = 0;
    MarkdownPage page;
    std::vector<RecordTable> tables;  ///< one for each of page.tables
    std::vector<ContentFile> files;   ///< that it links to or shows
    Digest digest;                    ///< of its file, and of these
};

/// Reads all `*.md` of a folder and its subfolders, sorted by path. Findings: `content.bad_name`, `content.page_taken`, `content.front_matter`,
/// `content.bad_query`, those of ContentLinks and of TomlTable.
std::vector<Article> read_content(const std::filesystem::path& folder, const std::vector<const Dataset*>& datasets,
                                  Diagnostics& findings);

}  // namespace gongshi
