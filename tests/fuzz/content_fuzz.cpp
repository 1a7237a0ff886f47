// Laws of a content page as a person writes it, front matter and blocks of records: each table that is asked for is one that
// exists, or the page is refused with a place; no column that is not public is shown.
#include "core/diagnostic.h"
#include "dataset/dataset_file.h"
#include "input.h"
#include "site/content.h"

using namespace gongshi;

namespace {

constexpr std::string_view schema = R"({"name": "items", "title": "事项", "primaryKey": ["code"], "fields": [
  {"name": "code", "title": "编码", "disclosure": {"privacy": "public"}},
  {"name": "secret", "title": "内部"}], "disclosure": {"segment": "items"}})";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Dataset items = [] {
        Diagnostics findings;
        return parse_dataset(schema, "items.json", findings);
    }();
    static const std::vector<const Dataset*> datasets = {&items};
    const std::filesystem::path page = fuzz::as_file(fuzz::text_of(data, size), "page.md");
    Diagnostics findings;
    const std::vector<Article> articles = read_content(page.parent_path(), datasets, findings);
    const std::vector<Diagnostic> said = findings.take_sorted();
    fuzz::hold(!articles.empty() || !said.empty(), "a page that is left out is told");
    for (const Diagnostic& finding : said) fuzz::hold(!finding.place.file.empty(), "a mistake names its file");
    for (const Article& article : articles) {
        fuzz::hold(article.path == "page.html", "a page is called as its file");
        fuzz::hold(said.size() > 0 || article.tables.size() == article.page.tables.size(), "each block is a table");
        for (const RecordTable& table : article.tables)
            for (const std::size_t column : table.columns)
                fuzz::hold(said.size() > 0 || column == 0, "columns are public");
    }
    return 0;
}
