#include "base/parallel.hpp"

#include <algorithm>
#include <atomic>
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

}  // namespace gongkai::base
