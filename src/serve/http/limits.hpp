// How long and how much a client may take. Tests use short times.
#pragma once

#include <chrono>
#include <cstddef>

namespace gongkai::serve {

struct HttpLimits {
    using Duration = std::chrono::milliseconds;

    /// For the whole head of a request: on a new connection from its beginning, on one that
    /// was used before from the head's first byte.
    Duration head_time{10'000};
    Duration idle_time{10'000};    ///< between two requests on one connection
    Duration stall_time{10'000};   ///< a write that makes no progress for so long ends the connection
    Duration linger_time{1'000};   ///< before it closes, the server reads away what the client still sends, for so long
    Duration heartbeat{15'000};    ///< between two signs of life in a stream of events
    Duration retry{1'000};         ///< after which a browser asks for a lost stream again

    std::size_t request_line = 8 * 1024;  ///< bytes with the line break; no more than httplib takes (8,192)
    std::size_t fields_size = 32 * 1024;  ///< bytes of all header fields with their line breaks
    std::size_t field_count = 100;        ///< header fields of a request
    std::size_t ranges = 8;               ///< parts that one request may ask for
    std::size_t connections = 128;        ///< at a time, streams of events included; further ones are answered 503
    std::size_t refused_connections = 16; ///< being told 503 at a time; further ones are closed without an answer
};

}  // namespace gongkai::serve
