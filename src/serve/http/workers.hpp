// Threads, one for each task that runs.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <list>
#include <thread>

namespace gongkai::serve {

/// Used from one thread. An exception that leaves a task is dropped with it.
class Workers {
public:
    Workers() = default;
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    ~Workers() { wait(); }

    /// Runs the task on a thread of its own; false if the system gives none.
    bool start(std::function<void()> task);

    /// Returns when all tasks have ended.
    void wait();

    /// How many tasks have not ended; threads of those that have are given back.
    std::size_t running();

private:
    struct Worker {
        std::atomic<bool> ended = false;
        std::thread thread;
    };
    std::list<Worker> workers_;
};

}  // namespace gongkai::serve
