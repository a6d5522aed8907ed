#include "base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace gongkai::base {
namespace {

class FirstFailure {
public:
    void record(std::size_t index, std::exception_ptr failure)
    {
        const std::lock_guard lock(mutex_);
        if (!failure_ || index < index_) {
            index_ = index;
            failure_ = std::move(failure);
        }
    }
    bool any()
    {
        const std::lock_guard lock(mutex_);
        return failure_ != nullptr;
    }
    void rethrow() const
    {
        if (failure_)
            std::rethrow_exception(failure_);
    }

private:
    std::mutex mutex_;
    std::size_t index_ = 0;
    std::exception_ptr failure_;
};

}  // namespace

void parallel_for(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& task)
{
    std::atomic<std::size_t> next = 0;
    FirstFailure failure;
    const auto work = [&] {
        for (auto i = next++; i < count; i = next++) {
            try {
                task(i);
            } catch (...) {
                failure.record(i, std::current_exception());
            }
        }
    };
    std::vector<std::jthread> helpers;
    const auto wanted = std::min(std::max<std::size_t>(threads, 1), std::max<std::size_t>(count, 1));
    for (std::size_t i = 1; i < wanted; ++i)
        helpers.emplace_back(work);
    work();
    helpers.clear();
    failure.rethrow();
}

void in_order(std::size_t count, std::size_t threads, std::size_t ahead, const std::function<void(std::size_t)>& make,
              const std::function<void(std::size_t)>& take)
{
    std::mutex mutex;
    std::condition_variable changed;
    std::size_t next = 0;
    std::size_t taken = 0;
    std::vector<bool> made(count);
    FirstFailure failure;
    const auto window = std::max<std::size_t>(ahead, 1);
    const auto work = [&] {
        for (;;) {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return next == count || failure.any() || next < taken + window; });
            if (next == count || failure.any())
                return;
            const auto i = next++;
            lock.unlock();
            try {
                make(i);
            } catch (...) {
                failure.record(i, std::current_exception());
            }
            lock.lock();
            made[i] = true;
            changed.notify_all();
        }
    };
    std::vector<std::jthread> makers;
    for (std::size_t i = 0; i < std::min(std::max<std::size_t>(threads, 1), count); ++i)
        makers.emplace_back(work);
    while (taken < count && !failure.any()) {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return made[taken] || failure.any(); });
        if (failure.any())
            break;
        lock.unlock();
        try {
            take(taken);
        } catch (...) {
            failure.record(taken, std::current_exception());
        }
        lock.lock();
        ++taken;
        changed.notify_all();
    }
    makers.clear();
    failure.rethrow();
}

}  // namespace gongkai::base
