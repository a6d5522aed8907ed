#include <catch2/catch.hpp>

#include "serve/http/fields.hpp"
#include "serve/http/request_head.hpp"

using namespace gongkai::serve;

namespace {

const HttpLimits limits;

/// The status with which a head is refused, given whole and byte by byte; 0 if it is not.
int refused(std::string_view bytes)
{
    HeadReader whole(limits);
    whole.take(bytes);
    HeadReader single(limits);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        single.take(bytes.substr(i, 1));
    CHECK(whole.refusal() == single.refusal());
    CHECK(whole.complete() == single.complete());
    CHECK_FALSE((whole.complete() && whole.refusal() != 0));
    return whole.refusal();
}

std::string with_field(const std::string& line) { return "GET / HTTP/1.1\r\n" + line + "\r\n\r\n"; }

}  // namespace

TEST_CASE("a head is read up to its end")
{
    HeadReader reader(limits);
    CHECK_FALSE(reader.begun());
    const std::string head = "GET /a?b HTTP/1.1\r\nHost: localhost:8000\r\nEmpty:\r\nx-Y.z:\t a: %41 \t\r\n\r\n";
    CHECK(reader.take(head + "GET /next") == head.size());
    CHECK(reader.complete());
    CHECK(reader.head().request_line == "GET /a?b HTTP/1.1");
    CHECK(reader.head().headers == Headers{{"Host", "localhost:8000"}, {"Empty", ""}, {"x-Y.z", "a: %41"}});
    CHECK(reader.take("more") == 0);
}

TEST_CASE("a head that is cut anywhere is neither complete nor refused")
{
    const std::string head = "HEAD /%41 HTTP/1.0\r\nHost: a\r\nB: c\r\n\r\n";
    for (std::size_t size = 0; size < head.size(); ++size) {
        HeadReader reader(limits);
        CHECK(reader.take(std::string_view(head).substr(0, size)) == size);
        CHECK_FALSE(reader.complete());
        CHECK(reader.refusal() == 0);
        CHECK(reader.begun() == (size > 0));
    }
    CHECK(refused(head) == 0);
}

TEST_CASE("a request line is three words")
{
    const auto* const line = GENERATE("", "GET", "GET /", " GET / HTTP/1.1", "GET  / HTTP/1.1", "GET /  HTTP/1.1", "GET / HTTP/1.1 ", "GET / a HTTP/1.1",
                                      "GET\t/ HTTP/1.1", "GET /\t HTTP/1.1", "GET /a#b HTTP/1.1", "  ", "GET / ");
    CAPTURE(line);
    CHECK(refused(std::string(line) + "\r\n") == 400);
}

TEST_CASE("fields that could be read in two ways are refused")
{
    const auto* const line = GENERATE("Origin : http://evil.example", "Origin\t: x", " Origin: x", "\tfolded: x", " ", ":", ": x", "no colon", "a b: c",
                                      "a(b): c", "a\"b\": c", "ä: c", "@: c", "a[1]: c", "a,b: c", "Host;: c");
    CAPTURE(line);
    CHECK(refused(with_field(line)) == 400);
}

TEST_CASE("a line folded over two is refused") { CHECK(refused("GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n") == 400); }

TEST_CASE("only CR LF ends a line")
{
    const auto* const head = GENERATE("GET / HTTP/1.1\n", "GET / HTTP/1.1\r\nA: b\n", "GET / HTTP/1.1\r\nA: b\r\n\n", "GET / HTTP/1.1\r\r\n",
                                      "GET / HTTP/1.1\rA: b", "GET / HTTP/1.1\r\nA: b\rC: d\r\n", "GET / HTTP/1.1\r\nA: b\n\r", "\n", "\r\n", "\r\r");
    CAPTURE(head);
    CHECK(refused(head) == 400);
}

TEST_CASE("control characters are refused at once, where they stand")
{
    for (int c = 0; c < 0x80; ++c) {
        if ((c >= 0x20 && c != 0x7f) || c == '\t' || c == '\r')
            continue;
        CAPTURE(c);
        const auto byte = std::string(1, static_cast<char>(c));
        CHECK(refused("G" + byte) == 400);
        CHECK(refused("GET /" + byte) == 400);
        CHECK(refused("GET / HTTP/1.1\r\nA" + byte) == 400);
        CHECK(refused("GET / HTTP/1.1\r\nA: b" + byte) == 400);
    }
}

TEST_CASE("a greeting of TLS is refused with its first bytes") { CHECK(refused(std::string("\x16\x03\x01\x02\x00\x01", 6)) == 400); }

TEST_CASE("values may hold tabs and bytes beyond ASCII") { CHECK(refused(with_field("A: b\tc \xe9\x83\xa8 \xff")) == 0); }

TEST_CASE("a request line has 8 KB at most")
{
    const auto line = [](std::size_t size) { return "GET /" + std::string(size - 16, 'a') + " HTTP/1.1\r\n"; };
    REQUIRE(line(8192).size() == 8192);
    CHECK(refused(line(8192)) == 0);
    CHECK(refused(line(8193)) == 414);
    CHECK(refused(std::string(8192, 'a')) == 0);
    CHECK(refused(std::string(8193, 'a')) == 414);
}

TEST_CASE("fields have 32 KB in all at most")
{
    const auto fields = [](std::size_t size) { return "GET / HTTP/1.1\r\nA: " + std::string(size - 7, 'a') + "\r\n\r\n"; };
    CHECK(refused(fields(32768)) == 0);
    CHECK(refused(fields(32769)) == 431);
    CHECK(refused("GET / HTTP/1.1\r\n" + std::string(32769, 'a')) == 431);
}

TEST_CASE("there are 100 fields at most")
{
    std::string head = "GET / HTTP/1.1\r\n";
    for (int i = 0; i < 100; ++i)
        head += "A: b\r\n";
    CHECK(refused(head + "\r\n") == 0);
    CHECK(refused(head + "A: b\r\n\r\n") == 431);
}

TEST_CASE("words in lists of fields")
{
    const Headers headers = {{"Connection", "keep-alive, Upgrade"}, {"connection", " ,close,"}};
    CHECK(field_lists(headers, "Connection", "close"));
    CHECK(field_lists(headers, "CONNECTION", "upgrade"));
    CHECK(field_lists(headers, "Connection", "Keep-Alive"));
    CHECK_FALSE(field_lists(headers, "Connection", "alive"));
    CHECK_FALSE(field_lists(headers, "Connect", "close"));
    CHECK(trimmed(" \t a b\t ") == "a b");
    CHECK(trimmed(" \t") == "");
}
