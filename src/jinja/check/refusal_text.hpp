// What the author reads about an output that was refused.
#pragma once

#include "base/diagnostic.hpp"
#include "jinja/check/judge.hpp"

namespace gongkai::jinja {

/// T-UNSAFE at the part that fails; `whole` is the expression that is printed in `state`.
base::Diagnostic explain(const Refusal& refusal, const Expression& whole, const HtmlState& state);

}  // namespace gongkai::jinja
