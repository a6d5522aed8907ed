#include "audit/disclosure.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "audit/cells.hpp"
#include "model/classification.hpp"
#include "resolve/resolve.hpp"

namespace gongkai::audit {
namespace {

using base::Severity;

constexpr int most_days = 20;  ///< between approval and publication

std::int64_t days_between(const model::Date& from, const model::Date& to)
{
    const auto day = [](const model::Date& date) {
        return std::chrono::sys_days(std::chrono::year(date.year) / date.month / date.day);
    };
    return (day(to) - day(from)).count();
}

/// The value of a key at the head of the report's file; the report when it has none.
base::Span key_span(const model::Report& report, std::string_view key)
{
    if (!report.span.file)
        return report.span;
    const std::string_view text = report.span.file->text;
    const auto label = fmt::format("{}:", key);
    std::size_t begin = text.starts_with(label) ? 0 : text.find("\n" + label);
    if (begin == std::string_view::npos)
        return report.span;
    begin = text.find_first_not_of(" \t", text.find(':', begin) + 1);
    if (begin == std::string_view::npos)
        return report.span;
    const auto end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
    return {report.span.file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

Finding finding_of(std::string rule, Severity severity, base::Span span, std::string place)
{
    Finding finding;
    finding.rule = std::move(rule);
    finding.severity = severity;
    finding.span = span;
    finding.place = std::move(place);
    return finding;
}

bool has_nonzero_amount(const model::Table& table, std::size_t row)
{
    for (int column = 0; column < table.columns; ++column)
        if (const auto& figure = table.at(row, static_cast<std::size_t>(column)).figure; figure.has_amount() && !figure.amount.is_zero())
            return true;
    return false;
}

bool has_nonzero_amount(const model::Table& table)
{
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        if (has_nonzero_amount(table, row))
            return true;
    return false;
}

/// 没有…支出, 无…: the sentence says that there is nothing.
bool denies(std::string_view statement)
{
    for (const std::string_view word : {"无", "没有", "未"})
        if (statement.find(word) != std::string_view::npos)
            return true;
    return false;
}

/// Dates of approval and publication.
class DateCheck {
public:
    DateCheck(const model::Report& report, Record& record) : report_(report), record_(record) {}

    void run()
    {
        const bool needs_approval = !report_.forms->tables.empty();
        const bool is_published = report_.status == model::Status::published;
        if (report_.approved_on && report_.published_on)
            return interval();
        if (!is_published || (report_.published_on && !needs_approval))
            return record_.not_applicable("R-A1");
        if (!report_.published_on)
            missing(Severity::warning, "published_on", "已公开的报告没有写公开日期", "请写明 published_on：网页要标明公开日期");
        if (!report_.approved_on && needs_approval)
            missing(Severity::note, "approved_on", "没有写批复日期，无法核对是否在批复后二十日内公开",
                    "请写明 approved_on：财政部门（单位为上级部门）批复的日期");
    }

private:
    void interval()
    {
        const auto days = days_between(*report_.approved_on, *report_.published_on);
        if (days >= 0 && days <= most_days)
            return record_.passed("R-A1");
        auto finding = finding_of("R-A1", days < 0 ? Severity::error : Severity::warning, key_span(report_, "published_on"), "published_on");
        const auto approved = report_.approved_on->chinese();
        const auto published = report_.published_on->chinese();
        finding.operands = {{"approved_on", approved, key_span(report_, "approved_on"), {}}, {"published_on", published, finding.span, {}}};
        finding.formula = rule_text;
        if (days < 0) {
            finding.message = fmt::format("公开日期 {} 早于批复日期 {}", published, approved);
            finding.advice = "请核对 approved_on 和 published_on";
        } else {
            finding.message = fmt::format("{}批复，{}公开，相隔 {} 天，超过 {} 天", approved, published, days, most_days);
            finding.difference = fmt::format("{} 天", days - most_days);
            finding.advice = "请核对两个日期；确已逾期的，尽快公开并记录原因";
        }
        record_.add(std::move(finding));
    }

    void missing(Severity severity, std::string key, std::string message, std::string advice)
    {
        auto finding = finding_of("R-A1", severity, key_span(report_, "status"), std::move(key));
        finding.formula = rule_text;
        finding.message = std::move(message);
        finding.advice = std::move(advice);
        record_.add(std::move(finding));
    }

    static constexpr const char* rule_text = "批复后二十日内公开";

    const model::Report& report_;
    Record& record_;
};

/// Tables that must be there, what empty ones say, and how deep classified ones go.
class TableCheck {
public:
    TableCheck(const model::Report& report, Record& record) : report_(report), record_(record) {}

    void run()
    {
        for (std::size_t i = 0; i < report_.tables.size(); ++i) {
            const auto& form = report_.forms->tables[i];
            const auto& table = report_.tables[i];
            if (form.is_optional && !table.given)
                continue;
            presence(form, table);
            statement(form, table);
            if (!table.derived)
                levels(form, table, i);
        }
    }

private:
    /// The content itself says that the table is empty; the form's own sentence does not count.
    static bool has_own_statement(const model::TableForm& form, const model::Table& table)
    {
        return !table.statement.empty() && table.statement != form.empty_statement;
    }

    void presence(const model::TableForm& form, const model::Table& table)
    {
        const std::string rule = report_.forms->kind == "budget" ? "R-B2" : "R-B1";
        if (table.given || table.derived || has_own_statement(form, table))
            return record_.passed(rule);
        auto finding = finding_of(rule, Severity::error, report_.span, form.number);
        finding.message = fmt::format("缺少{}（{}）：没有填写，也不能由其他表得出", form.number, form.title);
        finding.formula = "规定的表都要公开，没有数据的也要列出空表";
        finding.advice = fmt::format("请在 tables 下填写；没有数据的，写“{}: {{}}”", form.number);
        record_.add(std::move(finding));
    }

    void statement(const model::TableForm& form, const model::Table& table)
    {
        if (form.amount_columns == 0 || !(table.given || table.derived))
            return;
        const bool is_silent = table.is_empty() && table.statement.empty();
        const bool is_denied = has_own_statement(form, table) && has_nonzero_amount(table);
        if (!is_silent && !is_denied)
            return record_.passed("R-B3");
        auto finding = finding_of("R-B3", Severity::error, table.span.file ? table.span : report_.span, form.number);
        finding.formula = "没有数据的表应当列出空表并说明";
        if (is_silent) {
            finding.message = fmt::format("{}（{}）没有数据，也没有说明", form.number, form.title);
            finding.advice = fmt::format("请在 statements 下写“{}: 本部门没有……，本表无数据。”", form.number);
        } else {
            denied(form, table, finding);
        }
        record_.add(std::move(finding));
    }

    void denied(const model::TableForm& form, const model::Table& table, Finding& finding) const
    {
        const auto index = static_cast<std::uint16_t>(&table - report_.tables.data());
        std::uint32_t row = 0;
        while (!has_nonzero_amount(table, row))
            ++row;
        std::uint16_t column = 0;
        while (!table.at(row, column).figure.has_amount() || table.at(row, column).figure.amount.is_zero())
            ++column;
        const auto operand = operand_of(report_, {index, column, row});
        finding.severity = denies(table.statement) ? Severity::error : Severity::warning;
        finding.operands = {operand};
        finding.message = fmt::format("statements 中{}的说明是“{}”，而表中有金额：{} {} {}", form.number, table.statement, operand.label, operand.figure,
                                      unit_text(report_, form, column));
        finding.advice = "说明只随空表公布：请删去这条说明，或核对表中的金额";
    }

    void levels(const model::TableForm& form, const model::Table& table, std::size_t index)
    {
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            const int depth = depth_of(form, table.rows[row]);
            if (table.rows[row].level == 0 || table.rows[row].level >= depth || !has_nonzero_amount(table, row))
                continue;
            if (is_divided(table, row))
                record_.passed("R-B4");
            else
                undivided(form, table, index, row, depth);
        }
    }

    /// The level that a row's classification must reach: 项 of a functional one, 款 of
    /// an economic one, also in a form with printed rows when it prints 款.
    static int depth_of(const model::TableForm& form, const model::Row& row)
    {
        const auto& block = form.blocks[static_cast<std::size_t>(row.block)];
        if (block.classification == model::Classification::functional)
            return 3;
        if (block.classification == model::Classification::economic)
            return 2;
        const bool prints_below = std::any_of(block.fixed_rows.begin(), block.fixed_rows.end(), [&](const model::FixedRow& fixed) {
            return !row.code.empty() && model::parent_of(fixed.code) == row.code;
        });
        return prints_below ? 2 : 0;
    }

    /// Some row one level below has an amount.
    static bool is_divided(const model::Table& table, std::size_t parent)
    {
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            if (!table.rows[row].code.empty() && model::parent_of(table.rows[row].code) == table.rows[parent].code &&
                has_nonzero_amount(table, row))
                return true;
        return false;
    }

    void undivided(const model::TableForm& form, const model::Table& table, std::size_t index, std::size_t row, int depth)
    {
        std::size_t column = 0;
        while (!table.at(row, column).figure.has_amount() || table.at(row, column).figure.amount.is_zero())
            ++column;
        const auto operand = operand_of(report_, {static_cast<std::uint16_t>(index), static_cast<std::uint16_t>(column), static_cast<std::uint32_t>(row)});
        const auto& line = table.rows[row];
        auto finding = finding_of("R-B4", Severity::warning, line.span.file ? line.span : operand.span, form.number + " " + line.key);
        if (!finding.span.file)
            finding.span = table.span.file ? table.span : report_.span;
        const std::string_view lacking = depth == 2 ? "款" : line.level == 1 ? "款、项" : "项";
        finding.formula = depth == 2 ? "经济分类公开到款" : "功能分类公开到项";
        finding.operands = {operand};
        finding.message = fmt::format("{} {} {}有金额 {} {}，没有列到{}", form.number, line.key, line.name, operand.figure,
                                      unit_text(report_, form, static_cast<int>(column)), lacking);
        finding.advice = fmt::format("请补上{}级的行；涉密不公开的，在情况说明中写明", lacking);
        record_.add(std::move(finding));
    }

    const model::Report& report_;
    Record& record_;
};

/// What goes with an amount: facts and sheets.
class NeedCheck {
public:
    NeedCheck(const model::Report& report, Record& record) : report_(report), record_(record) {}

    void facts(const model::FactForm& schema, const std::string& path)
    {
        std::vector<std::string> done;
        for (const auto& member : schema.members) {
            if (member.type == model::FactType::group)
                facts(member, path.empty() ? member.key : path + "." + member.key);
            if (!member.needed_when || std::find(done.begin(), done.end(), member.needed_when->text) != done.end())
                continue;
            done.push_back(member.needed_when->text);
            facts_needed_by(*member.needed_when, schema, path);
        }
    }

    void sheets()
    {
        const auto& forms = *report_.forms;
        if (forms.sheets.empty() || !forms.sheets_needed_when)
            return record_.not_applicable("R-C8");
        const auto amount = nonzero(*forms.sheets_needed_when, "R-C8");
        if (!amount)
            return;
        std::vector<std::string> missing;
        for (const auto scope : {model::SheetScope::whole, model::SheetScope::project}) {
            const auto form = std::find_if(forms.sheets.begin(), forms.sheets.end(), [&](const auto& sheet) { return sheet.scope == scope; });
            const bool is_there = std::any_of(report_.sheets.begin(), report_.sheets.end(), [&](const auto& sheet) { return sheet.form->scope == scope; });
            if (form != forms.sheets.end() && !is_there)
                missing.push_back(form->name);
        }
        if (missing.empty())
            return record_.passed("R-C8");
        auto finding = finding_of("R-C8", Severity::warning, report_.span, "绩效");
        finding.formula = "有项目的，附绩效目标或自评结果";
        finding.operands = amount->operands;
        finding.message = fmt::format("{}，而没有附{}表", amount->text, fmt::join(missing, "表、"));
        finding.advice = fmt::format("请在文件夹 {} 中逐项填写；涉密不公开的，在情况说明中写明", report_.slug);
        record_.add(std::move(finding));
    }

private:
    /// An amount that is not zero, with its cells.
    struct Amount {
        std::string text;  ///< 公开09表 金额行 12栏为 0.36 万元
        std::vector<Operand> operands;
    };

    std::optional<Amount> nonzero(const model::FormulaText& condition, const std::string& rule)
    {
        const auto expression = formula::parse_expression(condition, *report_.forms);
        const auto sum = expression ? resolve::evaluate(*expression, report_) : resolve::Sum();
        if (sum.from.empty() || sum.figure.amount.is_zero()) {
            record_.not_applicable(rule);
            return std::nullopt;
        }
        const auto cell = sum.from.front();
        const auto& form = report_.forms->tables[cell.table];
        Amount amount;
        amount.text = fmt::format("{}为 {} {}", condition.text, amount_text(report_, form, cell.column, sum.figure.amount), unit_text(report_, form, cell.column));
        for (const auto used : sum.from)
            amount.operands.push_back(operand_of(report_, used));
        return amount;
    }

    bool is_given(const std::string& name) const
    {
        const auto* fact = model::find_fact(report_.facts, name);
        if (!fact || std::holds_alternative<std::monostate>(fact->value))
            return false;
        const auto* text = std::get_if<std::string>(&fact->value);
        return !text || !text->empty();
    }

    /// Facts of one group with the same condition are one finding: 批次、人次.
    void facts_needed_by(const model::FormulaText& condition, const model::FactForm& group, const std::string& path)
    {
        const auto amount = nonzero(condition, "R-C4");
        if (!amount)
            return;
        std::vector<std::string> missing;
        std::vector<std::string> keys;
        for (const auto& member : group.members)
            if (member.needed_when && member.needed_when->text == condition.text && !is_given(path.empty() ? member.key : path + "." + member.key)) {
                missing.push_back(member.label);
                keys.push_back(member.key);
            }
        if (missing.empty())
            return record_.passed("R-C4");
        auto finding = finding_of("R-C4", Severity::warning, amount->operands.front().span, path.empty() ? keys.front() : path);
        if (!finding.span.file)
            finding.span = report_.span;
        finding.formula = "有支出的，同时公开团组、车辆、批次和人次";
        finding.operands = amount->operands;
        finding.message = fmt::format("{}，而没有填写{}", amount->text, fmt::join(missing, "、"));
        finding.advice = path.empty() ? fmt::format("请在 facts 下填写“{}”", fmt::join(keys, "”“"))
                                      : fmt::format("请在 facts 的“{}”下填写“{}”；没有的写 0", path, fmt::join(keys, "”“"));
        record_.add(std::move(finding));
    }

    const model::Report& report_;
    Record& record_;
};

void check_glossary(const Subject& subject, Record& record)
{
    const auto& forms = *subject.report.forms;
    std::vector<std::string> missing;
    for (const auto& name : forms.glossary) {
        const auto explains = [&](const model::Term& term) {
            return term.term == name || std::find(term.aliases.begin(), term.aliases.end(), name) != term.aliases.end();
        };
        if (std::any_of(subject.site.glossary.begin(), subject.site.glossary.end(), explains))
            record.passed("R-C9");
        else
            missing.push_back(name);
    }
    if (missing.empty())
        return;
    auto finding = finding_of("R-C9", Severity::warning, subject.report.span, "glossary");
    finding.formula = "专业名词应作解释";
    finding.message = fmt::format("名词解释缺少：{}", fmt::join(missing, "、"));
    finding.advice = "请在 content/glossary.yaml 中补上";
    record.add(std::move(finding));
}

}  // namespace

void check_disclosure(const Subject& subject, Record& record)
{
    DateCheck(subject.report, record).run();
    TableCheck(subject.report, record).run();
    NeedCheck needs(subject.report, record);
    needs.facts(subject.report.forms->facts, "");
    needs.sheets();
    check_glossary(subject, record);
}

std::vector<Rule> disclosure_rules()
{
    const std::string law = "《预算法》第十四条";
    const std::string rules = "《地方预决算公开操作规程》（财预〔2016〕143号）";
    const std::string catalogue = "《财政预决算领域基层政务公开标准目录》";
    return {
        {"R-A1", "批复后二十日内公开，公开日期不早于批复日期", law},
        {"R-B1", "决算规定的表齐全", rules},
        {"R-B2", "预算规定的表齐全", rules},
        {"R-B3", "没有数据的表列出空表并说明；有数据的表不说无数据（X12）", catalogue},
        {"R-B4", "功能分类公开到项，经济分类公开到款", catalogue},
        {"R-C4", "有支出的，同时公开团组、车辆、批次和人次（表样 facts 中的 needed_when）", catalogue},
        {"R-C8", "有项目的，附绩效目标表或绩效自评表（表样集的 sheets_needed_when）", catalogue},
        {"R-C9", "表样集列出的名词都有解释", catalogue},
    };
}

}  // namespace gongkai::audit
