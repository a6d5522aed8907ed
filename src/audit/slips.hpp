// Slips of the pen: how a wrong figure came from the right one.
#pragma once

#include <string>
#include <vector>

#include "model/report.hpp"

namespace gongkai::audit {

/// What was probably done, in words (“第2、3位数字对调”), if the figure in the cell
/// differs from the right one by a known slip; empty otherwise: two digits
/// exchanged, one digit wrong, one missing or too many, the decimal point or the
/// unit (10^k), a sign, a value copied from the next column or row, the value of a
/// row below left out or counted twice (`is_sum`: the figure is a sum). Cells that
/// change `together` with this one are nothing to copy from.
std::string slip_between(const model::Report& report, model::CellRef cell, decimal::Money right, bool is_sum,
                         const std::vector<model::CellRef>& together = {});

}  // namespace gongkai::audit
