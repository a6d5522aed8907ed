// Two values of a cell: the difference of numbers, and which are no numbers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "build/changes/figure_changes.hpp"

namespace gongkai::build {

/// "+0.10", "-1,000.00": the difference of two counts of 分 in a unit (万元 …), with at least
/// the decimals of the texts shown. Empty if the unit is none, or the difference too large.
std::string money_difference(std::int64_t before, std::int64_t after, std::string_view unit, const ShownValue& shown_before,
                             const ShownValue& shown_after);

/// The same of two texts that are decimal numbers, or both percentages ("98%" → "+1个百分点");
/// empty for others.
std::string number_difference(const ShownValue& before, const ShownValue& after);

/// Neither has a digit, or one is longer than 60 characters.
bool are_texts(const ShownValue& before, const ShownValue& after);

/// A figure: it has a digit and is no long text.
bool is_figure(const ShownValue& value);

}  // namespace gongkai::build
