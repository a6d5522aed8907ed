#include "build/pipeline.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>

#include <fmt/format.h>

#include "audit/personal_data.hpp"
#include "base/parallel.hpp"
#include "load/load.hpp"
#include "pages/offered_names.hpp"
#include "pages/site_pages.hpp"
#include "resolve/resolve.hpp"

namespace gongkai::build {
namespace {

using base::Diagnostics;

void append(Diagnostics& all, Diagnostics more)
{
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void parse_formulas(Project& project)
{
    for (const auto& set : project.site.form_sets) {
        auto formulas = formula::parse_all(*set);
        if (formulas)
            project.formulas[set.get()] = std::move(*formulas);
        else
            append(project.problems, formulas.failures());
    }
}

std::string theme_folder(const Project& project) { return "themes/" + project.site.settings.theme; }

/// A template, and not what is written for its readers.
bool is_template(const std::string& path)
{
    const auto name = path.substr(path.rfind('/') + 1);
    return name != "README.md" && (path.ends_with(".html") || path.ends_with(".md"));
}

void compile_templates(Project& project)
{
    if (project.files.under(theme_folder(project) + "/assets").empty())
        project.problems.push_back(base::error("C-THEME", {}, fmt::format("没有主题“{}”", project.site.settings.theme),
                                               fmt::format("{}/assets 中应有样式表", theme_folder(project))));
    std::map<std::string, const base::SourceFile*> by_name;
    for (const auto& root : {std::string("templates"), theme_folder(project) + "/templates"})
        for (const auto* file : project.files.under(root))
            if (is_template(file->path))
                by_name[file->path.substr(root.size() + 1)] = file;
    jinja::Environment environment;
    for (const auto& [name, file] : by_name)
        environment.add_template(*file, name);
    for (auto& offer : pages::offers(text_templates(project)))
        environment.offer(std::move(offer));
    auto compiled = environment.compile();
    if (compiled)
        project.templates = *compiled;
    else
        append(project.problems, compiled.failures());
}

/// What all later stages need of the files.
void load_common(Project& project, const Options& options)
{
    project.problems = base::read_tree(options.source, {"site.yaml", "content", "templates", "themes"}, {}, project.files);
    project.site = load::load_shared(project.files, project.problems);
}

/// Reports of a department from the oldest, each completed with the one before it.
void resolve_department(model::Department& department, const Project& project, Diagnostics& problems)
{
    for (auto report = department.reports.rbegin(); report != department.reports.rend(); ++report) {
        const auto* previous = model::report_before(department, *report);
        auto resolved = resolve::complete(std::move(*report), project.formulas.at(report->forms), project.site.classifications,
                                          previous);
        *report = std::move(resolved.report);
        append(problems, std::move(resolved.problems));
    }
}

void load_departments(Project& project, std::size_t threads)
{
    const auto folders = load::department_folders(project.files, project.problems);
    std::vector<model::Department> departments(folders.size());
    std::vector<Diagnostics> problems(folders.size());
    base::parallel_for(folders.size(), threads, [&](std::size_t i) {
        departments[i] = load::load_department(folders[i], project.files, project.site, problems[i]);
        resolve_department(departments[i], project, problems[i]);
    });
    for (auto& found : problems)
        append(project.problems, std::move(found));
    project.site.departments = std::move(departments);
}

/// Findings that stand in the way of publishing, as problems of the project.
void refuse_findings(Project& project)
{
    const auto refuse = [&](const audit::Finding& finding) {
        if (finding.blocks())
            project.problems.push_back(base::error(finding.rule, finding.span, finding.message,
                                                   (finding.diagnosis.empty() ? "" : finding.diagnosis + "。") +
                                                       fmt::format("请改正；公布的数据确是如此的，在 acknowledged 中写明：{{rule: {}, cell: \"{}\", reason: …}}",
                                                                   finding.rule, finding.place)));
    };
    for (std::size_t i = 0; i < project.audits.size(); ++i)
        for (std::size_t r = 0; r < project.audits[i].size(); ++r)
            if (project.site.departments[i].reports[r].status == model::Status::published)
                std::for_each(project.audits[i][r].findings.begin(), project.audits[i][r].findings.end(), refuse);
    std::for_each(project.content_audit.findings.begin(), project.content_audit.findings.end(), refuse);
    base::sort_and_unique(project.problems);
}

/// Takes out what is not published; gives how many reports that were.
std::size_t drop_unpublished(model::Site& site)
{
    std::size_t dropped = 0;
    for (auto& department : site.departments)
        dropped += std::erase_if(department.reports,
                                 [](const model::Report& report) { return report.status != model::Status::published; });
    return dropped;
}

/// Personal data on a page that content alone did not show: a department's own
/// template, numbers put together from two fields.
void check_page(const std::string& path, std::string_view html, Diagnostics& problems)
{
    for (const auto& finding : audit::personal_data_on_page(path, html))
        if (finding.severity == base::Severity::error)
            problems.push_back(base::error(finding.rule, finding.span, finding.message, finding.advice));
}

/// Renders everything into the sink, a report or department at a time.
Diagnostics render_site(const Project& project, std::size_t threads, const pages::Sink& out, const Progress& progress)
{
    const pages::SitePages site(project.site, *project.templates);
    struct Task {
        const model::Department* department;
        const model::Report* report;
    };
    std::vector<Task> tasks = {{nullptr, nullptr}};
    for (const auto& department : project.site.departments) {
        tasks.push_back({&department, nullptr});
        for (const auto& report : department.reports)
            tasks.push_back({&department, &report});
    }
    std::vector<Diagnostics> problems(tasks.size());
    std::atomic<std::size_t> done = 0;
    base::parallel_for(tasks.size(), threads, [&](std::size_t i) {
        const auto& task = tasks[i];
        Diagnostics found_on_pages;
        const auto sink = [&](const std::string& path, std::string_view bytes) {
            if (path.ends_with(".html"))
                check_page(path, bytes, found_on_pages);
            out(path, bytes);
        };
        if (task.report)
            problems[i] = site.report(*task.department, *task.report, sink);
        else if (task.department)
            problems[i] = site.department(*task.department, sink);
        else
            problems[i] = site.shared(sink);
        append(problems[i], std::move(found_on_pages));
        progress(++done, tasks.size());
    });
    Diagnostics all;
    for (auto& found : problems)
        append(all, std::move(found));
    return all;
}

void add_assets(const Project& project, Publication& publication)
{
    const auto folder = "themes/" + project.site.settings.theme + "/assets";
    for (const auto* file : project.files.under(folder))
        publication.add("assets" + file->path.substr(folder.size()), file->text);
}

std::string output_path(const Options& options)
{
    return options.output.starts_with('/') ? options.output : options.source + "/" + options.output;
}

}  // namespace

std::unique_ptr<Project> load_project(const Options& options)
{
    auto project = std::make_unique<Project>();
    load_common(*project, options);
    parse_formulas(*project);
    compile_templates(*project);
    // Reports read with another set than their own would only be blamed for it.
    if (!project->site.has_broken_form_sets && project->formulas.size() == project->site.form_sets.size())
        load_departments(*project, options.threads);
    base::sort_and_unique(project->problems);
    return project;
}

std::unique_ptr<Project> load_templates(const Options& options)
{
    auto project = std::make_unique<Project>();
    load_common(*project, options);
    compile_templates(*project);
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

void check_pages(Project& project, std::size_t threads, const Progress& progress)
{
    if (base::has_errors(project.problems))
        return;
    append(project.problems, render_site(project, threads, [](const std::string&, std::string_view) {}, progress));
    base::sort_and_unique(project.problems);
}

Summary publish_site(Project& project, const Options& options, const Progress& progress)
{
    Summary summary;
    refuse_findings(project);
    if (base::has_errors(project.problems))
        return summary;
    project.audits.clear();  // parallel to all reports, of which some are dropped now
    summary.left_out = drop_unpublished(project.site);
    summary.departments = project.site.departments.size();
    for (const auto& department : project.site.departments)
        summary.reports += department.reports.size();
    auto publication = Publication::begin(output_path(options), options.source);
    if (!publication) {
        append(project.problems, publication.failures());
        return summary;
    }
    const auto sink = [&](const std::string& path, std::string_view bytes) { (*publication)->add(path, bytes); };
    append(project.problems, render_site(project, options.threads, sink, progress));
    base::sort_and_unique(project.problems);
    if (base::has_errors(project.problems))
        return summary;
    add_assets(project, **publication);
    auto committed = (*publication)->commit();
    if (committed)
        summary.files = *committed;
    else
        append(project.problems, committed.failures());
    return summary;
}

}  // namespace gongkai::build
