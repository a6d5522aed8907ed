#include "audit/evaluation/projects.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

#include <fmt/format.h>

#include "audit/cells.hpp"
#include "audit/evaluation/project_lists.hpp"
#include "audit/evaluation/quantity.hpp"
#include "base/utf8.hpp"

namespace gongkai::audit::evaluation {
namespace {

using base::Severity;
using model::ValueRole;

std::string in_sheet_unit(const Subject& subject, const SheetAudit& sheet, const Match& match)
{
    const auto& figure = subject.report.tables[match.cell.table].at(match.cell.row, match.cell.column).figure;
    return trimmed(figure.amount.in(sheet.sheet().form->unit));
}

void check_match(const Subject& subject, const SheetAudit& sheet, const Match& match)
{
    const auto likeness = compare(subject, sheet, match);
    if (likeness == Likeness::same)
        return sheet.record().passed("P9");
    const auto cell = operand_of(subject.report, match.cell);
    const auto& form = subject.report.forms->tables[match.cell.table];
    const auto unit = decimal::unit_name(sheet.sheet().form->unit);
    const auto in_unit = form.unit.value_or(subject.report.forms->unit) == sheet.sheet().form->unit
                               ? std::string(unit)
                               : fmt::format("{}，即 {} {}", unit_text(subject.report, form, match.cell.column), in_sheet_unit(subject, sheet, match), unit);
    auto finding = sheet.finding("P9", likeness == Likeness::rounded ? Severity::note : Severity::error, match.value,
                                 fmt::format("{} {} {}，{}为 {} {}", match.value.label, match.value.text(), unit, cell.label, cell.figure, in_unit));
    const auto difference = subject.report.tables[match.cell.table].at(match.cell.row, match.cell.column).figure.amount.in(sheet.sheet().form->unit);
    finding.formula = "同一项目的预算数、执行数在各处相同";
    finding.operands.push_back(cell);
    finding.difference = fmt::format("{} {}", trimmed(distance(difference, *match.value.number())), unit);
    finding.advice = "核对后改成一致";
    sheet.record().add(std::move(finding));
}

/// Length of the longest common subsequence, in characters.
std::size_t common_length(const std::string& a, const std::string& b)
{
    const auto characters = [](const std::string& text) {
        std::vector<char32_t> out;
        for (std::size_t i = 0; i < text.size();) {
            const auto point = base::decode(text, i);
            out.push_back(point.value);
            i += point.length;
        }
        return out;
    };
    const auto first = characters(a);
    const auto second = characters(b);
    std::vector<std::size_t> lengths(second.size() + 1);
    for (const auto c : first) {
        std::size_t diagonal = 0;
        for (std::size_t j = 0; j < second.size(); ++j) {
            const auto above = lengths[j + 1];
            lengths[j + 1] = c == second[j] ? diagonal + 1 : std::max(above, lengths[j]);
            diagonal = above;
        }
    }
    return lengths.back();
}

bool are_alike(const std::string& a, const std::string& b)
{
    const auto shorter = std::min(base::code_point_count(a), base::code_point_count(b));
    return common_length(a, b) * 5 >= shorter * 3;
}

/// All its amounts are in the row, and the names have most characters in common.
bool is_renamed(const Subject& subject, const ProjectList& list, const ListRow& row, const SheetAudit& sheet)
{
    const auto matches = matches_of(subject, list, row.row, sheet);
    const auto is_same = [&](const Match& match) { return compare(subject, sheet, match) == Likeness::same; };
    const bool has_budget = !matches.empty() && !matches.front().value.number()->is_zero();
    return has_budget && std::all_of(matches.begin(), matches.end(), is_same) && are_alike(row.name, plain_text(sheet.sheet().text_of(ValueRole::name)));
}

void add_renamed(const Subject& subject, const ProjectList& list, const ListRow& row, const SheetAudit& sheet)
{
    const auto matches = matches_of(subject, list, row.row, sheet);
    const auto& form = subject.report.forms->tables[list.table];
    const auto name = sheet.find(ValueRole::name);
    auto finding = sheet.finding("P9", Severity::warning, *name,
                                 fmt::format("{}金额相同的一行，项目名称作{}", form.number, quoted(subject.report.tables[list.table].rows[row.row].name)));
    finding.formula = "同一项目在各处名称相同";
    for (const auto& match : matches)
        finding.operands.push_back(operand_of(subject.report, match.cell));
    finding.advice = "统一项目名称";
    sheet.record().add(std::move(finding));
}

std::vector<const SheetAudit*> unlinked(const ProjectList& list, const std::vector<const SheetAudit*>& projects)
{
    std::vector<const SheetAudit*> rest;
    for (const auto* project : projects)
        if (std::none_of(list.rows.begin(), list.rows.end(), [&](const ListRow& row) { return row.sheet == project; }))
            rest.push_back(project);
    return rest;
}

/// A row and a sheet that only have each other are one project under two names.
void link_renamed(const Subject& subject, ProjectList& list, const std::vector<const SheetAudit*>& projects)
{
    const auto rest = unlinked(list, projects);
    const auto fits = [&](const ListRow& row, const SheetAudit* sheet) { return !row.sheet && is_renamed(subject, list, row, *sheet); };
    for (const auto* sheet : rest) {
        ListRow* only = nullptr;
        std::size_t rows = 0;
        for (auto& row : list.rows)
            if (fits(row, sheet)) {
                only = &row;
                ++rows;
            }
        const auto sheets = only ? std::count_if(rest.begin(), rest.end(), [&](const SheetAudit* other) { return fits(*only, other); }) : 0;
        if (rows != 1 || sheets != 1)
            continue;
        only->sheet = sheet;
        add_renamed(subject, list, *only, *sheet);
    }
}

void check_count(const Subject& subject, const ProjectList& list, const std::vector<const SheetAudit*>& projects, Record& record)
{
    if (list.rows.size() == projects.size())
        return record.passed("P11");
    const auto& form = subject.report.forms->tables[list.table];
    const auto& table = subject.report.tables[list.table];
    std::vector<std::string> only_listed;
    for (const auto& row : list.rows)
        if (!row.sheet)
            only_listed.push_back(quoted(table.rows[row.row].name));
    std::vector<std::string> only_sheets;
    for (const auto* sheet : unlinked(list, projects))
        only_sheets.push_back(quoted(sheet->who()));
    Finding finding;
    finding.rule = "P11";
    finding.severity = Severity::warning;
    finding.span = table.span.file ? table.span : subject.report.span;
    finding.place = form.number + " 项目数";
    finding.message = fmt::format("{}列 {} 个项目，项目表有 {} 张", form.number, list.rows.size(), projects.size());
    if (!only_listed.empty())
        finding.message += "；没有项目表的：" + joined(only_listed, "、");
    if (!only_sheets.empty())
        finding.message += fmt::format("；{}没有的：{}", form.number, joined(only_sheets, "、"));
    finding.formula = "项目数在各处相同";
    finding.difference = fmt::format("{} 个", list.rows.size() > projects.size() ? list.rows.size() - projects.size() : projects.size() - list.rows.size());
    finding.advice = "补上缺的表或行；不公开的（涉密）应作说明";
    record.add(std::move(finding));
}

/// The fact that says how many projects were evaluated (项目数, a count), with its dotted name.
void check_stated_count(const Subject& subject, const model::FactForm& group, const std::string& prefix, std::size_t sheets, Record& record)
{
    for (const auto& form : group.members) {
        const auto name = prefix + form.key;
        check_stated_count(subject, form, name + ".", sheets, record);
        const auto* fact = form.type == model::FactType::count && form.key == "项目数" ? model::find_fact(subject.report.facts, name) : nullptr;
        const auto* count = fact ? std::get_if<std::int64_t>(&fact->value) : nullptr;
        if (!count)
            continue;
        if (*count == static_cast<std::int64_t>(sheets)) {
            record.passed("P11");
            continue;
        }
        Finding finding;
        finding.rule = "P11";
        finding.severity = Severity::warning;
        finding.span = fact->span;
        finding.place = name;
        finding.message = fmt::format("{}写作 {} {}，项目表有 {} 张", form.label.empty() ? name : form.label, *count, form.unit, sheets);
        finding.formula = "项目数在各处相同";
        finding.operands = {{name, std::to_string(*count), fact->span, std::nullopt}};
        finding.difference = fmt::format("{} 个", std::abs(*count - static_cast<std::int64_t>(sheets)));
        finding.advice = "补上缺的表或改正项目数；不公开的（涉密）应作说明";
        record.add(std::move(finding));
    }
}

void check_same_value(const SheetAudit& first, const SheetAudit& second, ValueRole role)
{
    const auto one = first.find(role);
    const auto other = second.find(role);
    if (!one || !other || !one->number() || !other->number())
        return;
    if (*one->number() == *other->number())
        return second.record().passed("P9");
    auto finding = second.finding("P9", Severity::error, *other,
                                  fmt::format("{} {}，同一项目的另一张表（{}）为 {}", other->label, other->text(), first.sheet().slug, one->text()));
    finding.formula = "同一项目的预算数、执行数在各处相同";
    finding.operands.push_back(first.operand(*one));
    finding.difference = fmt::format("{} {}", trimmed(distance(*one->number(), *other->number())), decimal::unit_name(second.sheet().form->unit));
    finding.advice = "核对后改成一致；不同的项目名称应有区别";
    second.record().add(std::move(finding));
}

/// Sheets of one project do not differ from each other.
void check_double_sheets(const std::vector<const SheetAudit*>& projects)
{
    std::map<std::string, const SheetAudit*> first;
    for (const auto* sheet : projects) {
        const auto name = plain_text(sheet->sheet().text_of(ValueRole::name));
        const auto [found, is_new] = first.emplace(name, sheet);
        if (is_new || name.empty() || found->second->sheet().form != sheet->sheet().form)
            continue;
        check_same_value(*found->second, *sheet, ValueRole::budget);
        check_same_value(*found->second, *sheet, ValueRole::executed);
    }
}

}  // namespace

void check_projects(const Subject& subject, const std::vector<SheetAudit>& sheets, Record& record)
{
    std::vector<const SheetAudit*> projects;
    for (const auto& sheet : sheets)
        if (!sheet.is_whole())
            projects.push_back(&sheet);
    auto lists = project_lists(subject, projects);
    for (auto& list : lists) {
        for (const auto& row : list.rows)
            if (row.sheet)
                for (const auto& match : matches_of(subject, list, row.row, *row.sheet))
                    check_match(subject, *row.sheet, match);
        link_renamed(subject, list, projects);
        check_count(subject, list, projects, record);
    }
    if (subject.report.forms && !projects.empty())
        check_stated_count(subject, subject.report.forms->facts, "", projects.size(), record);
    check_double_sheets(projects);
    if (lists.empty()) {
        record.not_applicable("P9");
        record.not_applicable("P11");
    }
}

}  // namespace gongkai::audit::evaluation
