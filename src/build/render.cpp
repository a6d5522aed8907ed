#include "build/render.hpp"

#include "build/stages.hpp"

namespace gongkai::build {

SiteRender::SiteRender(const Project& project, pages::Scope scope) : site_(project.site, *project.templates, scope), pieces_({{nullptr, nullptr}})
{
    for (const auto& department : project.site.departments) {
        pieces_.push_back({&department, nullptr});
        for (const auto& report : department.reports)
            if (pages::is_shown(report, scope))
                pieces_.push_back({&department, &report});
    }
}

base::Diagnostics SiteRender::render(std::size_t piece, const pages::Sink& sink) const
{
    base::Diagnostics found_on_pages;
    const auto checking = [&](const std::string& path, std::string_view bytes) {
        if (path.ends_with(".html"))
            base::append(found_on_pages, check_page(path, bytes));
        sink(path, bytes);
    };
    const auto [department, report] = pieces_[piece];
    auto problems = report ? site_.report(*department, *report, checking) : department ? site_.department(*department, checking) : site_.shared(checking);
    base::append(problems, std::move(found_on_pages));
    return problems;
}

}  // namespace gongkai::build
