#include <algorithm>
#include <array>
#include <chrono>

#include "cli/build.h"
#include "cli/publishing.h"
#include "cli/verbs.h"
#include "core/json.h"
#include "publish/codes.h"
#include "publish/probe.h"

namespace gongshi {
namespace {

std::string figure(std::uint64_t value) { return std::to_string(value); }

std::string size_words(std::uint64_t bytes) {
    constexpr std::uint64_t mebibyte = 1 << 20;
    if (bytes < 1024) return figure(bytes) + " B";
    if (bytes < mebibyte) return figure(bytes / 1024) + " KB";
    return figure(bytes / mebibyte) + " MB";
}

PublishOptions publish_options(const Options& options) {
    PublishOptions chosen;
    chosen.dry_run = options.dry_run;
    chosen.purge = options.purge;
    chosen.allow_withdrawn = options.allow_withdrawn;
    chosen.allow_deletes = options.allow_deletes;
    return chosen;
}

std::string_view phase_word(std::string_view name, const Console& console) {
    struct Word {
        std::string_view name, zh;
    };
    static constexpr std::array words = {Word{"immutable", "样式、索引等不变文件"},
                                         Word{"ledger", "台账"},
                                         Word{"new", "新页面"},
                                         Word{"changed", "有变化的页面"},
                                         Word{"entries", "栏目首页"},
                                         Word{"last", "首页和索引目录"},
                                         Word{"send", "发送"},
                                         Word{"delete", "删除"}};
    const auto word = std::find_if(words.begin(), words.end(), [&](const Word& one) { return one.name == name; });
    return word == words.end() ? name : console.pick(word->zh, word->name);
}

/// The plan as lines for people, or as one JSON object a phase.
void show_plan(const PublishResult& result, const Options& options, Console& console) {
    for (const PublishPhase& phase : result.phases) {
        if (options.json) {
            std::string line;
            JsonWriter json(line);
            json.begin_object().member("phase", phase.name).member("files", std::int64_t(phase.files));
            json.member("bytes", std::int64_t(phase.bytes)).key("first").begin_array();
            for (const std::string& path : phase.first) json.text(path);
            json.end_array().end_object();
            console.write(line + "\n");
            continue;
        }
        if (phase.files == 0) continue;
        console.say(std::string(phase_word(phase.name, console)) + " " + figure(phase.files) +
                    (phase.bytes > 0 ? " (" + size_words(phase.bytes) + ")" : ""));
        for (const std::string& path : phase.first) console.say("    " + path);
        if (phase.files > phase.first.size()) console.say("    …");
    }
}

/// Where citizens find it.
std::string place_of(const Target& target) {
    if (target.kind == Target::Kind::folder) return (target.path / "current").lexically_normal().string();
    if (target.kind == Target::Kind::rsync) return target.to + "/current";
    return target.public_url.empty() ? target.bucket.endpoint + " " + target.bucket.bucket : target.public_url;
}

Summary summary_of(const std::string& verb, const PublishResult& result, const Target& target, const Options& options,
                   const Console& console) {
    Summary summary;
    summary.verb = verb;
    summary.counts = {
        {"sent", std::int64_t(result.sent)},           {"sent_bytes", std::int64_t(result.sent_bytes)},
        {"unchanged", std::int64_t(result.unchanged)}, {"deleted", std::int64_t(result.deleted)},
        {"waiting", std::int64_t(result.waiting)},     {"strangers", std::int64_t(result.strangers.size())}};
    summary.lines = lines_of(result, target, options.dry_run, console);
    return summary;
}

void show_strangers(const PublishResult& result, const Target& target, Console& console) {
    if (result.strangers.empty()) return;
    console.show({Diagnostic(codes::publish_strangers, {}, target.name,
                             {{"count", figure(result.strangers.size())}, {"path", result.strangers.front()}})});
}

ExitCode probe(const Target& target, Console& console) {
    bool all = true;
    for (const ProbeLine& line : probe_bucket(target)) {
        all = all && (line.works || !line.needed);
        console.say((line.works    ? "✓ "
                     : line.needed ? "✗ "
                                   : "– ") +
                    std::string(console.pick(line.zh, line.en)) + (line.words.empty() ? "" : "：" + line.words));
    }
    Summary summary;
    summary.verb = "publish";
    summary.lines.emplace_back(
        all ? console.pick("可以发布到这里。", "This place can be published to.")
            : console.pick("这里还不能发布，见上面打 ✗ 的各项。", "This place will not do: see the lines with ✗."));
    const ExitCode exit_code = all ? ExitCode::ok : ExitCode::unreachable;
    console.finish(summary, exit_code);
    return exit_code;
}

}  // namespace

const Target& target_called(const Config& config, const std::string& name) {
    std::string known;
    for (const Target& target : config.targets) {
        if (target.name == name) return target;
        known += (known.empty() ? "" : ", ") + target.name;
    }
    Place place;
    place.file = "site-config/publish.toml";
    throw Stop(ExitCode::usage, Diagnostic(codes::target_unknown, place, name, {{"known", known}}));
}

std::vector<std::string> lines_of(const PublishResult& result, const Target& target, bool dry_run,
                                  const Console& console) {
    const bool zh = console.pick("zh", "en") == "zh";
    std::vector<std::string> lines;
    if (dry_run) {
        lines.emplace_back(console.pick("只是预演，什么也没有改动。", "A rehearsal: nothing was changed."));
        return lines;
    }
    if (result.sent + result.deleted == 0 && result.previous == result.release) {
        lines.push_back(target.name + (zh ? "：没有变化（" : ": nothing to do (") + result.release +
                        (zh ? "）。" : ")."));
        return lines;
    }
    lines.push_back(target.name + (zh ? "：发送 " : ": sent ") + figure(result.sent) + (zh ? " 个（" : " (") +
                    size_words(result.sent_bytes) + (zh ? "），未变 " : "), unchanged ") + figure(result.unchanged) +
                    (zh ? " 个，删除 " : ", deleted ") + figure(result.deleted) + (zh ? " 个。" : "."));
    if (result.waiting > 0)
        lines.push_back(zh ? "旧文件 " + figure(result.waiting) + " 个还留着，供正在浏览的人使用，以后删除。"
                           : figure(result.waiting) + " old files stay for those who are reading; they go later.");
    lines.push_back((zh ? "现在公开的是 " : "Now shown: ") + result.release +
                    (result.previous.empty() || result.previous == result.release
                         ? (zh ? "。" : ".")
                         : (zh ? "，之前是 " : ", before it ") + result.previous + (zh ? "。" : ".")));
    return lines;
}

/// Publishes the release that was built and let pass last; the site at the target changes whole or not at all.
ExitCode publish(const Options& options, Console& console) {
    const auto begun = std::chrono::steady_clock::now();
    close_process();
    const Config config = Config::load(options.site);
    const Target& target = target_called(config, options.target);
    if (options.probe) return probe(target, console);
    const RunLock lock = RunLock::take(config.state, options.now);
    const Release release = passed_release(config, options, console);
    const PublishResult result =
        publish(release, {config.output, config.state}, target, publish_options(options), console);
    console.end_stage();
    if (options.dry_run) show_plan(result, options, console);
    show_strangers(result, target, console);
    Summary summary = summary_of("publish", result, target, options, console);
    const auto took =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begun).count();
    if (!options.dry_run)
        summary.lines.push_back(std::string(console.pick("用时 ", "Took ")) + std::to_string(took) +
                                std::string(console.pick(" 秒；在这里看：", " s; look at ")) + place_of(target));
    console.finish(summary, ExitCode::ok);
    return ExitCode::ok;
}

ExitCode rollback(const Options& options, Console& console) {
    close_process();
    const Config config = Config::load(options.site);
    const Target& target = target_called(config, options.target);
    const RunLock lock = RunLock::take(config.state, options.now);
    const PublishResult result =
        rollback({config.output, config.state}, target, options.release, publish_options(options), console);
    console.end_stage();
    Summary summary = summary_of("rollback", result, target, options, console);
    console.finish(summary, ExitCode::ok);
    return ExitCode::ok;
}

}  // namespace gongshi
