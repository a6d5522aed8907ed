#include <catch2/catch.hpp>

#include "serve/http/request_path.hpp"

using namespace gongkai::serve;

TEST_CASE("a path is decoded once, without its first slash and its query")
{
    CHECK(request_path("/") == "");
    CHECK(request_path("/?a=b") == "");
    CHECK(request_path("/jiangan-zuzhibu/2023-final/") == "jiangan-zuzhibu/2023-final/");
    CHECK(request_path("/a/b.html?x=/../y") == "a/b.html");
    CHECK(request_path("/%e9%83%A8%E9%97%A8/") == "部门/");
    CHECK(request_path("/部门/") == "部门/");
    CHECK(request_path("/a%20b+c") == "a b+c");
    CHECK(request_path("/%2541") == "%41");
    CHECK(request_path("/%252e%252e/%252f") == "%2e%2e/%2f");
    CHECK(request_path("/a..b/c.") == "a..b/c.");
    CHECK(request_path("/%3f%23") == "?#");
    CHECK(request_path("/%F0%9F%98%80") == "😀");
}

TEST_CASE("a path that could mean something else is refused")
{
    const auto* const target = GENERATE(
        // of another form
        "", "a", "*", "http://localhost:8000/", "http://evil.example/", "localhost:8000", "?a", "#", "/a#b", "\\a",
        // percent escapes that are bad or cut
        "/%", "/%4", "/%4/", "/%zz", "/%4g", "/%-1", "/%+1", "/% 41", "/a%", "/%u0041", "/%%41",
        // that stand for what separates
        "/a%2fb", "/a%2Fb", "/%2f", "/%2f..%2f", "/a%5cb", "/a%5Cb", "/a\\b", "/%5c..", "/%00", "/a%00.html",
        // control characters
        "/%01", "/%0a", "/%0d%0aX:1", "/%1f", "/%7f", "/%09", "/a\tb", "/%c2%80", "/%c2%9f",
        // not UTF-8: cut, overlong, surrogate, too large
        "/%ff", "/%e4%b8", "/%c0%af", "/%c0%ae%c0%ae/", "/%e0%80%af", "/%ed%a0%80", "/%f4%90%80%80", "/\xff", "/%80",
        // segments
        "//", "//a", "//evil.example/", "/a//b", "/a//", "/.", "/..", "/../", "/./a", "/a/../b", "/a/..", "/a/.", "/%2e", "/%2e%2e/a",
        "/.%2e/", "/%2e./a", "/...", "/.git/config", "/a/.env", "/%2egit", "/.well-known/x");
    CAPTURE(target);
    CHECK_FALSE(request_path(target));
}

TEST_CASE("a NUL byte in a path is refused") { CHECK_FALSE(request_path(std::string_view("/a\0b", 4))); }

TEST_CASE("plain paths")
{
    CHECK(is_plain_path(""));
    CHECK(is_plain_path("a"));
    CHECK(is_plain_path("a/b/"));
    CHECK_FALSE(is_plain_path("/"));
    CHECK_FALSE(is_plain_path("/a"));
    CHECK_FALSE(is_plain_path("a//"));
    CHECK_FALSE(is_plain_path("a/../b"));
    CHECK_FALSE(is_plain_path("a/.b"));
    CHECK_FALSE(is_plain_path("a\\b"));
}

TEST_CASE("query parameters are decoded once, + as a blank")
{
    CHECK(query_value("/events?path=%2Fjiangan%2F2023%2F", "path") == "/jiangan/2023/");
    CHECK(query_value("/?a=1&path=x/y&b", "path") == "x/y");
    CHECK(query_value("/?path=a+b%2Bc%20d", "path") == "a b+c d");
    CHECK(query_value("/?path=%2525", "path") == "%25");
    CHECK(query_value("/?path=%E9%83%A8", "path") == "部");
    CHECK(query_value("/?%70ath=x", "path") == "x");
    CHECK(query_value("/?path=a=b", "path") == "a=b");
    CHECK(query_value("/?path=", "path") == "");
    CHECK(query_value("/?path", "path") == "");
    CHECK(query_value("/?&&path=x&", "path") == "x");
}

TEST_CASE("a query parameter that is missing, repeated or bad is not given")
{
    const auto* const target = GENERATE("/", "/?", "/path=x", "/?b=1", "/?Path=x", "/?path=1&path=2", "/?path=1&path=1", "/?path=%", "/?path=%4",
                                        "/?path=%zz", "/?path=%00", "/?path=%0a", "/?path=%5c", "/?path=\\", "/?path=%ff", "/?path=%c0%af",
                                        "/?path=%7f");
    CAPTURE(target);
    CHECK_FALSE(query_value(target, "path"));
}

TEST_CASE("a bad parameter beside the one asked for does no harm") { CHECK(query_value("/?b=%ff&%=1&path=x&c=100%", "path") == "x"); }
