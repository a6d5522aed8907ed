// Ports, starting and stopping.
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <netinet/tcp.h>
#include <unistd.h>

#include "http_test_server.hpp"

using namespace http_test;

namespace {

/// Where to look for a free port: below those that the system gives to clients.
int quiet_port() { return 20'000 + getpid() % 10'000; }

/// A socket that listens as another program would.
gongkai::base::Descriptor occupy(int port, int family, int option = 0)
{
    gongkai::base::Descriptor listener(socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int yes = 1;
    if (option != 0)
        setsockopt(listener.get(), SOL_SOCKET, option, &yes, sizeof yes);
    sockaddr_storage where{};
    where.ss_family = static_cast<sa_family_t>(family);
    if (family == AF_INET) {
        reinterpret_cast<sockaddr_in&>(where).sin_port = htons(static_cast<std::uint16_t>(port));
        reinterpret_cast<sockaddr_in&>(where).sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    } else {
        reinterpret_cast<sockaddr_in6&>(where).sin6_port = htons(static_cast<std::uint16_t>(port));
        reinterpret_cast<sockaddr_in6&>(where).sin6_addr = in6addr_loopback;
    }
    const auto size = family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
    if (bind(listener.get(), reinterpret_cast<const sockaddr*>(&where), static_cast<socklen_t>(size)) != 0 || ::listen(listener.get(), 1) != 0)
        return gongkai::base::Descriptor();
    return listener;
}

/// Such a socket on the first port that is free.
std::pair<gongkai::base::Descriptor, int> occupy_some_port(int family, int option)
{
    for (int port = quiet_port(); port < 65'536; ++port)
        if (auto listener = occupy(port, family, option))
            return {std::move(listener), port};
    FAIL("no port is free");
    return {gongkai::base::Descriptor(), 0};
}

std::string failure_at(int port)
{
    EventHub events;
    const auto started = HttpServer::start(port, [](const HttpRequest&) { return HttpResponse{}; }, events);
    REQUIRE_FALSE(started.ok());
    CHECK(started.failures().front().code == "V-PORT");
    return gongkai::base::to_text(started.failures().front());
}

int option_of(int descriptor, int level, int option)
{
    int value = 0;
    socklen_t size = sizeof value;
    getsockopt(descriptor, level, option, &value, &size);
    return value;
}

/// The port that a socket of this program has; 0 if the descriptor is no such socket.
int local_port(int descriptor)
{
    sockaddr_storage where{};
    socklen_t size = sizeof where;
    if (getsockname(descriptor, reinterpret_cast<sockaddr*>(&where), &size) != 0)
        return 0;
    if (where.ss_family == AF_INET6)
        return ntohs(reinterpret_cast<sockaddr_in6&>(where).sin6_port);
    return where.ss_family == AF_INET ? ntohs(reinterpret_cast<sockaddr_in&>(where).sin_port) : 0;
}

}  // namespace

TEST_CASE("a port that is taken is passed over for a later one")
{
    const TestServer first({}, quiet_port());
    const TestServer second({}, first.port());
    const TestServer third({}, first.port());
    CHECK(second.port() > first.port());
    CHECK(second.port() <= first.port() + 50);
    CHECK(third.port() > second.port());
    CHECK(first.ask(first.get("/letters")).status == 200);
    CHECK(second.ask(second.get("/letters")).status == 200);
}

TEST_CASE("a port is not shared with a program that would share it")
{
    for (const int option : {SO_REUSEADDR, SO_REUSEPORT}) {
        const auto [other, port] = occupy_some_port(AF_INET, option);
        const TestServer server({}, port);
        CHECK(server.port() != port);
        CHECK_FALSE(occupy(server.port(), AF_INET, option));
    }
}

TEST_CASE("a port that is taken on ::1 alone is passed over, too")
{
    if (!has_ipv6(TestServer().port()))
        return;
    const auto [other, port] = occupy_some_port(AF_INET6, SO_REUSEADDR);
    const TestServer server({}, port);
    CHECK(server.port() > port);
}

TEST_CASE("a server that starts again gets its port at once")
{
    int port = quiet_port();
    for (int i = 0; i < 5; ++i) {
        const TestServer server({}, port);
        if (i > 0)
            CHECK(server.port() == port);
        port = server.port();
        Client client(port);  // the server closes first: its side stays in TIME_WAIT
        client.send(server.get("/letters", "Connection: close\r\n"));
        CHECK(client.ends());
        Client open(port);
        open.send(server.get("/letters"));
        CHECK(open.answer()->status == 200);
        server.server->stop();
        CHECK(open.ends());
    }
}

TEST_CASE("without a free port there is a message that says what to do")
{
    std::vector<gongkai::base::Descriptor> taken;
    for (int port = 65'535; port >= 65'530; --port)
        taken.push_back(occupy(port, AF_INET));
    CHECK(failure_at(65'530) == "错误 [V-PORT] 端口 65530 至 65535 都已被占用\n   提示: 请用 --port 另选一个端口，或停下占用端口的程序\n");
}

TEST_CASE("a number that is no port is refused")
{
    CHECK(failure_at(65'536) == "错误 [V-PORT] 没有端口 65536：端口是 0 至 65535 的整数\n   提示: 请用 --port 另选一个端口，如 8000\n");
    CHECK(failure_at(-1) == "错误 [V-PORT] 没有端口 -1：端口是 0 至 65535 的整数\n   提示: 请用 --port 另选一个端口，如 8000\n");
}

TEST_CASE("the server stops at once under load")
{
    HttpLimits limits;
    limits.heartbeat = std::chrono::hours(1);
    TestServer server(limits);
    server.events.publish("a");
    std::vector<Client> clients;
    for (int i = 0; i < 100; ++i) {
        auto& client = clients.emplace_back(server.port());
        switch (i % 5) {
        case 0: break;
        case 1: client.send("GET / HTTP/1.1\r\nHo"); break;
        case 2: client.send(server.get("/events")); client.read_through("data: a\n\n"); break;
        case 3: client.send(server.get("/letters")); client.answer(); break;
        default:
            if (i < 30)
                client.send(server.get("/big"));
        }
    }
    for (int i = 0; i < 40; ++i)
        clients.emplace_back(server.port());  // too many: in the middle of being turned away
    const auto begin = Clock::now();
    server.server->stop();
    CHECK(Clock::now() - begin < 5s);
    for (auto& client : clients)
        CHECK(client.ends());
    CHECK_FALSE(Client(server.port()).connected());
    server.server->stop();
}

TEST_CASE("a server that nobody has asked stops as well")
{
    for (int i = 0; i < 50; ++i)
        const TestServer server;
}

TEST_CASE("the sockets of a server are not handed on to other programs, and send at once")
{
    const TestServer server;
    Client client(server.port());
    client.send(server.get("/events"));
    client.read_through("retry");
    int listening = 0;
    int connected = 0;
    for (int descriptor = 3; descriptor < 1024; ++descriptor) {
        if (local_port(descriptor) != server.port())
            continue;
        CHECK((fcntl(descriptor, F_GETFD) & FD_CLOEXEC) != 0);
        if (option_of(descriptor, SOL_SOCKET, SO_ACCEPTCONN) != 0) {
            ++listening;
        } else {
            ++connected;
            CHECK(option_of(descriptor, IPPROTO_TCP, TCP_NODELAY) != 0);
        }
    }
    CHECK(listening == (has_ipv6(server.port()) ? 2 : 1));
    CHECK(connected == 1);
}
