#include "build/preview/wanted.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"
#include "pages/addresses.hpp"

namespace gongkai::build {
namespace {

using pages::Scope;
using pages::Sink;
using pages::StillGood;

/// The digests of all departments as one.
std::uint64_t stamp_of(const HeldDepartments& departments, std::uint64_t shared_revision, std::uint64_t pages::DirectoryDigests::*digest)
{
    auto text = fmt::format("{}", shared_revision);
    for (const auto& [name, held] : departments.all())
        text += fmt::format(" {:x} {:x}", held->shown.digests.*digest, held->published.digests.*digest);
    return base::content_hash(text);
}

/// A render that cannot fail, and asks nothing.
template <class Function>
WantedUnit::Render plain(Function function)
{
    return [function](const Sink& sink, const StillGood&) {
        function(sink);
        return base::Diagnostics();
    };
}

/// A page by one template, which asks nothing either.
template <class Function>
WantedUnit::Render page(Function function)
{
    return [function](const Sink& sink, const StillGood&) { return function(sink); };
}

}  // namespace

WantedUnits::WantedUnits(const Project& project, const HeldDepartments& departments, std::uint64_t shared_revision)
    : project_(project), departments_(departments), shown_(project.site, *project.templates, Scope::all),
      published_(project.site, *project.templates, Scope::published)
{
    for (const auto& [name, held] : departments.all()) {
        shown_directory_.push_back(&held->shown.entry);
        published_directory_.push_back(&held->published.entry);
    }
    add_shared(shared_revision);
    add_assets();
    for (const auto& [name, held] : departments.all())
        add_department(*held);
}

void WantedUnits::add_shared(std::uint64_t shared_revision)
{
    bool has_drafts = false;
    for (const auto& [name, held] : departments_.all())
        has_drafts = has_drafts || held->has_drafts();
    const auto published = has_drafts ? Published::another : Published::the_same;
    const auto home = stamp_of(departments_, shared_revision, &pages::DirectoryDigests::home);
    const auto contents = stamp_of(departments_, shared_revision, &pages::DirectoryDigests::contents);
    units_.push_back({"index.html", home, "pages/home.html",
                      page([this](const Sink& sink) { return shown_.home(shown_directory_, sink); }), published,
                      page([this](const Sink& sink) { return published_.home(published_directory_, sink); })});
    units_.push_back({"sitemap.html", contents, "pages/sitemap.html",
                      page([this](const Sink& sink) { return shown_.sitemap(shown_directory_, sink); }), published,
                      page([this](const Sink& sink) { return published_.sitemap(published_directory_, sink); })});
    units_.push_back({"glossary.html", shared_revision, "pages/glossary.html", page([this](const Sink& sink) { return shown_.glossary(sink); })});
    units_.push_back({"404.html", shared_revision, "pages/notfound.html", page([this](const Sink& sink) { return shown_.notfound(sink); })});
    // Search engines are told of no draft, not even here.
    units_.push_back({"sitemap.xml", contents, "", plain([this](const Sink& sink) { published_.sitemap_xml(published_directory_, sink); })});
    units_.push_back({"robots.txt", shared_revision, "", plain([this](const Sink& sink) { published_.robots_txt(sink); })});
}

void WantedUnits::add_assets()
{
    std::string digests;
    for (const auto& [path, file] : assets(project_))
        digests += fmt::format("{} {:x}\n", path, base::content_hash(file->text));
    units_.push_back({"assets/", base::content_hash(digests), "", plain([this](const Sink& sink) {
                          for (const auto& [path, file] : assets(project_))
                              sink(path, file->text);
                      })});
}

void WantedUnits::add_department(const HeldDepartment& held)
{
    const auto& department = held.department;
    units_.push_back({pages::department_path(department), held.revision, "pages/department.html",
                      page([&](const Sink& sink) { return shown_.department(department, sink); }),
                      held.has_drafts() ? Published::another : Published::the_same,
                      page([&](const Sink& sink) { return published_.department(department, sink); })});
    for (const auto& report : department.reports)
        units_.push_back({pages::report_folder(department, report), held.revision, std::nullopt,
                          [&](const Sink& sink, const StillGood& still_good) { return shown_.report(department, report, sink, still_good); },
                          pages::is_shown(report, Scope::published) ? Published::the_same : Published::nothing});
}

}  // namespace gongkai::build
