// One cell's text → Figure.
#pragma once

#include <optional>

#include "base/diagnostic.hpp"
#include "load/yaml.hpp"
#include "model/figure.hpp"

namespace gongkai::load {

struct ReadFigure {
    model::Figure figure;
    bool grouped = false;  ///< written with commas between thousands
};

/// Reads "1,638.52", "0", "—" or "-", "不适用", or nothing. Anything else is
/// reported: F-NUM (no number), F-COMMA, F-DECIMALS (finer than 0.01 元), F-LARGE.
std::optional<ReadFigure> read_figure(const Node& node, decimal::Unit unit, base::Diagnostics& problems);

}  // namespace gongkai::load
