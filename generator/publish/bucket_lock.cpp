#include "publish/bucket_lock.h"

#include <ctime>

#include "core/stop.h"
#include "publish/codes.h"

namespace gongshi {
namespace {

std::int64_t boot_seconds() {
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return std::int64_t(now.tv_sec);
}

}  // namespace

void stop_at(const Target& target, const StoreError& error) {
    std::string words = error.message;
    if (!error.code.empty()) words = error.code + (words.empty() ? "" : ": " + words);
    if (error.status != 0) words = std::to_string(error.status) + " " + words;
    throw Stop(ExitCode::unreachable, Diagnostic(error.denied() ? codes::target_denied : codes::target_unreachable, {},
                                                 target.name, {{"words", words}}));
}

BucketSettings private_settings(const Target& target) {
    BucketSettings settings = target.bucket;
    if (!target.private_bucket.empty()) settings.bucket = target.private_bucket;
    settings.prefix += private_prefix;
    return settings;
}

BucketLock::BucketLock(const Target& target, const Credentials& credentials, const std::string& owner)
    : target_(target),
      store_(private_settings(target), credentials),
      heart_store_(private_settings(target), credentials),
      key_("lock/" + owner) {
    StoreError error;
    if (!raise(error)) stop_at(target_, error);
    if (others_live()) {
        store_.remove(key_, error);
        throw Stop(ExitCode::locked, Diagnostic(codes::target_locked, {}, target_.name));
    }
    heart_ = std::thread([this] { beat(); });
}

BucketLock::~BucketLock() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    stop_.notify_all();
    if (heart_.joinable()) heart_.join();
    StoreError error;
    store_.remove(key_, error);  // what is left when this fails dies with its lease
}

bool BucketLock::raise(StoreError& error) {
    const std::int64_t before = boot_seconds();
    if (!store_.put(key_, "publishing\n", {{"content-type", "text/plain"}}, error)) return false;
    const std::lock_guard lock(mutex_);
    raised_ = before;
    return true;
}

bool BucketLock::others_live() {
    StoreError error;
    const auto flags = store_.list("lock/", error);
    if (!flags) return true;
    bool ours = false, others = false;
    for (const StoredObject& flag : *flags) {
        if (flag.key == key_)
            ours = true;
        else if (store_.server_time() - flag.modified <= target_.lease_seconds)
            others = true;
        else
            store_.remove(flag.key, error);  // its owner died long ago
    }
    return others || !ours;
}

bool BucketLock::holds() {
    const std::lock_guard store(store_mutex_);
    {
        const std::lock_guard lock(mutex_);
        if (boot_seconds() - raised_ < target_.lease_seconds / 2) return true;
    }
    StoreError error;
    return !others_live() && raise(error);
}

void BucketLock::check() {
    if (!holds()) throw Stop(ExitCode::locked, Diagnostic(codes::target_locked, {}, target_.name));
}

/// Puts the flag again in time; a heart that fails is noticed by `check`.
void BucketLock::beat() {
    std::unique_lock lock(mutex_);
    while (!stop_.wait_for(lock, std::chrono::seconds(target_.lease_seconds) / 5, [this] { return stopping_; })) {
        // After a long sleep another may have come: only `check`, which looks first, may raise the flag again.
        if (boot_seconds() - raised_ >= target_.lease_seconds / 2) continue;
        lock.unlock();
        StoreError error;
        const std::int64_t before = boot_seconds();
        const bool done = heart_store_.put(key_, "publishing\n", {{"content-type", "text/plain"}}, error).has_value();
        lock.lock();
        if (done) raised_ = before;
    }
}

}  // namespace gongshi
