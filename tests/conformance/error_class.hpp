// Our codes in the classes of environment.py.
#pragma once

#include <string>
#include <string_view>

namespace gongkai::jinja::test {

/// syntax, undefined, missing or runtime.
inline std::string class_of(std::string_view code)
{
    if (code == "T-SYNTAX" || code == "T-NAME" || code == "T-BLOCK")
        return "syntax";
    if (code == "T-UNDEF")
        return "undefined";
    if (code == "T-FILE" || code == "T-CYCLE")
        return "missing";
    return "runtime";
}

}  // namespace gongkai::jinja::test
