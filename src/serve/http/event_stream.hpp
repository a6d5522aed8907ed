// Events as a browser's EventSource reads them (HTML Living Standard, section 9.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "serve/http/connection.hpp"
#include "serve/http/event_hub.hpp"
#include "serve/http/limits.hpp"
#include "serve/http/message.hpp"

namespace gongkai::serve {

/// "id: 7\ndata: …\n\n", with a data line for each line of the data.
std::string event_text(const Event& event);

/// The id that a browser saw last, from its Last-Event-ID; nullopt if there is none or it is no number.
std::optional<std::uint64_t> last_event_id(const Headers& headers);

/// Writes events until the connection ends, a comment whenever there was none for the time of the heartbeat.
void stream_events(Connection& connection, EventHub::Subscription subscription, const HttpLimits& limits);

}  // namespace gongkai::serve
