// Answers that refuse a request.
#pragma once

#include <string>

#include "serve/http/message.hpp"

namespace gongkai::serve {

/// An answer of that status whose body is one line of Chinese plain text.
HttpResponse refusal(int status, std::string explanation);

/// The same with the words that fit the status.
HttpResponse refusal(int status);

}  // namespace gongkai::serve
