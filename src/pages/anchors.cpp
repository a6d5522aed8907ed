#include "pages/anchors.hpp"

#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>

namespace gongkai::pages {
namespace {

bool can_be_anchor(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
}

bool stands_at(const model::SheetValue& value, const base::Span& span)
{
    return value.span.file == span.file && value.span.begin == span.begin;
}

std::optional<std::size_t> find_value(const std::vector<model::SheetValue>& values, const base::Span& span)
{
    const auto found = std::find_if(values.begin(), values.end(), [&](const model::SheetValue& value) { return stands_at(value, span); });
    return found == values.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - values.begin()));
}

std::optional<std::string> anchor_in(const model::Fields& fields, std::size_t section, const base::Span& span)
{
    const auto found = find_value(fields.values, span);
    return found ? std::optional(value_anchor(section, 0, *found)) : std::nullopt;
}

std::optional<std::string> anchor_in(const model::Grid& grid, std::size_t section, const base::Span& span)
{
    for (std::size_t row = 0; row < grid.rows.size(); ++row)
        if (const auto found = find_value(grid.rows[row], span))
            return value_anchor(section, row, *found);
    return std::nullopt;
}

std::optional<std::string> anchor_in(const model::Indicators& indicators, std::size_t section, const base::Span& span)
{
    for (std::size_t goal = 0; goal < indicators.goals.size(); ++goal) {
        const auto& rows = indicators.goals[goal].indicators;
        for (std::size_t row = 0; row < rows.size(); ++row)
            if (const auto found = find_value(rows[row].values, span))
                return value_anchor(section, goal, row, *found);
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::string> row_anchors(const model::Table& table)
{
    std::vector<std::string> anchors;
    std::unordered_set<std::string> taken;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const auto& code = table.rows[row].code;
        const auto& name = code.empty() ? table.rows[row].line : code;
        auto anchor = can_be_anchor(name) ? "c" + name : std::string();
        if (anchor.empty() || !taken.insert(anchor).second)
            anchor = fmt::format("c-r{}", row + 1);
        anchors.push_back(std::move(anchor));
    }
    return anchors;
}

std::string cell_anchor(std::string_view row_anchor, std::size_t column) { return fmt::format("{}-{}", row_anchor, column + 1); }

std::string value_anchor(std::size_t section, std::size_t row, std::size_t column)
{
    return fmt::format("v{}-{}-{}", section + 1, row + 1, column + 1);
}

std::string value_anchor(std::size_t section, std::size_t goal, std::size_t row, std::size_t column)
{
    return fmt::format("v{}-{}-{}-{}", section + 1, goal + 1, row + 1, column + 1);
}

std::optional<std::string> anchor_of(const model::Sheet& sheet, const base::Span& span)
{
    if (!span.file)
        return std::nullopt;
    for (std::size_t i = 0; i < sheet.sections.size(); ++i)
        if (auto found = std::visit([&](const auto& section) { return anchor_in(section, i, span); }, sheet.sections[i]))
            return found;
    return std::nullopt;
}

}  // namespace gongkai::pages
