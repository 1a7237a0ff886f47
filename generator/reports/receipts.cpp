#include "reports/receipts.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/csv_writer.h"
#include "core/disk.h"
#include "core/markup.h"
#include "core/text.h"
#include "reports/report_page.h"

namespace gongshi {
namespace {

constexpr std::string_view receipt_style =
    "body{font:16px/1.8 \"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK "
    "SC\",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-top:2px solid "
    "#8f1d1d;padding-top:.6rem;overflow-wrap:anywhere}"
    "p.sum{font-size:1.1rem}ol{padding-left:1.4rem}li{margin:.7rem 0}"
    "ul{columns:22rem;padding-left:1.4rem;margin:.3rem 0;font-size:.95rem}ul li{margin:.1rem 0;break-inside:avoid}"
    ".refused{color:#8f1d1d;font-weight:600}.warning{color:#7a4d00;font-weight:600}.note{color:#555}"
    ".hint{color:#444;display:block}.where{font-family:ui-monospace,monospace;font-size:.9rem;color:#555}"
    "@media print{body{margin:0}}";

std::string file_name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// "第 14 行（M 列）『处罚决定日期』", as far as it is known.
std::string where_text(const Place& place) {
    std::string text;
    if (!place.sheet.empty()) text += "工作表“" + place.sheet + "”";
    if (place.line > 0) text += "第 " + std::to_string(place.line) + " 行";
    if (place.table && place.column > 0) text += "（" + column_letters(place.column) + " 列）";
    if (!place.field.empty()) text += "『" + place.field + "』";
    return text;
}

std::string summary_of(const FileReceipt& file) {
    using Outcome = FileReceipt::Outcome;
    const std::string counts = "共 " + std::to_string(file.rows) + " 行，接收 " + std::to_string(file.accepted) +
                               " 行，退回 " + std::to_string(file.refused) + " 行。";
    switch (file.outcome) {
        case Outcome::refused:
            return "整个文件没有接收，上次的数据仍在公开。";
        case Outcome::held:
            return "整个文件暂时扣下，上次的数据仍在公开。";
        case Outcome::unchanged:
            return counts + "文件与上次相同，没有重复读取。";
        case Outcome::taken:
            break;
    }
    return counts;
}

/// Of one record among those of which something is said: in which file it stands, where, and its number.
std::string instance_text(const Instance& one) {
    const std::string where = where_text(one.place);
    return file_name_of(one.place.file) + (where.empty() ? "" : " " + where) +
           (one.record.empty() ? "" : "（" + one.record + "）");
}

/// The records behind the first: a page lists as many as can be worked through, findings.csv has a row for each.
void append_others_of(std::string& html, const std::vector<Instance>& instances) {
    constexpr std::size_t most = 30;
    if (instances.size() < 2) return;
    html += "<span class=\"hint\">还有：</span>\n<ul>\n";
    for (std::size_t i = 1; i < std::min(instances.size(), most); ++i)
        html += "<li>" + markup(instance_text(instances[i])) + "</li>\n";
    if (instances.size() > most) html += "<li>其余的在 <a href=\"findings.csv\">findings.csv</a> 里逐条列出</li>\n";
    html += "</ul>\n";
}

void append_finding(std::string& html, const Diagnostic& finding) {
    const Sentence zh = sentence_for(finding, Language::zh);
    const std::string_view kind = finding.severity == Severity::refused   ? "refused"
                                  : finding.severity == Severity::warning ? "warning"
                                                                          : "note";
    const std::string where =
        finding.instances.empty() ? where_text(finding.place) : instance_text(finding.instances.front());
    html += "<li><span class=\"";
    html += kind;
    html += "\">" + std::string(severity_word(finding, Language::zh)) + "</span> " + markup(where);
    if (!where.empty()) html += "：";
    html += markup(zh.message) + "。";
    if (!zh.hint.empty()) html += "<span class=\"hint\">怎么改：" + markup(zh.hint) + "</span>";
    html += " <span class=\"where\">[" + markup(finding.code) + "]</span>\n";
    append_others_of(html, finding.instances);
    html += "</li>\n";
}

void append_findings(std::string& html, const std::vector<Diagnostic>& findings) {
    for (Severity severity : {Severity::refused, Severity::warning, Severity::note}) {
        const auto is_it = [&](const Diagnostic& one) { return one.severity == severity; };
        if (std::none_of(findings.begin(), findings.end(), is_it)) continue;
        const char* title = severity == Severity::refused   ? "退回"
                            : severity == Severity::warning ? "提醒（已接收，请核对）"
                                                            : "说明";
        html += "<h3>" + std::string(title) + "</h3>\n<ol>\n";
        for (const Diagnostic& finding : findings) {
            if (is_it(finding)) append_finding(html, finding);
        }
        html += "</ol>\n";
    }
}

/// Of no single export: files that were not read, then what rules and references say.
void append_others(std::string& html, const std::vector<Diagnostic>& findings) {
    std::vector<Diagnostic> files, records;
    for (const Diagnostic& one : findings) (one.unit == Unit::file ? files : records).push_back(one);
    if (!files.empty()) {
        html += "<section>\n<h2>没有读到的文件</h2>\n<ol>\n";
        for (const Diagnostic& one : files) append_finding(html, one);
        html += "</ol>\n</section>\n";
    }
    if (!records.empty()) {
        html += "<section>\n<h2>审核与关联</h2>\n";
        append_findings(html, records);
        html += "</section>\n";
    }
}

/// How much a file has to be told of: what was refused first, what is all well last.
int urgency(const FileReceipt& file) {
    if (file.outcome == FileReceipt::Outcome::refused || file.outcome == FileReceipt::Outcome::held) return 0;
    int most = 3;
    for (const Diagnostic& finding : file.findings) {
        most = std::min(most, finding.severity == Severity::refused   ? 1
                              : finding.severity == Severity::warning ? 2
                                                                      : 3);
    }
    return most;
}

std::string refused_name(const FileReceipt& file) { return file_name_of(file.file) + ".退回.csv"; }

std::string html_of(const DepartmentReceipt& receipt, Date day) {
    std::string html = "<h1>" + markup(receipt.name) + "：报送回执</h1>\n";
    html += "<p>" + day.iso() + "。这份回执只给本部门，不公开。行号和列号与 Excel 里看到的一致。</p>\n";
    std::vector<FileReceipt> files = receipt.files;
    std::stable_sort(files.begin(), files.end(),
                     [](const FileReceipt& a, const FileReceipt& b) { return urgency(a) < urgency(b); });
    for (FileReceipt& file : files) {
        // Which encoding was read stands beside the counts already.
        std::erase_if(file.findings, [](const Diagnostic& one) { return one.code == "encoding.guessed"; });
        html += "<section>\n<h2>" + markup(file_name_of(file.file)) + "（" + markup(file.dataset_title) +
                "）</h2>\n<p class=\"sum\">" + summary_of(file);
        if (!file.form.empty())
            html += " <span class=\"where\">" +
                    markup(file.form == "xlsx" ? "xlsx" : file.encoding + "，" + file.form) + "</span>";
        html += "</p>\n";
        if (!file.refused_rows.empty()) {
            html += "<p>退回的行连同原因在 <a href=\"" + markup(refused_name(file)) + "\">" +
                    markup(refused_name(file)) + "</a>，改好后去掉“原因”列再放入即可。</p>\n";
        }
        append_findings(html, file.findings);
        html += "</section>\n";
    }
    append_others(html, receipt.others);
    if (receipt.files.empty() && receipt.others.empty()) html += "<p>没有收到文件。</p>\n";
    return report_page("报送回执 " + receipt.name, receipt_style, html);
}

void append_csv_row(CsvWriter& csv, const Diagnostic& finding, const Sentence& zh, const Place& place,
                    const std::string& record) {
    const std::string line = place.line > 0 ? std::to_string(place.line) : "";
    const std::string column = place.table ? column_letters(place.column) : "";
    for (const std::string& cell :
         {place.file, place.sheet, line, column, place.field, std::string(severity_word(finding, Language::zh)),
          finding.code, finding.text, zh.message, zh.hint, record}) {
        csv.cell(cell);
    }
    csv.end_row();
}

void append_csv_rows(CsvWriter& csv, const std::vector<Diagnostic>& findings) {
    for (const Diagnostic& finding : findings) {
        const Sentence zh = sentence_for(finding, Language::zh);
        if (finding.instances.empty()) append_csv_row(csv, finding, zh, finding.place, "");
        for (const Instance& one : finding.instances) append_csv_row(csv, finding, zh, one.place, one.record);
    }
}

std::string findings_csv(const DepartmentReceipt& receipt) {
    std::string out;
    CsvWriter csv(out, CsvWriter::Formulas::guard);
    csv.byte_order_mark();
    for (const char* title : {"文件", "工作表", "行", "列", "字段", "处理", "代码", "原文", "说明", "怎么改", "记录"})
        csv.cell(title);
    csv.end_row();
    for (const FileReceipt& file : receipt.files) append_csv_rows(csv, file.findings);
    append_csv_rows(csv, receipt.others);
    return out;
}

/// The refused rows as they came, and why: to be mended in a spreadsheet and dropped again.
std::string refused_csv(const FileReceipt& file) {
    std::map<std::pair<std::string, std::uint32_t>, std::string> reasons;  // by sheet and line
    for (const Diagnostic& finding : file.findings) {
        if (finding.severity != Severity::refused || finding.place.line == 0) continue;
        std::string& reason = reasons[{finding.place.sheet, finding.place.line}];
        const std::string field = finding.place.field.empty() ? "" : "『" + finding.place.field + "』";
        reason += (reason.empty() ? "" : "；") + field + sentence_for(finding, Language::zh).message;
    }
    std::string out;
    CsvWriter csv(out, CsvWriter::Formulas::guard);
    csv.byte_order_mark();
    for (const std::string& title : file.header) csv.cell(title);
    csv.cell("原因");
    csv.end_row();
    for (const FileReceipt::Row& row : file.refused_rows) {
        for (std::size_t i = 0; i < std::max(file.header.size(), row.cells.size()); ++i)
            csv.cell(i < row.cells.size() ? row.cells[i] : "");
        const auto reason = reasons.find({row.sheet, row.line});
        csv.cell((row.sheet.empty() ? "" : "工作表“" + row.sheet + "”") + "第 " + std::to_string(row.line) + " 行：" +
                 (reason == reasons.end() ? std::string("见回执") : reason->second));
        csv.end_row();
    }
    return out;
}

void write_if_changed(const std::filesystem::path& file, const std::string& bytes) {
    if (disk::read_file(file) != bytes) disk::write_file(file, bytes, disk::Sync::no);
}

void write_one(const DepartmentReceipt& receipt, Date day, const std::filesystem::path& folder,
               std::set<std::string>& written) {
    const auto put = [&](const std::string& name, const std::string& bytes) {
        write_if_changed(folder / receipt.department / name, bytes);
        written.insert(receipt.department + "/" + name);
    };
    disk::make_folders(folder / receipt.department);
    put("index.html", html_of(receipt, day));
    put("findings.csv", findings_csv(receipt));
    for (const FileReceipt& file : receipt.files) {
        if (!file.refused_rows.empty()) put(refused_name(file), refused_csv(file));
    }
}

}  // namespace

void write_receipts(const std::vector<DepartmentReceipt>& receipts, Date day, const std::filesystem::path& folder) {
    disk::make_folders(folder);
    std::set<std::string> written;
    for (const DepartmentReceipt& receipt : receipts) write_one(receipt, day, folder, written);
    for (const disk::Entry& entry : disk::list_files(folder)) {
        if (!written.contains(entry.path)) disk::remove(folder / entry.path);
    }
}

}  // namespace gongshi
