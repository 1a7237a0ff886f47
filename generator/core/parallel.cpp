#include "core/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>
#include <vector>

namespace gongshi {
namespace {

/// The failure that will be reported: of all that happened, the one with the lowest index.
class LowestFailure {
public:
    void note(std::size_t index, std::exception_ptr failure) {
        const std::lock_guard guard(mutex_);
        if (index >= index_) return;
        index_ = index;
        failure_ = std::move(failure);
        limit_.store(index, std::memory_order_relaxed);
    }
    /// Work at or above this index need not begin any more; everything below it must, or a lower failure would be lost.
    std::size_t limit() const { return limit_.load(std::memory_order_relaxed); }
    void rethrow_if_any() const {
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    std::mutex mutex_;
    std::size_t index_ = std::numeric_limits<std::size_t>::max();
    std::exception_ptr failure_;
    std::atomic<std::size_t> limit_ = std::numeric_limits<std::size_t>::max();
};

}  // namespace

void for_each_index(std::size_t count, Threads threads,
                    const std::function<void(std::size_t index, unsigned worker)>& work) {
    const unsigned workers = unsigned(std::min<std::size_t>(std::max(threads.count, 1u), count));
    if (workers <= 1) {
        for (std::size_t index = 0; index < count; ++index) work(index, 0);
        return;
    }
    std::atomic<std::size_t> next = 0;
    LowestFailure failure;
    const auto run = [&](unsigned worker) {
        for (;;) {
            const std::size_t index = next.fetch_add(1, std::memory_order_relaxed);
            if (index >= count || index >= failure.limit()) return;
            try {
                work(index, worker);
            } catch (...) {
                failure.note(index, std::current_exception());
            }
        }
    };
    std::vector<std::thread> pool;
    for (unsigned worker = 1; worker < workers; ++worker) pool.emplace_back(run, worker);
    run(0);
    for (std::thread& thread : pool) thread.join();
    failure.rethrow_if_any();
}

}  // namespace gongshi
