// Builds a site without publishing it, and prints a line of JSON for each render
// of a template or of a text with tags; compare.py gives them to Python's Jinja2.
//
//     project_contexts [folder]
//
// The pages three times: as the content is; without the sections that departments wrote
// themselves, so that the templates of these are rendered too; and without their
// facts, so that the templates say what is missing. Then the way into an archive.
//
// The first line: {"folder": …, "templates": {name: path of its file}}; the others:
// {"template": name} or {"text": itself, "file": where it stands}, with "contexts"
// (maps, searched from the last), "calls" of their functions, "results" and "printed".

#include <filesystem>
#include <iostream>

#include "build/pipeline.hpp"
#include "pages/archive/archive_index.hpp"
#include "pages/site_pages.hpp"
#include "recording.hpp"

namespace {

using namespace gongkai;

bool has_errors(const build::Project& project)
{
    for (const auto& problem : project.problems)
        if (problem.severity == base::Severity::error)
            std::cerr << base::to_text(problem) << '\n';
    return base::has_errors(project.problems);
}

void write_templates(const std::string& folder, const jinja::TemplateSet& templates)
{
    nlohmann::ordered_json line;
    line["folder"] = std::filesystem::absolute(folder).string();
    line["templates"] = nlohmann::ordered_json::object();
    for (const auto& compiled : templates.templates())
        line["templates"][compiled.name] = compiled.file->path;
    std::cout << line.dump() << '\n';
}

void drop_prose(build::Project& project)
{
    for (auto& department : project.site.departments)
        for (auto& report : department.reports)
            report.prose.clear();
}

/// Takes out what is stated, and leaves the groups that the forms name.
void drop_facts(model::FactGroup& facts)
{
    for (auto fact = facts.members.begin(); fact != facts.members.end();) {
        auto* group = std::get_if<model::FactGroup>(&fact->second.value);
        if (group)
            drop_facts(*group);
        fact = group ? std::next(fact) : facts.members.erase(fact);
    }
}

void drop_facts(build::Project& project)
{
    for (auto& department : project.site.departments)
        for (auto& report : department.reports)
            drop_facts(report.facts);
}

/// The way into an archive of the site, where a report was corrected and one is missing.
bool render_archive(build::Project& project)
{
    auto& report = project.site.departments.front().reports.front();
    report.corrections.push_back({{2025, 1, 1}, "改正文字", "笔误", {}, {}});
    report.corrections.back().cells.push_back({"公开01表", {}, {}, {}});
    pages::ArchiveIndex index;
    index.rows = pages::inventory(project.site);
    auto row = index.rows.front();
    row.report = nullptr;
    row.standing = pages::ReportStanding::exempt;
    row.reason = "涉密";
    index.rows.push_back(row);
    index.base_name = "archive.zip";
    return pages::SitePages(project.site, *project.templates).archive_index(index, [](const std::string&, std::string_view) {}).empty();
}

int record(const std::string& folder)
{
    build::Options options;
    options.source = folder;
    const auto project = build::load_project(options);
    build::audit_project(*project, 1);
    if (has_errors(*project))
        return 1;
    write_templates(folder, *project->templates);
    project->templates = std::make_shared<project_contexts::RecordingTemplates>(project->templates, project->site, std::cout);
    const auto render = [&] { build::check_pages(*project, 1, [](std::size_t, std::size_t) {}); };
    render();
    drop_prose(*project);
    render();
    drop_facts(*project);
    render();
    if (!render_archive(*project))
        return 1;
    std::cout.flush();
    return has_errors(*project) || !std::cout ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv)
{
    try {
        std::ios::sync_with_stdio(false);
        return record(argc > 1 ? argv[1] : ".");
    } catch (const std::exception& failure) {
        std::cerr << "project_contexts: " << failure.what() << '\n';
        return 1;
    }
}
