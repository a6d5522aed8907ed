// The security checklist of the preview, item by item, through a running server.
#include <algorithm>
#include <set>

#include <catch2/catch.hpp>
#include <csignal>
#include <ifaddrs.h>

#include "http_test_server.hpp"
#include "serve/http/answer_headers.hpp"

using namespace http_test;

namespace {

/// An address as it is written; "" if it is not one of IP.
std::string text_of(const sockaddr* address)
{
    char text[INET6_ADDRSTRLEN] = "";
    if (address && address->sa_family == AF_INET)
        inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text, sizeof text);
    if (address && address->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, text, sizeof text);
    return text;
}

/// The addresses of this machine's interfaces that others can reach it at (but for those of one link, which need its name).
std::set<std::string> outer_addresses()
{
    std::set<std::string> addresses;
    ifaddrs* all = nullptr;
    REQUIRE(getifaddrs(&all) == 0);
    for (const auto* one = all; one; one = one->ifa_next) {
        const auto address = text_of(one->ifa_addr);
        if (!address.empty() && !address.starts_with("127.") && address != "::1" && !address.starts_with("fe80:"))
            addresses.insert(address);
    }
    freeifaddrs(all);
    return addresses;
}

std::string with_host(const std::string& host) { return "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n"; }

void check_fixed_headers(const Answer& answer)
{
    CAPTURE(answer.status);
    for (const auto& [name, value] : gongkai::serve::fixed_headers()) {
        CAPTURE(name);
        CHECK(std::count(answer.headers.begin(), answer.headers.end(), std::pair(name, value)) == 1);
        CHECK(gongkai::serve::field_values(answer.headers, name).size() == (name == "Content-Security-Policy" && answer.has("X-Own") ? 2 : 1));
    }
    for (const auto& [name, value] : answer.headers) {
        CAPTURE(name);
        CHECK_FALSE(gongkai::serve::same_ignoring_case(std::string_view(name).substr(0, 14), "Access-Control"));
        CHECK_FALSE(gongkai::serve::same_ignoring_case(name, "Server"));
        CHECK_FALSE(gongkai::serve::same_ignoring_case(name, "X-Powered-By"));
    }
}

}  // namespace

TEST_CASE("the server is reached at 127.0.0.1 and ::1, at no other address")
{
    const TestServer server;
    CHECK(Client(server.port()).connected());
    CHECK_FALSE(Client(server.port(), "127.0.0.2").connected());
    for (const auto& address : outer_addresses()) {
        CAPTURE(address);
        CHECK_FALSE(Client(server.port(), address).connected());
    }
    if (has_ipv6(server.port())) {
        Client client(server.port(), "::1");
        client.send(fmt::format("GET / HTTP/1.1\r\nHost: [::1]:{}\r\n\r\n", server.port()));
        CHECK(client.answer().value_or(Answer{}).status == 200);
    }
}

TEST_CASE("only names of this machine with the exact port are served, others get 403")
{
    const TestServer server;
    const auto port = std::to_string(server.port());
    for (const auto* name : {"localhost", "127.0.0.1", "[::1]", "preview.localhost", "LOCALHOST"})
        CHECK(server.ask(with_host(name + (":" + port))).status == 200);
    const auto before = server.handled.load();
    for (const auto& host : {"evil.example:" + port, std::string("localhost"), "localhost:" + std::to_string(server.port() - 1), "localhost:0" + port,
                             "localhost.:" + port, "localhost.evil.example:" + port, "127.0.0.1.nip.io:" + port, "127.0.0.2:" + port,
                             "0.0.0.0:" + port, "[::]:" + port, "2130706433:" + port, "192.168.0.1:" + port}) {
        CAPTURE(host);
        const auto answer = server.ask(with_host(host));
        CHECK(answer.status == 403);
        CHECK(answer.body.find("http://localhost:" + port + "/") != std::string::npos);
    }
    for (const auto& address : outer_addresses())
        CHECK(server.ask(with_host((address.find(':') == std::string::npos ? address : "[" + address + "]") + ":" + port)).status == 403);
    CHECK(server.handled == before);
}

TEST_CASE("a Host that only looks right once decoded or cut at a NUL is refused")
{
    const TestServer server;
    const auto port = std::to_string(server.port());
    CHECK(server.ask(with_host("localhost%3A" + port)).status == 403);
    CHECK(server.ask(with_host("localhost:" + port + "%00.evil.example")).status == 403);
    CHECK(server.ask(with_host("%6cocalhost:" + port)).status == 403);
    CHECK(server.ask(with_host("localhost:" + port + std::string(1, '\0') + ".evil.example")).status == 400);
    CHECK(server.handled == 0);
}

TEST_CASE("a request without a Host, or with two, gets 400")
{
    const TestServer server;
    CHECK(server.ask("GET / HTTP/1.1\r\n\r\n").status == 400);
    CHECK(server.ask("GET / HTTP/1.0\r\n\r\n").status == 400);
    CHECK(server.ask(server.get("/", "Host: " + server.host() + "\r\n")).status == 400);
    CHECK(server.ask(server.get("/", "host: evil.example\r\n")).status == 400);
    CHECK(server.ask("GET / HTTP/1.1\r\nHost:\r\n\r\n").status == 403);
    CHECK(server.handled == 0);
}

TEST_CASE("pages of other origins get neither pages nor events")
{
    const TestServer server;
    for (const auto* target : {"/", "/letters", "/events", "/missing"})
        for (const auto& origin : {std::string("http://evil.example"), std::string("null"), "http://127.0.0.1:" + std::to_string(server.port()),
                                   std::string("http://localhost:1"), "https://" + server.host()}) {
            CAPTURE(target, origin);
            CHECK(server.ask(server.get(target, "Origin: " + origin + "\r\n")).status == 403);
        }
    CHECK(server.handled == 0);
    CHECK(server.ask(server.get("/", "Origin: http://" + server.host() + "\r\n")).status == 200);
}

TEST_CASE("an Origin cannot be hidden from the check")
{
    const TestServer server;
    for (const auto* field : {"Origin : http://evil.example\r\n", " Origin: http://evil.example\r\n", "X: y\r\n Origin: http://evil.example\r\n",
                              "Origin\t: http://evil.example\r\n", "Origin: http://evil.example\n", "X: y\nOrigin: http://evil.example\r\n",
                              "X: y\rOrigin: http://evil.example\r\n"}) {
        CAPTURE(field);
        CHECK(server.ask(server.get("/", field)).status == 400);
    }
    CHECK(server.ask(server.get("/", "Origin:\r\n")).status == 403);
    CHECK(server.ask(server.get("/", "oRIGIN:http://evil.example\r\n")).status == 403);
    CHECK(server.ask(server.get("/", "Origin: http://" + server.host() + "\r\nOrigin: http://evil.example\r\n")).status == 400);
    CHECK(server.handled == 0);
}

TEST_CASE("requests that a browser marks as cross-site or same-site get 403, for every path")
{
    const TestServer server;
    for (const auto* target : {"/", "/letters", "/events", "/missing"})
        for (const auto* site : {"cross-site", "same-site", "anything"})
            CHECK(server.ask(server.get(target, std::string("Sec-Fetch-Site: ") + site + "\r\n")).status == 403);
    CHECK(server.handled == 0);
    CHECK(server.ask(server.get("/", "Sec-Fetch-Site: none\r\n")).status == 200);
    CHECK(server.ask(server.get("/", "Sec-Fetch-Site: same-origin\r\n")).status == 200);
}

TEST_CASE("a preflight of CORS gets nothing that would allow it")
{
    const TestServer server;
    const auto answer = server.ask(server.request("OPTIONS", "/", "Origin: http://evil.example\r\nAccess-Control-Request-Method: GET\r\n"));
    CHECK(answer.status == 403);
    check_fixed_headers(answer);
}

TEST_CASE("only GET and HEAD, 405 for all else, also for methods nobody knows")
{
    const TestServer server;
    for (const auto* method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PRI", "PROPFIND", "FOO", "get", "Head"}) {
        CAPTURE(method);
        const auto answer = server.ask(server.request(method, "/"));
        CHECK(answer.status == 405);
        CHECK(answer.field("Allow") == "GET, HEAD");
        CHECK(answer.field("Connection") == "close");
        check_fixed_headers(answer);
    }
    CHECK(server.ask("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").status == 405);
    CHECK(server.handled == 0);
}

TEST_CASE("a body is refused and never taken for a request")
{
    const TestServer server;
    const auto smuggled = server.get("/letters");
    for (const auto& field : {fmt::format("Content-Length: {}\r\n", smuggled.size()), std::string("Transfer-Encoding: chunked\r\n"),
                              std::string("Content-Length: 0\r\nContent-Length: 5\r\n"), std::string("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n"),
                              std::string("Transfer-Encoding: identity\r\n"), std::string("Expect: 100-continue\r\n"),
                              std::string("Content-Length : 9\r\n"), std::string("Content-Length: +0\r\n")}) {
        CAPTURE(field);
        Client client(server.port());
        client.send(server.get("/", field) + smuggled);
        const auto answer = client.answer().value_or(Answer{});
        CHECK((answer.status == 400 || answer.status == 413));
        CHECK(client.read_to_end().empty());
    }
    CHECK(server.handled == 0);
    CHECK(server.ask(server.get("/", "Content-Length: 0\r\n")).status == 200);
}

TEST_CASE("every refusal ends the connection")
{
    const TestServer server;
    for (const auto& request : {with_host("evil.example"), server.get("/", "Origin: null\r\n"), server.request("POST", "/"), server.get("/.git/config"),
                                std::string("GET /\r\n"), std::string("nonsense\r\n"), std::string("\r\n")}) {
        CAPTURE(request);
        Client client(server.port());
        client.send(request + server.get("/"));
        const auto answer = client.answer().value_or(Answer{});
        CHECK(answer.status >= 400);
        CHECK(answer.field("Connection") == "close");
        CHECK(client.read_to_end().empty());
        CHECK(client.ends());
    }
    CHECK(server.handled == 0);
}

TEST_CASE("answers of every status carry the fixed headers, and none that shares or names the server")
{
    auto limits = impatient();
    limits.connections = 2;
    const TestServer server(limits);
    const auto ask_and_check = [&](int status, const std::string& request) {
        Answer answer;
        eventually([&] {  // until the slots of those before are free
            answer = server.ask(request);
            return answer.status != 503 || status == 503;
        });
        CHECK(answer.status == status);
        check_fixed_headers(answer);
        if (status != 304)
            CHECK(answer.field("Content-Type").ends_with("charset=utf-8"));
        if (status >= 400 && request.find("missing") == std::string::npos)
            CHECK(answer.field("Content-Type") == "text/plain; charset=utf-8");
    };
    ask_and_check(200, server.get("/letters"));
    ask_and_check(200, server.get("/unruly"));
    ask_and_check(200, server.request("HEAD", "/letters"));
    ask_and_check(206, server.get("/letters", "Range: bytes=0-3\r\n"));
    ask_and_check(304, server.get("/letters", "If-None-Match: \"v1\"\r\n"));
    ask_and_check(400, server.get("//"));
    ask_and_check(403, with_host("evil.example"));
    ask_and_check(404, server.get("/missing"));
    ask_and_check(405, server.request("POST", "/"));
    ask_and_check(408, "GET /");
    ask_and_check(413, server.get("/", "Content-Length: 7\r\n"));
    ask_and_check(414, "GET /" + std::string(9000, 'a'));
    ask_and_check(416, server.get("/letters", "Range: bytes=26-\r\n"));
    ask_and_check(431, server.get("/", "A: " + std::string(33000, 'a') + "\r\n"));
    ask_and_check(500, server.get("/throw"));
    ask_and_check(505, "GET / HTTP/2.0\r\n\r\n");
    ask_and_check(400, "nonsense\r\n\r\n");
    Client first(server.port());
    Client second(server.port());
    ask_and_check(503, "");
}

TEST_CASE("a handler cannot undo the fixed headers")
{
    const TestServer server;
    const auto answer = server.ask(server.get("/unruly"));
    CHECK(answer.status == 200);
    CHECK(answer.body == "x");
    CHECK(answer.field("X-Own") == "kept");
    CHECK_FALSE(answer.has("X-Injected"));
    CHECK(gongkai::serve::field_values(answer.headers, "Content-Length") == std::vector<std::string_view>{"1"});
    check_fixed_headers(answer);
}

TEST_CASE("a path is decoded once; what could lead elsewhere gets 400 and reaches no handler")
{
    const TestServer server;
    CHECK(server.ask(server.get("/%2541%E9%83%A8")).body == "%41部");
    const auto before = server.handled.load();
    for (const auto* target :
         {"/../etc/passwd", "/%2e%2e/etc/passwd", "/..%2fetc", "/a%5c..%5cb", "/a\\b", "/a%00.html", "/a%0d%0ab", "/%ff", "/%c0%ae%c0%ae/", "/%", "/%zz",
          "//evil.example/", "/a//b", "/.git/config", "/a/.env", "http://localhost/", "*", "evil.example:80", "a"}) {
        CAPTURE(target);
        CHECK(server.ask(server.get(target)).status == 400);
    }
    CHECK(server.handled == before);
}

TEST_CASE("no answer is compressed or stored")
{
    const TestServer server;
    const auto answer = server.ask(server.get("/letters", "Accept-Encoding: br, gzip\r\n"));
    CHECK_FALSE(answer.has("Content-Encoding"));
    CHECK(answer.body == *letters().body);
    CHECK(answer.field("Cache-Control") == "no-store");
}

TEST_CASE("clients that vanish while they are answered do not kill the program")
{
    const TestServer server;
    for (int i = 0; i < 20; ++i) {
        Client client(server.port());
        client.send(server.get("/big"));
        client.read_through("xxx");
        const auto before = std::signal(SIGPIPE, SIG_DFL);  // httplib has ignored it since the request came
        if (i % 2 == 0)
            client.close_own_side();  // a reset after this makes a write fail with EPIPE
        client.reset();
        CHECK(eventually([&] { return !server.sends_big(); }));
        std::signal(SIGPIPE, before);
    }
    CHECK(server.ask(server.get("/letters")).status == 200);
}

TEST_CASE("the limits are those that were promised")
{
    const HttpLimits limits;
    CHECK(limits.head_time == 10s);
    CHECK(limits.idle_time >= 5s);
    CHECK(limits.idle_time <= 15s);
    CHECK(limits.stall_time == 10s);
    CHECK(limits.heartbeat == 15s);
    CHECK(limits.request_line == 8192);
    CHECK(limits.fields_size == 32768);
    CHECK(limits.field_count == 100);
    CHECK(limits.connections == 128);
}
