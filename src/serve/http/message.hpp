// A request and its answer, as plain values.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gongkai::serve {

/// Header fields in the order they came; names compare without regard to case (fields.hpp).
using Headers = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
    std::string method;  ///< GET
    std::string target;  ///< as it stands in the request line: percent-encoded path and query
    Headers headers;     ///< values as they came, without the blanks around them
    std::string path;    ///< decoded, without the leading slash (request_path.hpp); handlers read this one
};

struct HttpResponse {
    int status = 200;
    std::string content_type = "text/html; charset=utf-8";
    Headers headers;                          ///< beyond those that every answer carries (answer_headers.hpp)
    std::shared_ptr<const std::string> body;  ///< nullptr: empty
    bool is_event_stream = false;             ///< the body is the stream of events, without end
};

/// Answers a request that the guard let through; called from many threads. A HEAD request
/// is answered like GET: the server leaves out the body, and sees to ETag and Range.
using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

}  // namespace gongkai::serve
