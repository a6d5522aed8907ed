// The repository's own site: five published documents, as a reader gets them.
#include <algorithm>
#include <fstream>
#include <map>
#include <mutex>
#include <regex>

#include <catch2/catch.hpp>

#include "build/pipeline.hpp"
#include "pages/site_pages.hpp"
#include "resolve/resolve.hpp"

using namespace gongkai;

namespace {

std::unique_ptr<build::Project> real_project()
{
    build::Options options;
    options.source = GONGKAI_SOURCE_DIR;
    return build::load_project(options);
}

const model::Report& report_of(const build::Project& project, std::string_view department)
{
    for (const auto& candidate : project.site.departments)
        if (candidate.slug == department)
            return candidate.reports.front();
    throw std::logic_error("no such department");
}

/// Pages of the whole site by path.
std::map<std::string, std::string> rendered(const build::Project& project)
{
    std::map<std::string, std::string> files;
    const pages::SitePages site(project.site, *project.templates);
    const auto keep = [&](const std::string& path, std::string_view bytes) { files[path] = bytes; };
    for (const auto& department : project.site.departments) {
        REQUIRE_FALSE(base::has_errors(site.department(department, keep)));
        for (const auto& report : department.reports)
            REQUIRE_FALSE(base::has_errors(site.report(department, report, keep)));
    }
    REQUIRE(site.shared(keep).empty());
    return files;
}

/// The lines of a report's YAML that belong to its tables.
std::string tables_part(const std::string& path)
{
    std::ifstream file(std::string(GONGKAI_SOURCE_DIR) + "/" + path);
    std::string text((std::istreambuf_iterator<char>(file)), {});
    const auto begin = text.find("\ntables:");
    return text.substr(begin, text.find("\nfacts:") - begin);
}

/// What stands under a table's number, up to the next key of the same depth.
std::string table_part(const std::string& text, const std::string& number)
{
    const auto begin = text.find("\n  " + number + ":");
    REQUIRE(begin != std::string::npos);
    auto end = begin;
    do
        end = text.find('\n', end + 1);
    while (end != std::string::npos && text.compare(end, 4, "\n   ") == 0);
    return text.substr(begin, end - begin);
}

}  // namespace

TEST_CASE("the repository's content has no errors")
{
    const auto project = real_project();
    for (const auto& problem : project->problems)
        UNSCOPED_INFO(base::to_text(problem));
    CHECK_FALSE(base::has_errors(project->problems));
    CHECK(project->site.departments.size() == 5);
}

TEST_CASE("every figure written in the nine tables stands on the page of its table")
{
    const auto project = real_project();
    const auto files = rendered(*project);
    const std::regex figure(R"((?:[:,{] "?)(-?[0-9][0-9,]*(?:\.[0-9]+)?)(?="?[,}\n]))");
    for (const auto& department : project->site.departments) {
        const auto& report = department.reports.front();
        if (report.kind != "final")
            continue;
        const auto text = tables_part(report.path);
        std::size_t checked = 0;
        for (std::size_t t = 0; t < report.forms->tables.size(); ++t) {
            const auto& form = report.forms->tables[t];
            if (form.is_optional)
                continue;
            const auto part = table_part(text, form.number);
            const auto& page = files.at(department.slug + "/" + report.slug + "/table-" + form.id + ".html");
            for (auto match = std::sregex_iterator(part.begin(), part.end(), figure); match != std::sregex_iterator(); ++match) {
                const auto written = (*match)[1].str();
                if (written.size() >= 3 && written.find('.') == std::string::npos && written.find(',') == std::string::npos)
                    continue;  // a code
                INFO(report.path << " " << form.number << " " << written);
                const bool found = page.find(">" + written) != std::string::npos;
                CHECK(found);
                ++checked;
            }
        }
        CHECK(checked > 100);
    }
}

TEST_CASE("from 02, 03, 06 and 09 alone all nine tables of 汉阳 come out as published")
{
    const auto project = real_project();
    const auto& published = report_of(*project, "hanyang-quweiban");
    auto report = published;
    const auto keep = [](const std::string& number) {
        return number == "公开02表" || number == "公开03表" || number == "公开06表" || number == "公开09表";
    };
    for (std::size_t t = 0; t < report.tables.size(); ++t) {
        auto& table = report.tables[t];
        for (auto& cell : table.cells)
            if (!keep(report.forms->tables[t].number) || cell.origin == model::Origin::computed)
                cell = {};
        if (keep(report.forms->tables[t].number))
            continue;
        table.given = false;
        std::erase_if(table.rows, [](const model::Row& row) { return !row.code.empty() && row.line.empty() && !row.footer; });
        table.cells.assign(table.rows.size() * static_cast<std::size_t>(table.columns), {});
    }
    const auto resolved = resolve::complete(report, project->formulas.at(report.forms), project->site.classifications, nullptr);
    CHECK(resolved.problems.empty());
    const auto tail = decimal::Money::from_cents(10'000);  // 0.01 万元
    std::size_t compared = 0;
    for (std::size_t t = 0; t < published.tables.size(); ++t)
        for (std::size_t row = 0; row < published.tables[t].rows.size(); ++row)
            for (int column = 0; column < published.tables[t].columns; ++column) {
                const auto& cell = published.tables[t].at(row, static_cast<std::size_t>(column));
                if (cell.origin != model::Origin::written || !cell.figure.has_amount())
                    continue;
                const auto& head = published.tables[t].rows[row];
                INFO(published.forms->tables[t].number << " " << head.key << " column " << column);
                const auto& table = resolved.report.tables[t];
                const auto same_row = std::find_if(table.rows.begin(), table.rows.end(), [&](const model::Row& candidate) {
                    return candidate.key == head.key && candidate.block == head.block;
                });
                REQUIRE(same_row != table.rows.end());
                const auto& derived = table.at(static_cast<std::size_t>(same_row - table.rows.begin()), static_cast<std::size_t>(column));
                REQUIRE(derived.figure.has_amount());
                const auto difference = derived.figure.amount - cell.figure.amount;
                CHECK((difference <= tail && -difference <= tail));
                ++compared;
            }
    CHECK(compared > 150);
    CHECK(resolved.report.tables[4].derived);
}

TEST_CASE("a computed cell knows the cells it came from")
{
    const auto project = real_project();
    const auto& report = report_of(*project, "hanyang-quweiban");
    const auto& table = report.tables[0];
    const auto& total = table.at(*table.find_row("收入总计"), 0);
    CHECK(total.origin == model::Origin::computed);
    REQUIRE(total.from.size() == 1);
    CHECK(table.rows[total.from[0].row].line == "27");
    CHECK(total.figure.amount == decimal::Money::from_cents(811'250'000));
}

TEST_CASE("every page carries the notice, the tags and its way back")
{
    const auto project = real_project();
    for (const auto& [path, html] : rendered(*project)) {
        if (!path.ends_with(".html"))
            continue;
        INFO(path);
        CHECK(html.find("<html lang=\"zh-CN\">") != std::string::npos);
        CHECK(html.find("name=\"SiteName\"") != std::string::npos);
        CHECK(html.find("name=\"ColumnType\"") != std::string::npos);
        CHECK(html.find("不是任何机关的官方网站") != std::string::npos);
        CHECK(html.find("content=\"\"") == std::string::npos);
        CHECK(html.find("style=\"") == std::string::npos);
        CHECK(html.find("本本") == std::string::npos);
        if (path != "index.html")
            CHECK(html.find("class=\"breadcrumbs\"") != std::string::npos);
    }
}
