#include <algorithm>

#include "cli/config.h"
#include "cli/receipt_writing.h"
#include "cli/verbs.h"
#include "intake/sidecar.h"
#include "sources/pull.h"

namespace gongshi {
namespace {

/// Reads one export as a build would, and keeps nothing of its records.
ImportedExport look_at(const Export& file, const Config& config) {
    ImportedExport done;
    done.file = file;
    const auto dataset = std::find_if(config.datasets.begin(), config.datasets.end(),
                                      [&](const Dataset& one) { return one.name == file.dataset; });
    IntakeOptions options = config.intake_options();
    options.on_refused = [&](RefusedRow&& row) {
        if (done.refused_rows.size() < kept_refused_rows) done.refused_rows.push_back(std::move(row));
    };
    Diagnostics findings;
    read_sidecar(file, findings);
    const Result<ExportSummary> summary = read_export(
        file, *dataset, options, [](AcceptedRow&&) {}, findings);
    if (summary) {
        done.summary = *summary;
    } else {
        findings.add(summary.error());
        done.outcome = ImportedExport::Outcome::refused;
        done.refused_rows.clear();
    }
    done.findings = findings.take_sorted();
    return done;
}

}  // namespace

ExitCode check(const Options& options, Console& console) {
    const Config config = Config::load(options.site);
    const Pulled pulled =
        pull(config.sources, config.site, config.departments, config.datasets, nullptr, options.threads, console);
    std::vector<ImportedExport> exports;
    Diagnostics all;
    all.append(pulled.findings);
    std::uint64_t rows = 0, accepted = 0, refused = 0;
    console.begin("intake", pulled.exports.size());
    for (const Export& file : pulled.exports) {
        exports.push_back(look_at(file, config));
        all.append(exports.back().findings);
        rows += exports.back().summary.rows;
        accepted += exports.back().summary.accepted;
        refused += exports.back().summary.refused;
        console.advance(1);
    }
    const std::vector<Diagnostic> findings = all.take_sorted();
    write_receipts(receipts_for(config, exports, pulled.findings), options.today, config.receipts);
    console.end_stage();
    console.show(findings);
    const bool some = std::any_of(findings.begin(), findings.end(),
                                  [](const Diagnostic& one) { return one.severity == Severity::refused; });
    const ExitCode exit_code = !pulled.all_sources ? ExitCode::unreachable
                               : some              ? ExitCode::some_refused
                                                   : ExitCode::ok;
    Summary summary{"check",
                    {{"exports", std::int64_t(exports.size())},
                     {"rows", std::int64_t(rows)},
                     {"rows_accepted", std::int64_t(accepted)},
                     {"rows_refused", std::int64_t(refused)}},
                    {}};
    const std::string n = std::to_string(exports.size()), r = std::to_string(rows), a = std::to_string(accepted),
                      f = std::to_string(refused);
    summary.lines.emplace_back(
        console.pick("zh", "en") == "zh"
            ? "检查了 " + n + " 个文件，共 " + r + " 行：可接收 " + a + " 行，须退回 " + f + " 行。回执在 receipts/。"
            : n + " files, " + r + " rows: " + a + " good, " + f + " to be refused. Receipts are in receipts/.");
    console.finish(summary, exit_code);
    return exit_code;
}

}  // namespace gongshi
