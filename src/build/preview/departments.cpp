#include "build/preview/departments.hpp"

#include <algorithm>
#include <string_view>

#include "base/parallel.hpp"
#include "load/load.hpp"
#include "pages/addresses.hpp"
#include "pages/format.hpp"

namespace gongkai::build {
namespace {

/// The file is the report's own, one of its forms, or one of all reports (department.yaml).
bool belongs_to(const std::string& path, const std::string& department, const model::Report& report)
{
    const auto name = path.substr(std::string("content/").size() + department.size() + 1);
    const auto first = name.substr(0, name.find_first_of("./"));
    return first == report.slug || first == "department";
}

ToldReport told_report(const model::Department& department, const model::Report& report, const audit::Audit& audit,
                       const std::vector<audit::Finding>& of_files)
{
    ToldReport all{pages::report_title(department, report), report.status, told(department, report, audit)};
    for (const auto& finding : of_files)
        if (belongs_to(finding.span.file->path, department.slug, report))
            all.findings.push_back(told(finding));
    return all;
}

DirectoryPart directory_part(const model::Department& department, pages::Scope scope)
{
    auto entry = pages::directory_entry(department, scope);
    const auto digests = pages::digests_of(entry);
    return {std::move(entry), digests};
}

std::size_t count_blocking(const std::vector<audit::Finding>& findings)
{
    return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), [](const audit::Finding& finding) { return finding.blocks(); }));
}

void audit_held(const Project& project, HeldDepartment& held)
{
    auto& department = held.department;
    const auto audits = audit_department(project, department);
    const auto of_files = audit_files(project.files.under("content/" + department.slug)).findings;
    held.blocking = count_blocking(of_files);
    for (const auto& finding : of_files)
        if (std::none_of(department.reports.begin(), department.reports.end(),
                         [&](const model::Report& report) { return belongs_to(finding.span.file->path, department.slug, report); }))
            held.other_findings.push_back(told(finding));
    for (std::size_t i = 0; i < audits.size(); ++i) {
        const auto& report = department.reports[i];
        held.reports[pages::report_folder(department, report)] =
            std::make_shared<const ToldReport>(told_report(department, report, audits[i], of_files));
        if (pages::is_shown(report, pages::Scope::published))
            held.blocking += count_blocking(audits[i].findings);
    }
    held.shown = directory_part(department, pages::Scope::all);
    held.published = held.has_drafts() ? directory_part(department, pages::Scope::published) : held.shown;
    held.is_audited = true;
}

}  // namespace

bool HeldDepartment::has_drafts() const
{
    return std::any_of(department.reports.begin(), department.reports.end(),
                       [](const model::Report& report) { return !pages::is_shown(report, pages::Scope::published); });
}

void HeldDepartments::find_folders(const Project& project)
{
    base::Diagnostics problems;
    folders_ = load::department_folders(project.files, problems);
    folder_problems_ = told(std::move(problems));
    const std::set<std::string_view> names(folders_.begin(), folders_.end());
    std::erase_if(held_, [&](const auto& item) { return !names.contains(item.first); });
}

void HeldDepartments::load(const Project& project, const std::set<std::string, std::less<>>& changed, std::size_t threads)
{
    std::erase_if(held_, [&](const auto& item) { return changed.contains(item.first); });
    std::vector<std::string> missing;
    std::copy_if(folders_.begin(), folders_.end(), std::back_inserter(missing), [&](const std::string& name) { return !held_.contains(name); });
    std::vector<std::unique_ptr<HeldDepartment>> loaded(missing.size());
    base::parallel_for(missing.size(), std::min(threads, missing.size()), [&](std::size_t i) {
        loaded[i] = std::make_unique<HeldDepartment>();
        base::Diagnostics found;
        loaded[i]->department = load_department(project, missing[i], found);
        loaded[i]->problems = told(std::move(found));
    });
    for (std::size_t i = 0; i < missing.size(); ++i) {
        loaded[i]->revision = ++last_revision_;
        held_[missing[i]] = std::move(loaded[i]);
    }
}

void HeldDepartments::audit(const Project& project, std::size_t threads)
{
    std::vector<HeldDepartment*> waiting;
    for (const auto& [name, held] : held_)
        if (!held->is_audited)
            waiting.push_back(held.get());
    base::parallel_for(waiting.size(), std::min(threads, waiting.size()), [&](std::size_t i) { audit_held(project, *waiting[i]); });
}

ToldProblems HeldDepartments::problems() const
{
    auto all = folder_problems_;
    for (const auto& [name, held] : held_)
        all.insert(all.end(), held->problems.begin(), held->problems.end());
    return all;
}

}  // namespace gongkai::build
