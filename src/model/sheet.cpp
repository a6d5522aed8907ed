#include "model/sheet.hpp"

#include <algorithm>

namespace gongkai::model {
namespace {

const SheetValue* find_in(const FieldsForm& form, const Fields& fields, ValueRole role)
{
    for (std::size_t i = 0; i < form.fields.size(); ++i)
        if (form.fields[i].role == role)
            return &fields.values[i];
    return nullptr;
}

const SheetValue* find_in(const GridForm& form, const Grid& grid, ValueRole role)
{
    for (std::size_t column = 0; column < form.columns.size(); ++column)
        if (form.columns[column].role == role && !grid.rows.empty())
            return &grid.rows.front()[column];
    return nullptr;
}

}  // namespace

bool GridForm::is_part(std::size_t row) const
{
    const bool has_plain_row = std::any_of(rows.begin(), rows.end(), [](const GridRowForm& form) { return form.group.empty(); });
    return has_plain_row && !rows[row].group.empty();
}

std::string Sheet::label_of(ValueRole role) const
{
    for (const auto& section : form->sections) {
        const auto* fields = std::get_if<FieldsForm>(&section);
        const auto* grid = std::get_if<GridForm>(&section);
        for (const auto& value : fields ? fields->fields : grid ? grid->columns : std::vector<ValueForm>())
            if (value.role == role)
                return value.label();
    }
    return {};
}

std::string filled_years(std::string label, int year)
{
    for (int back = 0; back <= 2; ++back) {
        const auto name = back == 0 ? std::string("{year}") : "{year-" + std::to_string(back) + "}";
        for (auto at = label.find(name); at != std::string::npos; at = label.find(name))
            label.replace(at, name.size(), std::to_string(year - back));
    }
    return label;
}

const SheetValue* Sheet::find(ValueRole role) const
{
    for (std::size_t i = 0; i < sections.size(); ++i) {
        const SheetValue* found = nullptr;
        if (const auto* fields = std::get_if<Fields>(&sections[i]))
            found = find_in(std::get<FieldsForm>(form->sections[i]), *fields, role);
        else if (const auto* grid = std::get_if<Grid>(&sections[i]))
            found = find_in(std::get<GridForm>(form->sections[i]), *grid, role);
        if (found)
            return found;
    }
    return nullptr;
}

std::string Sheet::text_of(ValueRole role) const
{
    const auto* value = find(role);
    return value ? value->text : std::string();
}

}  // namespace gongkai::model
