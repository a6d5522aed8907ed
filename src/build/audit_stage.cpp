// The audit as a stage of the build: reports in parallel, notes for the pages.

#include <algorithm>

#include <fmt/format.h>

#include "audit/personal_data.hpp"
#include "base/parallel.hpp"
#include "build/pipeline.hpp"

namespace gongkai::build {
namespace {

const model::Report* find_report(const model::Department& department, int year, std::string_view kind)
{
    const auto found = std::find_if(department.reports.begin(), department.reports.end(),
                                    [&](const model::Report& report) { return report.year == year && report.kind == kind; });
    return found == department.reports.end() ? nullptr : &*found;
}

audit::Audit audit_one(const Project& project, const model::Department& department, const model::Report& report)
{
    return audit::audit_report({project.site, department, report, project.formulas.at(report.forms),
                                model::report_before(department, report), find_report(department, report.year, "budget")});
}

/// What the page says of a finding that the department leaves standing.
model::FigureNote note_of(const model::Report& report, const audit::Finding& finding)
{
    model::FigureNote note;
    note.text = fmt::format("公布数据如此：{}。{}", finding.message, finding.acknowledged);
    if (!finding.operands.empty())
        note.cell = finding.operands.front().cell;
    for (const auto& sheet : report.sheets)
        if (!note.cell && finding.place.starts_with(sheet.slug + " "))
            note.sheet = sheet.slug;
    return note;
}

void audit_content(Project& project)
{
    audit::Record record;
    for (const auto* file : project.files.under("content"))
        audit::check_personal_data(*file, record);
    project.content_audit = {std::move(record.findings()), record.tallies()};
}

}  // namespace

void audit_project(Project& project, std::size_t threads)
{
    if (base::has_errors(project.problems))
        return;
    auto& departments = project.site.departments;
    project.audits.assign(departments.size(), {});
    base::parallel_for(departments.size(), threads, [&](std::size_t i) {
        for (const auto& report : departments[i].reports)
            project.audits[i].push_back(audit_one(project, departments[i], report));
    });
    for (std::size_t i = 0; i < departments.size(); ++i)
        for (std::size_t r = 0; r < departments[i].reports.size(); ++r)
            for (const auto& finding : project.audits[i][r].findings)
                if (!finding.acknowledged.empty())
                    departments[i].reports[r].notes.push_back(note_of(departments[i].reports[r], finding));
    audit_content(project);
}

}  // namespace gongkai::build
