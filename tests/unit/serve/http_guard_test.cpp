#include <catch2/catch.hpp>

#include "serve/http/guard.hpp"

using namespace gongkai::serve;

namespace {

/// The status with which a request is refused; 0 if it is let through.
int refused(const Headers& headers, int port = 8000, const std::string& method = "GET")
{
    const auto refusal = guard({method, "/", headers, ""}, port);
    if (refusal) {
        CHECK(refusal->content_type == "text/plain; charset=utf-8");
        CHECK_FALSE(refusal->body->empty());
    }
    return refusal ? refusal->status : 0;
}

int refused_beside_host(std::string name, std::string value, const std::string& host = "localhost:8000")
{
    return refused({{"Host", host}, {std::move(name), std::move(value)}});
}

}  // namespace

TEST_CASE("the names of this machine are let through with the port")
{
    const auto* const host = GENERATE("localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LocalHost:8000", "a.localhost:8000", "A-1.b_c.LOCALHOST:8000");
    CAPTURE(host);
    CHECK(refused({{"Host", host}}) == 0);
    CHECK(refused({{"hOST", host}}) == 0);
}

TEST_CASE("any other Host is refused")
{
    const auto* const host = GENERATE(
        "", " ", ":8000", "localhost", "localhost:", "localhost:80", "localhost:8001", "localhost:08000", "localhost:8000 ", "localhost:+8000",
        "localhost:80000", "localhost:8000:8000", "localhost.:8000", "evil.example:8000", "evil.example", "localhost.evil.example:8000",
        "evil-localhost:8000", "xlocalhost:8000", ".localhost:8000", "a..localhost:8000", "a.localhost.:8000", "user@localhost:8000",
        "evil.example/.localhost:8000", "evil.example#.localhost:8000", "a b.localhost:8000", "127.0.0.2:8000", "127.1:8000", "0x7f000001:8000",
        "2130706433:8000", "0.0.0.0:8000", "127.0.0.1.:8000", "127.0.0.1.nip.io:8000", "192.168.1.2:8000", "::1:8000", "[::]:8000",
        "[0:0:0:0:0:0:0:1]:8000", "[::ffff:127.0.0.1]:8000", "[::1%25lo]:8000", "localhost:8000,evil.example", "localhost%3A8000",
        "ｌocalhost:8000", "a.ｌocalhost:8000", "localhost:8000\t");
    CAPTURE(host);
    CHECK(refused({{"Host", host}}) == 403);
}

TEST_CASE("a Host with a NUL in it is not cut there")
{
    CHECK(refused({{"Host", std::string("localhost:8000\0.evil.example", 27)}}) == 403);
    CHECK(refused({{"Host", std::string("evil.example\0.localhost:8000", 27)}}) == 403);
}

TEST_CASE("there must be exactly one Host")
{
    CHECK(refused({}) == 400);
    CHECK(refused({{"X-Forwarded-Host", "localhost:8000"}}) == 400);
    CHECK(refused({{"Host", "localhost:8000"}, {"Host", "localhost:8000"}}) == 400);
    CHECK(refused({{"Host", "localhost:8000"}, {"HOST", "evil.example"}}) == 400);
}

TEST_CASE("port 80 may be left out, no other")
{
    CHECK(refused({{"Host", "localhost"}}, 80) == 0);
    CHECK(refused({{"Host", "localhost:80"}}, 80) == 0);
    CHECK(refused({{"Host", "[::1]"}}, 80) == 0);
    CHECK(refused({{"Host", "localhost:8000"}}, 80) == 403);
    CHECK(refused({{"Host", "evil.example"}}, 80) == 403);
    CHECK(refused({{"Host", "localhost"}, {"Origin", "http://localhost:80"}}, 80) == 0);
    CHECK(refused({{"Host", "localhost:80"}, {"Origin", "http://localhost"}}, 80) == 0);
}

TEST_CASE("an Origin must be that of the Host")
{
    CHECK(refused_beside_host("Origin", "http://localhost:8000") == 0);
    CHECK(refused_beside_host("origin", "http://LOCALHOST:8000") == 0);
    CHECK(refused_beside_host("Origin", "http://[::1]:8000", "[::1]:8000") == 0);
    CHECK(refused_beside_host("Origin", "http://a.localhost:8000", "a.localhost:8000") == 0);
    const auto* const origin = GENERATE("", "null", "http://evil.example", "http://evil.example:8000", "https://localhost:8000", "http://localhost",
                                        "http://localhost:8001", "http://localhost:3000", "http://127.0.0.1:8000", "http://a.localhost:8000",
                                        "http://localhost:8000/", "http://localhost:8000.evil.example", "http://evil@localhost:8000",
                                        "file://", "HTTP://localhost:8000", "http://localhost:8000 http://evil.example", "localhost:8000");
    CAPTURE(origin);
    CHECK(refused_beside_host("Origin", origin) == 403);
}

TEST_CASE("pages of other sites are told apart by Sec-Fetch-Site")
{
    CHECK(refused_beside_host("Sec-Fetch-Site", "same-origin") == 0);
    CHECK(refused_beside_host("Sec-Fetch-Site", "none") == 0);
    const auto* const site = GENERATE("cross-site", "same-site", "", "None", "same-origin, cross-site", "x");
    CAPTURE(site);
    CHECK(refused_beside_host("Sec-Fetch-Site", site) == 403);
}

TEST_CASE("two Origins or two Sec-Fetch-Sites are refused, whatever they say")
{
    const Headers host = {{"Host", "localhost:8000"}};
    auto origins = host;
    origins.insert(origins.end(), 2, {"Origin", "http://localhost:8000"});
    CHECK(refused(origins) == 400);
    auto sites = host;
    sites.insert(sites.end(), 2, {"Sec-Fetch-Site", "none"});
    CHECK(refused(sites) == 400);
}

TEST_CASE("only GET and HEAD are let through, and Allow names them")
{
    const Headers host = {{"Host", "localhost:8000"}};
    CHECK(refused(host, 8000, "GET") == 0);
    CHECK(refused(host, 8000, "HEAD") == 0);
    const auto* const method = GENERATE("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE", "PRI", "PROPFIND", "get", "Get", "head", "GETS", "");
    CAPTURE(method);
    const auto refusal = guard({method, "/", host, ""}, 8000);
    REQUIRE(refusal);
    CHECK(refusal->status == 405);
    CHECK(refusal->headers == Headers{{"Allow", "GET, HEAD"}});
}

TEST_CASE("bodies are refused")
{
    CHECK(refused_beside_host("Content-Length", "0") == 0);
    CHECK(refused_beside_host("Content-Length", "1") == 413);
    CHECK(refused_beside_host("content-length", "99999999999999999999999999") == 413);
    CHECK(refused_beside_host("Transfer-Encoding", "chunked") == 400);
    CHECK(refused_beside_host("Transfer-Encoding", "") == 400);
    CHECK(refused_beside_host("Expect", "100-continue") == 400);
    const auto* const length = GENERATE("", "-1", "+0", "0x0", "0, 0", "0,1", "1 0", "a");
    CAPTURE(length);
    CHECK(refused_beside_host("Content-Length", length) == 400);
    CHECK(refused({{"Host", "localhost:8000"}, {"Content-Length", "0"}, {"Content-Length", "0"}}) == 400);
}

TEST_CASE("a refusal says in Chinese what to do")
{
    CHECK(*guard({"GET", "/", {{"Host", "evil.example"}}, ""}, 8123)->body ==
          "拒绝访问：预览只接受发往本机的请求。请在浏览器的地址栏中输入 http://localhost:8123/ 。\n");
    CHECK(*guard({"GET", "/", {{"Host", "localhost:8123"}, {"Origin", "null"}}, ""}, 8123)->body ==
          "拒绝访问：请求来自其他网站的页面。请新开一个标签页，在地址栏中输入 http://localhost:8123/ 。\n");
    CHECK(*guard({"POST", "/", {{"Host", "localhost:8123"}}, ""}, 8123)->body == "预览只读：只接受 GET 和 HEAD 请求。\n");
}
