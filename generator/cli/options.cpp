#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <chrono>
#include <thread>

#include "cli/build_info.h"
#include "core/stop.h"
#include "core/text.h"

namespace gongshi {
namespace {

constexpr const char* about =
    "Gongshi 公示：把各部门的导出文件变成行政执法公示网站\n"
    "Turns the exports of government departments into a public disclosure site.";

constexpr const char* options_group = "选项 / Options";

Date today_in_shanghai(Instant now) {
    constexpr std::int64_t hour = 3600, day = 24 * hour, shanghai = 8 * hour;  // no summer time since 1991
    return Date::from_days(std::int32_t((now.seconds + shanghai) / day));
}

/// Validators say what a value must be, Chinese before " / " and English behind it: `told` takes them apart.
std::string valid_date(const std::string& text) {
    return Date::parse_iso(text) ? "" : "日期应写成 2026-11-20 / must be a date like 2026-11-20";
}

CLI::Validator one_of(const std::string& a, const std::string& b) {
    const auto check = [=](const std::string& text) {
        return text == a || text == b ? "" : "应是 " + a + " 或 " + b + " / must be " + a + " or " + b;
    };
    return {check, a + "|" + b};
}

CLI::Validator between(int least, int most) {
    const auto check = [=](const std::string& text) -> std::string {
        int number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc() && end == text.data() + text.size() && number >= least && number <= most) return "";
        const std::string from = std::to_string(least), to = std::to_string(most);
        return "应是 " + from + " 到 " + to + " 的整数 / must be a whole number from " + from + " to " + to;
    };
    return {check, std::to_string(least) + "-" + std::to_string(most)};
}

std::string written(const std::string& text) { return trim(text).empty() ? "不能是空的 / must not be blank" : ""; }

struct Typed {
    std::string language = "zh", today, from, to;
    unsigned threads = 0;
    bool quiet = false, verbose = false;
};

void add_general_options(CLI::App& app, Options& options, Typed& typed) {
    app.add_option("--site", options.site, "站点文件夹（默认：当前文件夹） / the site's folder (default: this one)");
    app.add_option("--lang", typed.language, "提示语言 / language of messages")->check(one_of("zh", "en"));
    app.add_flag("--json", options.json, "每行一个 JSON 对象 / one JSON object a line");
    auto* quiet = app.add_flag("--quiet", typed.quiet, "只显示问题 / problems only");
    app.add_flag("--verbose", typed.verbose, "也显示说明 / notes too")->excludes(quiet);
    app.add_option("--threads", typed.threads, "线程数（默认：处理器核数） / default: the cores")
        ->check(between(1, 256));
    app.add_flag("--timings", options.timings,
                 "显示各阶段用时、处理器时间和最大内存 / wall and CPU time of each stage, most memory so far");
}

void add_verbs(CLI::App& app, Options& options, Typed& typed) {
    const auto dated = [&](CLI::App* verb) {
        verb->add_option("--today", typed.today, "按这一天生成，例如 2026-11-20 / as on this day")->check(valid_date);
        return verb;
    };
    CLI::App* init = app.add_subcommand("init", "新建一个可以直接生成的站点 / write a new site that builds as it is");
    init->add_option("DIR", options.folder, "文件夹 / the folder")->required();
    dated(app.add_subcommand("check", "只检查导出文件并写回执 / read the exports, write receipts, touch nothing else"));
    CLI::App* build =
        dated(app.add_subcommand("build", "生成 public/ / exports to public/; only what changed is written"));
    build->add_flag("--full", options.full, "全部重新生成 / make everything anew");
    const auto withdraws = [&](CLI::App* verb) {
        verb->add_option("--allow-withdrawals", options.allow_withdrawals,
                         "允许一次撤下多于一成或一千条 / let more records go at once than a tenth or a thousand");
        verb->add_option("--allow-losses", options.allow_losses,
                         "允许全量导出比上次少这么多条 / take in snapshots that lack up to so many records");
    };
    withdraws(build);
    CLI::App* serve = dated(app.add_subcommand("serve", "本机预览，自动刷新 / preview on 127.0.0.1 with live reload"));
    serve->add_option("--port", options.port, "端口 / the port")->check(between(0, 65535));
    CLI::App* form =
        app.add_subcommand("template", "输出某数据集的空白表格 / a CSV with the headers a department fills in");
    form->add_option("DATASET", options.dataset, "数据集名称 / the dataset's name")->required();
    CLI::App* search = app.add_subcommand("search", "在生成的网站里查找 / ask the search index of the built site");
    search->add_option("QUERY", options.query, "查什么 / what to look for")->required()->check(written);
    search->add_option("--dataset", options.dataset, "只查一类 / one dataset only");
    search->add_option("--department", options.department, "只查一个机关 / one department only");
    search->add_option("--year", options.year, "只查一年 / one year only");
    search->add_option("--from", typed.from, "从哪一天起 / from this day on")->check(valid_date);
    search->add_option("--to", typed.to, "到哪一天止 / up to this day")->check(valid_date);
    search->add_option("--sort", options.order, "按日期排列 / in the order of dates")
        ->check(one_of("newest", "oldest"));
    search->add_option("--most", options.most, "最多列几条 / how many at most")->check(between(1, 1000000));
    CLI::App* verify =
        app.add_subcommand("verify", "核对发布出来的网站是否被改动 / hold a published copy against its ledger");
    verify->add_option("PATH|URL", options.target, "网站文件夹或首页地址 / folder or address of the site")->required();
    verify->add_option("--key", options.key, "主办单位公布的公钥（或公钥文件） / the office's key, or a file of it");
    const auto to_target = [&](CLI::App* verb) {
        verb->add_option("TARGET", options.target, "publish.toml 里的名称 / a name of publish.toml")->required();
        verb->add_flag("--dry-run", options.dry_run, "只显示将要做什么 / say what would be done");
        return verb;
    };
    CLI::App* publish =
        to_target(app.add_subcommand("publish", "发布最近一次检查通过的网站 / publish what passed the audit"));
    publish->add_option("--allow-deletes", options.allow_deletes,
                        "允许删除多于一成或一千个文件 / allow more deletes than a tenth or a thousand");
    publish->add_flag("--purge", options.purge,
                      "不为旧页面的读者保留任何旧文件 / keep nothing old for readers of older pages");
    publish->add_flag("--probe", options.probe, "试试对象存储能做什么 / try what a bucket can do");
    CLI::App* rollback = to_target(app.add_subcommand("rollback", "退回上一次发布的网站 / back to the release before"));
    rollback->add_option("--to", options.release, "退回到哪一次 / which release");
    rollback->add_flag("--allow-withdrawn", options.allow_withdrawn,
                       "即使会重新显示已撤下的信息 / even if withdrawn records would be shown again");
    CLI::App* explain = dated(app.add_subcommand(
        "explain", "一条记录的来龙去脉：来源、版本、规则、为何公开或不公开 / one record's whole history"));
    explain->add_option("ID|URL|文号", options.query, "信息编号、网址或文号 / its id, address or number")
        ->required()
        ->check(written);
    withdraws(
        dated(app.add_subcommand("nightly", "每晚任务：收取、生成、检查、发布、回执、报告 / the whole night's work")));
    dated(app.add_subcommand("status", "各数据集现状 / datasets, counts, newest record, last run"));
    for (CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) {
        verb->group("命令 / Commands");
        verb->get_help_ptr()->group(options_group);
    }
}

/// CLI11's own words, in both languages.
void name_parts(CLI::App& app) {
    app.get_formatter()->label("Usage", "用法 / Usage");
    app.get_formatter()->label("OPTIONS", "选项");
    app.get_formatter()->label("SUBCOMMAND", "命令");
    app.get_formatter()->label("Positionals", "写在后面的 / Arguments");
    app.get_formatter()->label("REQUIRED", "必填");
    app.get_formatter()->label("Excludes", "不可同用");
    app.option_defaults()->group(options_group);
    app.set_help_flag("-h,--help", "显示用法 / show this help")->group(options_group);
    app.set_version_flag("--version", "gongshi " + std::string(program_version()), "显示版本 / show the version")
        ->group(options_group);
}

/// What a person is told who mistyped.
struct Mistake {
    std::string chinese, english;
};

/// "zh / en", as help texts and validators have it.
Mistake told(const std::string& both) {
    const std::size_t bar = both.rfind(" / ");
    if (bar == std::string::npos) return {both, both};
    return {both.substr(0, bar), both.substr(bar + 3)};
}

/// The verb that was typed, when one was.
const CLI::App* verb_of(const CLI::App& app) {
    const std::vector<CLI::App*> verbs = app.get_subcommands();
    return verbs.empty() ? nullptr : verbs.front();
}

/// Names of all options that may stand beside this verb, with their dashes.
std::vector<std::string> option_names(const CLI::App& app, const CLI::App* verb) {
    std::vector<std::string> names;
    for (const CLI::App* one : {&app, verb}) {
        if (one == nullptr) continue;
        for (const CLI::Option* option : one->get_options()) {
            for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
        }
    }
    return names;
}

std::vector<std::string> verb_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(verb->get_name());
    return names;
}

/// A word that is known nowhere, with the nearest that is; nothing: there is none.
std::optional<Mistake> unknown_word(const CLI::App& app) {
    const std::vector<std::string> rest = app.remaining(true);
    if (rest.empty()) return std::nullopt;
    const CLI::App* verb = verb_of(app);
    // Without a verb the unknown one comes first; behind one it is an option, most likely, and what follows its value.
    const bool wants_option = verb != nullptr;
    const auto found = std::find_if(rest.begin(), rest.end(),
                                    [&](const std::string& one) { return one.starts_with('-') == wants_option; });
    const std::string word = found == rest.end() ? rest.front() : *found;
    const bool option = word.starts_with('-');
    if (!option && verb != nullptr) return Mistake{"多了“" + word + "”。", "“" + word + "” is one word too many."};
    const std::string name = word.substr(0, word.find('='));
    const auto nearest = nearest_name(name, option ? option_names(app, verb) : verb_names(app));
    return Mistake{
        "没有“" + name + "”这个" + (option ? "选项" : "命令") + (nearest ? "，最接近的是“" + *nearest + "”。" : "。"),
        std::string("no ") + (option ? "option" : "command") + " “" + name + "”" +
            (nearest ? "; the nearest is “" + *nearest + "”." : ".")};
}

Mistake missing_word(const CLI::App& app) {
    const CLI::App* verb = verb_of(app);
    if (verb == nullptr)
        return {"没有写命令，例如 build、check、serve。", "no command: build, check or serve, for example."};
    for (const CLI::Option* option : verb->get_options()) {
        if (!option->get_required() || option->count() > 0) continue;
        const Mistake what = told(option->get_description());
        return {verb->get_name() + " 后面要写 " + option->get_name() + "：" + what.chinese + "。",
                verb->get_name() + " needs " + option->get_name() + ": " + what.english + "."};
    }
    return {"命令不完整。", "the command is not complete."};
}

Mistake mistake_of(const CLI::App& app, const CLI::ParseError& error) {
    const std::string what = error.what();
    const std::string name = what.substr(0, what.find(':'));
    if (const auto unknown = unknown_word(app)) return *unknown;
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) return missing_word(app);
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr)
        return {name + " 后面要写内容。", name + " needs a value."};
    if (dynamic_cast<const CLI::ExcludesError*>(&error) != nullptr) {
        std::string both = what;  // "--quiet excludes --verbose"
        replace_all(both, " excludes ", " / ");
        const Mistake pair = told(both);
        return {pair.chinese + " 和 " + pair.english + " 不能同用。",
                pair.chinese + " and " + pair.english + " exclude each other."};
    }
    const Mistake value = told(what);
    return {value.chinese + "。", (value.english == what ? "" : name + ": ") + value.english + "."};
}

}  // namespace

std::optional<Options> parse_options(int argc, const char* const* argv, Usage& usage) {
    Options options;
    Typed typed;
    CLI::App app(about, "gongshi");
    name_parts(app);
    app.require_subcommand(1);
    app.fallthrough();
    add_general_options(app, options, typed);
    add_verbs(app, options, typed);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {  // help or the version was asked for
            std::ostringstream out;
            app.exit(error, out, out);
            usage = {0, out.str()};
            return std::nullopt;
        }
        const Mistake mistake = mistake_of(app, error);
        const CLI::App* verb = verb_of(app);
        usage = {int(ExitCode::usage), "gongshi：" + mistake.chinese + "\ngongshi: " + mistake.english +
                                           "\n用法 / usage: gongshi " +
                                           (verb == nullptr ? "" : verb->get_name() + " ") + "--help\n"};
        return std::nullopt;
    }
    options.verb = app.get_subcommands().front()->get_name();
    options.language = typed.language == "en" ? Language::en : Language::zh;
    options.talk = typed.quiet ? Options::Talk::quiet : typed.verbose ? Options::Talk::verbose : Options::Talk::normal;
    options.threads.count = typed.threads > 0 ? typed.threads : std::max(1u, std::thread::hardware_concurrency());
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    options.now.seconds = std::chrono::duration_cast<std::chrono::seconds>(now).count();
    if (!typed.from.empty()) options.from = Date::parse_iso(typed.from);
    if (!typed.to.empty()) options.to = Date::parse_iso(typed.to);
    options.today_given = !typed.today.empty();
    options.today = typed.today.empty() ? today_in_shanghai(options.now) : *Date::parse_iso(typed.today);
    return options;
}

}  // namespace gongshi
