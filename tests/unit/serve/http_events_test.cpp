// Streams of events through a running server.
#include <catch2/catch.hpp>

#include "http_test_server.hpp"

using namespace http_test;

namespace {

/// A stream that has begun.
Client listen(const TestServer& server, std::string_view fields = "")
{
    Client client(server.port());
    client.send(server.get("/events", fields));
    CHECK(client.read_through("retry: 1000\n\n").starts_with("HTTP/1.1 200 "));
    return client;
}

}  // namespace

TEST_CASE("a stream begins with its header fields and the time to come back, before there is any event")
{
    const TestServer server;
    Client client(server.port());
    client.send(server.get("/events", "Accept: text/event-stream\r\nAccept-Encoding: gzip, br\r\n"));
    const auto head = client.read_through("\r\n\r\n");
    CHECK(head.find("Content-Type: text/event-stream; charset=utf-8\r\n") != std::string::npos);
    CHECK(head.find("Cache-Control: no-store\r\n") != std::string::npos);
    CHECK(head.find("Connection: close\r\n") != std::string::npos);
    CHECK(head.find("Content-Length") == std::string::npos);
    CHECK(head.find("Content-Encoding") == std::string::npos);
    CHECK(client.read_through("\n\n") == "retry: 1000\n\n");
}

TEST_CASE("all streams get the latest event, then each newer one")
{
    TestServer server;
    server.events.publish("a");
    server.events.publish("b");
    auto first = listen(server);
    auto second = listen(server);
    CHECK(first.read_through("\n\n") == "id: 2\ndata: b\n\n");
    CHECK(second.read_through("\n\n") == "id: 2\ndata: b\n\n");
    server.events.publish("{\"错误\": 3}");
    CHECK(first.read_through("\n\n") == "id: 3\ndata: {\"错误\": 3}\n\n");
    CHECK(second.read_through("\n\n") == "id: 3\ndata: {\"错误\": 3}\n\n");
}

TEST_CASE("a browser that comes back is not told again what it knows")
{
    TestServer server;
    server.events.publish("a");
    auto knows = listen(server, "Last-Event-ID: 1\r\n");
    auto behind = listen(server, "Last-Event-ID: 0\r\n");
    auto odd = listen(server, "Last-Event-ID: x\r\n");
    CHECK(behind.read_through("\n\n") == "id: 1\ndata: a\n\n");
    CHECK(odd.read_through("\n\n") == "id: 1\ndata: a\n\n");
    server.events.publish("b");
    CHECK(knows.read_through("\n\n") == "id: 2\ndata: b\n\n");
}

TEST_CASE("an event cannot break out of its data")
{
    TestServer server;
    server.events.publish("a\n\nevent: x\r\rid: 9");
    auto stream = listen(server);
    CHECK(stream.read_through("id: 9\n\n") == "id: 1\ndata: a\ndata: \ndata: event: x\ndata: \ndata: id: 9\n\n");
}

TEST_CASE("a stream shows that it lives")
{
    HttpLimits limits;
    limits.heartbeat = 50ms;
    TestServer server(limits);
    server.events.publish("a");
    auto stream = listen(server);
    CHECK(stream.read_through(":\n\n:\n\n:\n\n") == "id: 1\ndata: a\n\n:\n\n:\n\n:\n\n");
    server.events.publish("b");
    CHECK(stream.read_through("data: b\n\n").ends_with("id: 2\ndata: b\n\n"));
}

TEST_CASE("a stream that the browser closes is noticed at once, not at the next sign of life")
{
    HttpLimits limits;
    limits.heartbeat = std::chrono::hours(1);
    limits.connections = 1;
    const TestServer server(limits);
    for (const bool reset : {false, true}) {
        eventually([&] { return server.ask(server.get("/letters")).status == 200; });
        std::optional<Client> stream;
        CHECK(eventually([&] {
            stream.emplace(server.port());
            stream->send(server.get("/events"));
            return !stream->read_through("retry: 1000\n\n").empty();
        }));
        CHECK(server.ask(server.get("/letters")).status == 503);
        if (reset)
            stream->reset();
        stream.reset();
        CHECK(eventually([&] { return server.ask(server.get("/letters")).status == 200; }));
    }
}

TEST_CASE("bytes that come on a stream are neither read nor answered")
{
    TestServer server;
    auto stream = listen(server);
    stream.send(server.get("/letters"));
    server.events.publish("a");
    CHECK(stream.read_through("\n\n") == "id: 1\ndata: a\n\n");
    CHECK(server.handled == 1);
}

TEST_CASE("a slow browser gets the latest event and few of those between")
{
    TestServer server;
    auto slow = listen(server);
    const std::string bulk(1 << 20, 'x');
    for (int i = 1; i <= 200; ++i)
        server.events.publish(bulk);
    server.events.publish("last");
    const auto all = slow.read_through("data: last\n\n");
    REQUIRE_FALSE(all.empty());
    CHECK(all.size() < 100 << 20);
}

TEST_CASE("a browser that never reads loses its stream")
{
    auto limits = impatient();
    limits.connections = 1;
    TestServer server(limits);
    auto stuck = listen(server);
    const std::string bulk(32 << 20, 'x');
    server.events.publish(bulk);
    CHECK(eventually([&] { return server.ask(server.get("/letters")).status == 200; }));
}

TEST_CASE("the end of the server ends its streams")
{
    TestServer server;
    auto stream = listen(server);
    server.server->stop();
    CHECK(stream.read_to_end().empty());
    CHECK(stream.ends());
}
