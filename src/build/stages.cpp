#include "build/stages.hpp"

#include <map>

#include <fmt/format.h>

#include "audit/personal_data.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "load/load.hpp"
#include "pages/offered_names.hpp"
#include "resolve/resolve.hpp"

namespace gongkai::build {
namespace {

using base::Diagnostics;

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

}  // namespace

const std::vector<std::string>& source_names()
{
    static const std::vector<std::string> names = {"site.yaml", "content", "templates", "themes"};
    return names;
}

std::string theme_folder(const model::Site& site) { return "themes/" + site.settings.theme; }

bool is_template(std::string_view path)
{
    const auto name = path.substr(path.rfind('/') + 1);
    return name != "README.md" && (path.ends_with(".html") || path.ends_with(".md"));
}

Diagnostics load_shared(Project& project)
{
    Diagnostics problems;
    project.site = load::load_shared(project.files, problems);
    return problems;
}

Diagnostics parse_formulas(Project& project)
{
    Diagnostics problems;
    project.formulas.clear();
    for (const auto& set : project.site.form_sets) {
        auto formulas = formula::parse_all(*set);
        if (formulas)
            project.formulas[set.get()] = std::move(*formulas);
        else
            base::append(problems, formulas.failures());
    }
    return problems;
}

Diagnostics check_theme(const Project& project)
{
    const auto assets = theme_folder(project.site) + "/assets";
    const auto files = project.files.under(assets);
    if (files.empty())
        return {base::error("C-THEME", {}, fmt::format("没有主题“{}”", project.site.settings.theme), assets + " 中应有样式表")};
    Diagnostics problems;
    for (const auto* file : files)
        if (base::find_invalid(file->path))
            problems.push_back(base::error("C-UTF8", {}, base::visible(file->path) + "：文件名不是有效的 UTF-8", "请改名；从旧系统拷来的文件名常为 GBK"));
    return problems;
}

Diagnostics compile_templates(Project& project)
{
    Diagnostics problems;
    std::map<std::string, const base::SourceFile*> by_name;
    for (const auto& root : {std::string("templates"), theme_folder(project.site) + "/templates"})
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
        base::append(problems, compiled.failures());
    return problems;
}

TemplateDigests template_digests(const jinja::TemplateSet& templates)
{
    std::map<std::string_view, std::uint64_t> texts;
    for (const auto& compiled : templates.templates())
        texts[compiled.name] = base::content_hash(compiled.file->text);
    TemplateDigests digests;
    for (const auto& compiled : templates.templates()) {
        std::string all;
        for (const auto& name : templates.closure(compiled.name))
            all += fmt::format("{} {}\n", name, texts[name]);
        digests[compiled.name] = base::content_hash(all);
    }
    return digests;
}

bool are_forms_complete(const Project& project)
{
    return !project.site.has_broken_form_sets && project.formulas.size() == project.site.form_sets.size();
}

model::Department load_department(const Project& project, const std::string& folder, Diagnostics& problems)
{
    auto department = load::load_department(folder, project.files, project.site, problems);
    for (auto report = department.reports.rbegin(); report != department.reports.rend(); ++report) {
        const auto* previous = model::report_before(department, *report);
        auto resolved = resolve::complete(std::move(*report), project.formulas.at(report->forms), project.site.classifications, previous);
        *report = std::move(resolved.report);
        base::append(problems, std::move(resolved.problems));
    }
    return department;
}

std::vector<audit::Audit> audit_department(const Project& project, model::Department& department)
{
    std::vector<audit::Audit> audits;
    for (const auto& report : department.reports)
        audits.push_back(audit::audit_report({project.site, department, report, project.formulas.at(report.forms),
                                              model::report_before(department, report), model::budget_beside(department, report)}));
    for (std::size_t i = 0; i < audits.size(); ++i)
        for (const auto& finding : audits[i].findings)
            if (!finding.acknowledged.empty())
                department.reports[i].notes.push_back(note_of(department.reports[i], finding));
    return audits;
}

audit::Audit audit_files(const std::vector<const base::SourceFile*>& files)
{
    audit::Record record;
    for (const auto* file : files)
        audit::check_personal_data(*file, record);
    return {std::move(record.findings()), record.tallies()};
}

Diagnostics check_page(const std::string& path, std::string_view html)
{
    Diagnostics problems;
    for (const auto& finding : audit::personal_data_on_page(path, html))
        if (finding.severity == base::Severity::error)
            problems.push_back(base::error(finding.rule, finding.span, finding.message, finding.advice));
    return problems;
}

std::vector<std::pair<std::string, const base::SourceFile*>> assets(const Project& project)
{
    const auto folder = theme_folder(project.site) + "/assets";
    std::vector<std::pair<std::string, const base::SourceFile*>> all;
    for (const auto* file : project.files.under(folder))
        all.emplace_back("assets" + file->path.substr(folder.size()), file);
    return all;
}

}  // namespace gongkai::build
