// Random cases. Four in five are well typed by construction: the generator
// knows the types of the names in scope. The others have a fault put in, and
// then the engine has to fail as Jinja2 does, at the same line.
#pragma once

#include <cstdint>

#include "case.hpp"

namespace generated {

struct Options {
    bool newer = true;  ///< recursive loops, varargs, scoped blocks and the like
};

/// The same seed gives the same case on every machine.
Case generate(std::uint64_t seed, const Options& options = {});

}  // namespace generated
