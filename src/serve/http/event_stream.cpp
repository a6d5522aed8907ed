#include "serve/http/event_stream.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include <fmt/format.h>

#include "serve/http/fields.hpp"

namespace gongkai::serve {

std::string event_text(const Event& event)
{
    auto text = fmt::format("id: {}\n", event.id);
    for (std::string_view rest = *event.data;;) {
        const auto end = std::min(rest.find_first_of("\r\n"), rest.size());
        text += fmt::format("data: {}\n", rest.substr(0, end));
        if (end == rest.size())
            return text + "\n";
        rest.remove_prefix(end + (rest.substr(end, 2) == "\r\n" ? 2 : 1));
    }
}

std::optional<std::uint64_t> last_event_id(const Headers& headers)
{
    const auto* field = find_field(headers, "Last-Event-ID");
    if (!field)
        return std::nullopt;
    std::uint64_t id = 0;
    const auto* const end = field->data() + field->size();
    const auto [rest, failure] = std::from_chars(field->data(), end, id);
    return failure == std::errc{} && rest == end ? std::optional(id) : std::nullopt;
}

void stream_events(Connection& connection, EventHub::Subscription subscription, const HttpLimits& limits)
{
    connection.send(fmt::format("retry: {}\n\n", limits.retry.count()));
    while (connection.open()) {
        if (const auto event = subscription.take())
            connection.send(event_text(*event));
        else if (!connection.wait_beside(subscription.descriptor(), limits.heartbeat))
            connection.send(":\n\n");
    }
}

}  // namespace gongkai::serve
