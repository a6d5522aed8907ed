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
#include "pages/directory.hpp"

namespace gongkai::pages {

struct ArchiveIndex;  // archive/archive_index.hpp
struct PageContext;

/// Takes a finished file: its path from the site's root, and its bytes.
using Sink = std::function<void(const std::string& path, std::string_view bytes)>;

/// Of a report that was rendered before: are the pages by this template still good, so
/// that they need not be made again? Asked with "" for charts and downloads.
using StillGood = std::function<bool(std::string_view template_name)>;

/// Renders the parts of a site. All functions may be called from many threads;
/// a report or department that has problems gives no files.
class SitePages {
public:
    /// The departments must hold resolved reports.
    SitePages(const model::Site& site, const jinja::TemplateSet& templates, Scope scope = Scope::published);

    /// All pages and downloads of one report, but for those that are still good.
    base::Diagnostics report(const model::Department& department, const model::Report& report, const Sink& sink,
                             const StillGood& still_good = {}) const;
    base::Diagnostics department(const model::Department& department, const Sink& sink) const;

    base::Diagnostics home(Directory directory, const Sink& sink) const;
    base::Diagnostics glossary(const Sink& sink) const;
    base::Diagnostics sitemap(Directory directory, const Sink& sink) const;
    base::Diagnostics notfound(const Sink& sink) const;
    /// The way into an archive of the site: index.html, to stand one folder above the site,
    /// which is then in site/.
    base::Diagnostics archive_index(const ArchiveIndex& index, const Sink& sink) const;
    /// Lists of addresses for search engines; nothing if the site has no base_url.
    void sitemap_xml(Directory directory, const Sink& sink) const;
    void robots_txt(const Sink& sink) const;
    /// All of these, for the departments of the site.
    base::Diagnostics shared(const Sink& sink) const;

private:
    friend class ReportPages;

    /// The page by the template of its kind, with its own names, `site` and `page`.
    base::Diagnostics render(const PageContext& page, std::vector<jinja::Member> members, const Sink& sink) const;

    const model::Site& site_;
    const jinja::TemplateSet& templates_;
    Scope scope_;
    markup::TermFinder terms_;
    jinja::Value site_value_;
};

/// Anchor of a glossary term: stable, whatever its place in the list.
std::string term_id(const model::Site& site, std::size_t index);

}  // namespace gongkai::pages
