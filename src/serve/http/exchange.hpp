// One request and its answer on a connection.
#pragma once

#include "serve/http/connection.hpp"
#include "serve/http/event_hub.hpp"
#include "serve/http/limits.hpp"
#include "serve/http/message.hpp"
#include "serve/http/request_head.hpp"

namespace gongkai::serve {

/// What all connections of a server have in common.
struct Service {
    HttpHandler handler;
    EventHub& events;
    HttpLimits limits;
    int port = 0;
};

/// Answers a request: what the guard or the path is refused for, else what the handler says (500
/// if it throws). True if the connection may carry another request.
bool answer_request(Connection& connection, const RequestHead& head, const Service& service);

/// Answers with that status what is no request; of its head may be there what had come. The
/// connection can carry nothing further.
void answer_refused(Connection& connection, const RequestHead& head, int status, const Service& service);

}  // namespace gongkai::serve
