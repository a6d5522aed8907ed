#include "build/archive/archived_files.hpp"

#include <algorithm>
#include <vector>

#include "audit/reporters.hpp"
#include "base/parallel.hpp"
#include "base/version.hpp"
#include "build/render.hpp"
#include "build/stages.hpp"
#include "pages/archive/inventory_files.hpp"
#include "pages/archive/layout.hpp"
#include "pages/archive/site_package.hpp"
#include "pages/audit_report.hpp"

namespace gongkai::build {

using pages::archived_site;

/// The files of a piece of the site, waiting for their turn.
struct ArchivedFiles::Rendered {
    struct File {
        std::string path;
        std::string bytes;
        base::Digests digests;
    };
    std::vector<File> files;
    base::Diagnostics problems;
};

ArchivedFiles::ArchivedFiles(const Project& project, base::SourceTree sources, std::size_t threads)
    : project_(project), sources_(std::move(sources)), threads_(threads)
{
}

base::Diagnostics ArchivedFiles::write(const ArchiveTime& time, const ArchiveSink& sink, const Progress& progress)
{
    sink_ = &sink;
    for (const auto* file : sources_.all())
        give(pages::archived_source + file->path, file->text);
    auto problems = give_site(progress);
    if (!base::has_errors(problems)) {
        give_findings();
        give_lists(time);
    }
    sink_ = nullptr;
    return problems;
}

void ArchivedFiles::give(const std::string& path, std::string_view bytes, const base::Digests& digests)
{
    facts_[path] = {bytes.size(), digests.sha256};
    (*sink_)(path, bytes, digests);
}

base::Diagnostics ArchivedFiles::give_site(const Progress& progress)
{
    base::Diagnostics problems;
    const SiteRender site(project_, pages::Scope::published);
    std::vector<Rendered> waiting(site.pieces());
    const auto make = [&](std::size_t i) {
        auto& piece = waiting[i];
        piece.problems = site.render(i, [&](const std::string& path, std::string_view bytes) {
            piece.files.push_back({path, std::string(bytes), base::digests_of(bytes)});
        });
        std::sort(piece.files.begin(), piece.files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    };
    const auto take = [&](std::size_t i) {
        const auto piece = std::move(waiting[i]);
        for (const auto& file : piece.files)
            give(archived_site + file.path, file.bytes, file.digests);
        base::append(problems, piece.problems);
        progress(i + 1, site.pieces());
    };
    base::in_order(site.pieces(), threads_, 2 * threads_, make, take);
    for (const auto& [path, file] : assets(project_))
        give(archived_site + path, file->text);
    give(archived_site + std::string(manifest_name), to_json(site_manifest()));
    return problems;
}

/// What a publication of these files writes beside them.
Manifest ArchivedFiles::site_manifest() const
{
    Manifest manifest;
    for (auto file = facts_.lower_bound(archived_site); file != facts_.end() && file->first.starts_with(archived_site); ++file)
        manifest[file->first.substr(archived_site.size())] = {file->second.size, file->second.sha256};
    return manifest;
}

void ArchivedFiles::give_findings()
{
    auto findings = report_findings(project_);
    std::erase_if(findings, [](const auto& report) { return !report.report || !pages::is_shown(*report.report, pages::Scope::published); });
    const auto of_files = audit_files(sources_.under("content"));
    findings.push_back({nullptr, nullptr, &of_files});
    give("findings/findings.txt", audit::text_report(findings));
    give("findings/findings.json", audit::json_report(findings));
    give("findings/findings.html", pages::audit_html(project_.site, findings));
}

void ArchivedFiles::give_lists(const ArchiveTime& time)
{
    const auto& site = project_.site;
    const pages::FileFactsOf facts_of = [this](std::string_view path) { return facts(path); };
    give("datapackage.json", pages::site_data_package(site, time.day, facts_of));
    const pages::RecordHead head{time.day, std::string(base::version), site.settings.retention};
    const auto pages = pages::page_list(site, head, facts_of);
    give("inventory/pages.csv", pages::record_csv(pages));
    give("inventory/pages.json", pages::record_json(pages, head));
}

const pages::FileFacts* ArchivedFiles::facts(std::string_view path) const
{
    const auto found = facts_.find(path);
    return found == facts_.end() ? nullptr : &found->second;
}

}  // namespace gongkai::build
