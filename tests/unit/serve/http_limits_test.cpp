// Clients that are slow, greedy or many.
#include <filesystem>
#include <vector>

#include <catch2/catch.hpp>

#include "http_test_server.hpp"

using namespace http_test;

namespace {

std::ptrdiff_t entries(const char* folder)
{
    const std::filesystem::directory_iterator all(folder);
    return std::distance(begin(all), end(all));
}

std::vector<Client> connect_many(int port, std::size_t count)
{
    std::vector<Client> clients;
    for (std::size_t i = 0; i < count; ++i) {
        clients.emplace_back(port);
        REQUIRE(clients.back().connected());
    }
    return clients;
}

/// Sends one letter after the other until the server answers or closes; what comes, or "" if nothing does.
std::string dribble(Client& client)
{
    for (const auto end = Clock::now() + patience; Clock::now() < end;) {
        client.send("a");
        if (!client.read_for(20ms).empty() || client.closed())
            return client.read_to_end();
    }
    return "";
}

/// True once the server serves again; clients that have gone keep their place for a moment.
bool serves(const TestServer& server)
{
    return eventually([&] { return server.ask(server.get("/letters")).status == 200; });
}

}  // namespace

TEST_CASE("a request line of 8 KB is served, a longer one gets 414")
{
    const TestServer server;
    const auto line_of = [&](std::size_t size) { return fmt::format("GET /{} HTTP/1.1\r\nHost: {}\r\n\r\n", std::string(size - 16, 'a'), server.host()); };
    CHECK(server.ask(line_of(8192)).status == 404);
    CHECK(server.ask(line_of(8193)).status == 414);
    CHECK(server.ask(std::string(100'000, 'a')).status == 414);
}

TEST_CASE("header fields of 32 KB are served, more get 431")
{
    const TestServer server;
    CHECK(server.ask(server.get("/", "Cookie: " + std::string(32'000, 'a') + "\r\n")).status == 200);
    CHECK(server.ask(server.get("/", "Cookie: " + std::string(32'768, 'a') + "\r\n")).status == 431);
    std::string fields;
    for (int i = 0; i < 99; ++i)
        fields += "A: b\r\n";
    CHECK(server.ask(server.get("/", fields)).status == 200);
    CHECK(server.ask(server.get("/", fields + "A: b\r\n")).status == 431);
    CHECK(server.ask("HEAD / HTTP/1.1\r\n" + std::string(40'000, 'a')).status == 431);
}

TEST_CASE("a head that comes too slowly gets 408, however steadily it comes")
{
    const TestServer server(impatient());
    for (const auto* begin : {"", "GET / HTTP/1.1\r\nX: y\r\nX-"}) {
        Client client(server.port());
        client.send(begin);
        CHECK(dribble(client).starts_with("HTTP/1.1 408 "));
        CHECK(client.ends());
    }
}

TEST_CASE("a second head that comes too slowly gets 408 as well")
{
    const TestServer server(impatient());
    Client client(server.port());
    client.send(server.get("/letters"));
    CHECK(client.answer()->status == 200);
    CHECK(dribble(client).starts_with("HTTP/1.1 408 "));
}

TEST_CASE("a head that stops half way gets 408, a silent connection is closed without a word")
{
    const TestServer server(impatient());
    Client half(server.port());
    half.send("GET / HTTP/1.1\r\nHost: ");
    Client silent(server.port());
    CHECK(half.read_to_end().starts_with("HTTP/1.1 408 "));
    CHECK(silent.read_to_end().empty());
    CHECK(silent.ends());
}

TEST_CASE("a connection that is idle between requests is closed; the next head has its own time")
{
    const TestServer server(impatient());
    Client client(server.port());
    client.send(server.get("/letters"));
    CHECK(client.answer()->status == 200);
    CHECK(client.read_to_end().empty());
    CHECK(client.ends());
    Client half(server.port());
    half.send(server.get("/letters") + "GET / HT");
    CHECK(half.answer()->status == 200);
    CHECK(half.read_to_end().starts_with("HTTP/1.1 408 "));
}

TEST_CASE("a client that never reads loses its connection")
{
    const TestServer server(impatient());
    Client client(server.port());
    client.send(server.get("/big"));
    REQUIRE(eventually([&] { return server.sends_big(); }));
    CHECK(eventually([&] { return !server.sends_big(); }));
    CHECK(client.read_to_end().size() < 64 << 20);
}

TEST_CASE("a client that goes on sending after a refusal does not keep its connection")
{
    const TestServer server(impatient());
    Client client(server.port());
    client.send(server.request("POST", "/", "Content-Length: 1000000000\r\n"));
    const std::string bytes(1 << 16, 'a');
    CHECK(eventually([&] { return !client.try_send(bytes); }));
}

TEST_CASE("one connection more than allowed gets 503, and is served once another has closed")
{
    HttpLimits limits;
    limits.connections = 8;
    const TestServer server(limits);
    auto clients = connect_many(server.port(), 8);
    const auto refused = server.ask(server.get("/letters"));
    CHECK(refused.status == 503);
    CHECK(refused.body == "连接过多，请关闭一些预览页面后再试。\n");
    clients[3].send(server.get("/letters"));
    CHECK(clients[3].answer()->status == 200);
    clients.erase(clients.begin() + 5);
    CHECK(serves(server));
}

TEST_CASE("streams of events count as connections")
{
    HttpLimits limits;
    limits.connections = 8;
    TestServer server(limits);
    server.events.publish("a");
    auto clients = connect_many(server.port(), 8);
    for (auto& client : clients) {
        client.send(server.get("/events"));
        CHECK_FALSE(client.read_through("data: a\n\n").empty());
    }
    CHECK(server.ask(server.get("/letters")).status == 503);
    clients.pop_back();
    CHECK(serves(server));
}

TEST_CASE("128 connections are served at a time, the next gets 503")
{
    const TestServer server;
    auto clients = connect_many(server.port(), 128);
    CHECK(server.ask(server.get("/letters")).status == 503);
    for (auto& client : clients) {
        client.send(server.get("/letters"));
        CHECK(client.answer().value_or(Answer{}).status == 200);
    }
    clients.clear();
    CHECK(serves(server));
}

TEST_CASE("far too many connections are closed, and take no threads")
{
    HttpLimits limits;
    limits.connections = 4;
    limits.refused_connections = 2;
    const TestServer server(limits);
    const auto threads = entries("/proc/self/task");
    auto clients = connect_many(server.port(), 4);
    auto further = connect_many(server.port(), 40);
    for (auto& client : further)
        CHECK(client.ends());
    CHECK(entries("/proc/self/task") <= threads + 6);
    clients.clear();
    further.clear();
    CHECK(serves(server));
}

TEST_CASE("2,000 connections opened and dropped leave no threads and no descriptors behind")
{
    const auto threads = entries("/proc/self/task");
    const auto descriptors = entries("/proc/self/fd");
    const TestServer server;
    for (int i = 0; i < 2000; ++i) {
        Client client(server.port());
        switch (i % 5) {
        case 0: break;
        case 1: client.send("GET / HT"); break;
        case 2: client.send(server.get("/letters")); break;
        case 3: client.send(server.get("/events")); break;
        default: client.send(server.get("/letters")); client.answer();
        }
        if (i % 2 == 0)
            client.reset();
    }
    CHECK(serves(server));
    // The server has one thread, two sockets and one eventfd.
    CHECK(eventually([&] { return entries("/proc/self/task") <= threads + 1 && entries("/proc/self/fd") <= descriptors + 3; }));
}
