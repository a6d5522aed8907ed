// A report with prose: the tables that prose is compared with, and one text.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "audit/prose.hpp"

namespace gongkai::test {

/// 表1: 收入总计, 支出总计 (side by side) and two 类. 表3, 表5: 基本支出, 项目支出 by 类.
/// 表6: economic classification with 人员经费合计, 公用经费合计. 表9: “三公”经费, 预算数 and 决算数.
/// 万元, 2023.
class ProseFixture {
public:
    ProseFixture()
    {
        forms_.kind = "final";
        forms_.kind_name = "决算";
        forms_.tables = {summary_form(), classified_form("表3", "支出决算表"), classified_form("表5", "一般公共预算财政拨款支出决算表"), economic_form(), three_public_form()};
        forms_.parts = {part()};
        forms_.key_figures = {{"基本支出", {"表3 合计行 2栏", {}}, ""}};
        department_.name = "测试区财政局";
        department_.short_name = "区财政局";
        department_.district = "测试区";
        report_.forms = &forms_;
        report_.year = 2023;
        report_.slug = "2023-final";
        report_.tables = {summary(), classified(), classified(), economic(), three_public()};
    }
    ProseFixture(const ProseFixture&) = delete;
    ProseFixture& operator=(const ProseFixture&) = delete;

    /// A section of the Markdown file, about the accounts unless its title is 主要职责.
    void add_section(const std::string& title, const std::string& text)
    {
        auto file = std::make_unique<base::SourceFile>(base::SourceFile{"content/caizheng/2023-final.md", "# " + title + "\n" + text});
        const auto begin = static_cast<std::uint32_t>(title.size() + 3);
        report_.prose.push_back({title, {file.get(), begin, static_cast<std::uint32_t>(file->text.size())}});
        files_.push_back(std::move(file));
    }

    void add_fact(const std::string& name, const std::string& text)
    {
        auto file = std::make_unique<base::SourceFile>(base::SourceFile{"content/caizheng/2023-final.yaml", name + ": " + text});
        auto& fact = report_.facts.members[name];
        fact.value = text;
        fact.span = {file.get(), static_cast<std::uint32_t>(name.size() + 2), static_cast<std::uint32_t>(file->text.size())};
        files_.push_back(std::move(file));
    }

    /// Findings in the order of their place.
    std::vector<audit::Finding> check()
    {
        record_ = {};
        audit::check_prose({site_, department_, report_, formulas_}, record_);
        return record_.findings();
    }

    const audit::Tally& tally(const std::string& rule) const { return record_.tallies().at(rule); }
    model::Department& department() { return department_; }
    model::Report& report() { return report_; }

    static model::Cell amount(std::int64_t hundredths)
    {
        return {model::Figure::of(decimal::Money::from_cents(hundredths * 10'000), 2), model::Origin::written, {}, {}};
    }

private:
    static model::Column column(std::vector<std::string> path, std::string number, int index)
    {
        return {std::move(path), model::ColumnRole::amount, std::move(number), index};
    }

    static model::Row row(const std::string& key, const std::string& name, const std::string& code = {}, int block = 0)
    {
        model::Row row;
        row.key = key;
        row.name = name;
        row.code = code;
        row.block = block;
        row.level = model::level_of(code);
        return row;
    }

    static model::PartForm part()
    {
        model::PartForm part;
        for (const auto* title : {"支出决算情况说明", "机关运行经费支出说明"}) {
            model::SectionForm section;
            section.title = title;
            section.template_name = "template.md";
            part.sections.push_back(section);
        }
        model::SectionForm duties;
        duties.title = "主要职责";
        part.sections.push_back(duties);
        return part;
    }

    static model::TableForm summary_form()
    {
        model::TableForm form;
        form.number = "表1";
        form.title = "收入支出决算总表";
        form.amount_columns = 2;
        for (int b = 0; b < 2; ++b) {
            model::Block block;
            block.columns = {column({"决算数"}, std::to_string(b + 1), b)};
            block.fixed_rows.resize(2);
            form.blocks.push_back(block);
        }
        return form;
    }

    static model::Table summary()
    {
        model::Table table;
        table.columns = 2;
        table.given = true;
        table.rows = {row("收入总计", "总计"), row("一般公共服务支出", "一、一般公共服务支出", "201", 1), row("科学技术支出", "二、科学技术支出", "206", 1),
                      row("支出总计", "总计", "", 1)};
        table.cells = {amount(163'852), {}, {}, amount(155'852), {}, amount(8'000), {}, amount(163'852)};
        return table;
    }

    static model::TableForm classified_form(const std::string& number, const std::string& title)
    {
        model::TableForm form;
        form.number = number;
        form.title = title;
        form.amount_columns = 3;
        model::Block block;
        block.classification = model::Classification::functional;
        block.total_name = "合计";
        block.columns = {column({"本年支出合计"}, "1", 0), column({"基本支出"}, "2", 1), column({"项目支出"}, "3", 2)};
        form.blocks = {block};
        return form;
    }

    static model::Table classified()
    {
        model::Table table;
        table.columns = 3;
        table.given = true;
        table.rows = {row("合计", "合计"), row("201", "一般公共服务支出", "201"), row("206", "科学技术支出", "206")};
        table.cells = {amount(163'852), amount(77'044), amount(86'808), amount(155'852), amount(77'044), amount(78'808), amount(8'000), {}, amount(8'000)};
        return table;
    }

    static model::TableForm economic_form()
    {
        model::TableForm form;
        form.number = "表6";
        form.title = "一般公共预算财政拨款基本支出决算明细表";
        form.amount_columns = 1;
        model::Block block;
        block.columns = {column({"决算数"}, "", 0)};
        block.fixed_rows.resize(4);
        form.blocks = {block};
        return form;
    }

    static model::Table economic()
    {
        model::Table table;
        table.columns = 1;
        table.given = true;
        table.rows = {row("301", "工资福利支出", "301"), row("30216", "培训费", "30216"), row("人员经费合计", "人员经费合计"), row("公用经费合计", "公用经费合计")};
        table.cells = {amount(73'694), amount(150), amount(73'694), amount(3'350)};
        return table;
    }

    static model::TableForm three_public_form()
    {
        model::TableForm form;
        form.number = "表9";
        form.title = "财政拨款“三公”经费支出决算表";
        form.amount_columns = 4;
        model::Block block;
        block.columns = {column({"预算数", "合计"}, "1", 0), column({"预算数", "公务接待费"}, "2", 1), column({"决算数", "合计"}, "3", 2),
                         column({"决算数", "公务接待费"}, "4", 3)};
        block.fixed_rows.resize(1);
        form.blocks = {block};
        return form;
    }

    static model::Table three_public()
    {
        model::Table table;
        table.columns = 4;
        table.given = true;
        table.rows = {row("金额", "金额")};
        table.cells = {amount(300), amount(300), amount(36), amount(36)};
        return table;
    }

    model::Site site_;
    model::Department department_;
    model::FormSet forms_;
    model::Report report_;
    formula::FormSetFormulas formulas_;
    audit::Record record_;
    std::vector<std::unique_ptr<base::SourceFile>> files_;
};

/// Findings on one text, each as "错误 N2".
inline std::vector<audit::Finding> findings_on(const std::string& text, const std::string& section = "支出决算情况说明")
{
    ProseFixture fixture;
    fixture.add_section(section, text);
    auto findings = fixture.check();
    for (auto& finding : findings) {  // the file goes with the fixture: keep what the span covers
        finding.formula = finding.span.file->text.substr(finding.span.begin, finding.span.end - finding.span.begin);
        finding.span.file = nullptr;
    }
    return findings;
}

inline std::string summary_of(const std::vector<audit::Finding>& findings)
{
    std::string text;
    for (const auto& finding : findings)
        text += (text.empty() ? "" : "; ") + std::string(base::severity_name(finding.severity)) + " " + finding.rule;
    return text;
}

}  // namespace gongkai::test
