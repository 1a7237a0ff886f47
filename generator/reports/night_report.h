#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/date.h"
#include "core/wording.h"

namespace gongshi {

/// What one department has to hear, and what supervisors hear of it.
struct NightDepartment {
    std::string key, name;
    std::uint64_t files = 0, rows = 0, refused = 0;
    std::uint64_t files_refused = 0;  ///< not read, or held: what was published before stays
    std::uint64_t in_time = 0, late = 0, held_back = 0;
    std::uint64_t expiring = 0;  ///< within thirty days
    std::uint64_t unresolved = 0, withdrawn_late = 0;
    std::uint64_t guides = 0, guides_short = 0;
    std::vector<std::string> blocks_missing, methods_missing;  ///< of nine, of three, by their Chinese names
    std::vector<std::string> empty_months;                     ///< "行政处罚 3月、5月"
    std::vector<std::string> stale_datasets;                   ///< titles of those not handed in for more than a month
    bool stale = false;                                        ///< nothing of any
    std::vector<std::string> to_do;                            ///< sentences for the card (提示卡), Chinese
};

struct NightTarget {
    std::string name;
    bool published = false;
    std::uint64_t sent = 0, unchanged = 0, deleted = 0;
    std::string trouble;  ///< in the reader's language; empty when all is well
};

/// One night, as facts.
struct NightReport {
    Date day = Date::from_days(0);
    std::string site;
    int exit_code = 0;
    std::uint64_t files = 0, rows = 0, accepted = 0, refused = 0;
    std::uint64_t files_refused = 0;  ///< those in no department's folder too
    std::uint64_t records_new = 0, records_changed = 0, shown = 0;
    std::uint64_t pages = 0, written = 0, removed = 0;
    std::uint64_t published = 0, corrected = 0, withdrawn = 0, expired = 0, restored = 0;  ///< events
    std::uint64_t expiring = 0;                                                            ///< within seven days
    bool audit_passed = false;
    std::uint64_t seconds = 0;  ///< the only thing here that is not the same on every machine
    std::vector<NightDepartment> departments;
    std::vector<NightTarget> targets;
};

/// Ten lines a tired person reads on a phone.
std::vector<std::string> night_lines(const NightReport& report, Language language);

/// Writes `<folder>/<day>/report.txt`, report.html, report.json, and a card of things to do for each department that has some
/// (`cards/<key>.html`, one printed page); and `<folder>/metrics.prom` for Prometheus' textfile collector. Private: never
/// below public/. docs/formats/reports.md.
void write_night_report(const NightReport& report, const std::filesystem::path& folder);

}  // namespace gongshi
