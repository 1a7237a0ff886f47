#include "reports/night_report.h"

#include <algorithm>

#include "core/disk.h"
#include "core/json.h"
#include "core/markup.h"
#include "core/text.h"
#include "reports/report_page.h"

namespace gongshi {
namespace {

std::string number(std::uint64_t value) { return std::to_string(value); }

constexpr const char* report_style =
    "body{font:16px/1.7 \"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK "
    "SC\",sans-serif;max-width:64rem;margin:2rem auto;"
    "padding:0 1rem;color:#1e1b18}h1{font-size:1.5rem;border-bottom:2px solid #9a1b1e;padding-bottom:.5rem}"
    "table{border-collapse:collapse;width:100%}th,td{padding:.4rem .6rem;border-bottom:1px solid "
    "#ded8ce;text-align:left}"
    "td.n,th.n{text-align:right;white-space:nowrap}h2{font-size:1.15rem;margin-top:2rem}th{font-weight:600}thead "
    "th{font-size:.875rem;color:#5c564e}li{margin:.3rem "
    "0}.sign{margin-top:3rem;display:flex;justify-content:space-between}"
    "@page{size:A4;margin:20mm}";

std::string date_words(Date day) {
    return std::to_string(day.year()) + "年" + std::to_string(day.month()) + "月" + std::to_string(day.day()) + "日";
}

std::string html_report(const NightReport& report) {
    std::string body = "<h1>" + markup(report.site) + " " + date_words(report.day) + " 运行报告</h1>\n<ul>\n";
    for (const std::string& line : night_lines(report, Language::zh)) body += "<li>" + markup(line) + "</li>\n";
    body += "</ul>\n<h2>报送和公开</h2>\n<table>\n<thead><tr><th scope=\"col\">机关</th>";
    for (const char* head :
         {"文件", "没有读", "行", "退回", "按期", "迟公开", "超期撤回", "未公开", "30日内期满", "引用对不上"})
        body += "<th scope=\"col\" class=\"n\">" + std::string(head) + "</th>";
    body += "</tr></thead>\n<tbody>\n";
    for (const NightDepartment& one : report.departments) {
        body += "<tr><th scope=\"row\">" + markup(one.name) + "</th>";
        for (const std::uint64_t value : {one.files, one.files_refused, one.rows, one.refused, one.in_time, one.late,
                                          one.withdrawn_late, one.held_back, one.expiring, one.unresolved})
            body += "<td class=\"n\">" + number(value) + "</td>";
        body += "</tr>\n";
    }
    body += "</tbody>\n</table>\n<h2>该公开而没有的</h2>\n<table>\n<thead><tr><th scope=\"col\">机关</th>";
    for (const char* head : {"事前公开九项", "三项制度办法", "服务指南", "今年无信息的月份", "一个多月没有报送"})
        body += "<th scope=\"col\">" + std::string(head) + "</th>";
    body += "</tr></thead>\n<tbody>\n";
    for (const NightDepartment& one : report.departments) {
        const std::string guides = one.guides_short == 0 ? "" : number(one.guides_short) + " 份要素不全";
        body += "<tr><th scope=\"row\">" + markup(one.name) + "</th>";
        for (const std::string& cell :
             {join(one.blocks_missing, "、"), join(one.methods_missing, "、"), guides, join(one.empty_months, "；"),
              one.stale ? std::string("全部") : join(one.stale_datasets, "、")})
            body += "<td>" + (cell.empty() ? "—" : markup(cell)) + "</td>";
        body += "</tr>\n";
    }
    return report_page(report.site + " " + report.day.iso(), report_style, body + "</tbody>\n</table>\n");
}

std::string json_report(const NightReport& report) {
    std::string out;
    JsonWriter json(out);
    json.begin_object()
        .member("day", report.day.iso())
        .member("site", report.site)
        .member("exit_code", report.exit_code);
    for (const auto& [name, value] : {std::pair<const char*, std::uint64_t>{"files", report.files},
                                      {"files_refused", report.files_refused},
                                      {"rows", report.rows},
                                      {"rows_accepted", report.accepted},
                                      {"rows_refused", report.refused},
                                      {"records_new", report.records_new},
                                      {"records_changed", report.records_changed},
                                      {"records_shown", report.shown},
                                      {"pages", report.pages},
                                      {"files_written", report.written},
                                      {"files_removed", report.removed},
                                      {"published", report.published},
                                      {"corrected", report.corrected},
                                      {"withdrawn", report.withdrawn},
                                      {"expired", report.expired},
                                      {"restored", report.restored},
                                      {"expiring_in_7_days", report.expiring},
                                      {"seconds", report.seconds}})
        json.member(name, std::int64_t(value));
    json.key("audit_passed").flag(report.audit_passed).key("departments").begin_array();
    for (const NightDepartment& one : report.departments) {
        json.begin_object().member("key", one.key).member("name", one.name).member("files", std::int64_t(one.files));
        json.member("files_refused", std::int64_t(one.files_refused));
        json.member("rows", std::int64_t(one.rows)).member("refused", std::int64_t(one.refused));
        json.member("in_time", std::int64_t(one.in_time)).member("late", std::int64_t(one.late));
        json.member("held_back", std::int64_t(one.held_back)).member("expiring_in_30_days", std::int64_t(one.expiring));
        json.member("unresolved", std::int64_t(one.unresolved))
            .member("withdrawn_late", std::int64_t(one.withdrawn_late));
        json.member("guides", std::int64_t(one.guides)).member("guides_short", std::int64_t(one.guides_short));
        json.key("stale").flag(one.stale);
        for (const auto& [name, texts] :
             {std::pair<const char*, const std::vector<std::string>*>{"blocks_missing", &one.blocks_missing},
              {"methods_missing", &one.methods_missing},
              {"empty_months", &one.empty_months},
              {"stale_datasets", &one.stale_datasets},
              {"to_do", &one.to_do}}) {
            json.key(name).begin_array();
            for (const std::string& line : *texts) json.text(line);
            json.end_array();
        }
        json.end_object();
    }
    json.end_array().key("targets").begin_array();
    for (const NightTarget& one : report.targets) {
        json.begin_object().member("name", one.name).key("published").flag(one.published);
        json.member("sent", std::int64_t(one.sent)).member("unchanged", std::int64_t(one.unchanged));
        json.member("deleted", std::int64_t(one.deleted)).member("trouble", one.trouble).end_object();
    }
    json.end_array().end_object();
    return out + "\n";
}

std::string metrics(const NightReport& report) {
    std::string out;
    const auto gauge = [&](const std::string& name, const std::string& help, const std::string& samples) {
        out += "# HELP gongshi_" + name + " " + help + "\n# TYPE gongshi_" + name + " gauge\n" + samples;
    };
    const auto one = [&](const std::string& name, const std::string& help, std::uint64_t value) {
        gauge(name, help, "gongshi_" + name + " " + number(value) + "\n");
    };
    one("exit_code", "Exit code of the last night.", std::uint64_t(report.exit_code));
    one("audit_passed", "1 when the last night's tree passed the audit.", report.audit_passed ? 1 : 0);
    one("records_shown", "Records shown to the public.", report.shown);
    one("files_refused", "Files not read, or held, in the last night.", report.files_refused);
    one("rows_refused", "Rows refused in the last night.", report.refused);
    one("files_written", "Files of the site written in the last night.", report.written);
    one("expiring_in_7_days", "Records whose period ends within seven days.", report.expiring);
    one("duration_seconds", "How long the last night took.", report.seconds);
    std::string late, refused;
    for (const NightDepartment& office : report.departments) {
        late += "gongshi_late{department=\"" + office.key + "\"} " + number(office.late) + "\n";
        refused +=
            "gongshi_department_rows_refused{department=\"" + office.key + "\"} " + number(office.refused) + "\n";
    }
    gauge("late", "Decisions published late, this year and last.", late);
    gauge("department_rows_refused", "Rows refused, by department.", refused);
    std::string targets;
    for (const NightTarget& target : report.targets)
        targets += "gongshi_target_published{target=\"" + target.name + "\"} " + (target.published ? "1" : "0") + "\n";
    if (!targets.empty()) gauge("target_published", "1 when the last night reached the target.", targets);
    return out;
}

std::string card(const NightReport& report, const NightDepartment& one) {
    std::string body = "<h1>工作提示卡</h1>\n<p>" + markup(one.name) + "：</p>\n<p>截至" + date_words(report.day) +
                       "，你单位的行政执法公示有下列事项需要办理：</p>\n<ol>\n";
    for (const std::string& line : one.to_do) body += "<li>" + markup(line) + "</li>\n";
    body +=
        "</ol>\n<p>逐行的说明见回执（receipts/" + markup(one.key) + "/index.html），改好后重新放入共享目录即可。</p>\n";
    body += "<p class=\"sign\"><span>办理人：__________</span><span>办结日期：__________</span></p>\n";
    return report_page(one.name + " 工作提示卡", report_style, body);
}

void write(const std::filesystem::path& file, const std::string& bytes) {
    disk::make_folders(file.parent_path());
    disk::write_file(file, bytes, disk::Sync::no);
}

}  // namespace

std::vector<std::string> night_lines(const NightReport& r, Language language) {
    const bool zh = language == Language::zh;
    std::vector<std::string> lines;
    lines.push_back(zh ? "收到 " + number(r.files) + " 个文件 " + number(r.rows) + " 行，接收 " + number(r.accepted) +
                             " 行，退回 " + number(r.refused) + " 行。"
                       : number(r.files) + " files, " + number(r.rows) + " rows: " + number(r.accepted) +
                             " accepted, " + number(r.refused) + " refused.");
    std::vector<std::string> unread, refusing, late;
    for (const NightDepartment& one : r.departments) {
        if (one.files_refused > 0) unread.push_back(one.name + " " + number(one.files_refused));
        if (one.refused > 0) refusing.push_back(one.name + " " + number(one.refused));
        if (one.late > 0) late.push_back(one.name + " " + number(one.late));
    }
    const std::string comma = zh ? "，" : ", ";
    if (r.files_refused > 0)
        lines.push_back((zh ? "没有读或搁置的文件 " : "Files not read or held: ") + number(r.files_refused) +
                        (zh ? " 个" : "") + (unread.empty() ? "" : (zh ? "：" : ", of them ") + join(unread, comma)));
    if (!refusing.empty()) lines.push_back((zh ? "退回：" : "Refused: ") + join(refusing, comma));
    lines.push_back(zh ? "新公开 " + number(r.published) + " 条，更正 " + number(r.corrected) + " 条，撤回 " +
                             number(r.withdrawn) + " 条，期满 " + number(r.expired) + " 条，恢复 " +
                             number(r.restored) + " 条；现公开 " + number(r.shown) + " 条。"
                       : number(r.published) + " published, " + number(r.corrected) + " corrected, " +
                             number(r.withdrawn) + " withdrawn, " + number(r.expired) + " ended, " +
                             number(r.restored) + " restored; " + number(r.shown) + " shown.");
    lines.push_back(zh ? "七天内期满 " + number(r.expiring) + " 条。" : number(r.expiring) + " end within seven days.");
    if (!late.empty()) lines.push_back((zh ? "迟公开：" : "Late: ") + join(late, comma));
    lines.push_back(zh ? "网站 " + number(r.pages) + " 个文件，写入 " + number(r.written) + " 个，删除 " +
                             number(r.removed) + " 个。"
                       : number(r.pages) + " files: " + number(r.written) + " written, " + number(r.removed) +
                             " removed.");
    if (!r.audit_passed)
        lines.emplace_back(zh ? "检查没有通过，没有发布，网站保持原样。"
                              : "The audit refused: nothing was published, the site stays as it was.");
    for (const NightTarget& one : r.targets) {
        lines.push_back(one.published ? one.name + (zh ? "：发送 " : ": sent ") + number(one.sent) +
                                            (zh ? "，未变 " : ", unchanged ") + number(one.unchanged) +
                                            (zh ? "，删除 " : ", deleted ") + number(one.deleted)
                                      : one.name + (zh ? "：没有发布成功。" : ": NOT published. ") + one.trouble);
    }
    lines.push_back((zh ? "用时 " : "Took ") + number(r.seconds) + (zh ? " 秒。" : " s."));
    return lines;
}

void write_night_report(const NightReport& report, const std::filesystem::path& folder) {
    const std::filesystem::path day = folder / report.day.iso();
    std::string text = report.site + " " + report.day.iso() + "\n";
    for (const std::string& line : night_lines(report, Language::zh)) text += line + "\n";
    write(day / "report.txt", text);
    write(day / "report.html", html_report(report));
    write(day / "report.json", json_report(report));
    write(folder / "metrics.prom", metrics(report));
    for (const NightDepartment& one : report.departments) {
        if (!one.to_do.empty()) write(day / "cards" / (one.key + ".html"), card(report, one));
    }
}

}  // namespace gongshi
