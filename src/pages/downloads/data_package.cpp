#include <nlohmann/json.hpp>

#include "pages/downloads/downloads.hpp"
#include "pages/format.hpp"

namespace gongkai::pages {
namespace {

using Json = nlohmann::ordered_json;

/// The vocabulary of the codes: tables by nature of expenditure say so over
/// the column of their codes.
std::string_view classification_of(const model::TableForm& form)
{
    for (const auto& block : form.blocks) {
        if (block.classification == model::Classification::economic)
            return "economic-classification";
        for (const auto& column : block.columns)
            if (column.role == model::ColumnRole::code && column.label().find("经济分类") != std::string::npos)
                return "economic-classification";
    }
    return "functional-classification";
}

Json amount_field(const model::TableForm& form, const model::Column& column, std::string_view unit)
{
    Json field = {{"name", column_name(form, column)}, {"type", "number"}, {"decimalChar", "."}, {"columnType", "value"}};
    if (column.measure == model::Measure::money)
        field["unit"] = unit;
    return field;
}

Json list_fields(const model::TableForm& form, std::string_view unit)
{
    Json fields = Json::array();
    fields.push_back({{"name", "层级"}, {"type", "integer"}});
    for (const auto& column : form.blocks.front().columns)
        if (column.amount_index < 0)
            fields.push_back({{"name", column_name(form, column)}, {"type", "string"}});
        else
            fields.push_back(amount_field(form, column, unit));
    return fields;
}

Json fields_of(const model::TableForm& form, std::string_view unit)
{
    if (form.is_list())
        return list_fields(form, unit);
    const std::string codes(classification_of(form));
    Json fields = Json::array();
    fields.push_back({{"name", "行次"}, {"type", "string"}});
    fields.push_back({{"name", "科目编码"}, {"type", "string"}, {"columnType", codes + ":generic:code"}});
    fields.push_back({{"name", "项目"}, {"type", "string"}, {"columnType", codes + ":generic:label"}});
    std::vector<bool> seen(static_cast<std::size_t>(form.amount_columns));
    for (const auto& block : form.blocks)
        for (const auto& column : block.columns) {
            if (column.amount_index < 0 || seen[static_cast<std::size_t>(column.amount_index)])
                continue;
            seen[static_cast<std::size_t>(column.amount_index)] = true;
            fields.push_back(amount_field(form, column, unit));
        }
    return fields;
}

}  // namespace

std::string data_package(const model::Department& department, const model::Report& report,
                         const std::vector<PackagedFile>& files)
{
    Json package;
    package["$schema"] = "https://datapackage.org/profiles/2.0/datapackage.json";
    package["name"] = department.slug + "-" + report.slug;
    package["title"] = report_title(department, report);
    package["version"] = "1.0.0";
    if (report.published_on)
        package["created"] = report.published_on->iso() + "T00:00:00Z";
    package["temporal"] = {{"start", std::to_string(report.year) + "-01-01"}, {"end", std::to_string(report.year) + "-12-31"}};
    if (!report.source.title.empty())
        package["sources"] = Json::array({{{"title", report.source.title}}});
    package["resources"] = Json::array();
    for (const auto& file : files) {
        const auto& form = report.forms->tables[file.table];
        package["resources"].push_back(
            {{"name", "table-" + form.id},
             {"title", form.number + " " + form.title},
             {"path", file.path},
             {"format", "csv"},
             {"mediatype", "text/csv"},
             {"encoding", "utf-8"},
             {"bytes", file.bytes},
             {"hash", "sha256:" + file.sha256},
             {"dialect", {{"delimiter", ","}, {"lineTerminator", "\r\n"}, {"quoteChar", "\""}, {"header", true}}},
             {"schema",
              {{"fields", fields_of(form, decimal::unit_name(unit_of(report, form)))}, {"missingValues", {"", "—", "不适用"}}}}});
    }
    return package.dump(1) + "\n";
}

}  // namespace gongkai::pages
