#include <algorithm>
#include <chrono>
#include <set>

#include "cli/build.h"
#include "cli/publishing.h"
#include "cli/verbs.h"
#include "core/text.h"
#include "reports/night_report.h"

namespace gongshi {
namespace {

std::string months_of(const std::vector<Date>& months) {
    std::string words;
    for (const Date month : months) words += (words.empty() ? "" : "、") + std::to_string(month.month()) + "月";
    return words;
}

std::vector<std::string> blocks_missing(const Completeness& of) {
    std::vector<std::string> missing;
    for (std::size_t b = 0; b < nine_blocks.size(); ++b) {
        if (!of.blocks[b]) missing.emplace_back(nine_blocks[b].title);
    }
    return missing;
}

/// What a department should do, in the words of its card.
std::vector<std::string> to_do_of(const DepartmentReport& report, const NightDepartment& night) {
    std::vector<std::string> list;
    if (night.files_refused > 0)
        list.push_back("有 " + std::to_string(night.files_refused) +
                       " 个文件没有读，或先搁置了（名称、格式不对，或记录突然少了很多），请按回执处理。");
    if (night.refused > 0)
        list.push_back("有 " + std::to_string(night.refused) + " 行数据被退回，请按回执改正后重新报送。");
    if (night.held_back > 0)
        list.push_back("有 " + std::to_string(night.held_back) + " 条信息因未经审核等原因没有公开，请核对。");
    if (night.late > 0)
        list.push_back("有 " + std::to_string(night.late) + " 条决定超过规定期限才公开，请说明原因并改进。");
    if (night.withdrawn_late > 0)
        list.push_back("有 " + std::to_string(night.withdrawn_late) +
                       " 条决定被撤销、变更或确认违法后没有按期撤回公示，请说明原因并改进。");
    if (night.unresolved > 0)
        list.push_back("有 " + std::to_string(night.unresolved) +
                       " 处引用对不上（事项、人员、法律等），请按回执核对。");
    if (!night.blocks_missing.empty())
        list.push_back("事前公开九项中尚未公开：" + join(night.blocks_missing, "、") + "，请补报。");
    if (report.completeness.guides_short > 0)
        list.push_back("有 " + std::to_string(report.completeness.guides_short) + " 份服务指南要素不全，请补齐。");
    if (!night.methods_missing.empty())
        list.push_back("三项制度的办法还缺：" + join(night.methods_missing, "、") + "，请报送。");
    if (!report.completeness.headings_missing.empty())
        list.push_back("行政执法公示办法没有写明：" + join(report.completeness.headings_missing, "、") + "，请修订。");
    if (!night.empty_months.empty())
        list.push_back("今年没有信息的月份：" + join(night.empty_months, "；") + "。确无信息的，请报送零报告。");
    if (!report.stale && !night.stale_datasets.empty())
        list.push_back("已有一个多月没有报送：" + join(night.stale_datasets, "、") + "。确无新信息的，请报送零报告。");
    if (report.stale) list.emplace_back("已有一个多月没有报送数据；确无新信息的，请报送零报告。");
    return list;
}

/// Files that were refused or held, each once; `below`: a department's folder in one of the sources, or everything.
std::uint64_t files_refused(const BuiltSite& site, const std::vector<std::string>& below) {
    std::set<std::string_view> files;
    for (const Diagnostic& one : site.heard.findings) {
        const std::string& file = one.place.file;
        if (one.unit != Unit::file || one.severity != Severity::refused) continue;
        if (std::any_of(below.begin(), below.end(),
                        [&](const std::string& folder) { return file.starts_with(folder); }))
            files.insert(file);
    }
    return files.size();
}

std::vector<std::string> folders_of(const Config& config, const std::string& department) {
    std::vector<std::string> folders;
    for (const Source& source : config.sources) folders.push_back(source.folder_of(department));
    return folders;
}

NightReport report_of(const Config& config, const Options& options, const BuiltSite& site) {
    NightReport report;
    report.day = options.today;
    report.site = config.settings.words.name;
    report.files = site.imported.exports.size();
    report.files_refused = files_refused(site, {""});
    report.rows = site.heard.rows;
    report.accepted = site.heard.accepted;
    report.refused = site.heard.refused;
    report.records_new = site.imported.new_records;
    report.records_changed = site.imported.new_versions;
    report.shown = site.shown;
    report.pages = site.pages;
    report.written = site.files.written;
    report.removed = site.files.removed;
    report.published = site.events[0];
    report.corrected = site.events[1];
    report.withdrawn = site.events[2];
    report.expired = site.events[3];
    report.restored = site.events[4];
    report.expiring = site.expiring;
    report.audit_passed = site.release.has_value();
    const std::vector<Department>& offices = config.departments.all();
    for (const DepartmentReport& one : site.supervision.departments) {
        NightDepartment night;
        night.key = offices[one.department].key;
        night.name = offices[one.department].name;
        for (const ImportedExport& file : site.imported.exports) {
            if (file.file.department != night.key) continue;
            ++night.files;
            night.rows += file.summary.rows;
            night.refused += file.summary.refused;
        }
        night.files_refused = files_refused(site, folders_of(config, night.key));
        const Timeliness all = one.together();
        night.in_time = all.in_time;
        night.late = all.late;
        night.held_back = all.held_back;
        night.expiring = all.expiring;
        night.unresolved = all.unresolved;
        night.withdrawn_late = all.withdrawn_late;
        for (const Timeliness& t : one.timeliness) {
            const std::string& title = t.dataset->title.zh;
            if (t.stale) night.stale_datasets.push_back(title);
            if (!t.empty_months.empty()) night.empty_months.push_back(title + " " + months_of(t.empty_months));
        }
        night.blocks_missing = blocks_missing(one.completeness);
        for (std::size_t m = 0; m < method_titles.size(); ++m) {
            if (!one.completeness.methods[m]) night.methods_missing.emplace_back(method_titles[m]);
        }
        night.guides = one.completeness.guides;
        night.guides_short = one.completeness.guides_short;
        night.stale = one.stale;
        night.to_do = to_do_of(one, night);
        report.departments.push_back(std::move(night));
    }
    return report;
}

std::uint64_t seconds_since(std::chrono::steady_clock::time_point begun) {
    return std::uint64_t(
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begun).count());
}

/// Every target in turn; one that cannot be reached keeps its old site and does not keep the others from the new one.
ExitCode publish_all(const Config& config, const BuiltSite& site, const Options& options, Console& console,
                     NightReport& report) {
    ExitCode worst = ExitCode::ok;
    for (const Target& target : config.targets) {
        if (!target.nightly) continue;
        NightTarget night;
        night.name = target.name;
        try {
            const PublishResult result = publish(*site.release, {config.output, config.state}, target, {}, console);
            night.published = true;
            night.sent = result.sent;
            night.unchanged = result.unchanged;
            night.deleted = result.deleted;
        } catch (const Stop& stop) {
            worst = std::max(worst, stop.exit_code());
            console.show(stop.findings());
            for (const Diagnostic& one : stop.findings()) night.trouble = sentence_for(one, options.language).message;
        }
        report.targets.push_back(std::move(night));
    }
    return worst;
}

}  // namespace

/// The whole night: one lock around pull, build and audit, then every target, then the report.
ExitCode nightly(const Options& options, Console& console) {
    close_process();
    const auto begun = std::chrono::steady_clock::now();
    const Config config = Config::load(options.site);
    BuiltSite site = build_site(config, options, console);
    show_findings(site, console);
    NightReport report = report_of(config, options, site);
    ExitCode exit_code = exit_code_of(site);
    if (site.release) exit_code = std::max(exit_code, publish_all(config, site, options, console, report));
    report.exit_code = int(exit_code);
    report.seconds = seconds_since(begun);
    write_night_report(report, config.site / "reports");
    site.note->finish(exit_code);
    Summary summary = summarize(console, site);
    summary.verb = "nightly";
    summary.lines = night_lines(report, options.language);
    console.finish(summary, exit_code);
    return exit_code;
}

}  // namespace gongshi
