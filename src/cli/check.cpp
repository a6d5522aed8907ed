// gongkai check: everything that build does short of writing, and what the audit finds.

#include <fmt/format.h>

#include "audit/reporters.hpp"
#include "base/version.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/run.hpp"
#include "pages/audit_report.hpp"

namespace gongkai::cli {
namespace {

std::string formatted(const build::Project& project, const std::vector<audit::ReportFindings>& findings, CheckFormat format)
{
    switch (format) {
    case CheckFormat::text: return audit::text_report(findings);
    case CheckFormat::json: return audit::json_report(findings);
    case CheckFormat::sarif: return audit::sarif_report(findings, audit::all_rules(project.site), base::version);
    case CheckFormat::html: return pages::audit_html(project.site, findings);
    }
    return {};
}

bool has_blocking(const std::vector<audit::ReportFindings>& findings)
{
    for (const auto& report : findings)
        for (const auto& finding : report.audit->findings)
            if (finding.blocks())
                return true;
    return false;
}

int list_rules(const build::Project& project)
{
    for (const auto& rule : audit::all_rules(project.site))
        fmt::print("{}\t{}\t{}\n", rule.id, rule.title, rule.source);
    return done;
}

}  // namespace

int check_command(const build::Options& options, const CheckRequest& request)
{
    const auto project = build::load_project(options);
    if (request.list_rules)
        return list_rules(*project);
    build::audit_project(*project, options.threads);
    build::check_pages(*project, options.threads, progress_bar());
    const auto code = report(project->problems);
    const auto findings = build::report_findings(*project);
    if (findings.empty())
        return code;  // figures could be missing: nothing was audited
    fmt::print("{}", formatted(*project, findings, request.format));
    return code == done && has_blocking(findings) ? content_errors : code;
}

}  // namespace gongkai::cli
