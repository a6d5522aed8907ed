#include "load/sheet_form_loader.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/spelling.hpp"
#include "load/fields.hpp"

namespace gongkai::load {
namespace {

using base::Diagnostics;
using model::ValueForm;

std::optional<model::Ratio> read_ratio(Fields& fields)
{
    const auto parts = fields.texts("ratio");
    const auto places = fields.integer("places");
    if (parts.empty())
        return std::nullopt;
    if (parts.size() != 2)
        fields.problems().push_back(base::error("F-FORM", fields.span(), "ratio 应写两栏：分子、分母", "写作“ratio: [执行数, 预算数]”"));
    return model::Ratio{parts.front(), parts.back(), places.value_or(2)};
}

/// Reads a field or column; one with `columns` is a heading over them.
void read_value(const Node& node, const std::vector<std::string>& outer, std::vector<ValueForm>& values, Diagnostics& problems)
{
    ValueForm value;
    value.span = node.span;
    value.path = outer;
    if (node.is_scalar()) {
        value.path.push_back(node.text);
        values.push_back(std::move(value));
        return;
    }
    Fields fields(node, "栏目", problems);
    value.path.push_back(fields.required_text("label"));
    const auto& children = fields.list("columns");
    for (const auto& child : children)
        read_value(child, value.path, values, problems);
    value.mark = fields.text("mark");
    value.type = static_cast<model::ValueType>(
        fields.choice("type", {"text", "paragraph", "choice", "money", "percent", "score"}).value_or(0));
    const auto role = fields.choice("role", {"name", "budget", "executed", "rate", "score", "total", "weight"});
    value.role = role ? static_cast<model::ValueRole>(*role + 1) : model::ValueRole::none;
    const auto personal = fields.choice("personal", {"name", "telephone"});
    value.personal = personal ? static_cast<model::Personal>(*personal + 1) : model::Personal::none;
    value.options = fields.texts("options");
    if (!value.options.empty())
        value.type = model::ValueType::choice;
    else if (value.type == model::ValueType::choice)
        problems.push_back(base::error("F-FORM", node.span, fmt::format("“{}”没有选项", value.label()), "写作“options: [甲, 乙]”"));
    value.is_optional = fields.boolean("optional").value_or(false);
    value.ratio = read_ratio(fields);
    value.weighted_by = fields.text("weighted_by");
    value.is_total = fields.boolean("total").value_or(false);
    fields.finish();
    if (children.empty())
        values.push_back(std::move(value));
}

std::vector<ValueForm> read_values(const std::vector<Node>& nodes, Diagnostics& problems)
{
    std::vector<ValueForm> values;
    for (const auto& node : nodes)
        read_value(node, {}, values, problems);
    std::set<std::string> labels;
    for (const auto& value : values)
        if (!labels.insert(value.label()).second)
            problems.push_back(base::error("F-FORM", value.span, fmt::format("“{}”这一栏重复", value.label()), "各栏名称应不同"));
    return values;
}

/// A computed column must speak of columns beside it.
void check_computed(const std::vector<ValueForm>& columns, Diagnostics& problems)
{
    const auto check = [&](const ValueForm& column, const std::string& name) {
        std::vector<std::string> known;
        for (const auto& other : columns)
            known.push_back(other.label());
        if (name.empty() || std::find(known.begin(), known.end(), name) != known.end())
            return;
        problems.push_back(base::error("F-FORM", column.span, fmt::format("“{}”由“{}”算出，但没有这一栏", column.label(), name),
                                       base::suggestion(name, known, fmt::format("同一段的栏：{}", fmt::join(known, "、")))));
    };
    for (const auto& column : columns) {
        if (column.ratio) {
            check(column, column.ratio->part);
            check(column, column.ratio->whole);
        }
        check(column, column.weighted_by);
    }
}

/// Rows without a group and groups stand side by side in content, so no two may have
/// the same name; nor may two rows of a group.
std::vector<model::GridRowForm> read_grid_rows(const std::vector<Node>& nodes, Diagnostics& problems)
{
    std::vector<model::GridRowForm> rows;
    std::set<std::string> names;
    const auto add_name = [&](std::set<std::string>& known, const std::string& name, base::Span span) {
        if (!known.insert(name).second)
            problems.push_back(base::error("F-FORM", span, fmt::format("“{}”这一行重复", name), "各行名称应不同；同组的行写在同一个 group 下"));
    };
    for (const auto& node : nodes) {
        if (node.is_scalar()) {
            add_name(names, node.text, node.span);
            rows.push_back({"", node.text});
            continue;
        }
        Fields fields(node, "行", problems);
        const auto group = fields.required_text("group");
        add_name(names, group, node.span);
        std::set<std::string> inside;
        for (const auto& label : fields.list("rows")) {
            rows.push_back({group, scalar_text(label, "rows", problems)});
            add_name(inside, rows.back().label, label.span);
        }
        fields.finish();
    }
    return rows;
}

std::optional<decimal::Decimal> read_decimal(Fields& fields, std::string_view key)
{
    const auto* node = fields.get(key);
    const auto number = node ? decimal::Decimal::parse(node->text) : std::nullopt;
    if (node && !number)
        fields.problems().push_back(base::error("Y-TYPE", node->span, fmt::format("“{}”应是数字，写的是“{}”", key, node->text), "请只写数字"));
    return number;
}

model::SheetSectionForm read_section(const Node& node, Diagnostics& problems)
{
    Fields fields(node, "表的一段", problems);
    if (const auto* heading = fields.get("grid")) {
        model::GridForm grid;
        grid.heading = scalar_text(*heading, "grid", problems);
        grid.weight = read_decimal(fields, "weight");
        grid.rows = read_grid_rows(fields.list("rows"), problems);
        grid.columns = read_values(fields.list("columns"), problems);
        check_computed(grid.columns, problems);
        fields.finish();
        return grid;
    }
    if (const auto* heading = fields.get("indicators")) {
        model::IndicatorsForm indicators;
        indicators.heading = scalar_text(*heading, "indicators", problems);
        indicators.goal_label = fields.text("goal");
        indicators.levels = fields.texts("levels");
        indicators.columns = read_values(fields.list("columns"), problems);
        fields.finish();
        if (indicators.levels.size() < 2)
            problems.push_back(base::error("F-FORM", node.span, "levels 应写各级指标的栏名", "写作“levels: [一级指标, 二级指标, 三级指标]”"));
        return indicators;
    }
    model::FieldsForm form;
    form.heading = fields.text("heading");
    form.fields = read_values(fields.list("fields"), problems);
    fields.finish();
    return form;
}

/// Content names fields without a heading, headings, grids and indicators side by side.
void check_unique(const model::SheetForm& form, Diagnostics& problems)
{
    std::set<std::string> keys;
    const auto add = [&](const std::string& key) {
        if (!keys.insert(key).second)
            problems.push_back(base::error("F-FORM", form.span, fmt::format("表样“{}”中“{}”不止一处", form.name, key), "各段和各栏的名称应不同"));
    };
    for (const auto& section : form.sections) {
        if (const auto* grid = std::get_if<model::GridForm>(&section))
            add(grid->heading);
        else if (const auto* indicators = std::get_if<model::IndicatorsForm>(&section))
            add(indicators->heading);
        else if (const auto& fields = std::get<model::FieldsForm>(section); !fields.heading.empty())
            add(fields.heading);
        else
            for (const auto& field : fields.fields)
                add(field.label());
    }
}

}  // namespace

model::SheetForm read_sheet_form(const Node& root, decimal::Unit unit, Diagnostics& problems)
{
    Fields fields(root, "单页表样", problems);
    model::SheetForm form;
    form.span = root.span;
    form.id = fields.required_text("id");
    form.name = fields.required_text("name");
    form.number = fields.text("number");
    form.title = fields.required_text("title");
    form.scope = static_cast<model::SheetScope>(fields.choice("scope", {"whole", "project"}).value_or(1));
    form.label = fields.text("label");
    const auto own_unit = fields.choice("unit", {"元", "万元", "亿元"});
    form.unit = own_unit ? static_cast<decimal::Unit>(*own_unit) : unit;
    for (const auto& section : fields.list("sections"))
        form.sections.push_back(read_section(section, problems));
    form.notes = fields.texts("notes");
    fields.finish();
    check_unique(form, problems);
    return form;
}

}  // namespace gongkai::load
