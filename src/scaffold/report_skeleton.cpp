#include <map>

#include <fmt/format.h>

#include "scaffold/scaffold.hpp"
#include "scaffold/sheet_skeleton.hpp"
#include "scaffold/yaml_text.hpp"

namespace gongkai::scaffold {
namespace {

using model::ColumnRole;

std::string content_name(const model::Column& column) { return yaml_scalar(column.key.empty() ? column.label() : column.key); }

/// "{合计: , 基本支出: }": the columns that a row takes; those whose name another
/// bears too stand under their outermost heading.
std::string columns_text(const std::vector<const model::Column*>& columns)
{
    std::map<std::string, int> bearers;
    for (const auto* column : columns)
        ++bearers[content_name(*column)];
    std::string out;
    std::string open;  // the heading whose bracket is open
    for (const auto* column : columns) {
        const auto heading = bearers[content_name(*column)] > 1 && column->path.size() > 1 ? column->path.front() : std::string();
        if (heading != open) {
            out += open.empty() ? "" : "}";
            out += out.empty() ? "" : ", ";
            out += heading.empty() ? "" : yaml_scalar(heading) + ": {";
        } else {
            out += out.empty() ? "" : ", ";
        }
        open = heading;
        out += content_name(*column) + ": ";
    }
    return "{" + out + (open.empty() ? "}" : "}}");
}

std::string column_sample(const model::Block& block, bool with_texts)
{
    std::vector<const model::Column*> columns;
    for (const auto& column : block.columns)
        if (column.role == ColumnRole::amount || with_texts)
            columns.push_back(&column);
    // A row of one amount takes it without the column's name.
    const bool bare = columns.empty() || (columns.size() == 1 && columns.front()->role == ColumnRole::amount);
    return bare ? std::string() : columns_text(columns);
}

bool is_single_row(const model::TableForm& form)
{
    if (form.blocks.size() != 1 || form.blocks.front().fixed_rows.size() != 1)
        return false;
    for (const auto& column : form.blocks.front().columns)
        if (column.role == ColumnRole::name)
            return false;
    return true;
}

std::string block_sample(const model::Block& block)
{
    std::string out;
    const auto columns = column_sample(block, false);
    if (block.is_list)
        return fmt::format("明细:\n  - {}\n", column_sample(block, true));
    if (block.classification != model::Classification::none)
        return fmt::format("{}: {}\n", block.classification == model::Classification::functional ? "2010101" : "30101", columns);
    for (const auto& row : block.fixed_rows)
        if (!row.key.empty())
            out += fmt::format("{}: {}\n", yaml_scalar(row.key), columns);
    return out;
}

/// The rows of a table as comments: take the "# " off and write the figures.
std::string table_sample(const model::TableForm& form)
{
    if (is_single_row(form))
        return column_sample(form.blocks.front(), false) + "\n";
    std::string out;
    for (const auto& block : form.blocks)
        out += block_sample(block);
    return out;
}

std::string table_text(const model::TableForm& form)
{
    std::string out = fmt::format("  # {} {}\n", form.number, form.title);
    if (!form.derive.empty())
        out += fmt::format("  # 可以不写：由其他表得出。要写，去掉下一行前的“# ”\n  # {}:\n", yaml_scalar(form.number));
    else if (form.is_optional)
        out += fmt::format("  # 没有就不写\n  # {}:\n", yaml_scalar(form.number));
    else
        out += fmt::format("  {}:\n", yaml_scalar(form.number));
    return out + commented(table_sample(form), 4);
}

std::string_view fact_hint(model::FactType type)
{
    switch (type) {
    case model::FactType::money: return "金额";
    case model::FactType::count: return "整数";
    case model::FactType::money_by_code: return "{科目编码: 金额}";
    case model::FactType::text_by_code: return "{科目编码: 文字}";
    case model::FactType::texts: return "{名称: 文字}";
    case model::FactType::text: return "文字";
    case model::FactType::group: break;
    }
    return "";
}

void append_facts(std::string& out, const model::FactForm& group, int indent)
{
    for (const auto& fact : group.members) {
        const auto margin = std::string(static_cast<std::size_t>(indent), ' ');
        if (fact.type == model::FactType::group) {
            out += fmt::format("{}{}:\n", margin, yaml_scalar(fact.key));
            append_facts(out, fact, indent + 2);
        } else {
            const auto label = fact.label == fact.key ? std::string() : fact.label + "，";
            out += fmt::format("{}{}: # {}{}{}\n", margin, yaml_scalar(fact.key), label, fact_hint(fact.type),
                               fact.unit.empty() ? "" : "，" + fact.unit);
        }
    }
}

std::string report_text(const model::FormSet& forms, int year)
{
    std::string out = fmt::format("# {} 年{}：{}。\n# 去掉行首的“# ”填写；金额照文件写。不填的行和栏整个删去：名称后留空的，就是空白，不再算出。\n# 填完运行 gongkai check。\n", year, forms.kind_name, forms.title);
    out += "status: draft   # 草稿；公开时改为 published\n";
    out += fmt::format("# approved_on: {0}-01-31   # 批复日期\n# published_on: {0}-02-10   # 公开日期\n", year + (forms.kind == "budget" ? 0 : 1));
    out += fmt::format("unit: {}\n# source: {{title: 文件名称, date: {}-02-10}}\n", decimal::unit_name(forms.unit), year);
    if (!forms.tables.empty()) {
        out += "tables:\n";
        for (const auto& table : forms.tables)
            out += table_text(table);
    }
    if (!forms.facts.members.empty()) {
        std::string facts;
        append_facts(facts, forms.facts, 0);
        out += "# 情况说明所需、表中没有的数据；没有的不写\n# facts:\n";
        for (std::size_t begin = 0; begin < facts.size();) {
            const auto end = facts.find('\n', begin);
            out += "#   " + facts.substr(begin, end - begin) + "\n";
            begin = end + 1;
        }
    }
    return out;
}

std::string prose_text(const model::FormSet& forms)
{
    std::string out;
    for (const auto& part : forms.parts)
        for (const auto& section : part.sections)
            if (section.template_name.empty())
                out += fmt::format("# {}\n\n（请填写）\n\n", section.title);
    return out;
}

}  // namespace

std::vector<NewFile> report_files(const model::FormSet& forms, const std::string& folder, const std::string& slug, int year)
{
    const auto base = "content/" + folder + "/" + slug;
    std::vector<NewFile> files = {{base + ".yaml", report_text(forms, year)}};
    if (auto prose = prose_text(forms); !prose.empty())
        files.push_back({base + ".md", std::move(prose)});
    for (std::size_t i = 0; i < forms.sheets.size(); ++i)
        files.push_back({fmt::format("{}/{:02}-{}.yaml", base, i, forms.sheets[i].id), sheet_text(forms.sheets[i], year)});
    return files;
}

}  // namespace gongkai::scaffold
