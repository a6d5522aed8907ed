// The header fields of an answer.
#pragma once

#include "serve/http/message.hpp"

namespace gongkai::serve {

/// What every answer carries, whatever its status: nothing may be stored, guessed at, framed or
/// read by other sites, nor indexed.
const Headers& fixed_headers();

/// All fields of an answer: the fixed ones, the handler's own, and those that follow from it
/// (Content-Type, Content-Length, Accept-Ranges, Date; Connection if it is the connection's last).
/// A field of the handler's that is among these, or is Access-Control-*, Server or
/// Transfer-Encoding, is left out. A Content-Security-Policy of its own holds beside the fixed one.
Headers answer_headers(const HttpResponse& response, bool last);

}  // namespace gongkai::serve
