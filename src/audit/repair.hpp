// The fewest changes of figures that close a group of connected checks.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "audit/checks.hpp"

namespace gongkai::audit {

using Changes = std::map<model::CellRef, decimal::Money>;

/// Checks and the cells that stand in them.
class CheckGraph {
public:
    CheckGraph(const model::Report& report, const std::vector<Check>& checks);

    const std::vector<Check>& checks() const { return checks_; }
    const std::vector<std::size_t>& uses(model::CellRef cell) const;
    bool is_written(model::CellRef cell) const;
    decimal::Money value(model::CellRef cell, const Changes& changes) const;
    bool holds(std::size_t check, const Changes& changes) const;
    /// What the cell would have to be for the check to hold exactly; nullopt if it stands there twice.
    std::optional<decimal::Money> wanted(model::CellRef cell, std::size_t check, const Changes& changes) const;
    /// Cells that other tables repeat: equal now by checks of two cells that hold.
    std::vector<model::CellRef> same_figure(model::CellRef cell) const;
    /// Checks in which a changed cell stands.
    std::set<std::size_t> touched(const Changes& changes) const;

private:
    const model::Report& report_;
    const std::vector<Check>& checks_;
    std::map<model::CellRef, std::vector<std::size_t>> uses_;
};

/// Up to three figures (with their repetitions) whose change closes the failed
/// check and all that are connected with it, if there is just one such set of the
/// least size.
std::optional<Changes> repair(const CheckGraph& graph, std::size_t failed_check);

}  // namespace gongkai::audit
