// What a client wants of an answer: all of it, a part, or nothing if it has it already
// (RFC 9110, sections 13 and 14).
#pragma once

#include <cstddef>

#include "serve/http/message.hpp"

namespace gongkai::serve {

/// Turns a handler's answer of status 200 with a body into the one to send:
/// - 304 if it has an ETag and If-None-Match holds it (compared weakly) or is *;
/// - 206 for a Range of a GET request, as multipart/byteranges if it has several; 416 if none can
///   be satisfied. A Range is ignored if If-Range does not name the ETag (compared strongly; a
///   date never matches) or parse_ranges() says so.
/// Every other answer stays as it is. If-Match and dates are not looked at: no answer has a date.
HttpResponse select_content(const HttpRequest& request, HttpResponse response, std::size_t range_limit);

}  // namespace gongkai::serve
