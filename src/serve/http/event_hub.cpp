#include "serve/http/event_hub.hpp"

#include <cerrno>
#include <chrono>
#include <mutex>
#include <set>
#include <system_error>
#include <utility>

#include <sys/eventfd.h>

namespace gongkai::serve {

struct EventHub::State {
    explicit State(std::uint64_t first_id) : next_id(first_id) {}

    std::mutex mutex;
    std::uint64_t next_id;
    Event latest;              ///< without data until the first is published
    std::set<int> listeners;   ///< the eventfd of each
};

namespace {

std::uint64_t milliseconds_since_1970()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

}  // namespace

EventHub::EventHub() : EventHub(milliseconds_since_1970()) {}

EventHub::EventHub(std::uint64_t first_id) : state_(std::make_shared<State>(first_id)) {}

std::uint64_t EventHub::publish(std::string data)
{
    auto text = std::make_shared<const std::string>(std::move(data));
    const std::lock_guard lock(state_->mutex);
    state_->latest = {state_->next_id++, std::move(text)};
    for (const auto listener : state_->listeners)
        eventfd_write(listener, 1);
    return state_->latest.id;
}

EventHub::Subscription EventHub::subscribe(std::optional<std::uint64_t> seen) { return {state_, seen}; }

EventHub::Subscription::Subscription(std::shared_ptr<State> state, std::optional<std::uint64_t> seen)
    : state_(std::move(state)), wake_(eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK)), seen_(seen)
{
    if (!wake_)
        throw std::system_error(errno, std::generic_category(), "eventfd");
    const std::lock_guard lock(state_->mutex);
    state_->listeners.insert(wake_.get());
}

EventHub::Subscription::~Subscription()
{
    if (!state_)
        return;
    const std::lock_guard lock(state_->mutex);
    state_->listeners.erase(wake_.get());
}

std::optional<Event> EventHub::Subscription::take()
{
    eventfd_t count = 0;
    eventfd_read(wake_.get(), &count);
    const std::lock_guard lock(state_->mutex);
    if (!state_->latest.data || seen_ == state_->latest.id)
        return std::nullopt;
    seen_ = state_->latest.id;
    return state_->latest;
}

}  // namespace gongkai::serve
