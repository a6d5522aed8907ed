// What a bullet chart says in words and in its table.
#pragma once

#include <string>

#include "chart/bullet_rows.hpp"

namespace gongkai::chart {

/// The finding, for readers who do not see the picture.
std::string description_of(const BulletRows& rows, const Bullets& chart);
/// What a reader must know: what 100 % is, what was cut, what has no bar.
std::string note_of(const BulletRows& rows, const Bullets& chart);
/// Fills columns and rows.
void fill_table(Chart& result, const BulletRows& rows, const Bullets& chart);

}  // namespace gongkai::chart
