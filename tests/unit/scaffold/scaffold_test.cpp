#include "scaffold/scaffold.hpp"

#include <catch2/catch.hpp>

#include "scaffold/sheet_skeleton.hpp"
#include "scaffold/yaml_text.hpp"

using namespace gongkai;

namespace {

model::Column column(std::vector<std::string> path, model::ColumnRole role = model::ColumnRole::amount, std::string key = {})
{
    model::Column column;
    column.path = std::move(path);
    column.role = role;
    column.key = std::move(key);
    return column;
}

model::TableForm table(std::string number, std::string title, std::vector<model::Block> blocks)
{
    model::TableForm form;
    form.number = std::move(number);
    form.title = std::move(title);
    form.blocks = std::move(blocks);
    return form;
}

model::FixedRow row(std::string key)
{
    model::FixedRow row;
    row.key = row.name = std::move(key);
    return row;
}

model::Block fixed_block(std::vector<model::Column> columns, std::vector<model::FixedRow> rows)
{
    model::Block block;
    block.columns = std::move(columns);
    block.fixed_rows = std::move(rows);
    return block;
}

/// The lines of the report's YAML below `tables:`, of a set with this one table.
std::string table_text(model::TableForm form)
{
    model::FormSet forms;
    forms.tables = {std::move(form)};
    const auto text = scaffold::report_files(forms, "jia", "2024-final", 2024).front().text;
    const auto begin = text.find("tables:\n");
    REQUIRE(begin != std::string::npos);
    return text.substr(begin + 8);
}

model::ValueForm value_form(std::string label, model::ValueType type = model::ValueType::text)
{
    model::ValueForm form;
    form.path = {std::move(label)};
    form.type = type;
    return form;
}

const auto name_column = column({"项目"}, model::ColumnRole::name);

}  // namespace

TEST_CASE("what YAML would take for something else is quoted")
{
    for (const auto* plain : {"基本支出", "因公出国（境）费", "“三公”经费", "2010101", "a:b", "2023年", "C#"})
        CHECK(scaffold::yaml_scalar(plain) == plain);
    CHECK(scaffold::yaml_scalar("") == "\"\"");
    CHECK(scaffold::yaml_scalar("甲, 乙") == "\"甲, 乙\"");
    CHECK(scaffold::yaml_scalar("甲: 乙") == "\"甲: 乙\"");
    CHECK(scaffold::yaml_scalar("甲:") == "\"甲:\"");
    CHECK(scaffold::yaml_scalar("甲 #乙") == "\"甲 #乙\"");
    CHECK(scaffold::yaml_scalar("甲 ") == "\"甲 \"");
    CHECK(scaffold::yaml_scalar("甲\"乙\\丙\"") == "\"甲\\\"乙\\\\丙\\\"\"");
    CHECK(scaffold::yaml_scalar("null") == "\"null\"");
    for (const auto* special : {"-甲", "?甲", "[甲]", "{year}年", "#甲", "&甲", "*甲", "!甲", "|", ">", "'甲", "%", "@甲", "`甲", "~", " 甲"})
        CHECK(scaffold::yaml_scalar(special) == "\"" + std::string(special) + "\"");
}

TEST_CASE("every line of a text becomes a comment")
{
    CHECK(scaffold::commented("甲\n  乙\n", 4) == "    # 甲\n    #   乙\n");
    CHECK(scaffold::commented("甲", 0) == "# 甲\n");
    CHECK(scaffold::commented("", 2).empty());
}

TEST_CASE("a row of one amount is its name; a row of several names them")
{
    CHECK(table_text(table("表1", "收支总表", {fixed_block({name_column, column({"预算数"})}, {row("收入"), row(""), row("甲: 乙")})})) ==
          "  # 表1 收支总表\n  表1:\n    # 收入: \n    # \"甲: 乙\": \n");
    CHECK(table_text(table("表2", "支出表", {fixed_block({name_column, column({"合计"}), column({"“三公”经费"}, model::ColumnRole::amount, "三公")}, {row("支出")})})) ==
          "  # 表2 支出表\n  表2:\n    # 支出: {合计: , 三公: }\n");
}

TEST_CASE("blocks side by side follow one another")
{
    CHECK(table_text(table("表1", "总表", {fixed_block({name_column, column({"金额"})}, {row("收入")}), fixed_block({name_column, column({"金额"}), column({"其中"})}, {row("支出")})})) ==
          "  # 表1 总表\n  表1:\n    # 收入: \n    # 支出: {金额: , 其中: }\n");
}

TEST_CASE("a table of one row without a name takes its columns directly")
{
    CHECK(table_text(table("表7", "三公表", {fixed_block({column({"合计"}), column({"接待费"})}, {row("金额")})})) == "  # 表7 三公表\n  表7:\n    # {合计: , 接待费: }\n");
}

TEST_CASE("a classified table has one row for an example")
{
    model::Block functional;
    functional.classification = model::Classification::functional;
    functional.columns = {column({"编码"}, model::ColumnRole::code), name_column, column({"基本支出"}), column({"项目支出"})};
    CHECK(table_text(table("表3", "支出表", {functional})) == "  # 表3 支出表\n  表3:\n    # 2010101: {基本支出: , 项目支出: }\n");
    functional.classification = model::Classification::economic;
    CHECK(table_text(table("表6", "基本支出表", {functional})) == "  # 表6 基本支出表\n  表6:\n    # 30101: {基本支出: , 项目支出: }\n");
}

TEST_CASE("a list names all its columns; those with a common name stand under their headings")
{
    model::Block list;
    list.is_list = true;
    list.columns = {column({"序号"}, model::ColumnRole::line), name_column, column({"单位"}, model::ColumnRole::text), column({"单价"}),
                    column({"本年", "合计"}), column({"本年", "基金"}), column({"结转", "基金"}), column({"结转", "其他"}), column({"审核", "单价"})};
    CHECK(table_text(table("表10", "项目表", {list})) ==
          "  # 表10 项目表\n  表10:\n    # 明细:\n    #   - {序号: , 项目: , 单位: , 单价: , 合计: , 本年: {基金: }, 结转: {基金: }, 其他: , 审核: {单价: }}\n");
}

TEST_CASE("what need not be written is a comment altogether")
{
    auto derived = table("公开01表", "总表", {fixed_block({name_column, column({"金额"})}, {row("收入")})});
    derived.derive = {{"…", {}}};
    CHECK(table_text(derived) == "  # 公开01表 总表\n  # 可以不写：由其他表得出。要写，去掉下一行前的“# ”\n  # 公开01表:\n    # 收入: \n");
    auto optional = derived;
    optional.derive.clear();
    optional.is_optional = true;
    CHECK(table_text(optional) == "  # 公开01表 总表\n  # 没有就不写\n  # 公开01表:\n    # 收入: \n");
}

TEST_CASE("a report's files: figures, prose where no template writes it, one sheet of each form")
{
    model::FormSet forms;
    forms.title = "丙区2024年决算";
    forms.kind = "final";
    forms.kind_name = "决算";
    forms.unit = decimal::Unit::yuan;
    forms.facts.type = model::FactType::group;
    model::FactForm count;
    count.key = "人数";
    count.type = model::FactType::count;
    count.label = "在职人数";
    count.unit = "人";
    model::FactForm group;
    group.key = "人员";
    group.type = model::FactType::group;
    group.members = {count};
    model::FactForm text;
    text.key = text.label = "原因";
    forms.facts.members = {group, text};
    forms.parts.resize(1);
    forms.parts[0].sections.resize(2);
    forms.parts[0].sections[0].title = "主要职责";
    forms.parts[0].sections[1].title = "总体情况";
    forms.parts[0].sections[1].template_name = "01.md";
    forms.sheets.resize(2);
    forms.sheets[0].id = "whole";
    forms.sheets[0].name = "整体自评";
    forms.sheets[1].id = "project";
    forms.sheets[1].name = "项目自评";
    const auto files = scaffold::report_files(forms, "jia", "2024-final-benji", 2024);
    REQUIRE(files.size() == 4);
    CHECK(files[0].path == "content/jia/2024-final-benji.yaml");
    CHECK(files[0].text == "# 2024 年决算：丙区2024年决算。\n"
                           "# 去掉行首的“# ”填写；金额照文件写。不填的行和栏整个删去：名称后留空的，就是空白，不再算出。\n"
                           "# 填完运行 gongkai check。\n"
                           "status: draft   # 草稿；公开时改为 published\n"
                           "# approved_on: 2025-01-31   # 批复日期\n"
                           "# published_on: 2025-02-10   # 公开日期\n"
                           "unit: 元\n"
                           "# source: {title: 文件名称, date: 2024-02-10}\n"
                           "# 情况说明所需、表中没有的数据；没有的不写\n"
                           "# facts:\n"
                           "#   人员:\n"
                           "#     人数: # 在职人数，整数，人\n"
                           "#   原因: # 文字\n");
    CHECK(files[1].path == "content/jia/2024-final-benji.md");
    CHECK(files[1].text == "# 主要职责\n\n（请填写）\n\n");
    CHECK(files[2].path == "content/jia/2024-final-benji/00-whole.yaml");
    CHECK(files[3].path == "content/jia/2024-final-benji/01-project.yaml");
    CHECK(files[3].text.ends_with("form: 项目自评\n"));
    forms.kind = "budget";
    forms.parts.clear();
    CHECK(scaffold::report_files(forms, "jia", "2024-budget", 2024)[0].text.find("# published_on: 2024-02-10") != std::string::npos);
    CHECK(scaffold::report_files(forms, "jia", "2024-budget", 2024).size() == 3);
}

TEST_CASE("a sheet has every field blank, what is computed as a comment, and the levels of indicators")
{
    model::SheetForm form;
    form.name = "项目自评";
    model::FieldsForm fields;
    fields.fields = {value_form("项目名称"), value_form("属性", model::ValueType::choice), value_form("填报人")};
    fields.fields[1].options = {"新增", "延续"};
    fields.fields[2].personal = model::Personal::name;
    model::GridForm grid;
    grid.heading = "资金";
    grid.rows = {{"", "总额"}, {"其中", "中央"}, {"其中", "省级"}};
    grid.columns = {value_form("预算数", model::ValueType::money), value_form("{year-1}年", model::ValueType::money), value_form("执行率", model::ValueType::percent)};
    grid.columns[2].ratio = model::Ratio{"预算数", "预算数", 1};
    model::IndicatorsForm indicators;
    indicators.heading = "绩效指标";
    indicators.levels = {"一级", "二级", "三级"};
    indicators.columns = {value_form("{year}年"), value_form("得分", model::ValueType::score)};
    model::FieldsForm last;
    last.heading = "总目标";
    last.fields = {value_form("目标"), value_form("总分", model::ValueType::score)};
    last.fields[1].is_total = true;
    form.sections = {fields, grid, indicators, last};
    CHECK(scaffold::sheet_text(form, 2024) == "# 项目自评。一张表一个文件，复制本文件另起名；~ 为空白。\n"
                                              "form: 项目自评\n"
                                              "项目名称: ~\n"
                                              "属性: ~   # 新增、延续\n"
                                              "填报人: ~   # 个人信息：网站不显示的，不要写\n"
                                              "资金:\n"
                                              "  # 执行率：不写的由程序算出\n"
                                              "  总额: {预算数: ~, 2023年: ~}\n"
                                              "  其中:\n"
                                              "    中央: {预算数: ~, 2023年: ~}\n"
                                              "    省级: {预算数: ~, 2023年: ~}\n"
                                              "绩效指标:\n"
                                              "  - 分值: ~\n"
                                              "    目标: ~\n"
                                              "    指标: {}\n"
                                              "    # 指标:\n"
                                              "    #   一级:\n"
                                              "    #     二级:\n"
                                              "    #       - [三级, 2024年, 得分]\n"
                                              "总目标:\n"
                                              "  目标: ~\n"
                                              "  # 总分:   # 不写的由程序算出\n");
}

TEST_CASE("a new department is where all others are, as far as they agree")
{
    model::Site site;
    CHECK(scaffold::new_department(site, "jia").province.empty());
    site.departments.resize(2);
    for (auto& department : site.departments) {
        department.name = "某局";
        department.province = "甲省";
        department.city = "乙市";
        department.district = "丙区";
    }
    site.departments[1].district = "丁区";
    const auto department = scaffold::new_department(site, "jia");
    CHECK(department.slug == "jia");
    CHECK(department.province == "甲省");
    CHECK(department.city == "乙市");
    CHECK(department.district.empty());
    const auto file = scaffold::department_file(department);
    CHECK(file.path == "content/jia/department.yaml");
    CHECK(file.text == "# 部门：请改为全称和简称。\n"
                       "name: jia\n"
                       "short_name: jia\n"
                       "province: 甲省\n"
                       "city: 乙市\n"
                       "# district:   # 请写区（县）；表样按省、市、区选用\n"
                       "kind: 部门   # 部门或单位\n"
                       "# units: [本级机关, 下属单位]\n");
}
