#include "load/table_loader.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/spelling.hpp"
#include "load/fields.hpp"
#include "load/figure_reader.hpp"
#include "model/places.hpp"

namespace gongkai::load {
namespace {

using model::Block;
using model::Column;
using model::ColumnRole;
using model::Row;

bool is_classified(const Block& block) { return block.classification != model::Classification::none; }

const model::CodeList& codes_of(const Block& block, const model::Classifications& all)
{
    return block.classification == model::Classification::economic ? all.economic : all.functional;
}

std::string fixed_name(const model::FixedRow& fixed, const TableContext& context)
{
    if (!fixed.name.empty() || fixed.code.empty())
        return fixed.name;
    const auto economic = context.classifications.economic.name(fixed.code, context.year);
    const auto functional = context.classifications.functional.name(fixed.code, context.year);
    return std::string(economic.value_or(functional.value_or(std::string_view())));
}

Row fixed_row(const model::FixedRow& fixed, int block, const TableContext& context)
{
    Row row;
    row.key = fixed.key;
    row.name = fixed_name(fixed, context);
    row.code = fixed.code;
    row.line = fixed.line;
    row.block = block;
    row.level = fixed.line.empty() ? model::level_of(fixed.code) : 0;
    row.emphasis = fixed.emphasis;
    return row;
}

Row list_total(const Block& block, int index)
{
    Row row;
    row.key = row.name = block.total_name;
    row.block = index;
    row.emphasis = true;
    return row;
}

Row footer_row(const model::FooterRow& footer)
{
    Row row;
    row.key = footer.key;
    row.name = footer.name;
    row.block = footer.first_block;
    row.footer = true;
    row.emphasis = true;
    return row;
}

/// In the content of a list: its rows, and the rows below one of them.
constexpr std::string_view list_key = "明细";
constexpr std::string_view rows_below_key = "下级";

/// Reads the rows of one table.
class TableReader {
public:
    TableReader(const TableContext& context, bool& grouped, base::Diagnostics& problems)
        : context_(context), grouped_(grouped), problems_(problems), table_(blank_table(context))
    {
    }

    model::Table read(const Node& node)
    {
        table_.given = true;
        table_.span = node.span;
        if (is_single_row())
            read_cells(node, 0);
        else if (list_block() && node.kind == NodeKind::sequence)
            read_list(node, *list_block());
        else if (node.kind == NodeKind::mapping)
            for (std::size_t i = 0; i + 1 < node.items.size(); i += 2)
                read_row(node.items[i], node.items[i + 1]);
        else if (!node.is_null())
            problems_.push_back(base::error("Y-TYPE", node.span, fmt::format("{}应逐行书写", context_.form.number),
                                            "每行一个“行名或编码: 金额”"));
        return std::move(table_);
    }

private:
    /// A form with one row and no name for it: its columns are written directly.
    bool is_single_row() const
    {
        const auto& blocks = context_.form.blocks;
        return blocks.size() == 1 && blocks[0].fixed_rows.size() == 1 &&
               std::none_of(blocks[0].columns.begin(), blocks[0].columns.end(),
                            [](const Column& column) { return column.role == ColumnRole::name; });
    }

    /// Index of the block whose rows the content lists, or nullopt.
    std::optional<int> list_block() const
    {
        const auto& blocks = context_.form.blocks;
        const auto found = std::find_if(blocks.begin(), blocks.end(), [](const Block& block) { return block.is_list; });
        return found == blocks.end() ? std::nullopt : std::optional(static_cast<int>(found - blocks.begin()));
    }

    /// What an example of a row begins with: its name rather than its number.
    static const std::string& first_text_label(const Block& block)
    {
        const auto found = std::find_if(block.columns.begin(), block.columns.end(), [](const Column& column) {
            return column.role == ColumnRole::name || column.role == ColumnRole::text;
        });
        return (found == block.columns.end() ? block.columns.front() : *found).label();
    }

    void read_list(const Node& list, int block, int level = 1)
    {
        for (const auto& item : list.items)
            if (item.kind == NodeKind::mapping)
                read_list_row(item, block, level);
            else
                problems_.push_back(base::error("Y-TYPE", item.span, fmt::format("{}的每一项应写明各栏", context_.form.number),
                                                fmt::format("写作“- {{{}: …}}”", first_text_label(context_.form.blocks[static_cast<std::size_t>(block)]))));
    }

    void read_list_row(const Node& item, int block, int level)
    {
        if (item.items.empty()) {
            problems_.push_back(base::error("Y-MISSING", item.span, fmt::format("{}有一项是空的", context_.form.number), "写明各栏；没有这一项就删去"));
            return;
        }
        Row row;
        row.block = block;
        row.level = level;
        row.written = true;
        row.span = item.items.front().span;
        const auto index = table_.rows.size();
        table_.rows.push_back(std::move(row));
        table_.cells.resize(table_.rows.size() * static_cast<std::size_t>(table_.columns));
        const Node* below = nullptr;
        for (std::size_t i = 0; i + 1 < item.items.size(); i += 2) {
            if (item.items[i].text == rows_below_key)
                below = &item.items[i + 1];
            else
                read_column(item.items[i], item.items[i + 1], index, writable_columns(index));
        }
        auto& written = table_.rows[index];
        written.key = written.code.empty() ? written.name : written.code;
        if (written.key.empty() && !written.texts.empty())
            written.key = written.texts.front();
        if (written.key.empty())
            written.key = fmt::format("第{}行", index + 1);
        if (below && below->kind == NodeKind::sequence)
            read_list(*below, block, level + 1);
        else if (below && !below->is_null())
            problems_.push_back(base::error("Y-TYPE", below->span, fmt::format("“{}”应是列表", rows_below_key), "每项前写“- ”"));
    }

    void read_row(const Node& key, const Node& value)
    {
        if (const auto block = list_block(); block && key.text == list_key) {
            if (value.kind == NodeKind::sequence)
                read_list(value, *block);
            else if (!value.is_null())
                problems_.push_back(base::error("Y-TYPE", value.span, fmt::format("“{}”应是列表", list_key), "每项前写“- ”"));
            return;
        }
        const auto row = find_row(key);
        if (!row)
            return;
        if (table_.rows[*row].written) {
            problems_.push_back(base::error("Y-DUP", key.span, fmt::format("“{}”这一行已经写过", key.text),
                                            "同一行可用名称、行次或编码来称呼，只写一次"));
            return;
        }
        table_.rows[*row].written = true;
        table_.rows[*row].span = key.span;
        if (value.kind == NodeKind::mapping)
            read_cells(value, *row);
        else
            read_only_cell(value, *row);
    }

    std::optional<std::size_t> find_row(const Node& key)
    {
        if (const auto row = table_.find_row(key.text))
            return row;
        for (std::size_t i = 0; i < context_.form.blocks.size(); ++i)
            if (is_classified(context_.form.blocks[i]))
                return classified_row(key, static_cast<int>(i));
        report_unknown_row(key);
        return std::nullopt;
    }

    std::optional<std::size_t> classified_row(const Node& key, int index)
    {
        const auto& block = context_.form.blocks[static_cast<std::size_t>(index)];
        Row row;
        row.key = key.text;
        row.block = index;
        if (key.text == block.total_name) {
            row.name = key.text;
            row.emphasis = true;
        } else {
            const auto& codes = codes_of(block, context_.classifications);
            const auto name = codes.name(key.text, context_.year);
            if (!name) {
                report_unknown_code(key, codes);
                return std::nullopt;
            }
            row.code = key.text;
            row.name = std::string(*name);
            row.level = model::level_of(key.text);
        }
        table_.rows.push_back(std::move(row));
        table_.cells.resize(table_.rows.size() * static_cast<std::size_t>(table_.columns));
        return table_.rows.size() - 1;
    }

    void report_unknown_code(const Node& key, const model::CodeList& codes)
    {
        const auto near = base::nearest(key.text, codes.codes());
        auto hint = near ? fmt::format("是否为 {} {}？", *near, codes.name(*near, context_.year).value_or("")) : std::string();
        if (codes.contains(key.text))
            hint = fmt::format("该编码在 {} 年没有名称", context_.year);
        problems_.push_back(base::error("F-CODE", key.span,
                                        fmt::format("{}：科目编码“{}”不在 {} 年的政府收支分类科目中", context_.form.number, key.text,
                                                    context_.year),
                                        hint + "若确有此科目，请加入 content/classification"));
    }

    void report_unknown_row(const Node& key)
    {
        std::vector<std::string> known;
        for (const auto& row : table_.rows)
            if (!row.key.empty())
                known.push_back(row.key);
        problems_.push_back(base::error("F-ROW", key.span, fmt::format("{}没有“{}”这一行", context_.form.number, key.text),
                                        base::suggestion(key.text, known,
                                                         list_block() ? fmt::format("各行写在“{}:”之下，每行前写“- ”", list_key)
                                                                      : "行名照表样书写（不写“一、”），或写行次")));
    }

    const std::vector<Column>& columns_of(std::size_t row) const
    {
        return context_.form.blocks[static_cast<std::size_t>(table_.rows[row].block)].columns;
    }

    bool is_in_list(std::size_t row) const { return context_.form.blocks[static_cast<std::size_t>(table_.rows[row].block)].is_list; }

    std::vector<const Column*> amount_columns(std::size_t row) const
    {
        std::vector<const Column*> columns;
        for (const auto& column : columns_of(row))
            if (column.role == ColumnRole::amount)
                columns.push_back(&column);
        return columns;
    }

    /// Columns that content may name in a row: the amounts, another name, and in a list all.
    std::vector<const Column*> writable_columns(std::size_t row) const
    {
        std::vector<const Column*> columns;
        for (const auto& column : columns_of(row))
            if (column.role == ColumnRole::amount || column.role == ColumnRole::name || is_in_list(row))
                columns.push_back(&column);
        return columns;
    }

    void read_only_cell(const Node& value, std::size_t row)
    {
        const auto columns = amount_columns(row);
        if (columns.size() == 1 || value.is_null())  // "~" blanks the whole row
            for (const auto* column : columns)
                store(value, row, *column);
        else
            problems_.push_back(base::error("F-COLUMN", value.span,
                                            fmt::format("{}这一行有 {} 栏，要写明是哪一栏", context_.form.number, columns.size()),
                                            fmt::format("写作“{{{}: …}}”", columns.empty() ? "" : columns.front()->label())));
    }

    void read_cells(const Node& node, std::size_t row)
    {
        table_.rows[row].written = true;
        read_columns(node, row, writable_columns(row));
    }

    void read_columns(const Node& node, std::size_t row, const std::vector<const Column*>& columns)
    {
        if (node.kind != NodeKind::mapping) {
            if (!node.is_null())
                problems_.push_back(base::error("Y-TYPE", node.span, "此处应写明各栏", "写作“{基本支出: 1, 项目支出: 2}”"));
            return;
        }
        for (std::size_t i = 0; i + 1 < node.items.size(); i += 2)
            read_column(node.items[i], node.items[i + 1], row, columns);
    }

    void read_column(const Node& key, const Node& value, std::size_t row, const std::vector<const Column*>& columns)
    {
        std::vector<const Column*> named;
        std::vector<const Column*> grouped;
        for (const auto* column : columns) {
            if (column->label() == key.text || (!column->number.empty() && column->number == key.text) ||
                (!column->key.empty() && column->key == key.text))
                named.push_back(column);
            else if (std::find(column->path.begin(), column->path.end(), key.text) != column->path.end())
                grouped.push_back(column);
        }
        if (const auto* column = only_one(named); column && column->role == ColumnRole::amount)
            store(value, row, *column);
        else if (column)
            write_label(*column, value, row);
        else if (!grouped.empty() && value.kind == NodeKind::mapping)
            read_columns(value, row, grouped);
        else
            report_column(key, row, named);
    }

    /// The column meant by a name that these bear: the one without a heading if
    /// others have it under theirs; nullptr if that leaves more than one, or none.
    static const Column* only_one(const std::vector<const Column*>& named)
    {
        if (named.size() == 1)
            return named.front();
        const auto is_outer = [](const Column* column) { return column->path.size() == 1; };
        return std::count_if(named.begin(), named.end(), is_outer) == 1 ? *std::find_if(named.begin(), named.end(), is_outer) : nullptr;
    }

    /// Takes a value that says something about the row: its name, and in a list its
    /// code and texts.
    void write_label(const Column& column, const Node& value, std::size_t index)
    {
        auto& row = table_.rows[index];
        auto& label = label_place(column, row);
        if (is_in_list(index) && row.level > 0 && !label.empty())  // a total has its name from the form
            report_repeated(column, value);
        label = scalar_text(value, column.label(), problems_);
    }

    static std::string& label_place(const Column& column, Row& row)
    {
        if (column.role == ColumnRole::name)
            return row.name;
        if (column.role == ColumnRole::code)
            return row.code;
        if (column.role == ColumnRole::line)
            return row.line;
        row.texts.resize(std::max(row.texts.size(), static_cast<std::size_t>(column.text_index) + 1));
        return row.texts[static_cast<std::size_t>(column.text_index)];
    }

    void report_repeated(const Column& column, const Node& value)
    {
        problems_.push_back(base::error("Y-DUP", value.span, fmt::format("“{}”这一栏已经写过", column.label()),
                                        "同一栏可用名称或栏次来称呼，只写一次"));
    }

    void report_column(const Node& key, std::size_t row, const std::vector<const Column*>& named)
    {
        std::vector<std::string> labels;
        for (const auto& column : columns_of(row))
            if (column.role != ColumnRole::line)
                labels.push_back(column.label());
        if (!named.empty())
            problems_.push_back(base::error("F-COLUMN", key.span, fmt::format("{}有不止一栏叫“{}”", context_.form.number, key.text),
                                            fmt::format("请写在上一级栏目之下，如“{}: {{{}: …}}”", named.front()->path.front(), key.text)));
        else
            problems_.push_back(base::error("F-COLUMN", key.span, fmt::format("{}没有“{}”这一栏", context_.form.number, key.text),
                                            base::suggestion(key.text, labels, fmt::format("可用的栏：{}", fmt::join(labels, "、")))));
    }

    void store(const Node& value, std::size_t row, const Column& column)
    {
        auto& cell = table_.at(row, static_cast<std::size_t>(column.amount_index));
        if (cell.origin == model::Origin::written) {
            report_repeated(column, value);
            return;
        }
        const auto figure = read_figure(value, model::written_unit(context_.form, column, context_.unit), problems_);
        if (!figure)
            return;
        cell.figure = figure->figure;
        cell.origin = model::Origin::written;
        cell.span = value.span;
        grouped_ = grouped_ || figure->grouped;
    }

    const TableContext& context_;
    bool& grouped_;
    base::Diagnostics& problems_;
    model::Table table_;
};

}  // namespace

model::Table blank_table(const TableContext& context)
{
    model::Table table;
    table.columns = context.form.amount_columns;
    for (std::size_t i = 0; i < context.form.blocks.size(); ++i) {
        for (const auto& fixed : context.form.blocks[i].fixed_rows)
            table.rows.push_back(fixed_row(fixed, static_cast<int>(i), context));
        if (context.form.blocks[i].is_list && !context.form.blocks[i].total_name.empty())
            table.rows.push_back(list_total(context.form.blocks[i], static_cast<int>(i)));
    }
    for (const auto& footer : context.form.footer)
        table.rows.push_back(footer_row(footer));
    table.cells.resize(table.rows.size() * static_cast<std::size_t>(table.columns));
    return table;
}

model::Table read_table(const Node& node, const TableContext& context, bool& grouped, base::Diagnostics& problems)
{
    return TableReader(context, grouped, problems).read(node);
}

}  // namespace gongkai::load
