// cpp-httplib takes the request line apart and writes answers. It is not given the header fields,
// since what it (0.11.4) does with them is not safe here: it decodes percent escapes in their
// values and cuts them at a NUL, so that "Host: localhost%3A8000%00.evil.example" becomes
// "localhost:8000"; it drops lines that it does not understand and takes "Origin : x" for another
// name; it reads Range before any handler, serves as many ranges as are named, and reports ones
// beyond the end as if they were there. Nor does it accept connections: see server.cpp.
#include "serve/http/exchange.hpp"

#include <exception>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <httplib.h>

#include "serve/http/answer_headers.hpp"
#include "serve/http/event_stream.hpp"
#include "serve/http/fields.hpp"
#include "serve/http/guard.hpp"
#include "serve/http/refusal.hpp"
#include "serve/http/request_path.hpp"
#include "serve/http/selection.hpp"

namespace gongkai::serve {
namespace {

/// Gives httplib a text to read, and the connection to write to.
class RequestStream : public httplib::Stream {
public:
    RequestStream(std::string text, Connection& connection) : text_(std::move(text)), connection_(connection) {}

    bool is_readable() const override { return true; }
    bool is_writable() const override { return connection_.open(); }

    ssize_t read(char* bytes, std::size_t size) override
    {
        const auto count = text_.copy(bytes, size, read_);
        read_ += count;
        return static_cast<ssize_t>(count);
    }
    ssize_t write(const char* bytes, std::size_t size) override
    {
        return connection_.send({bytes, size}) ? static_cast<ssize_t>(size) : -1;
    }

    void get_remote_ip_and_port(std::string&, int&) const override {}
    void get_local_ip_and_port(std::string&, int&) const override {}
    socket_t socket() const override { return 0; }  // only compared with FD_SETSIZE

private:
    std::string text_;
    Connection& connection_;
    std::size_t read_ = 0;
};

bool wants_close(const httplib::Request& request, const Headers& headers)
{
    return request.version == "HTTP/1.0" || field_lists(headers, "Connection", "close");
}

/// The answer where httplib gave up: mostly a request line that it refused. It does not know all
/// methods, takes no version but 1.0 and 1.1, and no target with two question marks.
HttpResponse gave_up(const httplib::Request& line, int status)
{
    if (status >= 500)
        return refusal(500);
    if (line.method != "GET" && line.method != "HEAD")
        return refusal(405);
    return refusal(line.version.starts_with("HTTP/1.") ? 400 : 505);
}

/// A server that serves one request, on a stream that it is given.
class Exchange : httplib::Server {
public:
    Exchange(Connection& connection, const RequestHead& head, const Service& service)
        : connection_(connection), head_(head), service_(service)
    {
        svr_sock_ = 0;  // otherwise httplib takes itself for stopped, and writes no body
        set_pre_routing_handler([this](const httplib::Request& request, httplib::Response&) {
            if (!answer_)
                answer_ = answer(request);
            return HandlerResponse::Handled;
        });
        set_post_routing_handler([this](const httplib::Request& request, httplib::Response& response) { fill(request, response); });
    }

    /// True if the connection may carry another request.
    bool run(const std::string& request_line)
    {
        RequestStream stream(request_line + "\r\n\r\n", connection_);
        bool closed = false;
        return process_request(stream, false, closed, nullptr) && !closed && !last_ && connection_.open();
    }

    void refuse(int status)
    {
        refuse_with(refusal(status));
        run(head_.request_line.starts_with("HEAD ") ? "HEAD / HTTP/1.1" : "GET / HTTP/1.1");
    }

private:
    HttpResponse refuse_with(HttpResponse response)
    {
        last_ = true;
        answer_ = std::move(response);
        return *answer_;
    }

    HttpResponse answer(const httplib::Request& line);
    HttpResponse handled(const HttpRequest& request) const;
    void fill(const httplib::Request& line, httplib::Response& response);
    void fill_body(const HttpResponse& answer, httplib::Response& response);

    Connection& connection_;
    const RequestHead& head_;
    const Service& service_;
    std::optional<HttpResponse> answer_;
    bool last_ = false;  ///< no further request on this connection
};

HttpResponse Exchange::answer(const httplib::Request& line)
{
    HttpRequest request{line.method, line.target, head_.headers, {}};
    if (auto refused = guard(request, service_.port))
        return refuse_with(std::move(*refused));
    auto path = request_path(request.target);
    if (!path)
        return refuse_with(refusal(400, "网址格式有误。"));
    request.path = std::move(*path);
    last_ = wants_close(line, request.headers);
    auto response = select_content(request, handled(request), service_.limits.ranges);
    last_ = last_ || response.is_event_stream;
    return response;
}

HttpResponse Exchange::handled(const HttpRequest& request) const
{
    try {
        return service_.handler(request);
    } catch (const std::exception& failure) {
        return refusal(500, fmt::format("预览服务器内部出错：{}", failure.what()));
    } catch (...) {
        return refusal(500);
    }
}

/// Replaces what httplib would send by the answer.
void Exchange::fill(const httplib::Request& line, httplib::Response& response)
{
    const auto answer = answer_ ? *answer_ : refuse_with(gave_up(line, response.status));
    response.status = answer.status;
    response.headers.clear();
    for (const auto& [name, value] : answer_headers(answer, last_))
        response.set_header(name, value);
    fill_body(answer, response);
}

void Exchange::fill_body(const HttpResponse& answer, httplib::Response& response)
{
    if (answer.is_event_stream) {
        response.content_provider_ = [this](std::size_t, std::size_t, httplib::DataSink& sink) {
            stream_events(connection_, service_.events.subscribe(last_event_id(head_.headers)), service_.limits);
            sink.done();
            return true;
        };
    } else if (answer.body && !answer.body->empty() && answer.status != 304 && answer.status != 204) {
        response.content_length_ = answer.body->size();
        response.content_provider_ = [body = answer.body](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
            return sink.write(body->data() + offset, length);
        };
    }
}

}  // namespace

bool answer_request(Connection& connection, const RequestHead& head, const Service& service)
{
    return Exchange(connection, head, service).run(head.request_line);
}

void answer_refused(Connection& connection, const RequestHead& head, int status, const Service& service)
{
    Exchange(connection, head, service).refuse(status);
}

}  // namespace gongkai::serve
