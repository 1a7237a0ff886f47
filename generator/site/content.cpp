#include "site/content.h"

#include <algorithm>

#include "core/disk.h"
#include "core/text.h"
#include "core/toml.h"
#include "site/codes.h"

namespace gongshi {
namespace {

bool is_sound_name(std::string_view path) {
    return !path.empty() && std::all_of(path.begin(), path.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '/';
    });
}

/// Does the site itself make a page at this path, or keep its files below it?
bool is_taken(std::string_view stem, const std::vector<const Dataset*>& datasets) {
    static constexpr std::string_view pages[] = {"index", "404", "rules", "changes", "supervision", "sitemap"};
    static constexpr std::string_view folders[] = {"party",      "dept",  "assets", "search", "data",
                                                   "statistics", "files", "ledger", "en"};
    const std::size_t slash = stem.find('/');
    if (slash == std::string_view::npos) return std::find(std::begin(pages), std::end(pages), stem) != std::end(pages);
    const std::string_view folder = stem.substr(0, slash);
    return std::find(std::begin(folders), std::end(folders), folder) != std::end(folders) ||
           std::any_of(datasets.begin(), datasets.end(), [&](const Dataset* one) { return one->segment == folder; });
}

struct FrontMatter {
    std::string_view toml, text;
    std::uint32_t lines = 0;  ///< before the text
};

std::optional<FrontMatter> split_front_matter(std::string_view file) {
    if (file.starts_with("\xEF\xBB\xBF")) file.remove_prefix(3);
    if (!file.starts_with("+++\n") && !file.starts_with("+++\r\n")) return std::nullopt;
    const std::size_t begin = file.find('\n') + 1;
    const std::size_t end = file.substr(begin).starts_with("+++") ? begin : file.find("\n+++", begin);
    if (end == std::string_view::npos) return std::nullopt;
    const std::size_t after = file.find('\n', end + (end == begin ? 0 : 1));
    FrontMatter front{file.substr(begin, end - begin),
                      after == std::string_view::npos ? std::string_view() : file.substr(after + 1), 0};
    front.lines = std::uint32_t(std::count(file.begin(), file.begin() + long(file.size() - front.text.size()), '\n'));
    return front;
}

/// Resolves names of a ```dataset block; every mistake is told.
class QueryReader {
public:
    QueryReader(const std::vector<const Dataset*>& datasets, const std::string& file, std::uint32_t lines_before,
                Diagnostics& findings)
        : datasets_(datasets), file_(file), lines_before_(lines_before), findings_(findings) {}

    RecordTable read(const TableQuery& query) {
        TomlDocument document = TomlDocument::parse(query.text, file_);
        TomlTable root = document.root();
        RecordTable table;
        const std::string name = root.text("name");
        const auto found =
            std::find_if(datasets_.begin(), datasets_.end(), [&](const Dataset* one) { return one->name == name; });
        if (found == datasets_.end()) {
            refuse(query, name);
            return table;
        }
        table.dataset = std::size_t(found - datasets_.begin());
        table.limit = std::size_t(std::clamp<std::int64_t>(root.integer_or("limit", 50), 1, 500));
        for (const std::string& column : root.texts("columns")) {
            if (const auto field = public_field(**found, column, query)) table.columns.push_back(*field);
        }
        if (table.columns.empty()) table.columns = (*found)->list_columns;
        TomlTable where = root.table("where");
        for (const std::string& key : where.keys()) {
            const std::string value = where.text(key);
            if (const auto field = public_field(**found, key, query)) table.where.emplace_back(*field, value);
        }
        root.no_more_keys();
        std::vector<Diagnostic> mistakes = document.take_findings();
        for (Diagnostic& mistake : mistakes) mistake.place.line += lines_before_ + query.line;
        findings_.append(std::move(mistakes));
        return table;
    }

private:
    std::optional<std::size_t> public_field(const Dataset& dataset, const std::string& name, const TableQuery& query) {
        const std::optional<std::size_t> field = dataset.find_field(name);
        if (field && dataset.fields[*field].is_public()) return field;
        refuse(query, name);
        return std::nullopt;
    }
    void refuse(const TableQuery& query, const std::string& name) {
        Place place;
        place.file = file_;
        place.line = lines_before_ + query.line;
        findings_.add(Diagnostic(codes::content_bad_query, std::move(place), name));
    }

    const std::vector<const Dataset*>& datasets_;
    const std::string& file_;
    std::uint32_t lines_before_;
    Diagnostics& findings_;
};

std::optional<Article> read_article(const std::filesystem::path& folder, const std::string& name,
                                    const std::vector<const Dataset*>& datasets, Diagnostics& findings) {
    const std::string bytes = disk::read_file(folder / name).value_or("");
    const std::string shown = "content/" + name;
    Place place;
    place.file = shown;
    Article article;
    std::string stem = name.substr(0, name.size() - 3);
    article.language = stem.ends_with(".en") ? "en" : "zh-CN";
    if (article.language == "en") stem.resize(stem.size() - 3);
    if (!is_sound_name(stem)) {
        findings.add(Diagnostic(codes::content_bad_name, place, name));
        return std::nullopt;
    }
    article.path = stem + ".html";
    if (is_taken(stem, datasets)) {
        findings.add(Diagnostic(codes::content_page_taken, place, article.path));
        return std::nullopt;
    }
    const std::optional<FrontMatter> front = split_front_matter(bytes);
    if (!front) {
        findings.add(Diagnostic(codes::content_front_matter, place));
        return std::nullopt;
    }
    TomlDocument document = TomlDocument::parse(front->toml, shown);
    TomlTable root = document.root();
    article.title = root.text("title");
    article.description = root.text_or("description", article.title);
    article.column = root.text_or("column", "");
    article.updated = root.date("updated");
    article.order = int(root.integer_or("order", 0));
    root.no_more_keys();
    std::vector<Diagnostic> mistakes = document.take_findings();
    for (Diagnostic& mistake : mistakes) ++mistake.place.line;  // the line of +++
    findings.append(std::move(mistakes));
    ContentLinks links(folder, name);
    article.page = MarkdownRenderer::render(front->text, [&](std::string_view address, std::uint32_t line) {
        return links.place(address, front->lines + line, findings);
    });
    article.files = links.take_files();
    QueryReader queries(datasets, shown, front->lines, findings);
    for (const TableQuery& query : article.page.tables) article.tables.push_back(queries.read(query));
    Sha256 hasher;
    hasher.field(bytes);
    for (const ContentFile& file : article.files) hasher.field(file.path).field(file.digest);
    article.digest = hasher.finish();
    return article;
}

}  // namespace

std::vector<Article> read_content(const std::filesystem::path& folder, const std::vector<const Dataset*>& datasets,
                                  Diagnostics& findings) {
    std::vector<Article> articles;
    for (const disk::Entry& entry : disk::list_files(folder)) {
        if (!entry.path.ends_with(".md")) continue;
        auto article = read_article(folder, entry.path, datasets, findings);
        if (article) articles.push_back(std::move(*article));
    }
    return articles;
}

}  // namespace gongshi
