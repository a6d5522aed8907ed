// Which removed line became which added one.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "build/changes/edit_script.hpp"

namespace gongkai::build {

/// The lines of one differing range side by side, in their order: a line and what became
/// of it, or one that was only removed or only added beside an empty text. Lines are paired
/// that are most alike; a long range, or one of long lines, is paired as the lines come.
std::vector<std::pair<std::string_view, std::string_view>> paired_lines(const std::vector<std::string>& old,
                                                                        const std::vector<std::string>& now,
                                                                        const DifferingRange& range);

}  // namespace gongkai::build
