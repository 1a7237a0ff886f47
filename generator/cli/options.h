#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "core/date.h"
#include "core/parallel.h"
#include "core/wording.h"

namespace gongshi {

/// What a person typed (DESIGN.md, Command line), and the one look at the clock.
struct Options {
    std::string verb;
    std::filesystem::path site = ".";
    Language language = Language::zh;
    bool json = false;
    enum class Talk { quiet, normal, verbose } talk = Talk::normal;
    Threads threads;
    bool timings = false;

    bool full = false;                ///< build: believe nothing on the disk
    Date today = Date::from_days(0);  ///< --today, else today in Asia/Shanghai: the only clock that pages depend on
    bool today_given = false;         ///< by --today
    Instant now;                      ///< for provenance and the lock, never for a page
    int port = 8000;                  ///< serve
    std::string dataset;              ///< template
    std::filesystem::path folder;     ///< init
    std::string target;               ///< verify: a folder or an address; publish, rollback: a target's name
    std::string key;                  ///< verify: the office's key, or a file that holds it
    bool dry_run = false, probe = false, purge = false, allow_withdrawn = false;  ///< publish, rollback
    std::optional<std::uint64_t> allow_withdrawals, allow_losses;                 ///< build, nightly
    std::optional<std::uint64_t> allow_deletes;                                   ///< publish
    std::string release;           ///< rollback: which one; empty: the one before
    std::string query;             ///< search, explain
    std::string department;        ///< search: a key of departments.toml
    std::optional<int> year;       ///< search
    std::optional<Date> from, to;  ///< search: first and last day
    std::string order;             ///< search: "newest", "oldest"; empty: what fits best first
    int most = 10;                 ///< search: how many hits
};

/// What to do instead of a verb: `text` was asked for (--help, --version), or the usage was wrong.
struct Usage {
    int exit_code = 0;
    std::string text;
};

/// Reads argv; none and a filled `usage` when there is nothing to run.
std::optional<Options> parse_options(int argc, const char* const* argv, Usage& usage);

}  // namespace gongshi
