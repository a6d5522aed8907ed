// Computes what a form of one page leaves out.
#pragma once

#include "model/sheet.hpp"

namespace gongkai::resolve {

/// Fills values that were left out and follow from others, and marks them computed;
/// what is written, be it a blank (~), is never changed.
/// - A percentage: part ÷ whole of its row, to the decimals that the form says.
/// - Points for execution: the section's weight × part ÷ whole of the percentage
///   that the form names (执行率), at most the weight, to two decimals.
/// - The total: the sum of all points of the sheet. Blank when there are none.
void complete_sheet(model::Sheet& sheet);

}  // namespace gongkai::resolve
