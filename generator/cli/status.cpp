#include "cli/config.h"
#include "cli/verbs.h"
#include "core/disk.h"
#include "core/text.h"
#include "disclosure/disclosure.h"
#include "registry/registry.h"
#include "release/manifest.h"

namespace gongshi {
namespace {

std::string padded(const std::string& text, std::size_t width) {
    const std::size_t wide = display_width(text);
    return text + std::string(wide < width ? width - wide : 1, ' ');
}

std::string right(const std::string& text, std::size_t width) {
    return std::string(text.size() < width ? width - text.size() : 0, ' ') + text;
}

std::string date_or_dash(const std::optional<Date>& date) { return date ? date->iso() : "—         "; }

}  // namespace

ExitCode status(const Options& options, Console& console) {
    const Config config = Config::load(options.site);
    Summary summary;
    summary.verb = "status";
    const bool never = !disk::read_file(config.state / "manifest");
    if (never)
        summary.lines.emplace_back(
            console.pick("还没有生成过。运行 gongshi build。", "Never built. Run gongshi build."));
    if (std::filesystem::exists(config.state / "registry.db")) {
        Registry registry = Registry::open(config.state);
        Diagnostics unheard;
        const Disclosure today = disclose(registry, config.datasets, config.departments, config.policy, options.today,
                                          options.threads, unheard);
        summary.lines.push_back(padded(std::string(console.pick("数据集", "dataset")), 34) +
                                right(std::string(console.pick("条数", "shown")), 8) + "  " +
                                padded(std::string(console.pick("最近一条", "newest")), 12) +
                                std::string(console.pick("数据截至", "as of")));
        for (const DatasetView& view : today.datasets()) {
            std::optional<Date> newest;
            if (!view.entries.empty() && view.entries.back().date != Entry::no_date)
                newest = Date::from_days(view.entries.back().date);
            summary.lines.push_back(padded(view.dataset->name + " " + view.dataset->title.zh, 34) +
                                    right(std::to_string(view.entries.size()), 8) + "  " +
                                    padded(date_or_dash(newest), 12) + date_or_dash(view.as_of));
            summary.counts.emplace_back(view.dataset->name, std::int64_t(view.entries.size()));
        }
    }
    if (const auto manifest = Manifest::last(config.state)) {
        summary.counts.emplace_back("files", std::int64_t(manifest->entries().size()));
        summary.lines.push_back(std::string(console.pick("网站文件数：", "files in the site: ")) +
                                std::to_string(manifest->entries().size()) + "  " +
                                manifest->digest().hex().substr(0, 16));
    }
    console.finish(summary, ExitCode::ok);
    return ExitCode::ok;
}

}  // namespace gongshi
