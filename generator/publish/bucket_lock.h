#pragma once
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

#include "publish/target.h"
#include "transfer/object_store.h"

namespace gongshi {

/// One publisher at a time, without conditional requests (some stores ignore them: 6 of 15 runs mixed two releases). Each raises a
/// flag below `_pub/lock/`, then lists: who sees another living flag takes down its own and goes. A flag lives as long as it
/// is put again in time; what a dead run of the same `owner` left is ours.
class BucketLock {
public:
    /// Stops: `target.locked` (exit code 5), `target.denied`, `target.unreachable`.
    BucketLock(const Target& target, const Credentials& credentials, const std::string& owner);
    ~BucketLock();
    BucketLock(const BucketLock&) = delete;

    /// False when the lease ran out (the machine slept) and another came, or nobody can say. Cheap while it did not.
    bool holds();
    /// Stop `target.locked` unless it holds.
    void check();

private:
    bool raise(StoreError& error);
    bool others_live();
    void beat();

    const Target& target_;
    ObjectStore store_, heart_store_;  ///< one for the run, one for the heart
    std::string key_;
    std::mutex mutex_, store_mutex_;
    std::condition_variable stop_;
    bool stopping_ = false;
    std::int64_t raised_ = 0;  ///< seconds of CLOCK_BOOTTIME, which goes on while the machine sleeps
    std::thread heart_;
};

/// Buckets hold our own words below this, apart from the site.
inline constexpr const char* private_prefix = "_pub/";

/// The settings with which the private words are reached: their own bucket where one is configured.
BucketSettings private_settings(const Target& target);

/// Turns an error of the store into the Stop that people read.
[[noreturn]] void stop_at(const Target& target, const StoreError& error);

}  // namespace gongshi
