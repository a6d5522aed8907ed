// Who may ask the preview for something, and how: pages of other sites must not be able to
// read it, frame it or find out what it holds.
#pragma once

#include <optional>

#include "serve/http/message.hpp"

namespace gongkai::serve {

/// The refusal of a request to a preview on that port, or nothing if it is let through.
/// In this order, for every path alike:
/// - 400 unless there is exactly one Host; 403 unless it names this machine: 127.0.0.1, [::1],
///   localhost or *.localhost (RFC 6761, section 6.3), with the port (which may be left out
///   if it is 80). So a name of an attacker that resolves to 127.0.0.1 (DNS rebinding) is of no use;
/// - 403 if there is an Origin other than http:// and that Host, or a Sec-Fetch-Site other
///   than same-origin and none; 400 if there is more than one of either;
/// - 405 unless the method is GET or HEAD;
/// - 413 if there is a body (Content-Length), 400 if there may be one of unknown length
///   (Transfer-Encoding, Expect, a Content-Length that is no number or is there twice).
///   The bytes that follow would be taken for a request: after a refusal the connection must be closed.
std::optional<HttpResponse> guard(const HttpRequest& request, int port);

}  // namespace gongkai::serve
