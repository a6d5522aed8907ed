// Figures of a report by the names that prose calls them: key figures, charts,
// rows, columns and titles of tables.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/prose/reading.hpp"
#include "audit/subject.hpp"

namespace gongkai::audit::prose {

/// A cell that a name may mean.
struct NamedCell {
    model::CellRef cell;
    decimal::Money amount;
    bool is_main = false;    ///< the figure that the name alone means: the row's first column, the column's total
    bool is_detail = false;  ///< a 款 or 项, or a row of the economic classification
};

/// What stands right before an amount and names a figure of the report.
struct Mention {
    std::string name;      ///< as the report calls it
    std::string qualified; ///< with what narrows it: 一般公共预算…
    std::size_t begin = 0; ///< in the passage
    std::vector<NamedCell> cells;
    std::vector<NamedCell> all;  ///< of every table, whatever narrows the name
};

class Labels {
public:
    explicit Labels(const Subject& subject);

    /// The figure that a phrase names. Before the name may stand only the department,
    /// this year, and the beginning of a table's title, which narrows the tables.
    std::optional<Mention> find(const Phrase& phrase) const;

    /// The phrase ends in a name, but is about something else: 机关食堂收入合计.
    bool is_foreign(const Phrase& phrase) const;

    /// The one amount that a name means, wherever it stands; nullopt if there are several.
    std::optional<Mention> find_single(std::string_view name) const;

    /// The table has a row or column of that name, or its title contains it.
    bool knows(std::size_t table, std::string_view name) const;

private:
    using Entry = std::map<std::string, std::vector<NamedCell>, std::less<>>::const_iterator;

    void add(const std::string& name, const NamedCell& cell);
    /// The longest name that ends the text, and where it begins.
    std::pair<Entry, std::size_t> longest_name(std::string_view text) const;
    void add_table(std::size_t table);
    void add_row(std::size_t table, std::size_t row);
    void add_columns(std::size_t table);
    void add_title(std::size_t table);
    void add_shown(const model::ShownFigure& shown);
    bool is_total_row(const model::TableForm& form, const model::Row& row) const;
    std::optional<NamedCell> cell(model::CellRef place) const;
    /// What stands before the name is allowed; `tables` are those whose titles begin with it.
    bool allows(std::string_view before, std::optional<std::vector<std::size_t>>& tables) const;

    const Subject& subject_;
    const model::Report& report_;
    std::map<std::string, std::vector<NamedCell>, std::less<>> cells_;
};

}  // namespace gongkai::audit::prose
