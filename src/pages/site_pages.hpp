// Model → pages and files of the site. Rendering is pure: the same model and
// templates give the same bytes, whatever the order.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"
#include "jinja/environment.hpp"
#include "markup/markup.hpp"
#include "model/site.hpp"

namespace gongkai::pages {

/// Takes a finished file: its path from the site's root, and its bytes.
using Sink = std::function<void(const std::string& path, std::string_view bytes)>;

/// Renders the parts of a site. All functions may be called from many threads;
/// a report or department that has problems gives no files.
class SitePages {
public:
    /// The departments must hold resolved reports, and only those to publish.
    SitePages(const model::Site& site, const jinja::TemplateSet& templates);

    /// All pages and downloads of one report.
    base::Diagnostics report(const model::Department& department, const model::Report& report, const Sink& sink) const;
    base::Diagnostics department(const model::Department& department, const Sink& sink) const;
    /// Home, glossary, site map, 404, sitemap.xml, robots.txt.
    base::Diagnostics shared(const Sink& sink) const;

private:
    friend class ReportPages;

    const model::Site& site_;
    const jinja::TemplateSet& templates_;
    markup::TermFinder terms_;
    jinja::Value site_value_;
};

/// Anchor of a glossary term: stable, whatever its place in the list.
std::string term_id(const model::Site& site, std::size_t index);

}  // namespace gongkai::pages
