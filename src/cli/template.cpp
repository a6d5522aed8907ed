// gongkai template check: do all templates compile, and what has each to do with the
// others; gongkai template reference.

#include "cli/template.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/spelling.hpp"
#include "cli/console.hpp"
#include "cli/run.hpp"
#include "cli/template_reference.hpp"
#include "cli/template_usage.hpp"
#include "pages/offered_names.hpp"

namespace gongkai::cli {
namespace {

/// Problems of templates, of the folders, and of forms that name a template.
base::Diagnostics template_problems(const base::Diagnostics& problems)
{
    base::Diagnostics found;
    std::copy_if(problems.begin(), problems.end(), std::back_inserter(found), [](const base::Diagnostic& problem) {
        return problem.code.starts_with("T-") || problem.code.starts_with("C-") || problem.code == "F-FILE";
    });
    return found;
}

std::vector<jinja::Offer> offers_of(const build::Project& project) { return pages::offers(build::text_templates(project)); }

/// Kinds of page whose template is not there.
std::vector<jinja::Offer> unserved(const build::Project& project)
{
    std::vector<jinja::Offer> kinds;
    for (auto& offer : offers_of(project))
        if (!offer.template_name.empty() && !offer.template_name.ends_with('/') && !project.templates->find(offer.template_name))
            kinds.push_back(std::move(offer));
    return kinds;
}

base::Diagnostics warnings_of(const TemplateReport& report, const build::Project& project)
{
    base::Diagnostics warnings;
    for (const auto& usage : report.templates)
        if (!usage.is_used)
            warnings.push_back(base::warning("T-UNUSED", {project.templates->find(usage.name)->file, 0, 0},
                                             fmt::format("没有页面用到模板“{}”", usage.name), "请删去，或在用到它的模板、表样中写明"));
    for (const auto& offer : report.unserved)
        warnings.push_back(base::warning("T-KIND", {}, fmt::format("“{}”没有模板 {}", offer.what, offer.template_name),
                                         "有这类页面时不能生成网站"));
    return warnings;
}

/// Names that are no templates.
base::Diagnostics unknown(const std::vector<std::string>& names, const build::Project& project)
{
    std::vector<std::string> known;
    for (const auto& compiled : project.templates->templates())
        known.push_back(compiled.name);
    base::Diagnostics problems;
    for (const auto& name : names)
        if (!project.templates->find(name))
            problems.push_back(base::error("T-FILE", {}, fmt::format("找不到模板“{}”", name),
                                           base::suggestion(name, known, "路径从 templates/ 起算")));
    return problems;
}

}  // namespace

int template_check_command(const build::Options& options, const TemplateRequest& request)
{
    const auto project = build::load_templates(options);
    const auto problems = template_problems(project->problems);
    if (base::has_errors(problems) || !project->templates)
        return report(problems);
    if (const auto missing = unknown(request.names, *project); !missing.empty())
        return report(missing);
    const auto& set = *project->templates;
    TemplateReport found{jinja::usage_of(set.templates(), offers_of(*project), build::text_templates(*project), set.registry()),
                         unserved(*project), pages::page_kinds().size() - 1};  // texts are no pages
    auto told = problems;
    const auto warnings = warnings_of(found, *project);
    told.insert(told.end(), warnings.begin(), warnings.end());
    if (!request.names.empty())
        std::erase_if(found.templates, [&](const jinja::TemplateUsage& usage) {
            return std::find(request.names.begin(), request.names.end(), usage.name) == request.names.end();
        });
    fmt::print("{}", request.as_json ? usage_json(found) : usage_text(found));
    return report(told);
}

int template_reference_command()
{
    fmt::print("{}", template_reference());
    return done;
}

}  // namespace gongkai::cli
