// A running server with a few paths to ask for.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "http_client.hpp"
#include "serve/http/server.hpp"

namespace http_test {

using gongkai::serve::EventHub;
using gongkai::serve::Headers;
using gongkai::serve::HttpLimits;
using gongkai::serve::HttpRequest;
using gongkai::serve::HttpResponse;
using gongkai::serve::HttpServer;

inline HttpResponse page(std::string body, Headers headers = {})
{
    HttpResponse response;
    response.body = std::make_shared<const std::string>(std::move(body));
    response.headers = std::move(headers);
    return response;
}

/// 26 letters with an ETag.
inline HttpResponse letters() { return page("abcdefghijklmnopqrstuvwxyz", {{"ETag", "\"v1\""}}); }

class TestServer {
public:
    explicit TestServer(const HttpLimits& limits = {}, int wanted_port = 0)
    {
        auto started = HttpServer::start(wanted_port, [this](const HttpRequest& request) { return answer(request); }, events, limits);
        REQUIRE(started.ok());
        server = std::move(*started);
    }

    int port() const { return server->port(); }
    std::string host() const { return fmt::format("localhost:{}", port()); }

    /// A request with the Host that is expected; `fields` are lines that end with CR LF.
    std::string request(std::string_view method, std::string_view target, std::string_view fields = "") const
    {
        return fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\n{}\r\n", method, target, host(), fields);
    }
    std::string get(std::string_view target, std::string_view fields = "") const { return request("GET", target, fields); }

    /// The answer to these bytes on a connection of their own; status 0 if there is none.
    Answer ask(std::string_view bytes) const
    {
        Client client(port());
        REQUIRE(client.connected());
        client.send(bytes);
        return client.answer(bytes.starts_with("HEAD")).value_or(Answer{});
    }

    /// The bodies of /big that are still being sent.
    bool sends_big() const
    {
        const std::lock_guard lock(mutex_);
        return std::any_of(big_bodies_.begin(), big_bodies_.end(), [](const auto& body) { return !body.expired(); });
    }

    EventHub events{1};
    std::atomic<int> handled = 0;  ///< requests that reached the handler
    std::unique_ptr<HttpServer> server;

private:
    HttpResponse answer(const HttpRequest& request)
    {
        ++handled;
        if (request.path == "letters")
            return letters();
        if (request.path == "events") {
            HttpResponse response;
            response.is_event_stream = true;
            return response;
        }
        if (request.path == "empty")
            return {};
        if (request.path == "nothing") {
            auto response = letters();
            response.status = 204;
            return response;
        }
        if (request.path == "big")
            return big();
        if (request.path == "throw")
            throw std::runtime_error("没有料到");
        if (request.path == "throw/other")
            throw 1;
        if (request.path == "unruly")
            return page("x", {{"Access-Control-Allow-Origin", "*"}, {"Server", "s"}, {"cache-control", "public"}, {"Content-Length", "9"},
                              {"X-Split", "a\r\nX-Injected: b"}, {"Content-Security-Policy", "default-src 'self'"}, {"X-Own", "kept"}});
        auto response = page(request.path);
        response.status = request.path.empty() ? 200 : 404;
        return response;
    }

    HttpResponse big()
    {
        auto response = page(std::string(64 << 20, 'x'));
        const std::lock_guard lock(mutex_);
        big_bodies_.push_back(response.body);
        return response;
    }

    mutable std::mutex mutex_;
    std::vector<std::weak_ptr<const std::string>> big_bodies_;
};

inline bool has_ipv6(int port) { return Client(port, "::1").connected(); }

/// Limits with which a slow client is noticed soon; a client that is not slow must send its
/// request within a second, also where the tests have to wait for the processor.
inline HttpLimits impatient()
{
    HttpLimits limits;
    limits.head_time = limits.idle_time = 1s;
    limits.stall_time = limits.linger_time = 300ms;
    return limits;
}

}  // namespace http_test
