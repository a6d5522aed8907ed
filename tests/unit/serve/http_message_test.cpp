// Requests and answers as browsers and other clients exchange them.
#include <random>

#include <catch2/catch.hpp>

#include "http_test_server.hpp"

using namespace http_test;

namespace {

/// The fields of an answer but for the one that changes by itself.
std::vector<std::string> lasting_fields(const Answer& answer)
{
    std::vector<std::string> fields;
    for (const auto& [name, value] : answer.headers)
        if (name != "Date")
            fields.push_back(name + ": " + value);
    return fields;
}

}  // namespace

TEST_CASE("one connection carries many requests")
{
    const TestServer server;
    Client client(server.port());
    for (int i = 0; i < 50; ++i) {
        client.send(server.get("/letters"));
        const auto answer = client.answer();
        REQUIRE(answer);
        CHECK(answer->body == *letters().body);
        CHECK_FALSE(answer->has("Connection"));
    }
}

TEST_CASE("requests that come together are answered in their order")
{
    const TestServer server;
    Client client(server.port());
    client.send(server.get("/a") + server.request("HEAD", "/letters") + server.get("/throw") + server.get("/b", "Connection: close\r\n") + server.get("/c"));
    CHECK(client.answer()->body == "a");
    CHECK(client.answer(true)->field("ETag") == "\"v1\"");
    CHECK(client.answer()->status == 500);
    const auto last = client.answer();
    REQUIRE(last);
    CHECK(last->body == "b");
    CHECK(last->field("Connection") == "close");
    CHECK(client.read_to_end().empty());
}

TEST_CASE("a request may come byte by byte")
{
    const TestServer server;
    Client client(server.port());
    for (const auto byte : server.get("/letters", "X: y\r\n"))
        client.send({&byte, 1});
    CHECK(client.answer()->status == 200);
}

TEST_CASE("a client that has closed its own side is answered")
{
    const TestServer server;
    Client client(server.port());
    client.send(server.get("/letters"));
    client.close_own_side();
    CHECK(client.answer()->body == *letters().body);
    CHECK(client.ends());
}

TEST_CASE("the connection is closed when the client says so, or speaks HTTP/1.0")
{
    const TestServer server;
    for (const auto& request : {server.get("/letters", "Connection: close\r\n"), server.get("/letters", "connection: Upgrade, CLOSE\r\n"),
                                "GET /letters HTTP/1.0\r\nHost: " + server.host() + "\r\n\r\n",
                                "GET /letters HTTP/1.0\r\nHost: " + server.host() + "\r\nConnection: keep-alive\r\n\r\n"}) {
        Client client(server.port());
        client.send(request);
        const auto answer = client.answer();
        REQUIRE(answer);
        CHECK(answer->status == 200);
        CHECK(answer->field("Connection") == "close");
        CHECK(client.ends());
    }
}

TEST_CASE("HEAD gives the header fields of GET, and no body")
{
    const TestServer server;
    for (const auto* target : {"/", "/letters", "/empty", "/missing", "/throw", "/unruly", "/.git", "//"}) {
        CAPTURE(target);
        const auto get = server.ask(server.get(target));
        const auto head = server.ask(server.request("HEAD", target));
        CHECK(head.status == get.status);
        CHECK(lasting_fields(head) == lasting_fields(get));
        Client client(server.port());
        client.send(server.request("HEAD", target, "Connection: close\r\n"));
        CHECK(client.read_to_end().ends_with("\r\n\r\n"));
    }
}

TEST_CASE("HEAD of the events gives their header fields and ends")
{
    TestServer server;
    server.events.publish("a");
    Client client(server.port());
    client.send(server.request("HEAD", "/events"));
    const auto answer = client.answer(true);
    REQUIRE(answer);
    CHECK(answer->field("Content-Type") == "text/event-stream; charset=utf-8");
    CHECK_FALSE(answer->has("Content-Length"));
    CHECK(client.read_to_end().empty());
}

TEST_CASE("an empty body has length 0, a date is given")
{
    const TestServer server;
    const auto answer = server.ask(server.get("/empty"));
    CHECK(answer.status == 200);
    CHECK(answer.field("Content-Length") == "0");
    const auto date = answer.field("Date");
    CHECK(date.size() == 29);
    CHECK(date.ends_with(" GMT"));
}

TEST_CASE("an answer that has no content by its status has no body and no length")
{
    const TestServer server;
    Client client(server.port());
    client.send(server.get("/nothing", "Connection: close\r\n"));
    const auto answer = client.answer();
    REQUIRE(answer);
    CHECK(answer->status == 204);
    CHECK_FALSE(answer->has("Content-Length"));
    CHECK(client.read_to_end().empty());
}

TEST_CASE("the end of a connection comes with the answer, not after the time to linger")
{
    HttpLimits limits;
    limits.linger_time = std::chrono::hours(1);
    const TestServer server(limits);
    Client client(server.port());
    client.send(server.get("/letters", "Connection: close\r\n"));
    CHECK(client.answer()->status == 200);
    CHECK(client.ends_cleanly());
}

TEST_CASE("a refusal arrives though the client is still sending")
{
    const TestServer server;
    for (int i = 0; i < 20; ++i) {
        Client client(server.port());
        client.send(server.request("POST", "/", "Content-Length: 3000000\r\n") + std::string(3'000'000, 'a'));
        CHECK(client.answer().value_or(Answer{}).status == 405);
        CHECK(client.ends_cleanly());
    }
}

TEST_CASE("a large body arrives whole")
{
    const TestServer server;
    const auto answer = server.ask(server.get("/big"));
    CHECK(answer.body.size() == 64 << 20);
    CHECK(answer.body.find_first_not_of('x') == std::string::npos);
}

TEST_CASE("a body that the client has already is not sent again")
{
    const TestServer server;
    Client client(server.port());
    client.send(server.get("/letters", "If-None-Match: \"v0\", W/\"v1\"\r\n") + server.request("HEAD", "/letters", "If-None-Match: *\r\n") + server.get("/a"));
    for (int i = 0; i < 2; ++i) {
        const auto answer = client.answer();
        REQUIRE(answer);
        CHECK(answer->status == 304);
        CHECK(answer->field("ETag") == "\"v1\"");
        CHECK_FALSE(answer->has("Content-Length"));
        CHECK_FALSE(answer->has("Content-Type"));
    }
    CHECK(client.answer()->body == "a");
    CHECK(server.ask(server.get("/letters", "If-None-Match: \"v2\"\r\n")).status == 200);
}

TEST_CASE("one range")
{
    const TestServer server;
    for (const auto& [range, field, body] : {std::tuple("bytes=0-3", "bytes 0-3/26", "abcd"), std::tuple("bytes=24-", "bytes 24-25/26", "yz"),
                                             std::tuple("bytes=-2", "bytes 24-25/26", "yz"), std::tuple("bytes=20-999", "bytes 20-25/26", "uvwxyz")}) {
        const auto answer = server.ask(server.get("/letters", fmt::format("Range: {}\r\n", range)));
        CHECK(answer.status == 206);
        CHECK(answer.field("Content-Range") == field);
        CHECK(answer.body == body);
        CHECK(answer.field("ETag") == "\"v1\"");
    }
}

TEST_CASE("several ranges")
{
    const TestServer server;
    const auto answer = server.ask(server.get("/letters", "Range: bytes=0-1,24-\r\n"));
    CHECK(answer.status == 206);
    CHECK(answer.field("Content-Type") == "multipart/byteranges; boundary=gongkai");
    CHECK_FALSE(answer.has("Content-Range"));
    CHECK(answer.body ==
          "--gongkai\r\nContent-Type: text/html; charset=utf-8\r\nContent-Range: bytes 0-1/26\r\n\r\nab\r\n"
          "--gongkai\r\nContent-Type: text/html; charset=utf-8\r\nContent-Range: bytes 24-25/26\r\n\r\nyz\r\n--gongkai--\r\n");
}

TEST_CASE("a range that cannot be satisfied gets 416 with the length")
{
    const TestServer server;
    const auto answer = server.ask(server.get("/letters", "Range: bytes=26-\r\n"));
    CHECK(answer.status == 416);
    CHECK(answer.field("Content-Range") == "bytes */26");
    CHECK(answer.body == "请求的范围超出文件长度。\n");
}

TEST_CASE("a Range that is malformed, abusive or not for this version is ignored")
{
    const TestServer server;
    std::string many = "Range: bytes=0-";
    for (int i = 0; i < 2700; ++i)
        many += ",0-";
    for (const auto& fields : {many + "\r\n", std::string("Range: bytes=5-2\r\n"), std::string("Range: pages=1-2\r\n"), std::string("Range:\r\n"),
                               std::string("Range: bytes=0-1\r\nIf-Range: \"v0\"\r\n"), std::string("Range: bytes=0-1\r\nRange: bytes=2-3\r\n")}) {
        const auto answer = server.ask(server.get("/letters", fields));
        CHECK(answer.status == 200);
        CHECK(answer.body == *letters().body);
    }
    CHECK(server.ask(server.get("/letters", "Range: bytes=0-1\r\nIf-Range: \"v1\"\r\n")).body == "ab");
}

TEST_CASE("a handler that throws gives 500, and the server goes on")
{
    const TestServer server;
    Client client(server.port());
    client.send(server.get("/throw") + server.get("/throw/other") + server.get("/letters"));
    const auto known = client.answer();
    REQUIRE(known);
    CHECK(known->status == 500);
    CHECK(known->body == "预览服务器内部出错：没有料到\n");
    CHECK(client.answer()->body == "预览服务器内部出错。\n");
    CHECK(client.answer()->status == 200);
}

TEST_CASE("versions other than HTTP/1.0 and 1.1 are refused")
{
    const TestServer server;
    CHECK(server.ask("GET / HTTP/1.2\r\nHost: " + server.host() + "\r\n\r\n").status == 400);
    CHECK(server.ask("GET / HTTP/2.0\r\nHost: " + server.host() + "\r\n\r\n").status == 505);
    CHECK(server.ask("GET / http/1.1\r\nHost: " + server.host() + "\r\n\r\n").status == 505);
    CHECK(server.ask("GET / x\r\nHost: " + server.host() + "\r\n\r\n").status == 505);
    CHECK(server.ask("GET /\r\n").status == 400);
}

TEST_CASE("a query with a question mark in it is refused")
{
    const TestServer server;
    CHECK(server.ask(server.get("/letters?a=b?c")).status == 400);
    CHECK(server.ask(server.get("/letters?a=b%3Fc")).status == 200);
    CHECK(server.ask(server.get("/letters?")).status == 200);
}

TEST_CASE("a greeting of TLS is answered at once")
{
    const TestServer server;
    CHECK(server.ask(std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11)).status == 400);
}

TEST_CASE("requests spoilt at random are answered or closed, and the server goes on")
{
    const TestServer server;
    std::mt19937 random(2024);
    const auto whole = server.get("/letters?a=b", "Origin: http://" + server.host() + "\r\nRange: bytes=0-3,5-\r\nIf-None-Match: \"v0\"\r\nConnection: close\r\n");
    for (int i = 0; i < 1000; ++i) {
        auto spoilt = whole;
        for (auto changes = 1 + random() % 3; changes > 0; --changes) {
            const auto place = random() % spoilt.size();
            switch (random() % 3) {
            case 0: spoilt[place] = static_cast<char>(random()); break;
            case 1: spoilt.erase(place, 1 + random() % 4); break;
            default: spoilt.insert(place, 1, static_cast<char>(random()));
            }
        }
        Client client(server.port());
        client.send(spoilt);
        client.close_own_side();
        const auto all = client.read_to_end();
        CAPTURE(i, spoilt);
        CHECK((all.empty() || all.starts_with("HTTP/1.1 ")));
        CHECK(client.ends());
    }
    CHECK(server.ask(server.get("/letters")).status == 200);
}
