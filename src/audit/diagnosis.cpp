// Every check is a linear equation over cells. A wrong figure breaks just the
// equations it stands in, each by the same amount: so for every cell in a failed
// check the value that would close it is known, and an explanation is good when
//   - every failed check with the cell asks for the same value, and
//   - no check that holds now would be broken by it.
// Where several cells do equally well (a single broken sum), only one that a known
// slip explains is named. Whole columns shifted by a row, and two cells exchanged,
// are tried by evaluating all checks anew.

#include "audit/diagnosis.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "audit/cells.hpp"
#include "audit/repair.hpp"
#include "audit/slips.hpp"

namespace gongkai::audit {
namespace {

using decimal::Money;
using model::CellRef;

class Diagnoser {
public:
    Diagnoser(const Subject& subject, const std::vector<Check>& checks)
        : report_(subject.report), checks_(checks), graph_(subject.report, checks)
    {
        for (std::size_t i = 0; i < checks.size(); ++i)
            if (!checks[i].holds() && checks[i].comparison == formula::Comparison::equal)
                failed_.insert(i);
    }

    std::vector<Diagnosis> run()
    {
        if (failed_.empty() || failed_.size() > most_failed)
            return {};
        shifts();
        exchanges();
        single_cells();
        repairs();
        return std::move(found_);
    }

private:
    static constexpr std::size_t most_failed = 400;  ///< beyond that a report is wrong as a whole

    Money value_of(CellRef cell) const { return graph_.value(cell, {}); }

    std::string text_of(CellRef cell, Money value) const
    {
        return amount_text(report_, report_.forms->tables[cell.table], cell.column, value);
    }

    /// The failed checks that the changes close; nullopt if they break one that
    /// holds, or leave open one that the changed cells stand in.
    std::optional<std::vector<std::size_t>> closed_by(const Changes& changes) const
    {
        std::vector<std::size_t> closed;
        for (const auto check : graph_.touched(changes)) {
            if (!graph_.holds(check, changes))
                return std::nullopt;
            if (failed_.contains(check))
                closed.push_back(check);
        }
        return closed;
    }

    void accept(std::string text, const std::vector<std::size_t>& closes)
    {
        for (const auto check : closes)
            failed_.erase(check);
        found_.push_back({std::move(text), closes});
    }

    /// Written cells of the checks that do not hold.
    std::set<CellRef> suspects() const
    {
        std::set<CellRef> cells;
        for (const auto index : failed_)
            for (const auto& term : checks_[index].terms)
                if (term.cell && graph_.is_written(*term.cell))
                    cells.insert(*term.cell);
        return cells;
    }

    // --- one figure

    struct Candidate {
        CellRef cell;
        Changes changes;
        std::vector<std::size_t> closes;
        std::string slip;
    };

    /// The change of this figure (alone, or wherever it is repeated) that closes
    /// every check it stands in.
    std::optional<Candidate> candidate_for(CellRef cell) const
    {
        std::set<Money> values;
        for (const auto index : graph_.uses(cell))
            if (failed_.contains(index))
                if (const auto value = graph_.wanted(cell, index, {}))
                    values.insert(*value);
        for (const auto value : values)
            for (const bool everywhere : {false, true}) {
                Changes changes = {{cell, value}};
                if (everywhere)
                    for (const auto same : graph_.same_figure(cell))
                        changes[same] = value;
                auto closed = closed_by(changes);
                if (!closed || closed->empty())
                    continue;
                auto slip = slip_between(report_, cell, value, is_sum(cell), cells_of(changes));
                if (slip.empty() && (is_odd(cell, value) || has_blank(*closed)))
                    continue;
                return Candidate{cell, std::move(changes), std::move(*closed), std::move(slip)};
            }
        return std::nullopt;
    }

    /// Nobody means zero or less where something was written.
    bool is_odd(CellRef cell, Money value) const { return value.is_zero() || (value < Money() && value_of(cell) >= Money()); }

    /// The only check has a figure that nobody wrote: that may be what is missing.
    bool has_blank(const std::vector<std::size_t>& closed) const
    {
        const auto is_blank = [](const Term& term) { return term.cell && !term.has_amount; };
        const auto& terms = checks_[closed.front()].terms;
        return closed.size() == 1 && std::any_of(terms.begin(), terms.end(), is_blank);
    }

    static std::vector<CellRef> cells_of(const Changes& changes)
    {
        std::vector<CellRef> cells;
        for (const auto& [cell, value] : changes)
            cells.push_back(cell);
        return cells;
    }

    /// The figure stands on the left of a check that does not hold.
    bool is_sum(CellRef cell) const
    {
        return std::any_of(failed_.begin(), failed_.end(), [&](std::size_t check) { return checks_[check].terms.front().cell == cell; });
    }

    void single_cells()
    {
        std::set<std::size_t> ambiguous;
        for (auto best = best_candidate(ambiguous); best; best = best_candidate(ambiguous)) {
            auto text = fmt::format("若{}为 {}", places(best->changes, best->cell), text_of(best->cell, best->changes.at(best->cell)));
            if (!best->slip.empty())
                text += "（" + best->slip + "）";
            text += best->closes.size() > 1 ? fmt::format("，有关的 {} 处全部相符", best->closes.size()) : "，此处即相符";
            accept(std::move(text), best->closes);
        }
    }

    /// 公开05表 208 3栏, with 等 2 格 when other tables repeat the figure.
    std::string places(const Changes& changes, CellRef first) const
    {
        return cell_place(report_, first) + (changes.size() > 1 ? fmt::format("等 {} 格", changes.size()) : "");
    }

    /// The candidate that closes most, when no other does as well; among equals
    /// the only one that a slip explains. Places where none stands out are noted
    /// as ambiguous and left alone.
    std::optional<Candidate> best_candidate(std::set<std::size_t>& ambiguous) const
    {
        std::vector<Candidate> all;
        for (const auto cell : suspects())
            if (auto candidate = candidate_for(cell))
                if (std::none_of(candidate->closes.begin(), candidate->closes.end(), [&](std::size_t check) { return ambiguous.contains(check); }))
                    all.push_back(std::move(*candidate));
        while (!all.empty()) {
            const auto best = std::max_element(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) { return a.closes.size() < b.closes.size(); });
            const auto closes = best->closes;
            std::vector<Candidate> equals;
            for (const auto& candidate : all)
                if (candidate.closes == closes)
                    equals.push_back(candidate);
            if (equals.size() > 1)
                std::erase_if(equals, [](const Candidate& candidate) { return candidate.slip.empty(); });
            if (equals.size() == 1)
                return equals.front();
            ambiguous.insert(closes.begin(), closes.end());
            std::erase_if(all, [&](const Candidate& candidate) {
                return std::any_of(candidate.closes.begin(), candidate.closes.end(), [&](std::size_t check) { return ambiguous.contains(check); });
            });
        }
        return std::nullopt;
    }

    // --- up to three figures

    void repairs()
    {
        const auto open = failed_;
        for (const auto check : open) {
            if (!failed_.contains(check))
                continue;
            const auto changes = repair(graph_, check);
            if (!changes || changes->size() < 2)
                continue;
            const auto closed = closed_by(*changes);
            if (!closed || closed->size() < changes->size() || !is_plausible(*changes, closed->size()))
                continue;
            std::string text = "若";
            for (const auto& [cell, value] : *changes)
                text += fmt::format("{}{}为 {}", text.size() > 3 ? "、" : "", cell_place(report_, cell), text_of(cell, value));
            accept(text + fmt::format("，有关的 {} 处全部相符", closed->size()), *closed);
        }
    }

    /// Several figures are wrong at once only when many checks say so, or a slip explains each.
    bool is_plausible(const Changes& changes, std::size_t closes) const
    {
        const auto together = cells_of(changes);
        const bool is_clear = closes >= 2 * changes.size();
        return std::all_of(changes.begin(), changes.end(), [&](const auto& change) {
            if (is_odd(change.first, change.second))
                return false;
            return is_clear || !slip_between(report_, change.first, change.second, is_sum(change.first), together).empty();
        });
    }

    // --- two figures, or two rows, exchanged

    struct Exchange {
        std::string text;
        Changes changes;  ///< without cells that keep their value
        std::vector<std::size_t> closes;
    };

    /// What closes most comes first; checks that two exchanges close as well stay
    /// without a diagnosis.
    void exchanges()
    {
        std::vector<Exchange> all;
        row_swaps(all);
        swaps(all);
        std::stable_sort(all.begin(), all.end(), [](const Exchange& a, const Exchange& b) { return a.closes.size() > b.closes.size(); });
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto is_open = [&](std::size_t check) { return failed_.contains(check); };
            if (!std::all_of(all[i].closes.begin(), all[i].closes.end(), is_open))
                continue;
            const bool is_ambiguous = std::any_of(all.begin() + static_cast<std::ptrdiff_t>(i) + 1, all.end(), [&](const Exchange& other) {
                return other.closes.size() == all[i].closes.size() && other.changes != all[i].changes && overlap(other.closes, all[i].closes);
            });
            if (is_ambiguous)
                for (const auto check : all[i].closes)
                    failed_.erase(check);
            else
                accept(all[i].text, all[i].closes);
        }
    }

    static bool overlap(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b)
    {
        return std::any_of(a.begin(), a.end(), [&](std::size_t check) { return std::find(b.begin(), b.end(), check) != b.end(); });
    }

    void swaps(std::vector<Exchange>& all) const
    {
        const auto cells = suspects();
        for (const auto cell : cells)
            for (const auto other : neighbours(cell))
                if (cells.contains(other) && value_of(cell) != value_of(other))
                    try_swap(cell, other, all);
    }

    /// The next cell to the right, and the next two below.
    std::vector<CellRef> neighbours(CellRef cell) const
    {
        std::vector<CellRef> all;
        if (cell.column + 1 < report_.tables[cell.table].columns)
            all.push_back({cell.table, static_cast<std::uint16_t>(cell.column + 1), cell.row});
        for (std::uint32_t row = cell.row + 1; row <= cell.row + 2 && row < report_.tables[cell.table].rows.size(); ++row)
            all.push_back({cell.table, cell.column, row});
        return all;
    }

    void try_swap(CellRef a, CellRef b, std::vector<Exchange>& all) const
    {
        const Changes changes = {{a, value_of(b)}, {b, value_of(a)}};
        const auto closed = closed_by(changes);
        if (!closed || closed->size() < 2)
            return;
        all.push_back({fmt::format("{}与{}的数若对调（{}、{}），有关的 {} 处全部相符", cell_place(report_, a), cell_place(report_, b),
                                   text_of(a, value_of(b)), text_of(b, value_of(a)), closed->size()),
                       changes, *closed});
    }

    // --- a row printed on the line of its neighbour

    void row_swaps(std::vector<Exchange>& all) const
    {
        std::set<std::pair<std::uint16_t, std::uint32_t>> rows;
        for (const auto index : failed_)
            for (const auto& term : checks_[index].terms)
                if (term.cell)
                    rows.insert({term.cell->table, term.cell->row});
        for (const auto& [table, row] : rows)
            if (row + 1 < report_.tables[table].rows.size() && report_.tables[table].rows[row].block == report_.tables[table].rows[row + 1].block)
                try_row_swap(table, row, all);
    }

    void try_row_swap(std::uint16_t table, std::uint32_t row, std::vector<Exchange>& all) const
    {
        const auto& rows = report_.tables[table].rows;
        const bool is_unnamed = rows[row].key.empty() || rows[row + 1].key.empty();
        if (is_unnamed || rows[row].code.size() != rows[row + 1].code.size())  // a parent and its child
            return;
        Changes changes;
        for (std::uint16_t column = 0; column < static_cast<std::uint16_t>(report_.tables[table].columns); ++column) {
            const CellRef upper{table, column, row};
            const CellRef lower{table, column, row + 1};
            if (value_of(upper) == value_of(lower))
                continue;
            changes[upper] = value_of(lower);
            changes[lower] = value_of(upper);
        }
        const auto closed = changes.empty() ? std::nullopt : closed_by(changes);
        if (!closed || closed->size() < 2)
            return;
        all.push_back({fmt::format("{}“{}”与“{}”两行的数若对调，有关的 {} 处全部相符：似错了一行", report_.forms->tables[table].number, rows[row].key,
                           rows[row + 1].key, closed->size()),
                       changes, *closed});
    }

    // --- rows shifted by one

    void shifts()
    {
        std::map<std::size_t, std::size_t> failures;  // by table
        for (const auto index : failed_)
            for (const auto& term : checks_[index].terms)
                if (term.cell) {
                    ++failures[term.cell->table];
                    break;
                }
        for (const auto& [table, count] : failures)
            if (count >= 3)
                try_shifts(table);
    }

    /// Figures from row `from` on stand one row too high (down) or too low (up).
    void try_shifts(std::size_t table)
    {
        const auto& rows = report_.tables[table].rows;
        // A shift that begins earlier may close as much; the latest moves the fewest figures.
        for (std::size_t from = rows.size() < 3 ? 0 : rows.size() - 2; from > 0; --from)
            for (const bool down : {true, false}) {
                const auto changes = shifted(table, from, down);
                const auto closed = closed_by(changes);
                if (!closed || closed->size() < 3)
                    continue;
                accept(fmt::format("{}自“{}”行起金额整体{}移了一行，移正后有关的 {} 处全部相符", report_.forms->tables[table].number,
                                   rows[from].key, down ? "上" : "下", closed->size()),
                       *closed);
                return;
            }
    }

    Changes shifted(std::size_t table, std::size_t from, bool down) const
    {
        Changes changes;
        const auto& values = report_.tables[table];
        const auto block = values.rows[from].block;
        for (std::uint32_t row = static_cast<std::uint32_t>(from); row < values.rows.size() && values.rows[row].block == block; ++row)
            for (std::uint16_t column = 0; column < static_cast<std::uint16_t>(values.columns); ++column) {
                const bool at_edge = down ? row == from : row + 1 == values.rows.size();
                const auto source = down ? row - 1 : row + 1;
                changes[{static_cast<std::uint16_t>(table), column, row}] = at_edge ? Money() : values.at(source, column).figure.amount;
            }
        return changes;
    }

    const model::Report& report_;
    const std::vector<Check>& checks_;
    CheckGraph graph_;
    std::set<std::size_t> failed_;
    std::vector<Diagnosis> found_;
};

}  // namespace

std::vector<Diagnosis> diagnose(const Subject& subject, const std::vector<Check>& checks)
{
    if (std::all_of(checks.begin(), checks.end(), [](const Check& check) { return check.holds(); }))
        return {};
    return Diagnoser(subject, checks).run();
}

}  // namespace gongkai::audit
