#include <catch2/catch.hpp>

#include "http_test_server.hpp"
#include "serve/http/byte_range.hpp"
#include "serve/http/selection.hpp"

using namespace gongkai::serve;
using http_test::letters;
using Ranges = std::vector<ByteRange>;

namespace {

HttpResponse selected(const Headers& headers, HttpResponse response = letters(), const std::string& method = "GET")
{
    return select_content({method, "/", headers, ""}, std::move(response), 8);
}

HttpResponse tagged(const std::string& tag)
{
    auto response = letters();
    response.headers = {{"ETag", tag}};
    return response;
}

}  // namespace

TEST_CASE("ranges are cut to the length of the body")
{
    CHECK(parse_ranges("bytes=0-0", 10, 8) == Ranges{{0, 1}});
    CHECK(parse_ranges("bytes=2-5", 10, 8) == Ranges{{2, 6}});
    CHECK(parse_ranges("Bytes=2-", 10, 8) == Ranges{{2, 10}});
    CHECK(parse_ranges("bytes=2-99", 10, 8) == Ranges{{2, 10}});
    CHECK(parse_ranges("bytes=-3", 10, 8) == Ranges{{7, 10}});
    CHECK(parse_ranges("bytes=-99", 10, 8) == Ranges{{0, 10}});
    CHECK(parse_ranges("bytes=0-99999999999999999999999", 10, 8) == Ranges{{0, 10}});
    CHECK(parse_ranges("bytes=-99999999999999999999999", 10, 8) == Ranges{{0, 10}});
    CHECK(parse_ranges("bytes=0-1, 4-5 ,\t-1", 10, 8) == Ranges{{0, 2}, {4, 6}, {9, 10}});
    CHECK(parse_ranges("bytes=8-9,0-1", 10, 8) == Ranges{{8, 10}, {0, 2}});
}

TEST_CASE("ranges that cannot be satisfied are left out")
{
    CHECK(parse_ranges("bytes=10-", 10, 8) == Ranges{});
    CHECK(parse_ranges("bytes=10-20,99999999999999999999-", 10, 8) == Ranges{});
    CHECK(parse_ranges("bytes=-0", 10, 8) == Ranges{});
    CHECK(parse_ranges("bytes=10-,3-4", 10, 8) == Ranges{{3, 5}});
}

TEST_CASE("a Range that is malformed is ignored")
{
    const auto* const field = GENERATE("", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=1", "bytes=5-2", "bytes=--5", "bytes=1-2-3", "bytes=1-2,",
                                       "bytes=,1-2", "bytes=+1-2", "bytes=1 -2", "bytes=0x1-2", "bytes 1-2", "items=1-2", "bytes=1-2;3-4", "bytes=1-2,x");
    CAPTURE(field);
    CHECK_FALSE(parse_ranges(field, 10, 8));
}

TEST_CASE("a Range that asks for too much is ignored")
{
    CHECK(parse_ranges("bytes=0-0,1-1,2-2", 10, 3));
    CHECK_FALSE(parse_ranges("bytes=0-0,1-1,2-2,3-3", 10, 3));
    CHECK_FALSE(parse_ranges("bytes=0-,0-", 10, 8));
    CHECK_FALSE(parse_ranges("bytes=0-5,5-9", 10, 8));
    std::string many = "bytes=0-";
    for (int i = 0; i < 2700; ++i)
        many += ",0-";
    CHECK_FALSE(parse_ranges(many, 10, 8));
}

TEST_CASE("If-None-Match compares weakly, in lists, and takes *")
{
    for (const auto* field : {"\"v1\"", "W/\"v1\"", "\"a\", \"v1\"", "\"a\",W/\"v1\" , \"b\"", "*", " * ", "\"a,b\", \"v1\""}) {
        CAPTURE(field);
        const auto response = selected({{"If-None-Match", field}});
        CHECK(response.status == 304);
        CHECK_FALSE(response.body);
        CHECK(response.headers == letters().headers);
    }
    for (const auto* field : {"", "\"v2\"", "v1", "\"v1", "v1\"", "\"V1\"", "\"a\"v1\"b\"", "\"*\"", "W/\"v2\", \"v11\""}) {
        CAPTURE(field);
        CHECK(selected({{"If-None-Match", field}}).status == 200);
    }
    CHECK(selected({{"If-None-Match", "\"a\""}, {"If-None-Match", "\"v1\""}}).status == 304);
    CHECK(selected({{"If-None-Match", "\"v1\""}}, tagged("W/\"v1\"")).status == 304);
    CHECK(selected({{"If-None-Match", "\"v1\""}}, letters(), "HEAD").status == 304);
}

TEST_CASE("an answer without an ETag, or not 200, is given whole")
{
    CHECK(selected({{"If-None-Match", "*"}}, http_test::page("x")).status == 200);
    auto missing = letters();
    missing.status = 404;
    CHECK(selected({{"If-None-Match", "*"}, {"Range", "bytes=0-1"}}, missing).status == 404);
    auto events = letters();
    events.is_event_stream = true;
    CHECK(selected({{"If-None-Match", "*"}, {"Range", "bytes=0-1"}}, events).is_event_stream);
    CHECK(selected({{"Range", "bytes=0-1"}}, HttpResponse{}).status == 200);
}

TEST_CASE("If-None-Match goes before Range") { CHECK(selected({{"If-None-Match", "\"v1\""}, {"Range", "bytes=0-1"}}).status == 304); }

TEST_CASE("If-Range compares strongly")
{
    const std::pair<std::string, std::string> range = {"Range", "bytes=0-1"};
    CHECK(selected({range, {"If-Range", "\"v1\""}}).status == 206);
    CHECK(selected({range, {"If-Range", "\"v2\""}}).status == 200);
    CHECK(selected({range, {"If-Range", "W/\"v1\""}}).status == 200);
    CHECK(selected({range, {"If-Range", "Sat, 21 Nov 2026 18:29:15 GMT"}}).status == 200);
    CHECK(selected({range, {"If-Range", "W/\"v1\""}}, tagged("W/\"v1\"")).status == 200);
    CHECK(selected({range, {"If-Range", "\"v1\""}}, http_test::page("abc")).status == 200);
}

TEST_CASE("a Range is for GET alone, and there is one")
{
    CHECK(selected({{"Range", "bytes=0-1"}}, letters(), "HEAD").status == 200);
    CHECK(selected({{"Range", "bytes=0-1"}, {"Range", "bytes=2-3"}}).status == 200);
}

TEST_CASE("parts of a body that holds the boundary have another")
{
    const auto response = selected({{"Range", "bytes=0-1,3-4"}}, http_test::page("ab--gongkai--gongkai-0"));
    CHECK(response.content_type == "multipart/byteranges; boundary=gongkai-1");
    CHECK(response.body->ends_with("\r\n--gongkai-1--\r\n"));
}
