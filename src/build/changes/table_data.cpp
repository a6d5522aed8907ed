#include "build/changes/table_data.hpp"

#include <charconv>

#include <nlohmann/json.hpp>

namespace gongkai::build {
namespace {

// Keys in the order of the file: texts stand as their columns do.
using Json = nlohmann::ordered_json;

std::string text_of(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const Json& list_of(const Json& object, const char* key)
{
    static const Json none = Json::array();
    const auto found = object.find(key);
    return found != object.end() && found->is_array() ? *found : none;
}

/// A number, or a text where it is too large for numbers of JSON.
std::optional<std::int64_t> cents_of(const Json& cell)
{
    const auto found = cell.find("cents");
    if (found == cell.end())
        return std::nullopt;
    if (found->is_number_unsigned() && found->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
        return std::nullopt;
    if (found->is_number_integer())
        return found->get<std::int64_t>();
    if (!found->is_string())
        return std::nullopt;
    const auto& digits = found->get_ref<const std::string&>();
    std::int64_t cents = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), cents);
    return failure == std::errc() && end == digits.data() + digits.size() ? std::optional(cents) : std::nullopt;
}

CellData cell_of(const Json& cell)
{
    if (!cell.is_object())
        return {};
    const auto state = text_of(cell, "state");
    if (state == "dash")
        return {{ValueState::dash, {}}, std::nullopt};
    if (state == "not_applicable")
        return {{ValueState::not_applicable, {}}, std::nullopt};
    if (state != "amount")
        return {};
    return {{ValueState::shown, text_of(cell, "amount")}, cents_of(cell)};
}

RowData row_of(const Json& row)
{
    RowData data{text_of(row, "key"), text_of(row, "name"), text_of(row, "code"), text_of(row, "line"), {}, {}};
    if (const auto texts = row.find("texts"); texts != row.end() && texts->is_object())
        for (const auto& [label, text] : texts->items())
            data.texts.emplace_back(label, text.is_string() ? text.get<std::string>() : std::string());
    for (const auto& cell : list_of(row, "cells"))
        data.cells.push_back(cell_of(cell));
    return data;
}

ColumnData column_of(const Json& column, std::size_t place)
{
    const auto index = column.find("index");
    const bool is_given = index != column.end() && index->is_number_unsigned();
    return {is_given ? index->get<std::size_t>() : place, text_of(column, "number"), text_of(column, "name")};
}

}  // namespace

std::optional<TableData> parse_table(std::string_view json)
{
    const auto root = Json::parse(json, nullptr, false);
    if (!root.is_object() || !root.contains("table") || !root.contains("rows") || !root["rows"].is_array())
        return std::nullopt;
    TableData table{text_of(root, "table"), text_of(root, "title"), text_of(root, "unit"), {}, {}};
    for (const auto& column : list_of(root, "columns"))
        if (column.is_object())
            table.columns.push_back(column_of(column, table.columns.size()));
    for (const auto& row : list_of(root, "rows"))
        if (row.is_object())
            table.rows.push_back(row_of(row));
    return table;
}

}  // namespace gongkai::build
