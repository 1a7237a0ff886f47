#include <algorithm>

#include "cli/config.h"
#include "cli/last_run.h"
#include "cli/verbs.h"
#include "core/disk.h"
#include "core/json.h"
#include "core/text.h"
#include "registry/run_lock.h"
#include "release/manifest.h"

namespace gongshi {
namespace {

std::string padded(const std::string& text, std::size_t width) {
    const std::size_t wide = display_width(text);
    return text + std::string(wide < width ? width - wide : 0, ' ');
}

std::string right(const std::string& text, std::size_t width) {
    const std::size_t wide = display_width(text);
    return std::string(wide < width ? width - wide : 0, ' ') + text;
}

std::string date_or_dash(const std::optional<Date>& date) { return date ? date->iso() : "—"; }

std::string title_of(const LastRun::Dataset& one, const Console& console) {
    return one.name + " " + std::string(console.pick(one.title, one.title_en));
}

/// Datasets below each other: counts, the newest record, the day of the data.
void add_table(const LastRun::Site& site, const Console& console, Summary& summary) {
    constexpr std::size_t count_width = 8, date_width = 12;
    const std::string first(console.pick("数据集", "dataset"));
    std::size_t title_width = display_width(first);
    for (const LastRun::Dataset& one : site.datasets)
        title_width = std::max(title_width, display_width(title_of(one, console)));
    const auto line = [&](const std::string& title, const std::string& count, const std::string& newest,
                          const std::string& as_of) {
        summary.lines.push_back(padded(title, title_width) + right(count, count_width) + "  " +
                                padded(newest, date_width) + as_of);
    };
    line(first, std::string(console.pick("条数", "shown")), std::string(console.pick("最近一条", "newest")),
         std::string(console.pick("数据截至", "as of")));
    for (const LastRun::Dataset& one : site.datasets) {
        line(title_of(one, console), std::to_string(one.shown), date_or_dash(one.newest), date_or_dash(one.as_of));
        summary.counts.emplace_back(one.name, one.shown);
    }
}

std::string_view words_for(int exit_code, const Console& console) {
    switch (ExitCode(exit_code)) {
        case ExitCode::ok:
            return console.pick("一切正常", "all well");
        case ExitCode::some_refused:
            return console.pick("完成，有数据被退回", "done, some input was refused");
        case ExitCode::usage:
            return console.pick("配置有误", "bad configuration");
        case ExitCode::audit_refused:
            return console.pick("检查没有通过，没有发布", "the audit refused: nothing was published");
        case ExitCode::unreachable:
            return console.pick("有来源或发布目标连不上", "a source or target could not be reached");
        case ExitCode::locked:
            return console.pick("另一次运行正在进行", "another run held the lock");
    }
    return {};
}

/// As clocks in Beijing show it.
std::string moment(Instant instant) {
    constexpr std::int64_t ahead = 8 * 3600;
    std::string text = Instant{instant.seconds + ahead}.iso();
    std::replace(text.begin(), text.end(), 'T', ' ');
    return text.substr(0, 16);
}

std::string sentence_on(const LastRun& run, bool under_way, const Console& console) {
    const std::string begun = moment(run.begun), seconds = std::to_string(run.seconds);
    if (under_way)
        return std::string(console.pick("正在运行：", "Under way: ")) + run.verb +
               std::string(console.pick("，开始于 ", ", since ")) + begun;
    std::string text = std::string(console.pick("上次运行：", "Last run: ")) + begun + " " + run.verb;
    if (!run.exit_code)
        return text + std::string(console.pick("，中途停下了，没有跑完：原因见当时的输出，再运行一次会接着做",
                                               ", not finished: its output says why; the next run goes on from there"));
    text += std::string(console.pick("，用时 ", ", ")) + seconds +
            std::string(console.pick(" 秒，退出码 ", " s, exit code ")) + std::to_string(*run.exit_code);
    return text + std::string(console.pick("：", ": ")) + std::string(words_for(*run.exit_code, console));
}

void add_site(const LastRun::Site& site, const std::filesystem::path& state, const Console& console, Summary& summary) {
    add_table(site, console, summary);
    const std::optional<Manifest> manifest = Manifest::last(state);
    if (!manifest) return;
    const std::size_t files = manifest->entries().size();
    summary.counts.emplace_back("files", std::int64_t(files));
    summary.lines.push_back(
        std::string(console.pick("网站：", "Site: ")) + std::to_string(files) +
        std::string(console.pick(" 个文件，版本 ", " files, release ")) + manifest->digest().hex().substr(0, 12) +
        std::string(console.pick("，日期 ", ", of ")) + site.day.iso() +
        std::string(site.passed
                        ? console.pick("，检查通过", ", the audit let it pass")
                        : console.pick("，检查没有通过，不得发布", ", the audit refused it: not to be published")));
}

/// The same as facts, a line each.
void write_json(const LastRun& run, bool under_way, Console& console) {
    std::string out;
    if (run.site) {
        for (const LastRun::Dataset& one : run.site->datasets) {
            JsonWriter json(out);
            json.begin_object().member("type", "dataset").member("name", one.name).member("title", one.title);
            json.member("shown", one.shown);
            one.newest ? json.member("newest", one.newest->iso()) : json.key("newest").null();
            one.as_of ? json.member("as_of", one.as_of->iso()) : json.key("as_of").null();
            json.end_object();
            out += '\n';
        }
    }
    JsonWriter json(out);
    json.begin_object().member("type", "last_run").member("verb", run.verb).member("begun", run.begun.iso());
    json.member("today", run.today.iso()).key("under_way").flag(under_way).member("seconds", run.seconds);
    json.key("exit_code");
    run.exit_code ? json.integer(*run.exit_code) : json.null();
    if (run.site) json.key("passed").flag(run.site->passed);
    json.end_object();
    console.write(out + "\n");
}

}  // namespace

ExitCode status(const Options& options, Console& console) {
    const Config config = Config::load(options.site);
    Summary summary;
    summary.verb = "status";
    const std::optional<LastRun> run = LastRun::read(config.state);
    if (run) {
        const bool under_way = RunLock::is_held(config.state);
        if (run->site) add_site(*run->site, config.state, console, summary);
        summary.lines.push_back(sentence_on(*run, under_way, console));
        if (options.json) write_json(*run, under_way, console);
    } else if (disk::read_file(config.state / manifest_name)) {
        summary.lines.emplace_back(console.pick("没有上次运行的记录；再运行一次 gongshi build 就有了。",
                                                "Nothing is noted of the last run; gongshi build will note it."));
    } else {
        summary.lines.emplace_back(
            console.pick("还没有生成过。运行 gongshi build。", "Never built. Run gongshi build."));
    }
    console.finish(summary, ExitCode::ok);
    return ExitCode::ok;
}

}  // namespace gongshi
