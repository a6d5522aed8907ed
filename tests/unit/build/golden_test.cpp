// One page or file of every kind, byte for byte. With GONGKAI_UPDATE=1 in the environment
// the goldens are written anew: look at the difference before you commit it.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "build/pipeline.hpp"
#include "pages/archive/archive_index.hpp"
#include "pages/site_pages.hpp"

using namespace gongkai;

namespace {

const std::vector<std::string> kinds = {
    "index.html",
    "sitemap.html",
    "glossary.html",
    "404.html",
    "caizheng/index.html",
    "caizheng/2023-final/index.html",
    "caizheng/2023-final/overview.html",
    "caizheng/2023-final/explanation.html",
    "caizheng/2023-final/glossary.html",
    "caizheng/2023-final/table-01.html",
    "caizheng/2023-final/table-03.html",
    "caizheng/2023-final/table-06.html",
    "caizheng/2023-final/table-07.html",
    "caizheng/2023-final/table-09.html",
    "caizheng/2023-final/table-achievements.html",
    "caizheng/2023-final/sheets.html",
    "caizheng/2023-final/sheet-00-whole.html",
    "caizheng/2023-final/sheet-01-peixun.html",
    "caizheng/2023-final/charts/expenditure-structure.svg",
    "caizheng/2023-final/data/03.csv",
    "caizheng/2023-final/data/03.json",
    "caizheng/2023-final/data/achievements.csv",
    "caizheng/2023-final/data/achievements.json",
    "caizheng/2023-final/data/sheets.csv",
    "caizheng/2023-final/data/datapackage.json",
    "archive.html",
};

const std::string folder = std::string(GONGKAI_SOURCE_DIR) + "/tests/golden/";

std::string read(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The way into an archive of that site, with a row of every standing and a correction.
std::string archive_page(build::Project& project)
{
    auto& department = project.site.departments.front();
    auto& report = department.reports.front();
    report.corrections.push_back({{2024, 10, 1}, "改正项目支出", "录入有误", {}, {}});
    report.corrections.back().cells.push_back({"公开03表 2010602 3栏", model::Figure::of(decimal::Money::from_cents(25'000'000), 2),
                                               model::Figure::of(decimal::Money::from_cents(20'000'000), 2), {}});
    pages::ArchiveIndex index{{2025, 3, 1}, "9.9", pages::inventory(project.site), 1, 1, 18, 60, 1'234'567, "档案-2024.zip", std::string(64, 'a'), true};
    auto row = index.rows.front();
    row.report = nullptr;
    row.standing = pages::ReportStanding::exempt;
    row.reason = "涉密";
    row.basis = "某法第三条";
    row.year = 2021;
    index.rows.push_back(row);
    row.standing = pages::ReportStanding::unpublished;
    row.reason = "草稿";
    row.basis.clear();
    row.kind_name = "预算";
    index.rows.push_back(row);
    row.standing = pages::ReportStanding::missing;
    row.reason.clear();
    row.year = 2022;
    index.rows.push_back(row);
    std::string html;
    REQUIRE(pages::SitePages(project.site, *project.templates).archive_index(index, [&](const std::string& path, std::string_view bytes) {
        CHECK(path == "index.html");
        html = bytes;
    }).empty());
    return html;
}

/// The sound base of the broken sites with the repository's templates and theme.
std::map<std::string, std::string> rendered()
{
    namespace fs = std::filesystem;
    const fs::path repository = GONGKAI_SOURCE_DIR;
    std::string name = (fs::temp_directory_path() / "gongkai-golden-XXXXXX").string();
    const fs::path source = mkdtemp(name.data());
    fs::copy(repository / "templates", source / "templates", fs::copy_options::recursive);
    fs::copy(repository / "themes", source / "themes", fs::copy_options::recursive);
    fs::copy(repository / "tests" / "broken" / "base", source, fs::copy_options::recursive);
    build::Options options;
    options.source = source.string();
    const auto project = build::load_project(options);
    for (const auto& problem : project->problems)
        UNSCOPED_INFO(base::to_text(problem));
    fs::remove_all(source);
    REQUIRE_FALSE(base::has_errors(project->problems));
    std::map<std::string, std::string> files;
    const pages::SitePages site(project->site, *project->templates);
    const auto keep = [&](const std::string& path, std::string_view bytes) { files[path] = bytes; };
    REQUIRE(site.shared(keep).empty());
    for (const auto& department : project->site.departments) {
        REQUIRE_FALSE(base::has_errors(site.department(department, keep)));
        for (const auto& report : department.reports)
            REQUIRE_FALSE(base::has_errors(site.report(department, report, keep)));
    }
    files["archive.html"] = archive_page(*project);
    return files;
}

std::string golden_name(std::string path)
{
    for (auto& c : path)
        if (c == '/')
            c = '_';
    return folder + path;
}

}  // namespace

TEST_CASE("one page or file of every kind is as it was")
{
    const auto files = rendered();
    for (const auto& kind : kinds) {
        INFO(kind);
        const auto found = files.find(kind);
        REQUIRE(found != files.end());
        if (std::getenv("GONGKAI_UPDATE"))
            std::ofstream(golden_name(kind), std::ios::binary) << found->second;
        const bool is_same = found->second == read(golden_name(kind));
        CHECK(is_same);
    }
}
