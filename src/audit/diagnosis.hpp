// The one change of figures that would close all the sums around it.
#pragma once

#include <string>
#include <vector>

#include "audit/checks.hpp"

namespace gongkai::audit {

/// An explanation of some failed checks, in words.
struct Diagnosis {
    std::string text;
    std::vector<std::size_t> closes;  ///< indexes of checks that would hold
};

/// Explanations of the checks that do not hold; none where more than one
/// explanation is as good as the other.
std::vector<Diagnosis> diagnose(const Subject& subject, const std::vector<Check>& checks);

}  // namespace gongkai::audit
