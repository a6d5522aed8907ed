// What a request asks for: the path and the query of its target (RFC 3986, sections 2.1 and 3).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gongkai::serve {

/// True for a path of names with '/' between them, perhaps one at its end: valid UTF-8 without
/// control characters and backslashes, no name empty or beginning with '.'. The empty path is the root.
bool is_plain_path(std::string_view path);

/// The path of a target such as "/jiangan/2023/?a=b": percent escapes decoded once, without the
/// slash at its beginning, always a plain path. nullopt, to be answered with 400, for a target of
/// another form (absolute, authority, *), with a fragment, a bad percent escape, an escaped '/',
/// '\' or NUL, or whose path is not plain. '+' stands for itself.
std::optional<std::string> request_path(std::string_view target);

/// The value of a query parameter, decoded once; as forms and URLSearchParams write it, '+' is a
/// blank. An escaped '/' is a '/' here (so encodeURIComponent writes a path); who takes the value
/// for a path must ask is_plain_path(). nullopt if there is none or more than one of that name, for
/// a bad percent escape, a control character, a backslash or invalid UTF-8.
std::optional<std::string> query_value(std::string_view target, std::string_view name);

}  // namespace gongkai::serve
