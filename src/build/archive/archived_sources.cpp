#include "build/archive/archived_sources.hpp"

#include <set>
#include <string>
#include <string_view>

#include "build/stages.hpp"
#include "load/load.hpp"
#include "pages/directory.hpp"

namespace gongkai::build {
namespace {

/// By the names that they were loaded from: whatever lies beside them was not read.
std::set<std::string, std::less<>> named_files(const model::Site& site)
{
    std::set<std::string, std::less<>> files(load::shared_files().begin(), load::shared_files().end());
    for (const auto& department : site.departments) {
        files.insert("content/" + department.slug + "/department.yaml");
        for (const auto& report : department.reports) {
            if (!pages::is_shown(report, pages::Scope::published))
                continue;
            files.insert(report.path);
            files.insert(report.path.substr(0, report.path.rfind('.')) + ".md");
            for (const auto& sheet : report.sheets)
                files.insert(sheet.path);
        }
    }
    return files;
}

bool is_form(std::string_view path) { return path.starts_with("templates/forms/") && path.ends_with(".yaml"); }

}  // namespace

base::SourceTree archived_sources(const Project& project)
{
    const auto files = named_files(project.site);
    const auto theme = theme_folder(project.site);
    return project.files.only([&](const base::SourceFile& file) {
        const std::string_view path = file.path;
        if (path.starts_with("templates/") || path.starts_with(theme + "/templates/"))
            return is_template(path) || is_form(path) || files.contains(path);
        return path.starts_with(theme + "/assets/") || files.contains(path);
    });
}

}  // namespace gongkai::build
