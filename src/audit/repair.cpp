// Depth-first search: take a check that does not hold, let each of its figures in
// turn be the wrong one, and go on with the checks that this breaks or leaves
// open. Iterative deepening finds the smallest repair; two of the same size mean
// that nothing can be said.

#include "audit/repair.hpp"

#include <algorithm>

namespace gongkai::audit {
namespace {

using decimal::Money;
using model::CellRef;

constexpr std::size_t most_changes = 3;
constexpr std::size_t most_steps = 6'000;
constexpr std::size_t most_terms = 14;  ///< longer sums say too little about which term is wrong

class Search {
public:
    Search(const CheckGraph& graph, std::size_t start) : graph_(graph), start_(start) {}

    std::optional<Changes> run()
    {
        for (std::size_t depth = 1; depth <= most_changes; ++depth) {
            solutions_.clear();
            steps_ = 0;
            step({}, depth);
            if (steps_ >= most_steps)
                return std::nullopt;
            if (!solutions_.empty())
                return solutions_.size() == 1 ? std::optional(*solutions_.begin()) : std::nullopt;
        }
        return std::nullopt;
    }

private:
    void step(const Changes& changes, std::size_t left)
    {
        if (++steps_ >= most_steps || solutions_.size() > 1)
            return;
        const auto open = open_check(changes);
        if (!open) {
            solutions_.insert(changes);
            return;
        }
        const auto& terms = graph_.checks()[*open].terms;
        if (left == 0 || terms.size() > most_terms)
            return;
        for (const auto& term : terms) {
            if (!term.cell || changes.contains(*term.cell) || !graph_.is_written(*term.cell))
                continue;
            if (const auto value = graph_.wanted(*term.cell, *open, changes))
                step(with(changes, *term.cell, *value), left - 1);
        }
    }

    Changes with(Changes changes, CellRef cell, Money value) const
    {
        for (const auto same : graph_.same_figure(cell))
            changes[same] = value;
        return changes;
    }

    /// The shortest check among those concerned that does not hold.
    std::optional<std::size_t> open_check(const Changes& changes) const
    {
        auto concerned = graph_.touched(changes);
        concerned.insert(start_);
        std::optional<std::size_t> shortest;
        for (const auto check : concerned)
            if (!graph_.holds(check, changes) &&
                (!shortest || graph_.checks()[check].terms.size() < graph_.checks()[*shortest].terms.size()))
                shortest = check;
        return shortest;
    }

    const CheckGraph& graph_;
    std::size_t start_;
    std::set<Changes> solutions_;
    std::size_t steps_ = 0;
};

}  // namespace

CheckGraph::CheckGraph(const model::Report& report, const std::vector<Check>& checks) : report_(report), checks_(checks)
{
    for (std::size_t i = 0; i < checks.size(); ++i)
        for (const auto& term : checks[i].terms)
            if (term.cell)
                uses_[*term.cell].push_back(i);
}

const std::vector<std::size_t>& CheckGraph::uses(CellRef cell) const
{
    static const std::vector<std::size_t> none;
    const auto found = uses_.find(cell);
    return found == uses_.end() ? none : found->second;
}

bool CheckGraph::is_written(CellRef cell) const
{
    const auto& value = report_.tables[cell.table].at(cell.row, cell.column);
    return value.origin == model::Origin::written && value.figure.has_amount();
}

Money CheckGraph::value(CellRef cell, const Changes& changes) const
{
    const auto found = changes.find(cell);
    return found != changes.end() ? found->second : report_.tables[cell.table].at(cell.row, cell.column).figure.amount;
}

bool CheckGraph::holds(std::size_t check, const Changes& changes) const
{
    if (changes.empty())
        return checks_[check].holds();
    Money delta;
    for (const auto& term : checks_[check].terms) {
        const auto amount = term.cell ? value(*term.cell, changes) : term.value;
        delta += term.sign > 0 ? amount : -amount;
    }
    return checks_[check].allows(delta);
}

std::optional<Money> CheckGraph::wanted(CellRef cell, std::size_t check, const Changes& changes) const
{
    Money delta;
    std::optional<int> sign;
    for (const auto& term : checks_[check].terms) {
        const auto amount = term.cell ? value(*term.cell, changes) : term.value;
        delta += term.sign > 0 ? amount : -amount;
        if (!term.cell || *term.cell != cell)
            continue;
        if (sign)
            return std::nullopt;
        sign = term.sign;
    }
    if (!sign)
        return std::nullopt;
    return value(cell, changes) - (*sign > 0 ? delta : -delta);
}

std::vector<CellRef> CheckGraph::same_figure(CellRef cell) const
{
    std::vector<CellRef> all = {cell};
    for (std::size_t i = 0; i < all.size(); ++i)
        for (const auto check : uses(all[i])) {
            const auto& terms = checks_[check].terms;
            if (terms.size() != 2 || !terms[0].cell || !terms[1].cell || !checks_[check].is_exact())
                continue;
            const auto other = *terms[0].cell == all[i] ? *terms[1].cell : *terms[0].cell;
            if (is_written(other) && std::find(all.begin(), all.end(), other) == all.end())
                all.push_back(other);
        }
    return all;
}

std::set<std::size_t> CheckGraph::touched(const Changes& changes) const
{
    std::set<std::size_t> checks;
    for (const auto& [cell, value] : changes)
        checks.insert(uses(cell).begin(), uses(cell).end());
    return checks;
}

std::optional<Changes> repair(const CheckGraph& graph, std::size_t failed_check) { return Search(graph, failed_check).run(); }

}  // namespace gongkai::audit
