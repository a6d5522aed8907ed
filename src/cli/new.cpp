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

bool is_address(std::string_view name)
{
    return !name.empty() && !name.starts_with('-') && !name.ends_with('-') &&
           std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

base::Diagnostic no_form_set(const model::Department& department, const NewReport& wanted)
{
    const auto place = department.province + department.city + department.district;
    return base::error("F-SET", {}, fmt::format("没有适用于{} {} 年 {} 的表样集", place.empty() ? "（未写明地区）" : place, wanted.year, wanted.kind),
                       fmt::format("请在 content/{}/department.yaml 写明 province、city、district，或在 templates/forms 中加入表样", wanted.department));
}

}  // namespace

int new_command(const build::Options& options, const NewReport& wanted)
{
    if (!is_address(wanted.department) || (!wanted.scope.empty() && !is_address(wanted.scope)))
        return report({base::error("C-FOLDER", {}, fmt::format("“{}”不能作网址", is_address(wanted.department) ? wanted.scope : wanted.department),
                                   "部门文件夹名只用小写字母、数字和连字符，如 jiangan-zuzhibu")});
    const auto project = build::load_project(options);
    const auto& site = project->site;
    std::vector<scaffold::NewFile> files;
    const auto known = std::find_if(site.departments.begin(), site.departments.end(),
                                    [&](const model::Department& department) { return department.slug == wanted.department; });
    model::Department department;
    if (known != site.departments.end()) {
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
