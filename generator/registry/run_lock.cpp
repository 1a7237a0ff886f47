#include "registry/run_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>
#include <utility>

#include "core/disk.h"
#include "core/stop.h"
#include "core/text.h"
#include "registry/codes.h"

namespace gongshi {
namespace {

std::string host_name() {
    std::array<char, 256> name{};
    ::gethostname(name.data(), name.size() - 1);
    return name.data();
}

Place place_of(const std::filesystem::path& file) {
    Place place;
    place.file = file.string();
    return place;
}

/// What the lock file says of its owner: "process host start".
struct Owner {
    std::string process, host;
    std::int64_t since = 0;
};

Owner read_owner(const std::filesystem::path& file) {
    const std::string text = disk::read_file(file).value_or("");
    const std::vector<std::string_view> words = split(trim(text), ' ');
    if (words.size() != 3) return {};
    return {std::string(words[0]), std::string(words[1]), std::strtoll(std::string(words[2]).c_str(), nullptr, 10)};
}

std::vector<std::pair<std::string, std::string>> facts_of(const Owner& owner, Instant now) {
    const std::int64_t minutes = owner.since == 0 ? 0 : (now.seconds - owner.since) / 60;
    return {{"process", owner.process},
            {"host", owner.host},
            {"since", Instant{owner.since}.iso()},
            {"minutes", std::to_string(minutes)}};
}

/// Tries for a blink: `is_held`, which `status` asks, takes the lock for a moment.
bool take_lock(int descriptor) {
    constexpr int attempts = 5;
    for (int attempt = 1;; ++attempt) {
        if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return true;
        if (attempt == attempts) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

}  // namespace

RunLock RunLock::take(const std::filesystem::path& state, Instant now) {
    disk::make_folders(state);
    const std::filesystem::path file = state / "lock";
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) disk::fail(file, errno);
    RunLock lock(descriptor, file);
    const Owner owner = read_owner(file);
    if (!take_lock(descriptor)) {
        throw Stop(ExitCode::locked,
                   Diagnostic(codes::run_locked, place_of(file), owner.process, facts_of(owner, now)));
    }
    // A run that ends empties the file; what still stands here was left by one that died.
    if (!owner.process.empty())
        lock.taken_over_ = Diagnostic(codes::run_lock_taken_over, place_of(file), owner.process, facts_of(owner, now));
    const std::string mine = std::to_string(::getpid()) + " " + host_name() + " " + std::to_string(now.seconds) + "\n";
    const bool written =
        ::ftruncate(descriptor, 0) == 0 && ::pwrite(descriptor, mine.data(), mine.size(), 0) == ssize_t(mine.size());
    if (!written) disk::fail(file, errno);
    return lock;
}

bool RunLock::is_held(const std::filesystem::path& state) {
    const int descriptor = ::open((state / "lock").c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool held = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0;
    ::close(descriptor);
    return held;
}

RunLock::RunLock(RunLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      file_(std::move(other.file_)),
      taken_over_(std::move(other.taken_over_)) {}

RunLock::~RunLock() {
    if (descriptor_ < 0) return;
    // Only the holder may empty it: a run that was refused must leave the owner's name standing.
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) {
        [[maybe_unused]] const int emptied = ::ftruncate(descriptor_, 0);
    }
    ::close(descriptor_);
}

}  // namespace gongshi
