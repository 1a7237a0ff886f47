#include <algorithm>

#include "cli/config.h"
#include "cli/verbs.h"
#include "core/json.h"
#include "core/text.h"
#include "core/wording.h"
#include "disclosure/ruling.h"
#include "registry/registry.h"

namespace gongshi {
namespace {

/// What was asked for: an id, the last part of an address, or a number as people write it.
std::string bare_query(std::string_view query) {
    if (const std::size_t slash = query.rfind('/');
        slash != std::string_view::npos && query.find("://") != std::string_view::npos)
        query.remove_prefix(slash + 1);
    if (query.ends_with(".html")) query.remove_suffix(5);
    return std::string(trim(query));
}

std::string_view words_for(Reason reason, const Console& console) {
    switch (reason) {
        case Reason::approved:
            return console.pick("公开：已审核", "shown: approved");
        case Reason::signed_off:
            return console.pick("公开：整个文件已签批", "shown: its file was signed off");
        case Reason::missing:
            return console.pick("不公开：没有审核", "not shown: nobody approved it");
        case Reason::not_passed:
            return console.pick("不公开：审核没有通过", "not shown: its approval did not pass");
        case Reason::no_approver:
            return console.pick("不公开：没有写明审核人", "not shown: no approver is named");
        case Reason::no_date:
            return console.pick("不公开：没有审核日期", "not shown: no date of approval");
        case Reason::same_person:
            return console.pick("不公开：录入人自己审核", "not shown: approved by who entered it");
        case Reason::later:
            return console.pick("不公开：审核日期还没有到", "not shown: approved as of a later day");
        case Reason::ahead:
            return console.pick("不公开：日期还没有到", "not shown: dated after today");
        case Reason::withheld:
            return console.pick("不公开：部门填了不公示", "not shown: the department says so");
        case Reason::by_rule:
            return console.pick("不公开：规则规定不公开", "not shown: a rule says so");
        case Reason::minor:
            return console.pick("不公开：当事人未满十八周岁", "not shown: it concerns a minor");
        case Reason::withdrawn:
            return console.pick("不公开：状态是撤回或撤销", "not shown: withdrawn by its status");
        case Reason::unreviewed:
            return console.pick("不公开：重大决定没有法制审核", "not shown: a major decision without legal review");
        case Reason::reviewed_late:
            return console.pick("不公开：法制审核晚于决定", "not shown: reviewed after it was made");
    }
    return {};
}

class Explanation {
public:
    Explanation(const Config& config, const Options& options, Registry& registry, Console& console)
        : config_(config), options_(options), registry_(registry), console_(console), versions_(registry.file()) {}

    void explain(const FoundRecord& record) {
        const auto dataset = std::find_if(config_.datasets.begin(), config_.datasets.end(),
                                          [&](const Dataset& one) { return one.name == record.dataset; });
        if (dataset == config_.datasets.end()) return;
        const std::string url = config_.settings.base_url + "/" + dataset->segment + "/" + record.public_id + ".html";
        say(std::string(console_.pick(dataset->title.zh, dataset->title.en)) + "  " + record.public_id + "  " + url);
        say(std::string(console_.pick("  标识：", "  key: ")) + record.authority + " / " + record.key);
        bool allowed = false;
        for (const std::int64_t id : record.versions) allowed = version(*dataset, id, id == record.versions.back());
        const std::vector<Hindrance> hindrances = registry_.hindrances(record.record);
        state_now(registry_.standing_of(record.record), allowed && hindrances.empty());
        for (const Hindrance& one : hindrances) hindrance(one, *dataset);
        for (const LedgerLeaf& leaf : EventLog(registry_).of_record(record.public_id)) {
            say("  " + leaf.event.day.iso() + "  " + std::string(event_words(leaf.event.kind)) + "  " +
                std::string(console_.pick("台账第 ", "ledger entry ")) + std::to_string(leaf.number + 1) +
                std::string(console_.pick(" 条", "")) + (leaf.event.reason.empty() ? "" : "  " + leaf.event.reason) +
                "  sha256 " + leaf.event.sha256.hex().substr(0, 16) + "…");
        }
    }
    std::vector<std::string> take_lines() { return std::move(lines_); }

private:
    void say(std::string line) { lines_.push_back(std::move(line)); }

    /// True when the newest one may be shown, by its approval and the rules, on its own.
    bool version(const Dataset& dataset, std::int64_t id, bool newest) {
        const RecordVersion version = versions_.read(dataset, id);
        const Provenance& from = version.provenance;
        say(std::string(console_.pick("  第 ", "  version ")) + std::to_string(version.number) +
            std::string(console_.pick(" 版：", ": ")) + from.day.iso() + "  " + from.file +
            (from.sheet.empty() ? "" : "[" + from.sheet + "]") + ":" + std::to_string(from.line));
        const Ruling ruling = rule_on(version, config_.policy, options_.today);
        if (!newest) return false;
        say("    " + std::string(words_for(ruling.reason, console_)));
        if (ruling.on)
            say("    " + std::string(console_.pick("审核：", "approved: ")) + ruling.on->iso() + " " + ruling.office);
        for (const Aspect aspect : all_aspects) {
            const std::uint16_t index = ruling.rules[aspect];
            if (index == Decision::none) continue;
            const Rule& rule = config_.policy.book.rules()[index];
            say("    " + std::string(aspect_words(aspect)) + rule.id + "  " + rule.title + "  " + rule.citation);
        }
        if (ruling.deadline != Ruling::never)
            say("    " + std::string(console_.pick("应在此日前公开：", "due by: ")) +
                Date::from_days(ruling.deadline).iso());
        if (ruling.unknown_year)
            say("    " + std::string(console_.pick("期限算不出来：没有那一年的放假安排",
                                                   "the deadline's year has no calendar")));
        if (ruling.expiry != Ruling::never)
            say("    " + std::string(console_.pick("公示至：", "shown until: ")) +
                Date::from_days(ruling.expiry - 1).iso());
        return ruling.shown() && ruling.expiry > options_.today.days();
    }

    /// What the public sees since the last run. `due`: nothing that is known keeps it back.
    void state_now(const std::optional<Standing>& standing, bool due) {
        if (standing && standing->shown()) {
            say(std::string(console_.pick("  现在：公开，自 ", "  now: shown, since ")) +
                Date::from_days(standing->first_day).iso());
        } else if (standing) {
            say(std::string(console_.pick("  现在：不公开，", "  now: not shown, ")) +
                std::string(event_words(standing->state)) + " " + Date::from_days(standing->since).iso());
        } else if (due) {
            say(std::string(console_.pick("  现在：没有公开过；没有已知的原因留住它，下次运行 build 核对通过就公开",
                                          "  now: never shown; nothing known keeps it back, and a build that finds "
                                          "nothing either will show it")));
        } else {
            say(std::string(console_.pick("  现在：没有公开过", "  now: never shown")));
        }
    }

    /// What kept it back on the last run though its approval and the rules let it be shown.
    void hindrance(const Hindrance& one, const Dataset& dataset) {
        if (one.code.empty()) return say(std::string(console_.pick("    撤回决定：", "    taken back: ")) + one.text);
        Diagnostic finding;
        finding.code = one.code;
        finding.text = one.text;
        finding.facts = {{"count", "1"}, {"dataset", dataset.title.zh}};
        const Sentence sentence = sentence_for(finding, options_.language);
        say(std::string(console_.pick("    核对扣下了：", "    held back by a check: ")) + sentence.message + " [" +
            one.code + "]");
        say("      " + std::string(console_.pick("怎么改：", "hint: ")) + sentence.hint);
    }

    std::string_view aspect_words(Aspect aspect) const {
        switch (aspect) {
            case Aspect::publish:
                return console_.pick("是否公开：", "publish: ");
            case Aspect::deadline:
                return console_.pick("公开期限：", "deadline: ");
            case Aspect::period:
                return console_.pick("公示期：", "period: ");
            case Aspect::withdrawal:
                return console_.pick("撤回期限：", "withdrawal: ");
            case Aspect::names:
                return console_.pick("姓名：", "names: ");
        }
        return {};
    }

    std::string_view event_words(EventKind kind) const {
        switch (kind) {
            case EventKind::published:
                return console_.pick("公开", "published");
            case EventKind::corrected:
                return console_.pick("更正", "corrected");
            case EventKind::withdrawn:
                return console_.pick("撤回", "withdrawn");
            case EventKind::expired:
                return console_.pick("期满", "ended");
            case EventKind::restored:
                return console_.pick("恢复公开", "shown again");
        }
        return {};
    }

    const Config& config_;
    const Options& options_;
    Registry& registry_;
    Console& console_;
    VersionReader versions_;
    std::vector<std::string> lines_;
};

}  // namespace

/// One record's whole history, for the people who answer for it: everything but its content.
ExitCode explain(const Options& options, Console& console) {
    const Config config = Config::load(options.site);
    Registry registry = Registry::open(config.state);
    const std::string query = bare_query(options.query);
    const std::vector<FoundRecord> found = registry.find_records(query);
    Explanation explanation(config, options, registry, console);
    for (const FoundRecord& record : found) explanation.explain(record);
    Summary summary{
        .verb = "explain", .counts = {{"records", std::int64_t(found.size())}}, .lines = explanation.take_lines()};
    if (found.empty())
        summary.lines.push_back(std::string(console.pick("没有这条记录：", "there is no such record: ")) + query);
    console.finish(summary, found.empty() ? ExitCode::some_refused : ExitCode::ok);
    return found.empty() ? ExitCode::some_refused : ExitCode::ok;
}

}  // namespace gongshi
