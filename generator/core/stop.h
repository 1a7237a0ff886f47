#pragma once
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/diagnostic.h"

namespace gongshi {

/// What scripts are promised (DESIGN.md, Contracts).
enum class ExitCode : int {
    ok = 0,
    some_refused = 1,  ///< done, but some input was refused
    usage = 2,         ///< bad usage or configuration; also a registry or disk that cannot be used
    audit_refused = 3,
    unreachable = 4,
    locked = 5,
};

/// A run that cannot go on. Carries every finding that led here (all mistakes of a configuration at once). Thrown where
/// the place is known; caught in main, in the preview's loop and around each target of a night, nowhere else.
class Stop : public std::runtime_error {
public:
    Stop(ExitCode exit_code, std::vector<Diagnostic> findings)
        : std::runtime_error(findings.empty() ? "stop" : findings.front().code),
          exit_code_(exit_code),
          findings_(std::move(findings)) {}
    Stop(ExitCode exit_code, Diagnostic finding) : Stop(exit_code, std::vector<Diagnostic>{std::move(finding)}) {}

    ExitCode exit_code() const { return exit_code_; }
    const std::vector<Diagnostic>& findings() const { return findings_; }

private:
    ExitCode exit_code_;
    std::vector<Diagnostic> findings_;
};

}  // namespace gongshi
