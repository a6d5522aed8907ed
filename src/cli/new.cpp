// gongkai new: the skeleton of a report for the form set in force.

#include <algorithm>

#include <fmt/format.h>

#include "build/create_files.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/run.hpp"
#include "scaffold/scaffold.hpp"

namespace gongkai::cli {
namespace {

base::Diagnostic no_form_set(const model::Department& department, const NewReport& wanted)
{
    const auto place = department.province + department.city + department.district;
    return base::error("F-SET", {}, fmt::format("没有适用于{} {} 年 {} 的表样集", place.empty() ? "（未写明地区）" : place, wanted.year, wanted.kind),
                       fmt::format("请在 content/{}/department.yaml 写明 province、city、district，或在 templates/forms 中加入表样", wanted.department));
}

/// A problem of this file or folder, or of what is in it. Problems of files that could
/// not be read begin with their path.
bool concerns(const base::Diagnostic& problem, const std::string& path)
{
    return problem.span.file ? problem.span.file->path.starts_with(path) : problem.message.starts_with(path);
}

/// What keeps a skeleton from being made: problems of the site, the forms and the
/// department itself, but not of other reports.
base::Diagnostics obstacles(const base::Diagnostics& problems, const std::string& department)
{
    const auto folder = "content/" + department;
    base::Diagnostics found;
    for (const auto& problem : problems) {
        const bool stands_in_the_way = problem.code == "C-SITE" || concerns(problem, "site.yaml") || concerns(problem, "content：") ||
                                       concerns(problem, folder + "：") || concerns(problem, folder + "/department.yaml") ||
                                       concerns(problem, "templates：") || concerns(problem, "templates/forms");
        if (problem.severity == base::Severity::error && stands_in_the_way)
            found.push_back(problem);
    }
    return found;
}

/// Files that the new ones would stand beside under the same address.
base::Diagnostics same_addresses(const base::SourceTree& tree, const std::vector<scaffold::NewFile>& files)
{
    constexpr std::string_view ending = ".yaml";
    base::Diagnostics problems;
    for (const auto& file : files) {
        const auto other = file.path.substr(0, file.path.size() - ending.size()) + ".yml";
        if (file.path.ends_with(ending) && (tree.find(other) || tree.was_left_out(other)))
            problems.push_back(base::error("N-EXISTS", {}, fmt::format("已有 {}，与 {} 同名，没有新建任何文件", other, file.path), "要重写请先移走原文件"));
    }
    return problems;
}

}  // namespace

int new_command(const build::Options& options, const NewReport& wanted)
{
    if (!model::is_address(wanted.department) || (!wanted.scope.empty() && !model::is_address(wanted.scope)))
        return report({base::error("C-FOLDER", {}, fmt::format("“{}”不能作网址", model::is_address(wanted.department) ? wanted.scope : wanted.department),
                                   "部门文件夹名只用小写字母、数字和连字符，如 jiangan-zuzhibu")});
    if (wanted.department == "classification")
        return report({base::error("C-FOLDER", {}, "content/classification 是科目的文件夹，不能作部门", "请另取名称，如 jiangan-zuzhibu")});
    const auto project = build::load_project(options);
    if (const auto problems = obstacles(project->problems, wanted.department); !problems.empty())
        return report(problems);
    const auto& site = project->site;
    std::vector<scaffold::NewFile> files;
    const auto known = std::find_if(site.departments.begin(), site.departments.end(),
                                    [&](const model::Department& department) { return department.slug == wanted.department; });
    model::Department department;
    if (known != site.departments.end() && project->files.find("content/" + wanted.department + "/department.yaml")) {
        department = *known;
    } else {
        department = scaffold::new_department(site, wanted.department);
        files.push_back(scaffold::department_file(department));
    }
    const auto* forms = model::form_set_in_force(site, department, wanted.year, wanted.kind);
    if (!forms)
        return report({no_form_set(department, wanted)});
    auto slug = fmt::format("{}-{}", wanted.year, wanted.kind);
    if (!wanted.scope.empty())
        slug += "-" + wanted.scope;
    for (auto& file : scaffold::report_files(*forms, wanted.department, slug, wanted.year))
        files.push_back(std::move(file));
    if (const auto problems = same_addresses(project->files, files); !problems.empty())
        return report(problems);
    std::vector<std::pair<std::string, std::string>> written;
    for (const auto& file : files)
        written.emplace_back(file.path, file.text);
    if (const auto problems = build::create_files(options.source, written); !problems.empty())
        return report(problems);
    fmt::print("按表样集 {}（{}）新建：\n", forms->id, forms->title);
    for (const auto& file : files)
        fmt::print("  {}\n", file.path);
    fmt::print("填写后运行 gongkai check；现为草稿，不会公开。\n");
    return done;
}

}  // namespace gongkai::cli
