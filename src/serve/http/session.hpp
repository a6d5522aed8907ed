// All requests of one connection, one after another.
#pragma once

#include "serve/http/connection.hpp"
#include "serve/http/exchange.hpp"

namespace gongkai::serve {

/// Answers requests until the client closes the connection, is too slow, is refused something, or
/// the server stops. A head that is begun but does not come in time is answered 408; a connection
/// that says nothing is closed without a word.
void serve_connection(Connection connection, const Service& service);

/// Tells the client that there are too many connections (503).
void turn_away(Connection connection, const Service& service);

}  // namespace gongkai::serve
