// Pages that need not be read again: the data tell it all.
#pragma once

#include "build/changes/figure_changes.hpp"
#include "build/changes/page_changes.hpp"

namespace gongkai::build {

/// Whether everything that is different on the page of a table stands in its TableChange: every
/// cell that differs went from and to values that are listed there, every line that was added or
/// removed is a row listed there. In doubt false.
bool is_told_by(const TableChange& table, const TextChanges& texts);

}  // namespace gongkai::build
