#include "cli/console.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/json.h"
#include "core/text.h"

namespace gongshi {
namespace {

struct StageName {
    std::string_view stage, zh, en;
};

constexpr std::array stage_names = {
    StageName{"fetch", "下载", "fetching"},
    StageName{"pull", "收取", "collecting"},
    StageName{"intake", "读入", "reading"},
    StageName{"disclose", "裁定", "ruling"},
    StageName{"pages", "页面", "pages"},
    StageName{"open_data", "下载", "downloads"},
    StageName{"commit", "落盘", "committing"},
    StageName{"audit", "检查", "checking"},
    StageName{"search", "索引", "indexing"},
    StageName{"ledger", "记台账", "ledger"},
    StageName{"verify", "核对", "verifying"},
    StageName{"publish.compare", "比较", "comparing"},
    StageName{"publish.send", "发送", "sending"},
    StageName{"publish.immutable", "发送：索引", "sending: index"},
    StageName{"publish.ledger", "发送：台账", "sending: ledger"},
    StageName{"publish.new", "发送：新页面", "sending: new"},
    StageName{"publish.changed", "发送：改动", "sending: changed"},
    StageName{"publish.entries", "发送：栏目", "sending: entries"},
    StageName{"publish.last", "发送：首页", "sending: home"},
    StageName{"publish.verify", "核对", "verifying"},
    StageName{"publish.delete", "删除", "deleting"},
};

void put(std::FILE* file, std::string_view text) { std::fwrite(text.data(), 1, text.size(), file); }

std::string_view severity_name(Severity severity) {
    return severity == Severity::note ? "note" : severity == Severity::warning ? "warning" : "refused";
}

std::string_view unit_name(Unit unit) {
    constexpr std::array names = {"cell", "row", "file", "source", "page", "config"};
    return names[std::size_t(unit)];
}

/// One finding as one line: the facts, and the sentence in the reader's language for those who only log it.
std::string json_line(const Diagnostic& finding, Language language) {
    const Sentence sentence = sentence_for(finding, language);
    std::string out;
    JsonWriter json(out);
    json.begin_object().member("type", "diagnostic").member("severity", severity_name(finding.severity));
    json.member("unit", unit_name(finding.unit)).member("code", finding.code).member("file", finding.place.file);
    if (!finding.place.sheet.empty()) json.member("sheet", finding.place.sheet);
    if (finding.place.line > 0) json.member("line", std::int64_t(finding.place.line));
    if (finding.place.column > 0) json.member("column", std::int64_t(finding.place.column));
    if (finding.place.table && finding.place.column > 0)
        json.member("column_letter", column_letters(finding.place.column));
    if (!finding.place.field.empty()) json.member("field", finding.place.field);
    if (!finding.text.empty()) json.member("text", finding.text);
    for (const auto& [name, value] : finding.facts) json.member("fact_" + name, value);
    if (finding.instances.size() > 1) {
        json.key("records").begin_array();
        for (const Instance& one : finding.instances) {
            json.begin_object().member("file", one.place.file);
            if (!one.place.sheet.empty()) json.member("sheet", one.place.sheet);
            json.member("line", std::int64_t(one.place.line)).member("record", one.record).end_object();
        }
        json.end_array();
    }
    json.member("message", sentence.message);
    if (!sentence.hint.empty()) json.member("hint", sentence.hint);
    json.end_object();
    return out + "\n";
}

}  // namespace

Console::Console(const Options& options)
    : language_(options.language),
      json_(options.json),
      bar_(!options.json && options.talk != Options::Talk::quiet && ::isatty(STDERR_FILENO) == 1),
      timings_(options.timings),
      talk_(options.talk) {}

Console::~Console() { end_stage(); }

void Console::show(const std::vector<Diagnostic>& findings) {
    clear_bar();
    for (const Diagnostic& finding : findings) {
        if (json_) {
            put(stdout, json_line(finding, language_));
        } else if (finding.severity != Severity::note || talk_ == Options::Talk::verbose) {
            put(stderr, to_text(finding, language_));
        }
    }
    std::fflush(stdout);
}

void Console::show(const Stop& stop) {
    end_stage();
    show(stop.findings());
    if (json_) {
        std::string out;
        JsonWriter(out).begin_object().member("type", "stop").member("exit_code", int(stop.exit_code())).end_object();
        put(stdout, out + "\n");
    }
}

void Console::finish(const Summary& summary, ExitCode exit_code) {
    end_stage();
    if (json_) {
        std::string out;
        JsonWriter json(out);
        json.begin_object().member("type", "summary").member("verb", summary.verb).member("exit_code", int(exit_code));
        for (const auto& [name, count] : summary.counts) json.member(name, count);
        json.end_object();
        put(stdout, out + "\n");
    } else if (talk_ != Options::Talk::quiet) {
        for (const std::string& line : summary.lines) put(stdout, line + "\n");
    }
    std::fflush(stdout);
}

void Console::write(std::string_view text) {
    put(stdout, text);
    std::fflush(stdout);
}

void Console::say(std::string_view line) {
    if (json_ || talk_ == Options::Talk::quiet) return;
    clear_bar();
    put(stdout, std::string(line) + "\n");
    std::fflush(stdout);
}

void Console::begin(std::string_view stage, std::size_t total) {
    end_stage();
    const std::lock_guard guard(mutex_);
    stage_ = stage;
    total_ = total;
    done_ = 0;
    stage_began_ = bar_drawn_ = std::chrono::steady_clock::now();
    stage_clock_ = std::clock();
}

void Console::advance(std::size_t steps) {
    if (!bar_) return;
    const std::lock_guard guard(mutex_);
    done_ += steps;
    const auto now = std::chrono::steady_clock::now();
    if (now - bar_drawn_ < std::chrono::milliseconds(100)) return;
    bar_drawn_ = now;
    draw_bar();
}

void Console::end_stage() {
    clear_bar();
    if (stage_.empty()) return;
    if (timings_) {
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - stage_began_;
        const double cpu = double(std::clock() - stage_clock_) / CLOCKS_PER_SEC;
        struct rusage used {};
        ::getrusage(RUSAGE_SELF, &used);
        std::fprintf(stderr, "%-10s %8.3f s %8.3f s CPU %6ld MB\n", stage_.c_str(), took.count(), cpu,
                     used.ru_maxrss / 1024);
    }
    stage_.clear();
}

void Console::draw_bar() {
    constexpr std::size_t width = 30;
    const auto* found =
        std::find_if(stage_names.begin(), stage_names.end(), [&](const StageName& n) { return n.stage == stage_; });
    const std::string name(found == stage_names.end() ? std::string_view(stage_) : pick(found->zh, found->en));
    const std::size_t filled = total_ == 0 ? 0 : std::min(width, done_ * width / total_);
    std::string line = "\r" + name + std::string(display_width(name) < 12 ? 12 - display_width(name) : 1, ' ');
    for (std::size_t i = 0; i < width; ++i) line += i < filled ? "█" : "░";
    line += " " + std::to_string(done_) + (total_ > 0 ? "/" + std::to_string(total_) : "") + "\x1b[K";
    put(stderr, line);
    bar_shown_ = true;
}

void Console::clear_bar() {
    if (!bar_shown_) return;
    put(stderr, "\r\x1b[K");
    bar_shown_ = false;
}

}  // namespace gongshi
