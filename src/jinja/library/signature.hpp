// What a filter, test or function takes: checked when templates are compiled,
// and printed in the theme author's reference.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jinja/value/arguments.hpp"

namespace gongkai::jinja {

struct Parameter {
    std::string name;
    std::string fallback;  ///< as written in the reference; empty: the argument is required
};

/// Made from its own text: "length=255, killwords=false, end='...'"; "*" takes
/// any number of further positional arguments, "**" any further names. The
/// subject of a filter or test is not among the parameters.
struct Signature {
    Signature() = default;
    explicit Signature(std::string_view text);

    std::string text;
    std::vector<Parameter> parameters;
    bool takes_more = false;
    bool takes_names = false;

    /// The complaint about a call with so many positional arguments and these
    /// names, as a sentence; empty if it fits.
    std::string complaint(std::string_view callee, std::size_t positional, const std::vector<std::string>& names) const;
    /// Failure T-CALL if the arguments do not fit. `skipped`: leading arguments that are no parameters.
    void check(const Arguments& arguments, std::size_t skipped) const;
};

}  // namespace gongkai::jinja
