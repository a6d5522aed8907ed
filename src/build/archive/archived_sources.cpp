#include "build/archive/archived_sources.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "build/stages.hpp"
#include "load/load.hpp"
#include "pages/directory.hpp"

namespace gongkai::build {
namespace {

bool is_readme(std::string_view path) { return path.substr(path.rfind('/') + 1) == "README.md"; }

/// Reports by the part of their paths that tells them apart: content/jiangan-zuzhibu/2023-final
std::set<std::string, std::less<>> published_stems(const model::Site& site)
{
    std::set<std::string, std::less<>> stems;
    for (const auto& department : site.departments) {
        const auto folder = "content/" + department.slug + "/";
        stems.insert(folder + "department");
        for (const auto& report : department.reports)
            if (pages::is_shown(report, pages::Scope::published))
                stems.insert(folder + report.slug);
    }
    return stems;
}

/// Up to the first dot or slash below the department's folder.
std::string_view stem_of(std::string_view path, std::string_view department)
{
    const auto name = std::string_view("content/").size() + department.size() + 1;
    return path.substr(0, std::min(path.find_first_of("./", name), path.size()));
}

}  // namespace

base::SourceTree archived_sources(const Project& project)
{
    const auto stems = published_stems(project.site);
    const auto theme = theme_folder(project.site) + "/";
    return project.files.only([&](const base::SourceFile& file) {
        const std::string_view path = file.path;
        if (!path.starts_with("content/"))
            return path == "site.yaml" || path.starts_with("templates/") || path.starts_with(theme);
        const auto department = load::department_of(path);
        return department.empty() ? !is_readme(path) : stems.contains(stem_of(path, department));
    });
}

}  // namespace gongkai::build
