// The preview's HTTP server, for this machine only.
#pragma once

#include <memory>

#include "base/result.hpp"
#include "serve/http/event_hub.hpp"
#include "serve/http/limits.hpp"
#include "serve/http/message.hpp"

namespace gongkai::serve {

class HttpServer {
public:
    /// Listens on 127.0.0.1 and ::1 (loopback.hpp has the rules for the port), and answers on
    /// threads of its own. Requests that the guard refuses do not reach the handler; one with a
    /// bad path neither. `events` must outlive the server. From the first request on, the
    /// program ignores SIGPIPE. Fails with V-PORT.
    static base::Result<std::unique_ptr<HttpServer>> start(int port, HttpHandler handler, EventHub& events, const HttpLimits& limits = {});

    ~HttpServer();  ///< stops

    int port() const;

    /// Ends all connections, and returns when that is done: at once but for handlers that still
    /// run. Not to be called from a handler. A second call does nothing.
    void stop();

private:
    struct State;
    explicit HttpServer(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

}  // namespace gongkai::serve
