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

/// 万元; more than one only if the forms differ.
std::string sheet_units(const model::Report& report)
{
    std::string units;
    for (const auto& sheet : report.sheets) {
        const auto unit = decimal::unit_name(sheet.form->unit);
        if (units.find(unit) == std::string::npos)
            units.append(units.empty() ? "" : "、").append(unit);
    }
    return units;
}

/// sheets.csv: one value a line, whatever the form.
Json sheet_value_fields(const model::Report& report)
{
    Json fields = Json::array();
    const auto add = [&](std::string name, std::string description) {
        fields.push_back({{"name", std::move(name)}, {"type", "string"}, {"description", std::move(description)}});
    };
    add("文件", "单页表的文件名，也是网址的一部分");
    add("表", "单页表的标题");
    add("段", "表的一段");
    add("行", "行名，或目标的序号和各级指标");
    add("栏", "栏名");
    add("值", "照表所填；金额的单位：" + sheet_units(report));
    fields.push_back({{"name", "来源"}, {"type", "string"}, {"description", "由部门填写，或由本站算出"}, {"constraints", {{"enum", {"填写", "算出"}}}}});
    return fields;
}

/// Title of the summary of the sheets.
std::string sheets_title(const model::Department& department, const model::Report& report)
{
    for (const auto& part : report.forms->parts)
        if (!part.sheets_title.empty())
            return filled(part.sheets_title, department, report);
    return {};
}

/// What the files of a package have in common.
Json resource(std::string name, std::string title, const PackagedFile& file, Json fields, Json missing_values)
{
    return {{"name", std::move(name)},
            {"title", std::move(title)},
            {"path", file.path},
            {"format", "csv"},
            {"mediatype", "text/csv"},
            {"encoding", "utf-8"},
            {"bytes", file.bytes},
            {"hash", "sha256:" + file.sha256},
            {"dialect", {{"delimiter", ","}, {"lineTerminator", "\r\n"}, {"quoteChar", "\""}, {"header", true}}},
            {"schema", {{"fields", std::move(fields)}, {"missingValues", std::move(missing_values)}}}};
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
        if (!file.table) {
            package["resources"].push_back(resource("sheets", sheets_title(department, report), file, sheet_value_fields(report), Json::array({""})));
            continue;
        }
        const auto& form = report.forms->tables[*file.table];
        package["resources"].push_back(resource("table-" + form.id, form.number + " " + form.title, file,
                                                fields_of(form, decimal::unit_name(unit_of(report, form))), {"", "—", "不适用"}));
    }
    return package.dump(1) + "\n";
}

}  // namespace gongkai::pages
