// The state of the preview, told to every listener as it changes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/descriptor.hpp"

namespace gongkai::serve {

struct Event {
    std::uint64_t id = 0;
    std::shared_ptr<const std::string> data;
};

/// Holds the latest event; a listener that is slow misses the ones between, so nothing piles up.
/// All of it may be used from any thread; subscriptions may outlive the hub.
class EventHub {
    struct State;

public:
    class Subscription;

    /// Ids count up from the milliseconds since 1970, so that a browser which comes back
    /// to a server that was restarted is not taken for up to date.
    EventHub();
    explicit EventHub(std::uint64_t first_id);

    /// Tells all listeners; gives the event's id.
    std::uint64_t publish(std::string data);

    /// A listener who gets the latest event, unless its id is `seen`, and each newer one.
    Subscription subscribe(std::optional<std::uint64_t> seen = std::nullopt);

private:
    std::shared_ptr<State> state_;
};

class EventHub::Subscription {
public:
    Subscription(Subscription&&) = default;
    Subscription& operator=(Subscription&&) = delete;
    ~Subscription();

    /// Readable while there may be something to take: an eventfd, to be polled.
    int descriptor() const { return wake_.get(); }

    /// The latest event if it was not taken before; does not block.
    std::optional<Event> take();

private:
    friend class EventHub;
    Subscription(std::shared_ptr<State> state, std::optional<std::uint64_t> seen);

    std::shared_ptr<State> state_;
    base::Descriptor wake_;
    std::optional<std::uint64_t> seen_;  ///< the id taken last
};

}  // namespace gongkai::serve
