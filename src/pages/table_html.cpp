#include "pages/table_html.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/html.hpp"
#include "pages/anchors.hpp"
#include "pages/format.hpp"
#include "pages/table_head.hpp"

namespace gongkai::pages {
namespace {

using model::Column;
using model::ColumnRole;
using model::Row;

class TableWriter {
public:
    /// Without anchors no cell gets an id.
    TableWriter(const model::Report& report, std::size_t table, const std::vector<CellMark>& marks, std::vector<std::string> anchors)
        : report_(report), form_(report.forms->tables[table]), table_(report.tables[table]),
          formats_(column_formats(report, form_)), marks_(marks), anchors_(std::move(anchors))
    {
    }

    std::string write()
    {
        out_.reserve(200 * table_.rows.size() + 2048);
        out_ += fmt::format("<div class=\"blocks blocks-{}\">\n", form_.blocks.size());
        for (std::size_t i = 0; i < form_.blocks.size(); ++i)
            write_block(static_cast<int>(i));
        out_ += "</div>\n";
        return std::move(out_);
    }

private:
    /// "收入", "公用经费（续）"; empty for a table of one block.
    std::string block_label(int index) const
    {
        int first = 0;
        for (const auto& heading : form_.headings) {
            if (index < first + heading.blocks)
                return heading.label + (index > first ? "（续）" : "");
            first += heading.blocks;
        }
        return {};
    }

    void write_block(int index)
    {
        const auto& block = form_.blocks[static_cast<std::size_t>(index)];
        const auto label = block_label(index);
        const auto name = form_.number + " " + (label.empty() ? form_.title : form_.title + " " + label);
        out_ += "<div class=\"block\">\n<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"";
        base::append_escaped(out_, name);
        out_ += "\">\n<table class=\"figures\">\n<caption>";
        base::append_escaped(out_, label.empty() ? form_.title : label);
        out_ += "<span class=\"caption-note\">";
        const auto unit = unit_text(report_, form_);
        base::append_escaped(out_, unit.empty() ? form_.number : fmt::format("{} · 单位：{}", form_.number, unit));
        out_ += "</span></caption>\n<thead>\n";
        write_head(block.columns);
        out_ += "</thead>\n<tbody>\n";
        for (std::size_t row = 0; row < table_.rows.size(); ++row)
            if (!table_.rows[row].footer && table_.rows[row].block == index)
                write_row(row, block.columns);
        out_ += "</tbody>\n";
        write_footer(index, block.columns);
        out_ += "</table>\n</div>\n</div>\n";
    }

    void write_head(const std::vector<Column>& columns)
    {
        std::vector<HeadColumn> head;
        for (const auto& column : columns)
            head.push_back({column.path, head_class(column.role)});
        append_head_rows(out_, head);
        write_column_numbers(columns);
    }

    static std::string_view head_class(ColumnRole role)
    {
        switch (role) {
        case ColumnRole::amount: return "amount";
        case ColumnRole::name: return "name";
        case ColumnRole::code: return "code";
        case ColumnRole::line: return "line";
        case ColumnRole::text: return "text";
        }
        return "";
    }

    void write_column_numbers(const std::vector<Column>& columns)
    {
        if (std::none_of(columns.begin(), columns.end(), [](const Column& c) { return !c.number.empty(); }))
            return;
        const auto first = std::find_if(columns.begin(), columns.end(),
                                        [](const Column& column) { return column.role == ColumnRole::amount; });
        const auto leading = first - columns.begin();
        out_ += "<tr class=\"columns-row\">";
        if (leading > 0)
            out_ += leading > 1 ? fmt::format("<th scope=\"row\" colspan=\"{}\">栏次</th>", leading)
                                : "<th scope=\"row\">栏次</th>";
        for (auto column = first; column != columns.end(); ++column)
            out_.append("<td>").append(column->number).append("</td>");
        out_ += "</tr>\n";
    }

    void write_row(std::size_t index, const std::vector<Column>& columns)
    {
        const auto& row = table_.rows[index];
        if (row.key.empty())
            out_ += "<tr class=\"filler\">";
        else if (row.emphasis)
            out_ += "<tr class=\"total\">";
        else
            out_ += "<tr>";
        for (const auto& column : columns)
            write_cell(index, row, column);
        out_ += "</tr>\n";
    }

    void write_cell(std::size_t index, const Row& row, const Column& column)
    {
        switch (column.role) {
        case ColumnRole::name:
            if (row.name.empty()) {
                out_ += "<td></td>";
                return;
            }
            out_ += row.level > 0 ? fmt::format("<th scope=\"row\" class=\"name level-{}\">", row.level)
                                  : "<th scope=\"row\" class=\"name\">";
            base::append_escaped(out_, row.name);
            out_ += "</th>";
            return;
        case ColumnRole::code: write_text("code", row.code); return;
        case ColumnRole::line: write_text("line", row.line); return;
        case ColumnRole::text: {
            const auto place = static_cast<std::size_t>(column.text_index);
            write_text("text", place < row.texts.size() ? std::string_view(row.texts[place]) : std::string_view());
            return;
        }
        case ColumnRole::amount: write_amount(index, column.amount_index); return;
        }
    }

    void write_text(std::string_view css_class, std::string_view text)
    {
        out_.append("<td class=\"").append(css_class).append("\">");
        base::append_escaped(out_, text);
        out_ += "</td>";
    }

    void write_amount(std::size_t row, int column)
    {
        const auto& cell = table_.at(row, static_cast<std::size_t>(column));
        out_ += "<td class=\"amount";
        switch (cell.figure.state) {
        case model::CellState::blank: out_ += " blank"; break;
        case model::CellState::dash: out_ += " dash"; break;
        case model::CellState::not_applicable: out_ += " na"; break;
        case model::CellState::amount:
            if (cell.origin == model::Origin::computed)
                out_ += " computed";
            break;
        }
        const model::CellRef place{static_cast<std::uint16_t>(&table_ - report_.tables.data()), static_cast<std::uint16_t>(column),
                                   static_cast<std::uint32_t>(row)};
        write_mark_classes(place);
        if (!anchors_.empty())
            out_.append("\" id=\"").append(cell_anchor(anchors_[row], static_cast<std::size_t>(column)));
        out_ += "\">";
        out_ += figure_text(cell.figure, formats_[static_cast<std::size_t>(column)]);
        write_marks(place);
        out_ += "</td>";
    }

    void write_mark_classes(model::CellRef cell)
    {
        for (const auto& mark : marks_)
            if (mark.cell == cell && !mark.css_class.empty())
                out_.append(" ").append(mark.css_class);
    }

    void write_marks(model::CellRef cell)
    {
        for (const auto& mark : marks_)
            if (mark.cell == cell)
                out_ += fmt::format("<sup class=\"note-mark\"><a href=\"#{0}\" aria-label=\"{1}\">{1}</a></sup>", mark.target, mark.text);
    }

    /// Footer rows stand under the last of the blocks they span.
    void write_footer(int index, const std::vector<Column>& columns)
    {
        for (std::size_t i = 0; i < form_.footer.size(); ++i) {
            const auto& footer = form_.footer[i];
            if (footer.first_block + footer.blocks - 1 != index)
                continue;
            const auto row = table_.find_row(footer.key);
            if (!row)
                continue;
            const auto amounts = std::count_if(columns.begin(), columns.end(),
                                               [](const Column& column) { return column.role == ColumnRole::amount; });
            const auto leading = static_cast<std::ptrdiff_t>(columns.size()) - amounts;
            out_ += fmt::format("<tfoot>\n<tr class=\"total\"><th scope=\"row\" class=\"name\" colspan=\"{}\">", leading);
            base::append_escaped(out_, footer.name);
            out_ += "</th>";
            for (const auto& column : columns)
                if (column.role == ColumnRole::amount)
                    write_amount(*row, column.amount_index);
            out_ += "</tr>\n</tfoot>\n";
        }
    }

    const model::Report& report_;
    const model::TableForm& form_;
    const model::Table& table_;
    std::vector<FigureFormat> formats_;
    const std::vector<CellMark>& marks_;
    std::vector<std::string> anchors_;  ///< of the rows
    std::string out_;
};

/// Links to the notes about figures, by their number under the table.
std::vector<CellMark> note_marks(const model::Report& report, std::size_t table)
{
    std::vector<CellMark> marks;
    for (const auto& note : report.notes)
        if (note.cell && note.cell->table == table) {
            const auto number = marks.size() + 1;
            marks.push_back({*note.cell, fmt::format("注{}", number), fmt::format("note-{}", number), {}});
        }
    return marks;
}

}  // namespace

std::string table_html(const model::Report& report, std::size_t table)
{
    return TableWriter(report, table, note_marks(report, table), row_anchors(report.tables[table])).write();
}

std::string table_html(const model::Report& report, std::size_t table, const std::vector<CellMark>& marks)
{
    return TableWriter(report, table, marks, {}).write();
}

}  // namespace gongkai::pages
