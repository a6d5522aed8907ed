#include "build/pipeline.hpp"

#include <algorithm>
#include <atomic>
#include <set>

#include <fmt/format.h>

#include "base/parallel.hpp"
#include "build/render.hpp"
#include "build/stages.hpp"
#include "load/load.hpp"

namespace gongkai::build {
namespace {

using base::Diagnostics;

void load_departments(Project& project, std::size_t threads)
{
    const auto folders = load::department_folders(project.files, project.problems);
    std::vector<model::Department> departments(folders.size());
    std::vector<Diagnostics> problems(folders.size());
    base::parallel_for(folders.size(), threads, [&](std::size_t i) { departments[i] = load_department(project, folders[i], problems[i]); });
    for (auto& found : problems)
        base::append(project.problems, std::move(found));
    project.site.departments = std::move(departments);
}

/// Renders everything into the sink, on several threads.
Diagnostics render_site(const Project& project, pages::Scope scope, std::size_t threads, const pages::Sink& sink, const Progress& progress)
{
    const SiteRender site(project, scope);
    std::vector<Diagnostics> problems(site.pieces());
    std::atomic<std::size_t> done = 0;
    base::parallel_for(site.pieces(), threads, [&](std::size_t i) {
        problems[i] = site.render(i, sink);
        progress(++done, site.pieces());
    });
    Diagnostics all;
    for (auto& found : problems)
        base::append(all, std::move(found));
    return all;
}

void count_reports(const model::Site& site, Summary& summary)
{
    summary.departments = site.departments.size();
    for (const auto& department : site.departments)
        for (const auto& report : department.reports)
            ++(pages::is_shown(report, pages::Scope::published) ? summary.reports : summary.left_out);
}

}  // namespace

std::string output_path(const Options& options)
{
    return options.output.starts_with('/') ? options.output : options.source + "/" + options.output;
}

std::unique_ptr<Project> load_project(const Options& options)
{
    base::SourceTree files;
    auto problems = base::read_tree(options.source, source_names(), {}, files);
    auto project = load_project(std::move(files), options.threads);
    base::append(project->problems, std::move(problems));
    base::sort_and_unique(project->problems);
    return project;
}

std::unique_ptr<Project> load_project(base::SourceTree files, std::size_t threads)
{
    auto project = std::make_unique<Project>();
    project->files = std::move(files);
    base::append(project->problems, load_shared(*project));
    base::append(project->problems, parse_formulas(*project));
    base::append(project->problems, check_theme(*project));
    base::append(project->problems, compile_templates(*project));
    if (are_forms_complete(*project))
        load_departments(*project, threads);
    base::sort_and_unique(project->problems);
    return project;
}

std::unique_ptr<Project> load_templates(const Options& options)
{
    auto project = std::make_unique<Project>();
    project->problems = base::read_tree(options.source, source_names(), {}, project->files);
    base::append(project->problems, load_shared(*project));
    base::append(project->problems, check_theme(*project));
    base::append(project->problems, compile_templates(*project));
    base::sort_and_unique(project->problems);
    return project;
}

std::vector<std::string> text_templates(const Project& project)
{
    std::set<std::string> names;
    for (const auto& forms : project.site.form_sets)
        for (const auto& part : forms->parts)
            for (const auto& section : part.sections)
                if (!section.template_name.empty())
                    names.insert(section.template_name);
    return {names.begin(), names.end()};
}

void audit_project(Project& project, std::size_t threads)
{
    if (base::has_errors(project.problems))
        return;
    auto& departments = project.site.departments;
    project.audits.assign(departments.size(), {});
    base::parallel_for(departments.size(), threads, [&](std::size_t i) { project.audits[i] = audit_department(project, departments[i]); });
    project.content_audit = audit_files(project.files.under("content"));
}

std::vector<audit::ReportFindings> report_findings(const Project& project)
{
    std::vector<audit::ReportFindings> all;
    for (std::size_t i = 0; i < project.audits.size(); ++i)
        for (std::size_t r = 0; r < project.audits[i].size(); ++r)
            all.push_back({&project.site.departments[i], &project.site.departments[i].reports[r], &project.audits[i][r]});
    if (!project.audits.empty())
        all.push_back({nullptr, nullptr, &project.content_audit});
    return all;
}

void refuse_findings(Project& project)
{
    const auto refuse = [&](const audit::Finding& finding) {
        if (finding.blocks())
            project.problems.push_back(base::error(finding.rule, finding.span, finding.message,
                                                   (finding.diagnosis.empty() ? "" : finding.diagnosis + "。") +
                                                       fmt::format("{}；公布的数据确是如此的，在 acknowledged 中写明：{{rule: {}, cell: \"{}\", reason: …}}",
                                                                   finding.advice.empty() ? "请改正" : finding.advice, finding.rule, finding.place)));
    };
    for (std::size_t i = 0; i < project.audits.size(); ++i)
        for (std::size_t r = 0; r < project.audits[i].size(); ++r)
            if (project.site.departments[i].reports[r].status == model::Status::published)
                std::for_each(project.audits[i][r].findings.begin(), project.audits[i][r].findings.end(), refuse);
    std::for_each(project.content_audit.findings.begin(), project.content_audit.findings.end(), refuse);
    base::sort_and_unique(project.problems);
}

void check_pages(Project& project, std::size_t threads, const Progress& progress)
{
    if (base::has_errors(project.problems))
        return;
    base::append(project.problems, render_site(project, pages::Scope::all, threads, [](const std::string&, std::string_view) {}, progress));
    base::sort_and_unique(project.problems);
}

Summary publish_site(Project& project, const Options& options, const Progress& progress)
{
    Summary summary;
    refuse_findings(project);
    if (base::has_errors(project.problems))
        return summary;
    count_reports(project.site, summary);
    auto publication = Publication::begin(output_path(options), options.source);
    if (!publication) {
        base::append(project.problems, publication.failures());
        return summary;
    }
    const auto sink = [&](const std::string& path, std::string_view bytes) { (*publication)->add(path, bytes); };
    base::append(project.problems, render_site(project, pages::Scope::published, options.threads, sink, progress));
    base::sort_and_unique(project.problems);
    if (base::has_errors(project.problems))
        return summary;
    for (const auto& [path, file] : assets(project))
        (*publication)->add(path, file->text);
    auto committed = (*publication)->commit();
    if (committed)
        summary.files = *committed;
    else
        base::append(project.problems, committed.failures());
    return summary;
}

}  // namespace gongkai::build
