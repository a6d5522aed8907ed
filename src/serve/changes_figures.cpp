// Figures, report by report and table by table.

#include <algorithm>

#include "base/utf8.hpp"
#include "serve/changes_page.hpp"
#include "serve/changes_text.hpp"
#include "serve/changes_values.hpp"

namespace gongkai::serve {
namespace {

using build::Presence;
using jinja::Member;
using jinja::Value;

Value integer(std::size_t number) { return Value::integer(static_cast<std::int64_t>(number)); }

Value presence_value(Presence presence)
{
    switch (presence) {
    case Presence::both: return Value::string("both");
    case Presence::added: return Value::string("added");
    case Presence::removed: return Value::string("removed");
    }
    return Value::none();
}

/// "-" as a minus sign, which is as wide as "+".
Value difference_value(const std::string& difference)
{
    return difference.starts_with('-') ? Value::string("−" + difference.substr(1)) : Value::string(difference);
}

/// A text that does not go into a column of figures.
bool is_wide(const build::ShownValue& value)
{
    constexpr std::size_t longest = 16;
    return base::code_point_count(value.text) > longest;
}

class FigureList {
public:
    Value run(const build::PublicationChanges& changes)
    {
        std::vector<Value> reports;
        for (const auto& report : changes.reports) {
            if (report.presence == Presence::both && report.tables.empty())
                continue;
            auto tables = tables_of(report);
            if (reports.size() == most_listed_tables || (report.presence == Presence::both && tables.empty())) {
                ++more_reports_;
                continue;
            }
            reports.push_back(Value::map({{"title", safe_text(report.title)},
                                          {"url", Value::string(report.presence == Presence::removed ? "" : report.folder + "index.html")},
                                          {"presence", presence_value(report.presence)},
                                          {"pages", integer(report.pages)},
                                          {"tables", Value::list(std::move(tables))}}));
        }
        return Value::map({{"reports", Value::list(std::move(reports))},
                           {"more_reports", integer(more_reports_)},
                           {"more_tables", integer(more_tables_)},
                           {"more_lines", integer(more_lines_)}});
    }

private:
    std::vector<Value> tables_of(const build::ReportChange& report)
    {
        std::vector<Value> tables;
        for (const auto& table : report.tables) {
            if (tables_++ >= most_listed_tables)
                ++more_tables_;
            else
                tables.push_back(table_value(table));
        }
        return tables;
    }

    Value table_value(const build::TableChange& table)
    {
        left_out_ = 0;
        rows_.clear();
        has_commas_ = !table.is_sheet;
        for (const auto& figure : table.figures)
            add_figure(figure);
        for (const auto& row : table.rows)
            add_row(row);
        finish_row();
        std::vector<Value> remarks;
        for (const auto& remark : table.remarks)
            remarks.push_back(safe_text(remark));
        for (const auto& column : table.columns)
            remarks.push_back(safe_text((column.presence == Presence::added ? "新增栏“" : "移除栏“") + column.column + "”，其中 " +
                                        std::to_string(column.figures) + " 个数未逐一列出"));
        more_lines_ += left_out_;
        return Value::map({{"number", safe_text(table.number)},
                           {"title", safe_text(table.title)},
                           {"unit", safe_text(table.unit)},
                           {"presence", presence_value(table.presence)},
                           {"url", Value::string(table.presence == Presence::removed ? "" : table.page)},
                           {"count", integer(table.count())},
                           {"remarks", Value::list(std::move(remarks))},
                           {"rows", Value::list(std::move(rows_))},
                           {"left_out", integer(left_out_)}});
    }

    /// Whether one more line may be listed.
    bool take_line()
    {
        if (lines_ < most_listed_figures) {
            ++lines_;
            return true;
        }
        ++left_out_;
        return false;
    }

    /// Changes of one row stand beside its name.
    void add_figure(const build::FigureChange& change)
    {
        if (!take_line())
            return;
        if (row_lines_.empty() || place_ != change.place || row_ != change.row)
            begin_row("both", change.place, change.row);
        std::vector<Member> line = {{"column", safe_text(change.column)},
                                    {"difference", difference_value(change.difference)},
                                    {"is_wide", Value::boolean(is_wide(change.before) || is_wide(change.after))},
                                    {"before", shown_value(change.before, has_commas_)},
                                    {"after", shown_value(change.after, has_commas_)}};
        const bool is_marked = change.is_text && change.before.state == build::ValueState::shown && change.after.state == build::ValueState::shown;
        const auto pair = is_marked ? build::mark_differences(change.before.text, change.after.text) : build::MarkedPair();
        line.emplace_back("before_pieces", pieces_value(pair.before));
        line.emplace_back("after_pieces", pieces_value(pair.after));
        row_lines_.push_back(Value::map(std::move(line)));
    }

    void add_row(const build::RowChange& row)
    {
        const bool is_added = row.presence == Presence::added;
        begin_row(is_added ? "added" : "removed", row.place, row.row);
        for (const auto& value : row.values)
            if (take_line())
                row_lines_.push_back(Value::map({{"column", safe_text(value.column)},
                                                 {"is_wide", Value::boolean(is_wide(value.value))},
                                                 {"value", shown_value(value.value, has_commas_)}}));
        if (row.values.empty() && take_line())
            row_lines_.push_back(Value::none());
    }

    void begin_row(std::string_view presence, const std::string& place, const std::string& row)
    {
        finish_row();
        presence_ = presence;
        place_ = place;
        row_ = row;
    }

    void finish_row()
    {
        if (!row_lines_.empty())
            rows_.push_back(Value::map({{"presence", Value::string(presence_)},
                                        {"place", safe_text(place_)},
                                        {"name", safe_text(row_.empty() && place_.empty() ? "本表" : row_)},
                                        {"lines", Value::list(std::move(row_lines_))}}));
        row_lines_.clear();
    }

    std::size_t lines_ = 0;
    std::size_t tables_ = 0;
    std::size_t left_out_ = 0;  ///< of the table
    std::size_t more_reports_ = 0;
    std::size_t more_tables_ = 0;
    std::size_t more_lines_ = 0;
    bool has_commas_ = false;
    std::vector<Value> rows_;       ///< of the table
    std::vector<Value> row_lines_;  ///< of the row
    std::string presence_;
    std::string place_;
    std::string row_;
};

}  // namespace

Value figures_value(const build::PublicationChanges& changes) { return FigureList().run(changes); }

}  // namespace gongkai::serve
