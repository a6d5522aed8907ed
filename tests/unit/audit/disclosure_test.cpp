#include "audit/disclosure.hpp"

#include <catch2/catch.hpp>

using namespace gongkai;

namespace {

constexpr const char* head = "title: 决算\napproved_on: 2024-09-01\npublished_on: 2024-09-15\n";

/// 丙表: by functional classification; 丁表: may be empty, printed rows 301 and 30101;
/// 附表: optional, without amounts.
struct Fixture {
    base::SourceFile file{"content/a/2023-final.yaml", head};
    model::Site site;
    model::Department department;
    model::FormSet forms;
    model::Report report;
    formula::FormSetFormulas formulas;

    Fixture()
    {
        forms.kind = "final";
        forms.tables = {classified_form(), printed_form(), text_form()};
        forms.facts.type = model::FactType::group;
        report.forms = &forms;
        report.slug = "2023-final";
        report.status = model::Status::published;
        report.approved_on = model::Date{2024, 9, 1};
        report.published_on = model::Date{2024, 9, 15};
        report.span = {&file, 0, 1};
        report.tables.resize(3);
        for (std::size_t i = 0; i < 3; ++i) {
            report.tables[i].columns = forms.tables[i].amount_columns;
            report.tables[i].statement = forms.tables[i].empty_statement;
        }
        report.tables[0].given = report.tables[1].given = true;
        add(0, "合计", 100'00);
        add(0, "201", 100'00);
        add(0, "20101", 100'00);
        add(0, "2010101", 100'00);
        add(1, "301", 0);
        add(1, "30101", 0);
        report.tables[1].rows[0].level = 1;
        report.tables[1].rows[1].level = 2;
    }
    Fixture(const Fixture&) = delete;
    Fixture& operator=(const Fixture&) = delete;

    /// 100'00 is 100.00 万元; 0 leaves the cell blank.
    static model::Cell cell(std::int64_t hundredths)
    {
        if (hundredths == 0)
            return {};
        return {model::Figure::of(decimal::Money::from_cents(hundredths * 10'000), 2), model::Origin::written, {}, {}};
    }

    void add(std::size_t table, const std::string& key, std::int64_t hundredths)
    {
        model::Row row;
        row.key = key;
        row.code = key == "合计" ? "" : key;
        row.name = key == "2010101" ? "行政运行" : "";
        row.level = model::level_of(row.code);
        report.tables[table].rows.push_back(row);
        report.tables[table].cells.push_back(cell(hundredths));
    }

    void set(std::size_t table, const std::string& key, std::int64_t hundredths)
    {
        report.tables[table].at(report.tables[table].find_row(key).value(), 0) = cell(hundredths);
    }

    void remove(std::size_t table, const std::string& key)
    {
        const auto row = static_cast<std::ptrdiff_t>(report.tables[table].find_row(key).value());
        report.tables[table].rows.erase(report.tables[table].rows.begin() + row);
        report.tables[table].cells.erase(report.tables[table].cells.begin() + row);
    }

    audit::Record check() const
    {
        audit::Record record;
        audit::check_disclosure({site, department, report, formulas}, record);
        return record;
    }

    /// "错误 R-B1 [丙表] message → advice", one a line.
    std::string found() const
    {
        std::string out;
        const auto record = check();
        for (const auto& finding : record.findings())
            out += std::string(base::severity_name(finding.severity)) + " " + finding.rule + " [" + finding.place + "] " + finding.message + " → " +
                   finding.advice + "\n";
        return out;
    }

private:
    static model::TableForm form_of(std::string number, std::string title)
    {
        model::TableForm form;
        form.number = std::move(number);
        form.title = std::move(title);
        form.amount_columns = 1;
        model::Block block;
        block.columns.push_back({{"金额"}, model::ColumnRole::amount, "1", 0});
        form.blocks = {block};
        return form;
    }

    static model::TableForm classified_form()
    {
        auto form = form_of("丙表", "支出表");
        form.blocks[0].classification = model::Classification::functional;
        form.blocks[0].total_name = "合计";
        return form;
    }

    static model::TableForm printed_form()
    {
        auto form = form_of("丁表", "明细表");
        form.empty_statement = "{this}没有此类支出，本表无数据。";
        form.blocks[0].fixed_rows.resize(2);
        form.blocks[0].fixed_rows[0].code = "301";
        form.blocks[0].fixed_rows[1].code = "30101";
        return form;
    }

    static model::TableForm text_form()
    {
        auto form = form_of("附表", "重点工作");
        form.amount_columns = 0;
        form.is_optional = true;
        form.blocks[0].columns.clear();
        form.blocks[0].is_list = true;
        return form;
    }
};

model::FactForm fact(std::string key, std::string label, std::optional<model::FormulaText> needed_when = {})
{
    model::FactForm form;
    form.key = std::move(key);
    form.label = std::move(label);
    form.type = model::FactType::count;
    form.needed_when = std::move(needed_when);
    return form;
}

}  // namespace

TEST_CASE("a complete report gives no finding")
{
    const Fixture fixture;
    CHECK(fixture.found().empty());
    const auto record = fixture.check();
    CHECK(record.tallies().at("R-A1").passed == 1);
    CHECK(record.tallies().at("R-B1").passed == 2);
    CHECK(record.tallies().at("R-B3").passed == 2);
    CHECK(record.tallies().at("R-B4").passed == 2);
    CHECK(record.tallies().at("R-C8").not_applicable == 1);
}

TEST_CASE("R-A1: twenty days from approval to publication")
{
    Fixture fixture;
    fixture.report.published_on = model::Date{2024, 9, 21};
    CHECK(fixture.found().empty());
    fixture.report.published_on = model::Date{2024, 9, 22};
    CHECK(fixture.found() == "警告 R-A1 [published_on] 2024年9月1日批复，2024年9月22日公开，相隔 21 天，超过 20 天 → 请核对两个日期；确已逾期的，尽快公开并记录原因\n");
    CHECK(fixture.check().findings()[0].difference == "1 天");
    fixture.report.published_on = model::Date{2024, 8, 31};
    CHECK(fixture.found() == "错误 R-A1 [published_on] 公开日期 2024年8月31日 早于批复日期 2024年9月1日 → 请核对 approved_on 和 published_on\n");
    const auto span = fixture.check().findings()[0].span;
    CHECK(fixture.file.text.substr(span.begin, span.end - span.begin) == "2024-09-15");
}

TEST_CASE("R-A1: a published report states its dates")
{
    Fixture fixture;
    fixture.report.approved_on.reset();
    CHECK(fixture.found() == "提示 R-A1 [approved_on] 没有写批复日期，无法核对是否在批复后二十日内公开 → 请写明 approved_on：财政部门（单位为上级部门）批复的日期\n");
    fixture.report.approved_on = model::Date{2024, 9, 1};
    fixture.report.published_on.reset();
    CHECK(fixture.found() == "警告 R-A1 [published_on] 已公开的报告没有写公开日期 → 请写明 published_on：网页要标明公开日期\n");
    fixture.report.approved_on.reset();
    fixture.report.status = model::Status::draft;
    CHECK(fixture.found().empty());
    CHECK(fixture.check().tallies().at("R-A1").not_applicable == 1);
}

TEST_CASE("R-A1: evaluations alone are approved by nobody")
{
    Fixture fixture;
    fixture.forms.tables.clear();
    fixture.report.tables.clear();
    fixture.report.approved_on.reset();
    CHECK(fixture.found().empty());
}

TEST_CASE("R-B1, R-B2: every table is given or derived")
{
    Fixture fixture;
    fixture.report.tables[1].given = false;
    CHECK(fixture.found() == "错误 R-B1 [丁表] 缺少丁表（明细表）：没有填写，也不能由其他表得出 → 请在 tables 下填写；没有数据的，写“丁表: {}”\n");
    fixture.forms.kind = "budget";
    CHECK(fixture.check().findings()[0].rule == "R-B2");
    fixture.report.tables[1].derived = true;
    CHECK(fixture.found().empty());
    fixture.report.tables[1].derived = false;
    fixture.report.tables[1].statement = "本部门没有此类支出。";  // the content says so itself
    CHECK(fixture.found().empty());
    fixture.forms.tables[1].is_optional = true;
    fixture.report.tables[1].statement.clear();
    CHECK(fixture.found().empty());
}

TEST_CASE("R-B3: an empty table says so")
{
    Fixture fixture;
    fixture.report.tables[1].statement.clear();
    CHECK(fixture.found() == "错误 R-B3 [丁表] 丁表（明细表）没有数据，也没有说明 → 请在 statements 下写“丁表: 本部门没有……，本表无数据。”\n");
}

TEST_CASE("R-B3: a table with figures does not say that it is empty")
{
    Fixture fixture;
    fixture.set(1, "301", 5'00);
    fixture.set(1, "30101", 5'00);
    CHECK(fixture.found().empty());  // the form's own sentence is not shown then
    fixture.report.tables[1].statement = "本部门没有此类支出。";
    CHECK(fixture.found() == "错误 R-B3 [丁表] statements 中丁表的说明是“本部门没有此类支出。”，而表中有金额：丁表 301 5.00 万元 → 说明只随空表公布：请删去这条说明，或核对表中的金额\n");
    fixture.report.tables[1].statement = "金额为合计数。";
    CHECK(fixture.check().findings()[0].severity == base::Severity::warning);
    fixture.report.tables[1].statement = "各栏均为0，没有支出。";
    for (const auto* row : {"301", "30101"})
        fixture.report.tables[1].at(*fixture.report.tables[1].find_row(row), 0) = {model::Figure::of({}, 2), model::Origin::written, {}, {}};
    CHECK(fixture.found().empty());  // zeros and the sentence agree
}

TEST_CASE("R-B4: amounts reach 项, and 款 of the economic classification")
{
    Fixture fixture;
    fixture.remove(0, "2010101");
    CHECK(fixture.found() == "警告 R-B4 [丙表 20101] 丙表 20101 有金额 100.00 万元，没有列到项 → 请补上项级的行；涉密不公开的，在情况说明中写明\n");
    fixture.remove(0, "20101");
    CHECK(fixture.found() == "警告 R-B4 [丙表 201] 丙表 201 有金额 100.00 万元，没有列到款、项 → 请补上款、项级的行；涉密不公开的，在情况说明中写明\n");
    fixture.set(0, "201", 0);
    CHECK(fixture.found().empty());
    fixture.set(1, "301", 5'00);
    CHECK(fixture.found() == "警告 R-B4 [丁表 301] 丁表 301 有金额 5.00 万元，没有列到款 → 请补上款级的行；涉密不公开的，在情况说明中写明\n");
    fixture.forms.tables[1].blocks[0].fixed_rows.resize(1);  // a form that prints no 款
    CHECK(fixture.found().empty());
}

TEST_CASE("R-C4: what goes with an amount is given")
{
    Fixture fixture;
    auto group = fact("接待", "接待");
    group.type = model::FactType::group;
    const model::FormulaText condition{"丙表 合计行 1栏", {}};
    group.members = {fact("批次", "接待批次", condition), fact("人次", "接待人次", condition), fact("外宾", "外宾批次")};
    fixture.forms.facts.members = {group};
    model::FactGroup facts;
    fixture.report.facts.members["接待"] = {facts, {}};
    CHECK(fixture.found() ==
          "警告 R-C4 [接待] 丙表 合计行 1栏为 100.00 万元，而没有填写接待批次、接待人次 → 请在 facts 的“接待”下填写“批次”“人次”；没有的写 0\n");
    facts.members["批次"] = {std::int64_t{0}, {}};
    fixture.report.facts.members["接待"] = {facts, {}};
    CHECK(fixture.check().findings()[0].message == "丙表 合计行 1栏为 100.00 万元，而没有填写接待人次");
    CHECK(fixture.check().findings()[0].operands[0].label == "丙表 合计");
    facts.members["人次"] = {std::int64_t{3}, {}};
    fixture.report.facts.members["接待"] = {facts, {}};
    CHECK(fixture.found().empty());
    CHECK(fixture.check().tallies().at("R-C4").passed == 1);
    fixture.report.facts.members.clear();
    fixture.set(0, "合计", 0);
    CHECK(fixture.found().empty());
    CHECK(fixture.check().tallies().at("R-C4").not_applicable == 1);
}

TEST_CASE("R-C8: sheets go with the amount that the form set names")
{
    Fixture fixture;
    fixture.forms.sheets.resize(2);
    fixture.forms.sheets[0].name = "项目自评";
    fixture.forms.sheets[1].name = "整体自评";
    fixture.forms.sheets[1].scope = model::SheetScope::whole;
    CHECK(fixture.found().empty());
    fixture.forms.sheets_needed_when = model::FormulaText{"丙表 合计行 1栏", {}};
    CHECK(fixture.found() ==
          "警告 R-C8 [绩效] 丙表 合计行 1栏为 100.00 万元，而没有附整体自评表、项目自评表 → 请在文件夹 2023-final 中逐项填写；涉密不公开的，在情况说明中写明\n");
    fixture.report.sheets.resize(2);
    fixture.report.sheets[0].form = &fixture.forms.sheets[0];
    fixture.report.sheets[1].form = &fixture.forms.sheets[0];
    CHECK(fixture.check().findings()[0].message == "丙表 合计行 1栏为 100.00 万元，而没有附整体自评表");
    fixture.report.sheets[1].form = &fixture.forms.sheets[1];
    CHECK(fixture.found().empty());
}

TEST_CASE("R-C9: the terms of the form set are explained")
{
    Fixture fixture;
    fixture.forms.glossary = {"甲词", "乙词", "丙词"};
    fixture.site.glossary.push_back({"甲词", {"乙词"}, "释义", {}});
    CHECK(fixture.found() == "警告 R-C9 [glossary] 名词解释缺少：丙词 → 请在 content/glossary.yaml 中补上\n");
    fixture.site.glossary.push_back({"丙词", {}, "释义", {}});
    CHECK(fixture.found().empty());
}

TEST_CASE("conditions are checked when the forms are read")
{
    Fixture fixture;
    const base::SourceFile facts{"facts.yaml", "needed_when: 戊表 1栏"};
    auto group = fact("接待", "接待");
    group.type = model::FactType::group;
    group.members = {fact("批次", "接待批次", model::FormulaText{"戊表 1栏", {&facts, 13, 24}})};
    fixture.forms.facts.members = {group};
    const auto parsed = formula::parse_all(fixture.forms);
    REQUIRE_FALSE(parsed.ok());
    CHECK(base::to_text(parsed.failures().front()) == "facts.yaml:1:14: 错误 [F-FORMULA] 公式“戊表 1栏”：“戊表”之前应写明表号\n"
                                                      "    1 | needed_when: 戊表 1栏\n"
                                                      "      |              ^^^^\n"
                                                      "   提示: 如“公开01表 收入总计行 1栏”\n");
    fixture.forms.facts.members.clear();
    CHECK(formula::parse_all(fixture.forms).ok());
    fixture.forms.sheets_needed_when = model::FormulaText{"丙表 合计行 9栏", {}};
    CHECK_FALSE(formula::parse_all(fixture.forms).ok());
}

TEST_CASE("each rule is listed once, with its source")
{
    for (const auto& rule : audit::disclosure_rules()) {
        CHECK(rule.id.starts_with("R-"));
        CHECK_FALSE(rule.title.empty());
        CHECK_FALSE(rule.source.empty());
    }
}
