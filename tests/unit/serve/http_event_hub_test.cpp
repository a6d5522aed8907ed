#include <atomic>
#include <optional>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>
#include <poll.h>
#include <sys/eventfd.h>

#include "serve/http/event_hub.hpp"
#include "serve/http/event_stream.hpp"

using namespace gongkai::serve;

namespace {

bool readable(const EventHub::Subscription& subscription)
{
    pollfd descriptor{subscription.descriptor(), POLLIN, 0};
    return poll(&descriptor, 1, 0) == 1;
}

std::string text_of(std::string data) { return event_text({7, std::make_shared<const std::string>(std::move(data))}); }

}  // namespace

TEST_CASE("a listener gets the latest event, then each newer one")
{
    EventHub hub(5);
    CHECK(hub.publish("a") == 5);
    CHECK(hub.publish("b") == 6);
    auto listener = hub.subscribe();
    const auto first = listener.take();
    REQUIRE(first);
    CHECK(first->id == 6);
    CHECK(*first->data == "b");
    CHECK_FALSE(listener.take());
    CHECK_FALSE(readable(listener));
    hub.publish("c");
    CHECK(readable(listener));
    CHECK(*listener.take()->data == "c");
}

TEST_CASE("a listener of a hub without events waits for the first")
{
    EventHub hub;
    auto listener = hub.subscribe();
    CHECK_FALSE(listener.take());
    CHECK_FALSE(readable(listener));
    hub.publish("a");
    CHECK(readable(listener));
    CHECK(*listener.take()->data == "a");
}

TEST_CASE("an event that was seen is not told again, any other is")
{
    EventHub hub(1);
    hub.publish("a");
    CHECK_FALSE(hub.subscribe(1).take());
    CHECK(hub.subscribe(0).take());
    CHECK(hub.subscribe(2).take());
    auto listener = hub.subscribe(1);
    hub.publish("b");
    CHECK(listener.take()->id == 2);
}

TEST_CASE("a slow listener gets the latest event only")
{
    EventHub hub(1);
    auto listener = hub.subscribe();
    for (int i = 0; i < 1000; ++i)
        hub.publish(std::to_string(i));
    CHECK(*listener.take()->data == "999");
    CHECK_FALSE(listener.take());
}

TEST_CASE("what nobody listens to any more is given back")
{
    EventHub hub;
    hub.publish("a");
    std::weak_ptr<const std::string> first = hub.subscribe().take()->data;
    CHECK_FALSE(first.expired());
    hub.publish("b");
    CHECK(first.expired());
}

TEST_CASE("ids of a later hub are not those of an earlier one")
{
    const auto first = EventHub().publish("a");
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    CHECK(EventHub().publish("a") > first);
}

TEST_CASE("a subscription may outlive its hub")
{
    auto hub = std::make_unique<EventHub>();
    auto listener = hub->subscribe();
    hub->publish("a");
    hub.reset();
    CHECK(listener.take());
    const auto moved = std::move(listener);
}

TEST_CASE("a listener that has left is not written to, whoever has its descriptor now")
{
    EventHub hub;
    std::optional<EventHub::Subscription> listener = hub.subscribe();
    const auto left = listener->descriptor();
    listener.reset();
    const gongkai::base::Descriptor other(eventfd(0, EFD_CLOEXEC));
    REQUIRE(other.get() == left);
    hub.publish("a");
    pollfd descriptor{other.get(), POLLIN, 0};
    CHECK(poll(&descriptor, 1, 0) == 0);
}

TEST_CASE("many threads publish, listen and leave")
{
    EventHub hub(1);
    std::atomic<bool> stop = false;
    std::atomic<bool> backwards = false;
    std::vector<std::thread> listeners;
    for (int i = 0; i < 4; ++i)
        listeners.emplace_back([&] {
            while (!stop) {
                auto listener = hub.subscribe();
                std::uint64_t last = 0;
                for (int take = 0; take < 20; ++take)
                    if (const auto event = listener.take()) {
                        backwards = backwards || event->id <= last || *event->data != std::to_string(event->id);
                        last = event->id;
                    }
            }
        });
    for (int i = 1; i <= 2000; ++i)
        hub.publish(std::to_string(i));
    stop = true;
    for (auto& listener : listeners)
        listener.join();
    CHECK_FALSE(backwards);
}

TEST_CASE("each line of an event's data has its own line")
{
    CHECK(text_of("{\"a\": 1}") == "id: 7\ndata: {\"a\": 1}\n\n");
    CHECK(text_of("") == "id: 7\ndata: \n\n");
    CHECK(text_of("a\nb\r\nc\rd") == "id: 7\ndata: a\ndata: b\ndata: c\ndata: d\n\n");
    CHECK(text_of("\n\nid: 9\n\n") == "id: 7\ndata: \ndata: \ndata: id: 9\ndata: \ndata: \n\n");
}

TEST_CASE("the last event's id is a number or nothing")
{
    CHECK(last_event_id({{"last-event-id", "17"}}) == 17);
    CHECK(last_event_id({{"Last-Event-ID", "18446744073709551615"}}) == 18446744073709551615U);
    CHECK_FALSE(last_event_id({}));
    for (const auto* field : {"", "x", "-1", "1x", " 1", "18446744073709551616"})
        CHECK_FALSE(last_event_id({{"Last-Event-ID", field}}));
}
