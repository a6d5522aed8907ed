// '%s 万元' % amount and the filter format: printf-style formatting as Python's.
#pragma once

#include "jinja/value/value.hpp"

namespace gongkai::jinja {

/// The pattern with its conversions replaced: %s, %d %i %u, %x %X %o, %c,
/// %f %e %g (and capitals), %%; each with the flags - 0 + # and space, a width
/// and a precision. The arguments are the items of a list, the members of a map
/// (for %(name)s) or, if it is anything else, the one value. Decimals are written
/// exactly, and %.2f rounds them half away from zero. If the pattern is safe,
/// what %s puts in is escaped and the result is safe.
Value formatted(const Value& pattern, const Value& arguments);

}  // namespace gongkai::jinja
