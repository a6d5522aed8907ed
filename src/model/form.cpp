#include "model/form.hpp"

#include <algorithm>

namespace gongkai::model {

const FactForm* find_fact_form(const FactForm& facts, std::string_view dotted_name)
{
    const auto dot = dotted_name.find('.');
    for (const auto& member : facts.members) {
        if (member.key != dotted_name.substr(0, dot))
            continue;
        const bool is_found = dot == std::string_view::npos || member.type == FactType::money_by_code;
        return is_found ? &member : find_fact_form(member, dotted_name.substr(dot + 1));
    }
    return nullptr;
}

const Column* TableForm::amount_column(int index) const
{
    for (const auto& block : blocks)
        for (const auto& column : block.columns)
            if (column.amount_index == index)
                return &column;
    return nullptr;
}

bool TableForm::is_summed(int index) const
{
    const auto* column = amount_column(index);
    return column == nullptr || column->is_summed;
}

std::optional<std::size_t> FormSet::find_table(std::string_view table_number) const
{
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const TableForm& t) { return t.number == table_number; });
    return found == tables.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - tables.begin()));
}

const SectionForm* FormSet::find_section(std::string_view section_title) const
{
    for (const auto& part : parts)
        for (const auto& section : part.sections)
            if (section.title == section_title)
                return &section;
    return nullptr;
}

const ChartForm* FormSet::find_chart(std::string_view chart_id) const
{
    const auto found = std::find_if(charts.begin(), charts.end(), [&](const ChartForm& c) { return c.id == chart_id; });
    return found == charts.end() ? nullptr : &*found;
}

const MeasureForm* FormSet::find_measure(std::string_view name) const
{
    const auto found = std::find_if(measures.begin(), measures.end(), [&](const MeasureForm& m) { return m.name == name; });
    return found == measures.end() ? nullptr : &*found;
}

}  // namespace gongkai::model
