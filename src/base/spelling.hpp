// "Did you mean": the nearest of the known names.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::base {

/// Optimal string alignment distance in code points: insertions, deletions,
/// substitutions and swaps of neighbours.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The known name nearest to `word`, if one is near enough to have been meant
/// (at most a third of its characters differ, and never all). Ties: the first.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known);

/// The same as a hint for messages, 是否为“…”？; `otherwise` if none is near enough.
std::string suggestion(std::string_view word, const std::vector<std::string>& known, std::string otherwise = {});

}  // namespace gongkai::base
