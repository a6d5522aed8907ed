#include "scaffold/sheet_skeleton.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/form.hpp"
#include "scaffold/yaml_text.hpp"

namespace gongkai::scaffold {
namespace {

std::string label_of(const model::ValueForm& value, int year) { return yaml_scalar(model::filled_years(value.label(), year)); }

/// Left out it is computed; a blank (~) would stay one.
bool is_computed(const model::ValueForm& value) { return value.ratio || value.is_total || !value.weighted_by.empty(); }

std::string field_text(const model::ValueForm& field, int year, const std::string& margin)
{
    if (is_computed(field))
        return fmt::format("{}# {}:   # 不写的由程序算出\n", margin, label_of(field, year));
    auto line = fmt::format("{}{}: ~", margin, label_of(field, year));
    if (!field.options.empty())
        line += fmt::format("   # {}", fmt::join(field.options, "、"));
    else if (field.personal != model::Personal::none)
        line += "   # 个人信息：网站不显示的，不要写";
    return line + "\n";
}

std::string columns_sample(const std::vector<model::ValueForm>& columns, int year)
{
    std::string out;
    for (const auto& column : columns)
        if (!is_computed(column))
            out += fmt::format("{}{}: ~", out.empty() ? "" : ", ", label_of(column, year));
    return "{" + out + "}";
}

/// "  # 执行率、得分：不写的由程序算出"; empty if there is no such column.
std::string computed_columns_text(const std::vector<model::ValueForm>& columns, int year)
{
    std::vector<std::string> labels;
    for (const auto& column : columns)
        if (is_computed(column))
            labels.push_back(model::filled_years(column.label(), year));
    return labels.empty() ? std::string() : fmt::format("  # {}：不写的由程序算出\n", fmt::join(labels, "、"));
}

std::string section_text(const model::FieldsForm& form, int year)
{
    std::string out = form.heading.empty() ? std::string() : yaml_scalar(form.heading) + ":\n";
    for (const auto& field : form.fields)
        out += field_text(field, year, form.heading.empty() ? "" : "  ");
    return out;
}

std::string section_text(const model::GridForm& form, int year)
{
    std::string out = yaml_scalar(form.heading) + ":\n" + computed_columns_text(form.columns, year);
    std::string group;
    for (const auto& row : form.rows) {
        if (row.group != group && !row.group.empty())
            out += "  " + yaml_scalar(row.group) + ":\n";
        group = row.group;
        out += fmt::format("{}{}: {}\n", group.empty() ? "  " : "    ", yaml_scalar(row.label), columns_sample(form.columns, year));
    }
    return out;
}

std::string section_text(const model::IndicatorsForm& form, int year)
{
    std::vector<std::string> columns = {form.levels.back()};
    for (const auto& column : form.columns)
        columns.push_back(model::filled_years(column.label(), year));
    const bool is_scored = std::any_of(form.columns.begin(), form.columns.end(), [](const model::ValueForm& column) { return column.type == model::ValueType::score; });
    std::string out = fmt::format("{}:\n  - {}目标: ~\n    指标: {{}}\n", yaml_scalar(form.heading), is_scored ? "分值: ~\n    " : "");
    out += fmt::format("    # 指标:\n    #   {}:\n", form.levels.front());
    std::string margin = "    ";
    for (std::size_t level = 1; level + 1 < form.levels.size(); ++level, margin += "  ")
        out += fmt::format("    # {}{}:\n", margin, form.levels[level]);
    return out + fmt::format("    # {}- [{}]\n", margin, fmt::join(columns, ", "));
}

}  // namespace

std::string sheet_text(const model::SheetForm& form, int year)
{
    std::string out = fmt::format("# {}。一张表一个文件，复制本文件另起名；~ 为空白。\nform: {}\n", form.name, yaml_scalar(form.name));
    for (const auto& section : form.sections)
        out += std::visit([&](const auto& part) { return section_text(part, year); }, section);
    return out;
}

}  // namespace gongkai::scaffold
