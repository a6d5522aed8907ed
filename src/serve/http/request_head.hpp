// The head of a request, read strictly (RFC 9112, sections 2.2, 3 and 5).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "serve/http/limits.hpp"
#include "serve/http/message.hpp"

namespace gongkai::serve {

/// The request line without its line break, and the fields. The line is three words with one
/// blank between them, its target without '#'; what the words mean is not looked at.
struct RequestHead {
    std::string request_line;
    Headers headers;
};

/// Takes a head from bytes as they come. What could be read in two ways is refused (400): a line
/// that does not end with CR LF, a control character (a tab in a value is none), an empty line
/// before the request line, a field without a name or with a blank before its colon, a field
/// folded over two lines. So is what is too long: 414 for the request line, 431 for the fields.
class HeadReader {
public:
    explicit HeadReader(const HttpLimits& limits) : limits_(limits) {}

    /// Takes bytes up to the end of the head or to the first that is refused; tells how many.
    std::size_t take(std::string_view bytes);

    bool begun() const { return !line_.empty() || !head_.request_line.empty(); }
    bool complete() const { return complete_; }
    int refusal() const { return refusal_; }  ///< the status to answer with; 0 while there is no reason to refuse

    /// All that was taken, once complete; before, the request line if that has come.
    const RequestHead& head() const { return head_; }

private:
    void take_byte(char byte);
    void end_line();
    void end_request_line(std::string_view line);
    void end_field(std::string_view line);
    void check_size();

    const HttpLimits& limits_;
    RequestHead head_;
    std::string line_;             ///< what has come of the present line
    std::size_t fields_size_ = 0;  ///< bytes since the request line
    int refusal_ = 0;
    bool complete_ = false;
};

}  // namespace gongkai::serve
