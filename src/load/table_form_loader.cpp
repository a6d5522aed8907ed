#include "load/table_form_loader.hpp"

#include <set>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "load/fields.hpp"
#include "load/rule_loader.hpp"

namespace gongkai::load {
namespace {

using base::Diagnostics;

void read_columns(const Node& node, const std::vector<std::string>& outer, std::vector<model::Column>& columns,
                  Diagnostics& problems)
{
    Fields fields(node, "栏目", problems);
    auto path = outer;
    path.push_back(fields.required_text("label"));
    const auto& children = fields.list("columns");
    for (const auto& child : children)
        read_columns(child, path, columns, problems);
    model::Column column;
    column.path = path;
    column.role = static_cast<model::ColumnRole>(fields.choice("role", {"amount", "name", "code", "line", "text"}).value_or(0));
    column.key = fields.text("key");
    column.number = fields.text("number");
    column.measure = static_cast<model::Measure>(fields.choice("measure", {"money", "count"}).value_or(0));
    column.is_summed = fields.boolean("summed").value_or(true);
    if (children.empty())
        columns.push_back(std::move(column));
    fields.finish();
}

model::FixedRow read_row(const Node& node, Diagnostics& problems)
{
    Fields fields(node, "行", problems);
    model::FixedRow row;
    row.span = node.span;
    row.line = fields.text("line");
    row.code = fields.text("code");
    row.name = fields.text("name");
    row.key = fields.text("key");
    row.emphasis = fields.boolean("emphasis").value_or(false);
    if (row.key.empty())
        row.key = row.line.empty() && !row.code.empty() ? row.code : without_ordinal(row.name);
    fields.finish();
    return row;
}

/// rows: {classification: functional, total: 合计} or {list: true, total: 合计}.
void read_open_rows(const Node& node, model::Block& block, Diagnostics& problems)
{
    Fields rows(node, "rows", problems);
    const auto kind = rows.choice("classification", {"functional", "economic"});
    block.is_list = rows.boolean("list").value_or(false);
    if (kind && block.is_list)
        problems.push_back(base::error("F-FORM", node.span, "classification 和 list 只能写一个"));
    if (!block.is_list)
        block.classification = static_cast<model::Classification>(kind.value_or(0) + 1);
    block.total_name = block.is_list ? rows.text("total") : rows.required_text("total");
    rows.finish();
}

model::Block read_block(const Node& node, Diagnostics& problems)
{
    Fields fields(node, "表块", problems);
    model::Block block;
    for (const auto& column : fields.list("columns"))
        read_columns(column, {}, block.columns, problems);
    const auto* rows = fields.require("rows");
    if (rows && rows->kind == NodeKind::sequence) {
        for (const auto& row : rows->items)
            block.fixed_rows.push_back(read_row(row, problems));
    } else if (rows) {
        read_open_rows(*rows, block, problems);
    }
    fields.finish();
    int texts = 0;
    for (auto& column : block.columns)
        if (column.role == model::ColumnRole::text)
            column.text_index = texts++;
    if (texts > 0 && !block.is_list)
        problems.push_back(base::error("F-FORM", node.span, "文字栏（role: text）只能用于逐项填写的表", "rows 写作“{list: true}”"));
    return block;
}

/// Numbers the amount columns: those with 栏次 each for itself; those without
/// share the number with the columns at the same place in other blocks.
void number_columns(model::TableForm& form)
{
    int next = 0;
    std::vector<int> unnumbered;
    for (auto& block : form.blocks) {
        std::size_t place = 0;
        for (auto& column : block.columns) {
            if (column.role != model::ColumnRole::amount)
                continue;
            if (!column.number.empty()) {
                column.amount_index = next++;
                continue;
            }
            if (place == unnumbered.size())
                unnumbered.push_back(next++);
            column.amount_index = unnumbered[place++];
        }
    }
    form.amount_columns = next;
}

void read_footer(Fields& fields, model::TableForm& form, Diagnostics& problems)
{
    int block = 0;
    for (const auto& node : fields.list("footer")) {
        Fields row(node, "表尾行", problems);
        model::FooterRow footer;
        footer.name = row.required_text("name");
        footer.key = row.text("key");
        if (footer.key.empty())
            footer.key = footer.name;
        footer.blocks = row.integer("blocks").value_or(1);
        footer.first_block = block;
        block += footer.blocks;
        row.finish();
        if (footer.blocks < 1 || block > static_cast<int>(form.blocks.size()))
            problems.push_back(base::error("F-FORM", node.span, "表尾行占的表块数不对", "各行 blocks 之和不能超过表块数"));
        else
            form.footer.push_back(std::move(footer));
    }
}

std::vector<model::FormulaText> read_formulas(Fields& fields, std::string_view key, Diagnostics& problems)
{
    std::vector<model::FormulaText> formulas;
    for (const auto& node : fields.list(key))
        formulas.push_back({scalar_text(node, key, problems), node.span});
    return formulas;
}

void read_derivation(Fields& fields, model::TableForm& form, Diagnostics& problems)
{
    const auto* node = fields.get("derive");
    if (!node)
        return;
    Fields derive(*node, "derive", problems);
    if (const auto* when = derive.get("when"))
        form.derive_when = model::FormulaText{scalar_text(*when, "when", problems), when->span};
    form.derive = read_formulas(derive, "formulas", problems);
    derive.finish();
}

void check_unique(const model::TableForm& form, Diagnostics& problems)
{
    std::set<std::string> keys;
    std::set<std::string> numbers;
    for (const auto& block : form.blocks) {
        for (const auto& row : block.fixed_rows)
            for (const auto& name : {row.key, row.line})
                if (!name.empty() && (name != row.key || name != row.line) && !keys.insert(name).second)
                    problems.push_back(base::error("F-FORM", row.span, fmt::format("{}中“{}”不止一行", form.number, name),
                                                   "用 key: 给重名的行另取一个名字"));
        for (const auto& column : block.columns)
            if (!column.number.empty() && !numbers.insert(column.number).second)
                problems.push_back(base::error("F-FORM", form.span, fmt::format("{}中栏次“{}”重复", form.number, column.number)));
    }
}

}  // namespace

std::string without_ordinal(std::string_view name)
{
    static constexpr std::string_view digits = "一二三四五六七八九十";
    for (std::size_t i = 0; i < name.size();) {
        const auto character = base::decode(name, i);
        const auto text = name.substr(i, character.length);
        i += character.length;
        if (text == "、")
            return std::string(name.substr(i));
        if (digits.find(text) == std::string_view::npos)
            break;
    }
    return std::string(name);
}

model::TableForm read_table_form(const Node& root, Diagnostics& problems)
{
    Fields fields(root, "表样", problems);
    model::TableForm form;
    form.span = root.span;
    form.number = fields.required_text("number");
    form.id = fields.required_text("id");
    form.title = fields.required_text("title");
    const auto orientation = fields.choice("orientation", {"portrait", "landscape"});
    form.orientation = static_cast<model::Orientation>(orientation.value_or(0));
    for (const auto& node : fields.list("headings")) {
        Fields heading(node, "表块标题", problems);
        form.headings.push_back({heading.required_text("label"), heading.integer("blocks").value_or(1)});
        heading.finish();
    }
    for (const auto& block : fields.list("blocks"))
        form.blocks.push_back(read_block(block, problems));
    if (form.blocks.empty())
        problems.push_back(base::error("F-FORM", root.span, fmt::format("{}没有 blocks", form.number)));
    number_columns(form);
    read_footer(fields, form, problems);
    form.notes = fields.texts("notes");
    form.empty_statement = fields.text("empty_statement");
    if (const auto unit = fields.choice("unit", {"元", "万元", "亿元"}))
        form.unit = static_cast<decimal::Unit>(*unit);
    form.is_optional = fields.boolean("optional").value_or(false);
    for (const auto& node : fields.list("formulas"))
        form.formulas.push_back(read_rule(node, form.number + "-" + std::to_string(form.formulas.size() + 1), problems));
    form.hierarchy_id = fields.text("hierarchy");
    if (form.hierarchy_id.empty())
        form.hierarchy_id = form.number + "-合计";
    read_derivation(fields, form, problems);
    fields.finish();
    check_unique(form, problems);
    return form;
}

}  // namespace gongkai::load
