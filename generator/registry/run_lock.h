#pragma once
#include <filesystem>
#include <optional>

#include "core/date.h"
#include "core/diagnostic.h"

namespace gongshi {

/// One run at a time for a site. Holds `state/lock` with the owner's process, host and start; a dead owner's lock is
/// taken over. Between living processes flock decides, so two runs that start at once cannot both win.
class RunLock {
public:
    /// Stop `run.locked` (exit code 5) when another run holds it, with who and for how long.
    static RunLock take(const std::filesystem::path& state, Instant now);
    /// True while a run holds it.
    static bool is_held(const std::filesystem::path& state);

    RunLock(RunLock&& other) noexcept;
    RunLock& operator=(RunLock&&) = delete;
    ~RunLock();

    /// Set when the lock was left behind by a run that died (`run.lock_taken_over`, a note).
    const std::optional<Diagnostic>& taken_over() const { return taken_over_; }

private:
    RunLock(int descriptor, std::filesystem::path file) : descriptor_(descriptor), file_(std::move(file)) {}
    int descriptor_;
    std::filesystem::path file_;
    std::optional<Diagnostic> taken_over_;
};

}  // namespace gongshi
