#include "cli/build.h"

#include <algorithm>

#include "cli/build_info.h"
#include "cli/ledger_writing.h"
#include "cli/preconditions.h"
#include "cli/receipt_writing.h"
#include "cli/secrets.h"
#include "cli/verbs.h"
#include "core/disk.h"
#include "disclosure/disclosure.h"
#include "publish/codes.h"
#include "registry/identity_basis.h"
#include "registry/import.h"
#include "registry/registry.h"
#include "registry/run_lock.h"
#include "registry/seen_files.h"
#include "release/output_tree.h"
#include "search/index_writer.h"
#include "search/normal_form.h"
#include "site/site.h"
#include "sources/attachment.h"
#include "sources/fetch.h"
#include "sources/pull.h"

namespace gongshi {
namespace {

/// Raised whenever equal ingredients give other pages, feeds, downloads or index files.
constexpr int making_version = 5;

Digest maker() { return Sha256().field(program_version()).number(making_version).finish(); }

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

/// Statistics and supervision are filled in later: they come from what is shown.
SiteInput input_for(const Config& config, const Theme& theme, const AttachmentStore& attachments,
                    const BuiltSite& site) {
    return {config.settings,
            theme,
            config.theme_layers,
            config.content,
            config.statistics,
            site.statistics,
            site.supervision,
            [&attachments](const std::string& department, const std::string& name) {
                return attachments.find(department, name);
            },
            pinyin_initials};
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

std::filesystem::path manifest_of(const Config& config) { return config.state / manifest_name; }

/// The manifest that last passed under equal gates.
std::filesystem::path passed_manifest(const Config& config, const Gates& gates) {
    return config.state / (std::string(audited_name) + "-" + digest_of(gates).hex().substr(0, 16));
}

/// True when the tree that stands passed: its manifest has a second name, so that it need be read but once.
bool last_has_passed(const Config& config, const Gates& gates) {
    std::error_code error;
    return std::filesystem::equivalent(manifest_of(config), passed_manifest(config, gates), error);
}

/// What became of the release that last passed under equal gates.
std::optional<ReleaseChange> change_since_passed(const Config& config, const Gates& gates, const Manifest& built) {
    const std::optional<Manifest> passed = Manifest::read(passed_manifest(config, gates));
    if (!passed) return std::nullopt;
    return change_between(*passed, built);
}

void keep_passed(const Config& config, const Gates& gates) {
    if (last_has_passed(config, gates)) return;
    const std::filesystem::path kept = passed_manifest(config, gates);
    disk::link_file(manifest_of(config), kept, disk::Sync::no);
    for (const disk::Entry& entry : disk::list_files(config.state)) {
        if (entry.path.starts_with(audited_name) && entry.path != kept.filename())
            disk::remove(config.state / entry.path);
    }
}

/// The audit of what was committed; what passes is kept. `last_passed`: the tree before it had passed.
Verdict judge(const Config& config, const Gates& gates, bool last_passed, Committed committed, Threads threads,
              Progress& progress) {
    if (!last_passed || !committed.change) committed.change = change_since_passed(config, gates, committed.manifest);
    Verdict verdict = audit(std::move(committed.manifest), committed.change, config.output, gates, threads, progress);
    if (verdict.release) keep_passed(config, gates);
    return verdict;
}

Heard hear(const std::vector<Diagnostic>& fetched, const std::vector<ImportedExport>& exports,
           const std::vector<Diagnostic>& of_no_export) {
    Heard heard;
    Diagnostics all;
    all.append(fetched);
    all.append(of_no_export);
    for (const ImportedExport& one : exports) {
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

LastRun::Site what_stands(const Disclosure& today, bool passed) {
    LastRun::Site site{today.today(), passed, {}};
    for (const DatasetView& view : today.datasets()) {
        const Title& title = view.dataset->title;
        site.datasets.push_back(
            {view.dataset->name, title.zh, title.en, std::int64_t(view.entries.size()), view.newest(), view.as_of});
    }
    return site;
}

/// What is shown today, what of it ends within a week, and what became of records tonight.
void count(const Disclosure& today, BuiltSite& site) {
    for (const DatasetView& view : today.datasets()) {
        site.shown += view.entries.size();
        for (const Entry& entry : view.entries) site.expiring += entry.expiry <= today.today().days() + 7 ? 1 : 0;
    }
    for (const Event& event : today.events()) ++site.events[std::size_t(event.kind)];
}

}  // namespace

/// Exports become rows, rows records, records versions; a ruling makes them public, a page shows them, the ledger takes
/// their digests, the manifest vouches for the pages, and the audit for the manifest.
BuiltSite build_site(const Config& config, const Options& options, Console& console) {
    BuiltSite site;
    const Theme theme = load_theme(config);
    const AttachmentStore attachments(config.sources, config.datasets, config.site, config.state / "attachments");
    const SiteInput input = input_for(config, theme, attachments, site);
    const SiteParts parts = read_parts(config, input);
    site.lock.emplace(RunLock::take(config.state, options.now));
    site.note.emplace(config.state, options);
    Registry registry = Registry::open(config.state);
    refuse_to_begin(config, options, registry);

    const std::vector<Diagnostic> fetched = fetch(config.sources, config.site, config.departments, console);
    const KnownFiles known = seen_files(registry);
    const Pulled pulled =
        pull(config.sources, config.site, config.departments, config.datasets, &known, options.threads, console);
    keep_seen_files(registry, known, pulled.exports);
    IntakeOptions intake = config.intake_options();
    intake.row_key = known.key;
    intake.authorities = kept_authorities(registry, config.departments);
    site.imported = take_in(pulled.exports, config.datasets, intake, registry,
                            {options.today, options.now, options.allow_losses.value_or(0)}, options.threads, console);

    Diagnostics others;
    console.begin("disclose", 0);
    const Disclosure today =
        disclose(registry, config.datasets, config.departments, config.policy, options.today, options.threads, others);
    registry.settle();
    const auto tell = [&] {
        others.append(pulled.findings);
        others.append(site.imported.findings);
        const std::vector<Diagnostic> of_no_export = others.take_sorted();
        write_receipts(receipts_for(config, site.imported.exports, of_no_export), options.today, config.receipts);
        site.heard = hear(fetched, site.imported.exports, of_no_export);
    };
    if (const std::optional<Diagnostic> refused = mass_withdrawal(options, today)) {
        tell();  // departments have their receipts all the same, and whoever looks for the wrong word what was found
        console.show(site.heard.findings);
        throw Stop(ExitCode::audit_refused, {*refused});
    }
    site.statistics = count_years(today, config.statistics);
    site.supervision = supervise(today);

    OutputTree tree = OutputTree::begin(
        config.output, config.state, options.full ? OutputTree::Trust::nothing : OutputTree::Trust::manifest, maker());
    count(today, site);
    tree.expect(site.shown * (config.settings.languages.size() + 1));  // pages of records, and half as many besides
    const Digest whole =
        Sha256().field(maker()).field(parts.digest()).field(today.digest()).number(options.today.days()).finish();
    write_site(input, parts, today, tree, options.threads, console, others);
    tree.sync_ahead();
    write_search_index(today, tree, {config.state / "search-blocks", !options.full}, options.threads, console);
    console.begin("ledger", 0);
    const std::optional<LedgerGrowth> growth = write_ledger(registry, today, config, tree);
    write_file_lists(config, options.today, tree);
    console.begin("commit", 0);
    Gates gates = gates_for(config);
    const bool last_passed = last_has_passed(config, gates);
    Committed committed = std::move(tree).commit(whole);
    site.pages = committed.manifest.entries().size();
    site.files = committed.count;

    const Secrets secrets = secrets_of(registry, today, config);
    gates.secrets = &secrets;
    Verdict verdict = judge(config, gates, last_passed, std::move(committed), options.threads, console);
    if (verdict.release && growth) EventLog(registry).append(today.events(), growth->head, growth->tiles);
    site.note->stands(what_stands(today, verdict.release.has_value()));
    site.release = std::move(verdict.release);
    site.audit_findings = std::move(verdict.findings);

    tell();
    site.all_sources = fetched.empty() && pulled.all_sources;
    console.end_stage();
    return site;
}

Release passed_release(const Config& config, const Options& options, Console& console) {
    const Gates gates = gates_for(config);
    std::optional<Manifest> built = Manifest::last(config.state);
    std::error_code error;
    const bool in_doubt = std::filesystem::exists(config.state / being_written_name, error);
    std::optional<ReleaseChange> change;
    if (built) change = last_has_passed(config, gates) ? ReleaseChange() : change_since_passed(config, gates, *built);
    if (!in_doubt && change && change->changed.empty() && change->left.empty()) {
        // Nothing changed since it passed: the audit has nothing to read, and says so by giving the release.
        Verdict verdict = audit(std::move(*built), change, config.output, gates, options.threads, console);
        if (verdict.release) return std::move(*verdict.release);
    }
    throw Stop(ExitCode::audit_refused, Diagnostic(codes::publish_not_audited, {}));
}

void show_findings(const BuiltSite& site, Console& console) {
    if (site.lock->taken_over()) console.show({*site.lock->taken_over()});
    console.show(site.heard.findings);
    console.show(site.audit_findings);
}

ExitCode exit_code_of(const BuiltSite& site) {
    if (!site.release) return ExitCode::audit_refused;
    if (!site.all_sources) return ExitCode::unreachable;
    return site.heard.any_refused ? ExitCode::some_refused : ExitCode::ok;
}

ExitCode build(const Options& options, Console& console) {
    const Config config = Config::load(options.site);
    BuiltSite site = build_site(config, options, console);
    show_findings(site, console);
    Summary summary = summarize(console, site);
    if (!site.release)
        summary.lines.emplace_back(
            console.pick("检查没有通过，这次的结果不得发布。", "The audit refused: this tree must not be published."));
    const ExitCode exit_code = exit_code_of(site);
    site.note->finish(exit_code);
    console.finish(summary, exit_code);
    return exit_code;
}

}  // namespace gongshi
