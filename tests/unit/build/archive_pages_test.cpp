// The records of pages are the pages: of the repository's own site and of the base of the
// broken sites, all that is rendered, with the titles and columns that stand there.
#include <filesystem>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "build/pipeline.hpp"
#include "pages/archive/archive_index.hpp"
#include "pages/archive/page_records.hpp"
#include "pages/site_pages.hpp"

using namespace gongkai;
namespace fs = std::filesystem;

namespace {

std::unique_ptr<build::Project> loaded(const std::string& source)
{
    build::Options options;
    options.source = source;
    auto project = build::load_project(options);
    for (const auto& problem : project->problems)
        UNSCOPED_INFO(base::to_text(problem));
    REQUIRE_FALSE(base::has_errors(project->problems));
    return project;
}

std::unique_ptr<build::Project> base_of_broken_sites()
{
    const fs::path repository = GONGKAI_SOURCE_DIR;
    std::string name = (fs::temp_directory_path() / "gongkai-archive-XXXXXX").string();
    const fs::path source = mkdtemp(name.data());
    for (const auto* folder : {"templates", "themes"})
        fs::copy(repository / folder, source / folder, fs::copy_options::recursive);
    fs::copy(repository / "tests" / "broken" / "base", source, fs::copy_options::recursive);
    auto project = loaded(source.string());
    fs::remove_all(source);
    return project;
}

/// Every .html file of the published site.
std::map<std::string, std::string> html_files(const build::Project& project)
{
    std::map<std::string, std::string> files;
    const pages::SitePages site(project.site, *project.templates, pages::Scope::published);
    const auto keep = [&](const std::string& path, std::string_view bytes) {
        if (path.ends_with(".html"))
            files[path] = bytes;
    };
    REQUIRE(site.shared(keep).empty());
    for (const auto& department : project.site.departments) {
        REQUIRE_FALSE(base::has_errors(site.department(department, keep)));
        for (const auto& report : department.reports)
            if (pages::is_shown(report, pages::Scope::published))
                REQUIRE_FALSE(base::has_errors(site.report(department, report, keep)));
    }
    return files;
}

void require_records_of(const build::Project& project)
{
    const auto files = html_files(project);
    const auto& name = project.site.settings.name;
    std::set<std::string> recorded;
    for (const auto& record : pages::page_records(project.site)) {
        INFO(record.path);
        CHECK(recorded.insert(record.path).second);
        const auto file = files.find(record.path);
        REQUIRE(file != files.end());
        const auto has = [&](const std::string& text) { return file->second.find(text) != std::string::npos; };
        const bool has_title = has("<title>" + record.title + (record.path == "index.html" ? "" : " - " + name) + "</title>");
        const bool has_column = has("<meta name=\"ColumnName\" content=\"" + record.column + "\">");
        const bool has_date = record.published.empty() || has("<meta name=\"PubDate\" content=\"" + record.published + " 00:00\">");
        CHECK(has_title);
        CHECK(has_column);
        CHECK(has_date);
    }
    CHECK(recorded.size() == files.size());
}

}  // namespace

TEST_CASE("records of pages: the repository's site, and without what is not published")
{
    const auto project = loaded(GONGKAI_SOURCE_DIR);
    require_records_of(*project);
    const auto all = pages::page_records(project->site).size();
    project->site.departments[0].reports[0].status = model::Status::approved;
    project->site.departments[1].reports[0].corrections.push_back({{2025, 1, 1}, "改正", "笔误", {}, {}});
    require_records_of(*project);
    const auto records = pages::page_records(project->site);
    CHECK(records.size() < all);
    for (const auto& record : records) {
        const bool is_corrected = record.department == project->site.departments[1].slug && !record.report.empty();
        CHECK(record.version == (is_corrected ? 2 : 1));
        CHECK(record.publisher == (record.department.empty() ? project->site.settings.name : record.publisher));
    }
}

TEST_CASE("records of pages: the base of the broken sites")
{
    require_records_of(*base_of_broken_sites());
}

TEST_CASE("the way into an archive leads into the site, and is no page of it")
{
    const auto project = loaded(GONGKAI_SOURCE_DIR);
    pages::ArchiveIndex index;
    index.archived_on = {2025, 3, 1};
    index.rows = pages::inventory(project->site);
    const auto files = html_files(*project);
    std::string html;
    const pages::SitePages site(project->site, *project->templates);
    REQUIRE(site.archive_index(index, [&](const std::string&, std::string_view bytes) { html = bytes; }).empty());
    CHECK(html.find("rel=\"canonical\"") == std::string::npos);
    CHECK(html.find("href=\"site/assets/style.css\"") != std::string::npos);
    std::size_t links = 0;
    const std::string start = "href=\"site/";
    for (auto at = html.find(start); at != std::string::npos; at = html.find(start, at + 1)) {
        const auto path = html.substr(at + start.size(), html.find('"', at + start.size()) - at - start.size());
        INFO(path);
        CHECK((path.starts_with("assets/") || files.contains(path)));
        ++links;
    }
    CHECK(links > 15);
    CHECK(pages::page_records(project->site).size() == files.size());
}
