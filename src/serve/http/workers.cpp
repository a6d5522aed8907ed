#include "serve/http/workers.hpp"

#include <system_error>
#include <utility>

namespace gongkai::serve {
namespace {

void run(const std::function<void()>& task)
{
    try {
        task();
    } catch (...) {
        // A connection that cannot be served (out of memory or descriptors) is no reason to end the program.
    }
}

}  // namespace

void Workers::wait()
{
    for (auto& worker : workers_)
        worker.thread.join();
    workers_.clear();
}

bool Workers::start(std::function<void()> task)
{
    auto& worker = workers_.emplace_back();
    try {
        worker.thread = std::thread([&worker, task = std::move(task)]() mutable {
            run(task);
            task = nullptr;
            worker.ended = true;
        });
    } catch (const std::system_error&) {
        workers_.pop_back();
        return false;
    }
    return true;
}

std::size_t Workers::running()
{
    workers_.remove_if([](Worker& worker) {
        if (!worker.ended)
            return false;
        worker.thread.join();
        return true;
    });
    return workers_.size();
}

}  // namespace gongkai::serve
