#include "cli/build.h"

namespace gongshi {
namespace {

std::string number(std::uint64_t value) { return std::to_string(value); }

}  // namespace

Summary summarize(const Console& console, const BuiltSite& site) {
    const Heard& heard = site.heard;
    const ImportCount& imported = site.imported;
    const Committed::Count& files = site.files;
    const std::uint64_t shown = site.shown, pages = site.pages;
    Summary summary;
    summary.verb = "build";
    summary.counts = {{"exports", std::int64_t(imported.exports.size())},
                      {"rows", std::int64_t(heard.rows)},
                      {"rows_accepted", std::int64_t(heard.accepted)},
                      {"rows_refused", std::int64_t(heard.refused)},
                      {"records_new", std::int64_t(imported.new_records)},
                      {"records_changed", std::int64_t(imported.new_versions)},
                      {"records_shown", std::int64_t(shown)},
                      {"files", std::int64_t(pages)},
                      {"files_written", std::int64_t(files.written)},
                      {"files_removed", std::int64_t(files.removed)}};
    if (console.pick("zh", "en") == "zh") {
        summary.lines = {"收到 " + number(imported.exports.size()) + " 个文件，共 " + number(heard.rows) +
                             " 行：接收 " + number(heard.accepted) + " 行，退回 " + number(heard.refused) + " 行。",
                         "新增 " + number(imported.new_records) + " 条，变更 " + number(imported.new_versions) +
                             " 条；公开 " + number(shown) + " 条。",
                         "网站共 " + number(pages) + " 个文件：写入 " + number(files.written) + " 个，删除 " +
                             number(files.removed) + " 个。"};
    } else {
        summary.lines = {number(imported.exports.size()) + " files, " + number(heard.rows) +
                             " rows: " + number(heard.accepted) + " accepted, " + number(heard.refused) + " refused.",
                         number(imported.new_records) + " new records, " + number(imported.new_versions) +
                             " changed; " + number(shown) + " shown.",
                         number(pages) + " files in the site: " + number(files.written) + " written, " +
                             number(files.removed) + " removed."};
    }
    return summary;
}

}  // namespace gongshi
