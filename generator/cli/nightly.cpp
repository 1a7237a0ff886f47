#include <algorithm>
#include <chrono>

#include "cli/build.h"
#include "cli/publishing.h"
#include "cli/verbs.h"
#include "reports/night_report.h"

namespace gongshi {
namespace {

/// What a department should do, in the words of its card.
std::vector<std::string> to_do_of(const DepartmentReport& report, const NightDepartment& night) {
    std::vector<std::string> list;
    if (night.refused > 0) list.push_back("有 " + std::to_string(night.refused) + " 行数据被退回，请按回执改正后重新报送。");
    if (night.held_back > 0)
        list.push_back("有 " + std::to_string(night.held_back) + " 条信息因未经审核等原因没有公开，请核对。");
    if (night.late > 0) list.push_back("有 " + std::to_string(night.late) + " 条决定超过规定期限才公开，请说明原因并改进。");
    if (report.completeness.blocks_missing > 0)
        list.push_back("事前公开九项中有 " + std::to_string(report.completeness.blocks_missing) + " 项尚未公开，请补报。");
    if (report.completeness.guides_short > 0)
        list.push_back("有 " + std::to_string(report.completeness.guides_short) + " 份服务指南要素不全，请补齐。");
    const auto methods = std::count(report.completeness.methods.begin(), report.completeness.methods.end(), false);
    if (methods > 0) list.push_back("三项制度的办法还缺 " + std::to_string(methods) + " 件，请报送。");
    if (report.stale) list.emplace_back("已有一个多月没有报送数据；确无新信息的，请报送零报告。");
    return list;
}

NightReport report_of(const Config& config, const Options& options, const BuiltSite& site) {
    NightReport report;
    report.day = options.today;
    report.site = config.settings.words.name;
    report.files = site.imported.exports.size();
    report.rows = site.heard.rows;
    report.accepted = site.heard.accepted;
    report.refused = site.heard.refused;
    report.records_new = site.imported.new_records;
    report.records_changed = site.imported.new_versions;
    report.shown = site.shown;
    report.pages = site.manifest.entries().size();
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
        for (const Timeliness& t : one.timeliness) {
            night.in_time += t.in_time;
            night.late += t.late;
            night.held_back += t.held_back;
        }
        night.blocks_missing = one.completeness.blocks_missing;
        night.stale = one.stale;
        night.to_do = to_do_of(one, night);
        report.departments.push_back(std::move(night));
    }
    return report;
}

std::uint64_t seconds_since(std::chrono::steady_clock::time_point begun) {
    return std::uint64_t(std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begun).count());
}

/// Every target in turn; one that cannot be reached keeps its old site and does not keep the others from the new one.
ExitCode publish_all(const Config& config, const BuiltSite& site, const Options& options, Console& console, NightReport& report) {
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
    const BuiltSite site = build_site(config, options, console);
    show_findings(site, console);
    NightReport report = report_of(config, options, site);
    ExitCode exit_code = exit_code_of(site);
    if (site.release) exit_code = std::max(exit_code, publish_all(config, site, options, console, report));
    report.exit_code = int(exit_code);
    report.seconds = seconds_since(begun);
    write_night_report(report, config.site / "reports");
    Summary summary = summarize(console, site);
    summary.verb = "nightly";
    summary.lines = night_lines(report, options.language);
    console.finish(summary, exit_code);
    return exit_code;
}

}  // namespace gongshi
