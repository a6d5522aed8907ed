#include "pages/archive/record_table.hpp"

#include <nlohmann/json.hpp>

#include "pages/downloads/csv_text.hpp"

namespace gongkai::pages {
namespace {

using Json = nlohmann::ordered_json;

/// 1638.52, -1%: with no character that means anything in CSV, and no formula.
bool is_number(std::string_view text)
{
    text.remove_prefix(text.starts_with('-') ? 1 : 0);
    text.remove_suffix(text.ends_with('%') ? 1 : 0);
    return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

void append_value(std::string& out, const RecordValue& value)
{
    if (const auto* text = std::get_if<std::string>(&value))
        append_csv_text(out, *text);
    else if (const auto* number = std::get_if<std::uint64_t>(&value))
        out += std::to_string(*number);
    else if (const auto* figure = std::get_if<RecordFigure>(&value))
        is_number(figure->text) ? void(out += figure->text) : append_csv_text(out, figure->text);
}

Json json_of(const RecordValue& value)
{
    if (const auto* text = std::get_if<std::string>(&value))
        return *text;
    if (const auto* number = std::get_if<std::uint64_t>(&value))
        return *number;
    if (const auto* figure = std::get_if<RecordFigure>(&value))
        return figure->text;
    return nullptr;
}

}  // namespace

std::string record_csv(const RecordTable& table)
{
    std::string out = "\xEF\xBB\xBF";
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        out += i == 0 ? "" : ",";
        append_csv_text(out, table.fields[i].name);
    }
    out += "\r\n";
    for (const auto& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            out += i == 0 ? "" : ",";
            append_value(out, row[i]);
        }
        out += "\r\n";
    }
    return out;
}

std::string record_json(const RecordTable& table, const RecordHead& head)
{
    Json json;
    json["title"] = table.title;
    json["archived_on"] = head.archived_on.iso();
    json["generator"] = "gongkai " + head.version;
    json["retention"] = head.retention;
    json["standards"] = {"DA/T 80-2019《政府网站网页归档指南》", "GB/T 42147-2022《政府网站网页电子文件元数据》", "GB/T 18894-2016（保管期限）"};
    json["fields"] = Json::array();
    for (const auto& field : table.fields)
        json["fields"].push_back({{"key", field.key}, {"name", field.name}, {"description", field.description}});
    json["records"] = Json::array();
    for (const auto& row : table.rows) {
        Json record = Json::object();
        for (std::size_t i = 0; i < row.size(); ++i)
            record[table.fields[i].key] = json_of(row[i]);
        json["records"].push_back(std::move(record));
    }
    return json.dump(1) + "\n";
}

}  // namespace gongkai::pages
