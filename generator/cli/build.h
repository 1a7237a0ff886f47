#pragma once
#include <array>
#include <optional>
#include <vector>

#include "audit/audit.h"
#include "cli/config.h"
#include "cli/console.h"
#include "cli/last_run.h"
#include "oversight/statistics.h"
#include "oversight/supervision.h"
#include "registry/import.h"
#include "registry/run_lock.h"
#include "release/output_tree.h"

namespace gongshi {

/// What the run has to say of its input, department by department.
struct Heard {
    std::vector<Diagnostic> findings;  ///< sorted
    std::uint64_t rows = 0, accepted = 0, refused = 0;
    bool any_refused = false;
};

/// A whole build, as it ended. The lock is held as long as this lives.
struct BuiltSite {
    std::optional<RunLock> lock;
    std::optional<RunNote> note;  ///< to be finished by the verb
    ImportCount imported;
    Heard heard;
    Committed::Count files;
    std::uint64_t pages = 0;         ///< files of the tree
    std::optional<Release> release;  ///< none: the audit refused
    std::vector<Diagnostic> audit_findings;
    std::vector<YearStatistics> statistics;
    Supervision supervision;
    bool all_sources = true;  ///< false: what lies elsewhere could not be had in full; the last good copy was used
    std::uint64_t shown = 0, expiring = 0;  ///< records; those whose period ends within seven days
    std::array<std::uint64_t, 5> events{};  ///< of the night, by EventKind
};

/// Pull to audit: what `build`, `nightly` and the preview do.
BuiltSite build_site(const Config& config, const Options& options, Console& console);
/// What `publish` may take: the tree that stands, when it is the one the audit let pass last. Stop `publish.not_audited`.
Release passed_release(const Config& config, const Options& options, Console& console);
void show_findings(const BuiltSite& site, Console& console);
ExitCode exit_code_of(const BuiltSite& site);
Summary summarize(const Console& console, const BuiltSite& site);

}  // namespace gongshi
