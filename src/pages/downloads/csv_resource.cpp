#include "pages/downloads/csv_resource.hpp"
#include "pages/format.hpp"

namespace gongkai::pages {
namespace {

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

/// Title of the file within its report.
std::string title_of(const model::Department& department, const model::Report& report, const CsvFile& file)
{
    if (!file.table)
        return sheets_title(department, report);
    const auto& form = report.forms->tables[*file.table];
    return form.number + " " + form.title;
}

Json schema_of(const model::Report& report, const CsvFile& file)
{
    if (!file.table)
        return {{"fields", sheet_value_fields(report)}, {"missingValues", Json::array({""})}};
    const auto& form = report.forms->tables[*file.table];
    return {{"fields", fields_of(form, decimal::unit_name(unit_of(report, form)))}, {"missingValues", {"", "—", "不适用"}}};
}

}  // namespace

Json csv_resource(const model::Department& department, const model::Report& report, const PackagedFile& file)
{
    return {{"name", file.csv.table ? "table-" + file.csv.id : file.csv.id},
            {"title", title_of(department, report, file.csv)},
            {"path", file.path},
            {"format", "csv"},
            {"mediatype", "text/csv"},
            {"encoding", "utf-8"},
            {"bytes", file.bytes},
            {"hash", "sha256:" + file.sha256},
            {"dialect", {{"delimiter", ","}, {"lineTerminator", "\r\n"}, {"quoteChar", "\""}, {"header", true}}},
            {"schema", schema_of(report, file.csv)}};
}

}  // namespace gongkai::pages
