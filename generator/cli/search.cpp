#include "cli/codes.h"
#include "cli/config.h"
#include "cli/verbs.h"
#include "core/disk.h"
#include "core/json.h"
#include "core/stop.h"
#include "search/search_client.h"

namespace gongshi {

/// Asks the index of the site that was built last, as a browser would.
ExitCode search(const Options& options, Console& console) {
    const Config config = Config::load(options.site);
    if (!disk::read_file(config.output / "search/index.json")) {
        Place place;
        place.file = (config.output / "search/index.json").string();
        throw Stop(ExitCode::usage, Diagnostic(codes::search_no_index, place));
    }
    SearchClient client([&](const std::string& path) { return disk::read_file(config.output / path); });
    SearchQuery query;
    query.text = options.query;
    query.dataset = options.dataset;
    query.department = options.department;
    query.year = options.year;
    if (options.from) query.from = options.from->iso();
    if (options.to) query.to = options.to->iso();
    query.most = std::size_t(options.most);
    query.order = options.order == "newest"   ? HitOrder::newest
                  : options.order == "oldest" ? HitOrder::oldest
                                              : HitOrder::fit;
    const SearchAnswer answer = client.search(query);
    Summary summary;
    summary.verb = "search";
    summary.counts = {{"hits", std::int64_t(answer.hits.size())},
                      {"complete", answer.complete ? 1 : 0},
                      {"requests", std::int64_t(answer.requests)},
                      {"bytes", std::int64_t(answer.bytes)}};
    static constexpr const char* fits[] = {"exact", "key", "text", "none"};
    for (const SearchHit& hit : answer.hits) {
        if (options.json) {
            std::string line;
            JsonWriter(line)
                .begin_object()
                .member("type", "hit")
                .member("url", config.settings.base_url + "/" + hit.path)
                .member("title", hit.title)
                .member("date", hit.date)
                .member("dataset", hit.dataset)
                .member("department", hit.department)
                .member("fit", fits[std::size_t(hit.fit)])
                .end_object();
            console.write(line + "\n");
        }
        summary.lines.push_back((hit.date.empty() ? std::string(10, ' ') : hit.date) + "  " + hit.title + "  " +
                                hit.department + "  " + config.settings.base_url + "/" + hit.path);
    }
    if (!answer.trouble.empty())
        summary.lines.push_back(std::string(console.pick("索引读不出来：", "the index cannot be read: ")) +
                                answer.trouble);
    else if (answer.hits.empty())
        summary.lines.emplace_back(console.pick("没有找到。", "Nothing was found."));
    else if (!answer.complete)
        summary.lines.emplace_back(
            console.pick("还有更多，用 --most 多列一些。", "There are more; --most lists them."));
    const ExitCode exit_code = !answer.trouble.empty() ? ExitCode::unreachable : ExitCode::ok;
    console.finish(summary, exit_code);
    return exit_code;
}

}  // namespace gongshi
