#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "core/stop.h"

namespace gongshi {

/// What the last `build` or `nightly` did and what stands since, as `state/last-run.json` keeps it (docs/formats/last-run.md).
/// `status` reads nothing else: it neither rules on records nor waits for a run that is under way.
struct LastRun {
    struct Dataset {
        std::string name, title, title_en;
        std::int64_t shown = 0;
        std::optional<Date> newest, as_of;
    };
    /// The tree below public/.
    struct Site {
        Date day = Date::from_days(0);  ///< --today of the run that made it
        bool passed = false;            ///< the audit
        std::vector<Dataset> datasets;
    };

    std::string verb;
    Instant begun;
    Date today = Date::from_days(0);
    std::int64_t seconds = 0;
    std::optional<int> exit_code;  ///< none: it is under way, or was cut off
    std::optional<Site> site;      ///< none: no run came so far yet

    /// None: there was no run, or what it left cannot be read.
    static std::optional<LastRun> read(const std::filesystem::path& state);
    std::string json() const;
};

/// Tells `status` of the run under way: written when it begins, which the lock must precede, and when it ends.
class RunNote {
public:
    RunNote(const std::filesystem::path& state, const Options& options);
    void stands(LastRun::Site site) { run_.site = std::move(site); }
    void finish(ExitCode exit_code);

private:
    void write() const;

    std::filesystem::path state_;
    std::chrono::steady_clock::time_point begun_;
    LastRun run_;
};

}  // namespace gongshi
