#include <algorithm>

#include "audit/audit.h"
#include "cli/config.h"
#include "cli/ledger_writing.h"
#include "cli/receipt_writing.h"
#include "cli/secrets.h"
#include "cli/verbs.h"
#include "core/disk.h"
#include "disclosure/disclosure.h"
#include "registry/import.h"
#include "registry/registry.h"
#include "registry/run_lock.h"
#include "release/output_tree.h"
#include "site/site.h"
#include "sources/pull.h"

namespace gongshi {
namespace {

/// Where the manifest that last passed the audit is kept, with the gates it passed.
constexpr const char* audited_name = "audited";

Theme load_theme(const Config& config) {
    Diagnostics findings;
    Theme theme = Theme::load(config.theme_layers, findings);
    if (!findings.empty()) throw Stop(ExitCode::usage, findings.take_sorted());
    return theme;
}

SiteParts read_parts(const Config& config, const SiteInput& input) {
    Diagnostics findings;
    SiteParts parts = SiteParts::read(input, config.dataset_pointers(), findings);
    if (!findings.empty()) throw Stop(ExitCode::usage, findings.take_sorted());
    return parts;
}

Gates gates_for(const Config& config) {
    Gates gates;
    gates.base_url = config.settings.base_url;
    gates.required_meta = {"SiteName", "SiteDomain", "viewport"};
    if (!config.settings.government.site_id_code.empty()) gates.required_meta.emplace_back("SiteIDCode");
    return gates;
}

Digest digest_of(const Gates& gates) {
    Sha256 hasher;
    hasher.field("audit 1").field(gates.base_url).number(std::int64_t(gates.page_bytes));
    for (const std::string& name : gates.required_meta) hasher.field(name);
    return hasher.finish();
}

/// The manifest that last passed under equal gates.
std::optional<Manifest> last_passed(const Config& config, const Gates& gates) {
    const std::filesystem::path file =
        config.state / (std::string(audited_name) + "-" + digest_of(gates).hex().substr(0, 16));
    return Manifest::read(file);
}

void keep_passed(const Config& config, const Gates& gates) {
    const std::string name = std::string(audited_name) + "-" + digest_of(gates).hex().substr(0, 16);
    disk::copy_file(config.state / "manifest", config.state / name, disk::Sync::no);
    for (const disk::Entry& entry : disk::list_files(config.state)) {
        if (entry.path.starts_with(audited_name) && entry.path != name) disk::remove(config.state / entry.path);
    }
}

/// What the run has to say of its input, department by department.
struct Heard {
    std::vector<Diagnostic> findings;  ///< sorted
    std::uint64_t rows = 0, accepted = 0, refused = 0;
    bool any_refused = false;
};

Heard hear(const Pulled& pulled, const ImportCount& imported, const std::vector<Diagnostic>& others) {
    Heard heard;
    Diagnostics all;
    all.append(pulled.findings);
    all.append(imported.findings);
    all.append(others);
    for (const ImportedExport& one : imported.exports) {
        all.append(one.findings);
        heard.rows += one.summary.rows;
        heard.accepted += one.summary.accepted;
        heard.refused += one.summary.refused;
    }
    heard.findings = all.take_sorted();
    heard.any_refused = std::any_of(heard.findings.begin(), heard.findings.end(),
                                    [](const Diagnostic& one) { return one.severity == Severity::refused; });
    return heard;
}

std::string number(std::uint64_t value) { return std::to_string(value); }

Summary summarize(const Console& console, const Heard& heard, const ImportCount& imported, const Disclosure& today,
                  const OutputTree::Count& files, std::uint64_t pages) {
    std::uint64_t shown = 0;
    for (const DatasetView& view : today.datasets()) shown += view.entries.size();
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

}  // namespace

/// Exports become rows, rows records, records versions; a ruling makes them public, a page shows them, the manifest
/// vouches for the pages, and the audit for the manifest.
ExitCode build(const Options& options, Console& console) {
    const Config config = Config::load(options.site);
    const Theme theme = load_theme(config);
    std::vector<YearStatistics> statistics;  // filled when the day's view is known
    Supervision supervision;
    const SiteInput input{config.settings, theme, config.theme_layers, config.content, config.statistics, statistics,
                          supervision,
                          [&](const std::string& department, const std::string& name) {
                              return find_attachment(config.sources, config.site, department, name);
                          }};
    const SiteParts parts = read_parts(config, input);
    const RunLock lock = RunLock::take(config.state, options.now);
    Registry registry = Registry::open(config.state);

    const Pulled pulled = pull(config.sources, config.site, config.departments, config.datasets, console);
    const ImportCount imported = take_in(pulled.exports, config.datasets, config.intake_options(), registry,
                                         {options.today, options.now}, options.threads, console);

    Diagnostics others;
    console.begin("disclose", 0);
    const Disclosure today =
        disclose(registry, config.datasets, config.departments, config.policy, options.today, options.threads, others);
    registry.settle();
    statistics = count_years(today, config.statistics);
    supervision = supervise(today);

    OutputTree tree = OutputTree::begin(config.output, config.state,
                                        options.full ? OutputTree::Trust::nothing : OutputTree::Trust::manifest);
    const Digest whole = Sha256()
                             .field(GONGSHI_VERSION)
                             .field(parts.digest())
                             .field(today.digest())
                             .number(options.today.days())
                             .finish();
    write_site(input, parts, today, tree, options.threads, console, others);
    const std::optional<LedgerGrowth> growth = write_ledger(registry, today, config, tree);
    write_file_lists(config, options.today, tree);
    console.begin("commit", 0);
    const Manifest built = std::move(tree).commit(whole);
    const OutputTree::Count counted = tree.count();  // what was removed is known only now

    Gates gates = gates_for(config);
    const Secrets secrets = secrets_of(registry, today, config);
    gates.secrets = &secrets;
    const Verdict verdict = audit(built, last_passed(config, gates), config.output, gates, options.threads, console);
    if (verdict.release && verdict.files_read > 0) keep_passed(config, gates);
    if (verdict.release && growth) EventLog(registry).append(today.events(), growth->head, growth->tiles);

    const std::vector<Diagnostic> said = others.take_sorted();
    const Heard heard = hear(pulled, imported, said);
    write_receipts(receipts_for(config, imported.exports, said), options.today, config.receipts);
    console.end_stage();
    if (lock.taken_over()) console.show({*lock.taken_over()});
    console.show(heard.findings);
    console.show(verdict.findings);
    const ExitCode exit_code = !verdict.release    ? ExitCode::audit_refused
                               : heard.any_refused ? ExitCode::some_refused
                                                   : ExitCode::ok;
    Summary summary = summarize(console, heard, imported, today, counted, built.entries().size());
    if (!verdict.release)
        summary.lines.emplace_back(
            console.pick("检查没有通过，这次的结果不得发布。", "The audit refused: this tree must not be published."));
    console.finish(summary, exit_code);
    return exit_code;
}

}  // namespace gongshi
