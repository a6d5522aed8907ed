#include "pages/narrative.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "jinja/library/function_value.hpp"
#include "jinja/value/operators.hpp"
#include "model/classification.hpp"
#include "pages/format.hpp"
#include "pages/sheet_values.hpp"

namespace gongkai::pages {

struct NarrativeData {
    const model::Department& department;
    const model::Report& report;
    std::map<std::string, jinja::Value> rows = {};  ///< by table: several sections list the same one
    std::vector<std::string> missing = {};
};

namespace {

using jinja::Arguments;
using jinja::Failure;
using jinja::Member;
using jinja::Value;

Value figure_value(const model::Figure& figure, const model::Report& report)
{
    return figure.has_amount() ? Value::decimal(figure_decimal(figure, format_of(report))) : Value::none();
}

Value facts_value(const model::FactGroup& facts, const model::Report& report)
{
    std::vector<Member> members;
    for (const auto& [key, fact] : facts.members) {
        if (const auto* figure = std::get_if<model::Figure>(&fact.value)) {
            if (figure->has_amount())
                members.emplace_back(key, figure_value(*figure, report));
        } else if (const auto* count = std::get_if<std::int64_t>(&fact.value))
            members.emplace_back(key, Value::integer(*count));
        else if (const auto* text = std::get_if<std::string>(&fact.value))
            members.emplace_back(key, Value::string(*text));
        else if (const auto* group = std::get_if<model::FactGroup>(&fact.value))
            members.emplace_back(key, facts_value(*group, report));
    }
    return Value::map(std::move(members));
}

Value texts_value(const std::vector<std::string>& texts)
{
    std::vector<Value> values;
    for (const auto& text : texts)
        values.push_back(Value::string(text));
    return Value::list(std::move(values));
}

std::size_t table_index(const model::Report& report, const Value& number)
{
    const auto text = jinja::text_of(number);
    if (const auto index = report.forms->find_table(text))
        return *index;
    throw Failure{"T-TABLE", fmt::format("没有“{}”", text), fmt::format("如“{}”", report.forms->tables.front().number)};
}

/// Index of an amount column by 栏次 or by label, among the columns of a row's block.
std::optional<int> column_index(const model::TableForm& form, int block, const std::string& name)
{
    const auto& columns = form.blocks[static_cast<std::size_t>(block)].columns;
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const model::Column& column) {
        return column.amount_index >= 0 && (column.number == name || column.label() == name || column.key == name);
    });
    return found == columns.end() ? std::nullopt : std::optional(found->amount_index);
}

Value cell(NarrativeData& data, const Arguments& arguments)
{
    const auto& report = data.report;
    const auto index = table_index(report, arguments.require(0, "table"));
    const auto& table = report.tables[index];
    const auto key = jinja::text_of(arguments.require(1, "row"));
    const auto row = table.find_row(key);
    if (!row)
        return Value::none();
    const auto name = arguments.get(2, "column") ? jinja::text_of(*arguments.get(2, "column")) : std::string();
    const auto& form = report.forms->tables[index];
    const auto column = name.empty() ? std::optional(0) : column_index(form, table.rows[*row].block, name);
    if (!column)
        throw Failure{"T-TABLE", fmt::format("{}的“{}”行没有“{}”栏", form.number, key, name), "写栏次或栏目名"};
    return figure_value(table.at(*row, static_cast<std::size_t>(*column)).figure, report);
}

Value row_value(const model::Report& report, std::size_t index, std::size_t row)
{
    const auto& table = report.tables[index];
    const auto& form = report.forms->tables[index];
    std::vector<Member> cells;
    cells.reserve(static_cast<std::size_t>(form.amount_columns));
    for (const auto& column : form.blocks[static_cast<std::size_t>(table.rows[row].block)].columns)
        if (column.amount_index >= 0)
            cells.emplace_back(column.label(),
                               figure_value(table.at(row, static_cast<std::size_t>(column.amount_index)).figure, report));
    return Value::map({{"key", Value::string(table.rows[row].key)},
                       {"code", Value::string(table.rows[row].code)},
                       {"name", Value::string(table.rows[row].name)},
                       {"level", Value::integer(table.rows[row].level)},
                       {"cells", Value::map(std::move(cells))}});
}

Value coded_rows(const model::Report& report, const Value& number)
{
    const auto index = table_index(report, number);
    std::vector<Value> rows;
    for (std::size_t row = 0; row < report.tables[index].rows.size(); ++row)
        if (!report.tables[index].rows[row].code.empty())
            rows.push_back(row_value(report, index, row));
    return Value::list(std::move(rows));
}

Value rows(NarrativeData& data, const Arguments& arguments)
{
    const auto& number = arguments.require(0, "table");
    auto& value = data.rows[jinja::text_of(number)];
    if (value.is_none())
        value = coded_rows(data.report, number);
    return value;
}

const model::Table& table_of(const NarrativeData& data, const Arguments& arguments)
{
    return data.report.tables[table_index(data.report, arguments.require(0, "table"))];
}

Value is_empty(NarrativeData& data, const Arguments& arguments) { return Value::boolean(table_of(data, arguments).is_empty()); }

Value statement(NarrativeData& data, const Arguments& arguments)
{
    return Value::string(filled(table_of(data, arguments).statement, data.department, data.report));
}

Value missing(NarrativeData& data, const Arguments& arguments)
{
    const auto name = jinja::text_of(arguments.require(0, "name"));
    if (std::find(data.missing.begin(), data.missing.end(), name) == data.missing.end())
        data.missing.push_back(name);
    return Value::none();
}

/// part ÷ whole × 100 with so many decimals; none when there is no base.
Value percent(const Value& part, const Value& whole, std::int64_t places)
{
    if (part.is_none() || whole.is_none())
        return Value::none();
    const auto hundred = decimal::Decimal::integer(100);
    const auto result = (jinja::decimal_of(part, "share") * hundred).divide(jinja::decimal_of(whole, "share"), static_cast<int>(std::clamp<std::int64_t>(places, 0, 6)));
    return result ? Value::decimal(*result) : Value::none();
}

Value share(NarrativeData&, const Arguments& arguments)
{
    return percent(arguments.require(0, "part"), arguments.require(1, "whole"), arguments.integer(2, "places", 1));
}

Value change_percent(NarrativeData&, const Arguments& arguments)
{
    const auto& change = arguments.require(0, "change");
    const auto& current = arguments.require(1, "current");
    if (change.is_none() || current.is_none())
        return Value::none();
    return percent(change, jinja::subtract(current, change), arguments.integer(2, "places", 1));
}

/// Units between the form's and the wanted one: 10⁴ is 4.
int powers_between(decimal::Unit from, decimal::Unit to) { return decimal::decimals_to_cent(to) - decimal::decimals_to_cent(from); }

/// The amount as text; in another unit than the form's it is converted exactly and
/// rounded half away from zero.
Value money(NarrativeData& data, const Arguments& arguments)
{
    const auto& report = data.report;
    auto amount = jinja::decimal_of(arguments.require(0, "amount"), "money");
    if (const auto* name = arguments.get(1, "unit")) {
        const auto unit = decimal::parse_unit(jinja::text_of(*name));
        if (!unit)
            throw Failure{"T-CALL", fmt::format("没有单位“{}”", jinja::text_of(*name)), "可用元、万元、亿元"};
        const int powers = powers_between(report.forms->unit, *unit);
        const auto places = static_cast<int>(std::clamp<std::int64_t>(arguments.integer(2, "places", 2), 0, 10));
        if (powers > 0)
            amount = decimal::Decimal(amount.coefficient(), amount.scale() + powers);
        else if (powers < 0)
            amount = amount * decimal::Decimal(decimal::power_of_ten(-powers), 0);
        amount = amount.round(places);
    }
    const auto text = amount.to_string();
    return Value::string(report.grouped ? decimal::with_thousands(text) : text);
}

struct NarrativeFunction {
    const char* name;
    const char* signature;
    Value (*run)(NarrativeData&, const Arguments&);
    const char* summary;
};

constexpr NarrativeFunction functions[] = {
    {"cell", "table, row, column=none", cell,
     "一格的数：表号，行（行名或科目编码），栏（栏次或栏目名，不写时为第一个金额栏）。以表的单位为单位；没有这一行或未填时得空值。"},
    {"rows", "table", rows, "表中有科目编码的各行：key、code、name、level 和 cells（栏目名 → 数）。"},
    {"coded_rows", "table", rows, "与 rows 相同。"},
    {"is_empty", "table", is_empty, "这张表没有数据。"},
    {"statement", "table", statement, "空表的说明，如“本部门没有……”。"},
    {"money", "amount, unit=none, places=2", money,
     "把以表的单位为单位的数写成文字，千分位随报告；写了 unit（元、万元、亿元）就换算，四舍五入到 places 位小数。"},
    {"share", "part, whole, places=1", share, "part 占 whole 的百分数，四舍五入到 places 位小数；没有基数时得空值。"},
    {"change_percent", "change, current, places=1", change_percent,
     "增减额 change 占上年数（current 减 change）的百分数；没有基数时得空值。"},
    {"missing", "name", missing, "记下缺少名为 name 的数据，不输出文字；生成时给出警告，页面上写明部门未提供。"},
};

jinja::FunctionEntry entry_of(const NarrativeFunction& function, std::shared_ptr<NarrativeData> data)
{
    return {function.name, jinja::Signature(function.signature),
            [run = function.run, data = std::move(data)](const Arguments& arguments) { return run(*data, arguments); }, function.summary};
}

}  // namespace

std::vector<jinja::FunctionEntry> narrative_functions()
{
    std::vector<jinja::FunctionEntry> entries;
    for (const auto& function : functions)
        entries.push_back({function.name, jinja::Signature(function.signature), nullptr, function.summary});
    return entries;
}

Narrative::Narrative(const jinja::TemplateSet& templates, const markup::TermFinder& terms,
                     const model::Department& department, const model::Report& report, std::string term_prefix)
    : templates_(templates), terms_(terms), report_(report), term_prefix_(std::move(term_prefix)),
      data_(std::make_shared<NarrativeData>(NarrativeData{department, report}))
{
    std::vector<Member> members = {
        {"year", Value::integer(report.year)},
        {"entity", Value::string(report.entity)},
        {"name", Value::string(department.name)},
        {"short_name", Value::string(department.short_name)},
        {"unit", Value::string(std::string(decimal::unit_name(report.forms->unit)))},
        {"facts", facts_value(report.facts, report)},
        {"units", texts_value(department.units)},
        {"sheets", sheet_list(department, report)},
    };
    for (const auto& function : functions)
        members.emplace_back(function.name, jinja::function_value(entry_of(function, data_)));
    contexts_.push_back(Value::map(std::move(members)));
}

std::string Narrative::source(const model::SectionForm& form, base::Span& where, base::Diagnostics& problems) const
{
    const auto prose = std::find_if(report_.prose.begin(), report_.prose.end(),
                                    [&](const model::ProseSection& section) { return section.title == form.title; });
    std::string markdown;
    base::Diagnostics found;
    if (prose != report_.prose.end()) {
        where = prose->span;
        const auto text = std::string_view(where.file->text).substr(where.begin, where.end - where.begin);
        // Text without tags needs no compiling, and keeps exact positions.
        if (text.find("{{") == std::string_view::npos && text.find("{%") == std::string_view::npos)
            return std::string(text);
        const auto compiled = templates_.compile_text(*where.file, where);
        if (compiled)
            found = templates_.render_text(*compiled, contexts_, markdown);
        else
            found = compiled.failures();
    } else if (!form.template_name.empty()) {
        where = report_.span;
        found = templates_.render(form.template_name, contexts_, markdown);
    } else {
        data_->missing.push_back(form.title);
    }
    for (auto& problem : found) {
        problem.related.push_back({report_.span, "在生成“" + form.title + "”一节时"});
        problems.push_back(std::move(problem));
    }
    return markdown;
}

SectionText Narrative::section(const model::SectionForm& form, base::Diagnostics& problems) const
{
    data_->missing.clear();
    base::Span where;
    const auto markdown = source(form, where, problems);
    const markup::Options options{1, &terms_, term_prefix_};
    auto html = markup::render(markdown, where, options);
    SectionText text;
    if (html)
        text.html = std::move(*html);
    else
        problems.insert(problems.end(), html.failures().begin(), html.failures().end());
    text.missing = data_->missing;
    if (!text.missing.empty())
        problems.push_back(base::warning("N-MISSING", report_.span,
                                         fmt::format("“{}”一节缺少数据：{}", form.title, fmt::join(text.missing, "、")),
                                         form.template_name.empty() ? fmt::format("请在同名 .md 中写“# {}”一节", form.title)
                                                                    : "请在 facts 下补上；没有数据的句子不会生成"));
    return text;
}

}  // namespace gongkai::pages
