#pragma once
#include <cstddef>
#include <functional>
#include <thread>
#include <utility>

namespace gongshi {

/// How many workers a stage may use. Changes nothing but time.
struct Threads {
    unsigned count = 1;
};

/// Calls `work(index, worker)` once for each index below `count`, from `threads` workers (`worker` below
/// threads.count). Results belong into slots by index, never into a shared list. When calls throw, the exception of the
/// lowest index is thrown to the caller, so the same input names the same culprit at any thread count; indexes above it
/// may or may not have run.
void for_each_index(std::size_t count, Threads threads,
                    const std::function<void(std::size_t index, unsigned worker)>& work);

/// One piece of work done beside the caller's, which waits for it at the end. The work must not throw.
class Meanwhile {
public:
    explicit Meanwhile(std::function<void()> work) : thread_(std::move(work)) {}
    ~Meanwhile() { thread_.join(); }
    Meanwhile(const Meanwhile&) = delete;
    Meanwhile& operator=(const Meanwhile&) = delete;

private:
    std::thread thread_;
};

}  // namespace gongshi
