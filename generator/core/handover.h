#pragma once
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "core/parallel.h"

namespace gongshi {

/// `make(give)` runs on a thread of its own and gives items; `take(item)` gets them on the caller's thread, in their
/// order, never more than a few batches behind, so that reading and storing go on at once in bounded memory. With one
/// thread both run on the caller's. What either throws is thrown to the caller; a failure of `take` comes first, as `make` is
/// then told to give up.
template <class Item>
void hand_over(Threads threads, const std::function<void(const std::function<void(Item&&)>& give)>& make,
               const std::function<void(Item&&)>& take) {
    if (threads.count <= 1) {
        make([&](Item&& item) { take(std::move(item)); });
        return;
    }
    constexpr std::size_t batch_size = 64, most_batches = 4;
    struct GiveUp {};
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::vector<Item>> batches;
    bool made = false, given_up = false;
    std::exception_ptr failure;
    const auto push = [&](std::vector<Item>& batch) {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return batches.size() < most_batches || given_up; });
        if (given_up) throw GiveUp();
        batches.push_back(std::move(batch));
        batch = {};
        changed.notify_all();
    };
    std::thread maker([&] {
        std::vector<Item> batch;
        try {
            make([&](Item&& item) {
                batch.push_back(std::move(item));
                if (batch.size() == batch_size) push(batch);
            });
            if (!batch.empty()) push(batch);
        } catch (const GiveUp&) {
        } catch (...) {
            failure = std::current_exception();
        }
        const std::lock_guard guard(mutex);
        made = true;
        changed.notify_all();
    });
    std::exception_ptr taker_failure;
    try {
        for (;;) {
            std::vector<std::vector<Item>> ready;
            {
                std::unique_lock lock(mutex);
                changed.wait(lock, [&] { return !batches.empty() || made; });
                ready.swap(batches);
                changed.notify_all();
                if (ready.empty()) break;
            }
            for (std::vector<Item>& batch : ready) {
                for (Item& item : batch) take(std::move(item));
            }
        }
    } catch (...) {
        taker_failure = std::current_exception();
        const std::lock_guard guard(mutex);
        given_up = true;
        changed.notify_all();
    }
    maker.join();
    if (taker_failure) std::rethrow_exception(taker_failure);
    if (failure) std::rethrow_exception(failure);
}

}  // namespace gongshi
