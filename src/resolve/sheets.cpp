#include "resolve/sheets.hpp"

#include <algorithm>

namespace gongkai::resolve {
namespace {

using decimal::Decimal;
using model::SheetValue;
using model::ValueForm;
using model::ValueType;

void set_computed(SheetValue& value, const Decimal& number, std::string_view suffix)
{
    value.number = number;
    value.text = number.to_string() + std::string(suffix);
    value.is_computed = true;
}

std::optional<std::size_t> column_named(const std::vector<ValueForm>& columns, const std::string& label)
{
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const ValueForm& column) { return column.label() == label; });
    return found == columns.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - columns.begin()));
}

/// `factor` × part ÷ whole of a column with a ratio.
std::optional<Decimal> ratio_of(const std::vector<ValueForm>& columns, const std::vector<SheetValue>& row, std::size_t column,
                                const Decimal& factor, int places)
{
    const auto& ratio = columns[column].ratio;
    const auto part = ratio ? column_named(columns, ratio->part) : std::nullopt;
    const auto whole = ratio ? column_named(columns, ratio->whole) : std::nullopt;
    if (!part || !whole || !row[*part].number || !row[*whole].number)
        return std::nullopt;
    return (*row[*part].number * factor).divide(*row[*whole].number, places);
}

void complete_row(const model::GridForm& form, std::vector<SheetValue>& row, bool is_part)
{
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        const auto& column = form.columns[i];
        if (!row[i].is_left_out())
            continue;
        if (column.ratio) {
            if (const auto percent = ratio_of(form.columns, row, i, Decimal::integer(100), column.ratio->places))
                set_computed(row[i], *percent, "%");
        } else if (const auto rate = column_named(form.columns, column.weighted_by); rate && form.weight && !is_part) {
            if (const auto points = ratio_of(form.columns, row, *rate, *form.weight, 2))
                set_computed(row[i], std::min(*points, form.weight->round(2)), "");
        }
    }
}

void complete_grid(const model::GridForm& form, model::Grid& grid)
{
    for (std::size_t row = 0; row < grid.rows.size(); ++row)
        complete_row(form, grid.rows[row], form.is_part(row));
}

class PointSum {
public:
    void add(const std::optional<Decimal>& points)
    {
        if (!points)
            return;
        sum_ = any_ ? sum_ + *points : *points;
        any_ = true;
    }
    std::optional<Decimal> value() const { return any_ ? std::optional(sum_) : std::nullopt; }

private:
    Decimal sum_;
    bool any_ = false;
};

void add_points(const std::vector<ValueForm>& forms, const std::vector<SheetValue>& values, PointSum& sum)
{
    for (std::size_t i = 0; i < forms.size(); ++i)
        if (forms[i].type == ValueType::score && !forms[i].is_total && forms[i].role != model::ValueRole::weight)
            sum.add(values[i].number);
}

void add_points(const model::GridForm& form, const model::Grid& grid, PointSum& sum)
{
    for (std::size_t row = 0; row < grid.rows.size(); ++row)
        if (!form.is_part(row))
            add_points(form.columns, grid.rows[row], sum);
}

/// Points of a goal: its own where the form prints them, else of its indicators.
void add_points(const model::IndicatorsForm& form, const model::Indicators& indicators, PointSum& sum)
{
    for (const auto& goal : indicators.goals) {
        if (goal.score.number) {
            sum.add(goal.score.number);
            continue;
        }
        for (const auto& indicator : goal.indicators)
            add_points(form.columns, indicator.values, sum);
    }
}

std::optional<Decimal> points_of(const model::Sheet& sheet)
{
    PointSum sum;
    for (std::size_t i = 0; i < sheet.sections.size(); ++i) {
        const auto& form = sheet.form->sections[i];
        if (const auto* fields = std::get_if<model::Fields>(&sheet.sections[i]))
            add_points(std::get<model::FieldsForm>(form).fields, fields->values, sum);
        else if (const auto* grid = std::get_if<model::Grid>(&sheet.sections[i]))
            add_points(std::get<model::GridForm>(form), *grid, sum);
        else
            add_points(std::get<model::IndicatorsForm>(form), std::get<model::Indicators>(sheet.sections[i]), sum);
    }
    return sum.value();
}

void complete_total(model::Sheet& sheet)
{
    for (std::size_t i = 0; i < sheet.sections.size(); ++i) {
        auto* fields = std::get_if<model::Fields>(&sheet.sections[i]);
        if (!fields)
            continue;
        const auto& forms = std::get<model::FieldsForm>(sheet.form->sections[i]).fields;
        for (std::size_t field = 0; field < forms.size(); ++field)
            if (forms[field].is_total && fields->values[field].is_left_out())
                if (const auto total = points_of(sheet))
                    set_computed(fields->values[field], *total, "");
    }
}

}  // namespace

void complete_sheet(model::Sheet& sheet)
{
    for (std::size_t i = 0; i < sheet.sections.size(); ++i)
        if (auto* grid = std::get_if<model::Grid>(&sheet.sections[i]))
            complete_grid(std::get<model::GridForm>(sheet.form->sections[i]), *grid);
    complete_total(sheet);
}

}  // namespace gongkai::resolve
