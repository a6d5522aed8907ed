// Pages and files of the forms of one page, from content to what is published: the
// base of the broken sites, changed.
#include <filesystem>
#include <fstream>
#include <map>

#include <catch2/catch.hpp>

#include "build/pipeline.hpp"
#include "pages/site_pages.hpp"
#include "unit/without_anchors.hpp"

using namespace gongkai;
namespace fs = std::filesystem;

namespace {

const fs::path repository = GONGKAI_SOURCE_DIR;
const std::string forms = "templates/forms/test-final-2023/";
const std::string content = "content/caizheng/2023-final/";

std::string read(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A project folder that goes away with the test.
class Site {
public:
    Site()
    {
        std::string name = (fs::temp_directory_path() / "gongkai-sheets-XXXXXX").string();
        path_ = mkdtemp(name.data());
        const auto all = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
        for (const auto* folder : {"templates", "themes"})
            fs::copy(repository / folder, path_ / folder, all);
        fs::copy(repository / "tests" / "broken" / "base", path_, all);
    }
    ~Site() { fs::remove_all(path_); }
    Site(const Site&) = delete;
    Site& operator=(const Site&) = delete;

    void replace(const std::string& file, const std::string& old, const std::string& with) const
    {
        auto text = read(path_ / file);
        const auto at = text.find(old);
        REQUIRE(at != std::string::npos);
        std::ofstream(path_ / file, std::ios::binary) << text.replace(at, old.size(), with);
    }

    /// The files of the report, by their path below its folder.
    std::map<std::string, std::string> rendered() const
    {
        build::Options options;
        options.source = path_.string();
        const auto project = build::load_project(options);
        for (const auto& problem : project->problems)
            UNSCOPED_INFO(base::to_text(problem));
        REQUIRE_FALSE(base::has_errors(project->problems));
        const pages::SitePages pages(project->site, *project->templates);
        std::map<std::string, std::string> files;
        const auto& department = project->site.departments.front();
        const auto keep = [&](const std::string& path, std::string_view bytes) { files[path.substr(path.find("2023-final/") + 11)] = test::without_anchors(bytes); };
        REQUIRE_FALSE(base::has_errors(pages.report(department, department.reports.front(), keep)));
        return files;
    }

private:
    fs::path path_;
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// What the head of a page says after 单位; empty if it names no unit.
std::string unit_in_head(const std::string& page)
{
    const std::string before = "<dt>单位</dt><dd>";
    const auto at = page.find(before);
    return at == std::string::npos ? std::string() : page.substr(at + before.size(), page.find('<', at + before.size()) - at - before.size());
}

}  // namespace

TEST_CASE("a blank written in a sheet is published blank, not computed")
{
    const Site site;
    site.replace(content + "01-peixun.yaml", "执行率: 100%, 得分: 20", "执行率: ~, 得分: ~");
    site.replace(content + "00-whole.yaml", "改进措施:", "总分: ~\n改进措施:");
    const auto files = site.rendered();
    CHECK(has(files.at("sheet-01-peixun.html"), "<td class=\"amount\">20.00</td><td class=\"amount\">20.00</td><td class=\"amount blank\"></td><td class=\"amount blank\"></td>"));
    CHECK(has(files.at("sheet-00-whole.html"), "<dt>总分</dt><dd class=\"blank\">未填</dd>"));
    CHECK_FALSE(has(files.at("data/sheets.csv"), "执行率,100"));
}

TEST_CASE("the contents give the number of a form of one page")
{
    const Site site;
    const auto page = site.rendered().at("index.html");
    CHECK(has(page, "sheet-00-whole.html\"><span class=\"item-number\">附1</span>2023年度"));
    CHECK(has(page, "sheet-01-peixun.html\">2023年度干部培训项目自评表"));
}

TEST_CASE("the head of a page names the unit of its own figures")
{
    const Site site;
    site.replace(forms + "set.yaml", "sheets:", "unit: 元\nsheets:");
    site.replace(forms + "project.yaml", "scope: project", "scope: project\nunit: 万元");
    const auto files = site.rendered();
    CHECK(unit_in_head(files.at("index.html")) == "元");
    CHECK(unit_in_head(files.at("table-03.html")) == "元");
    CHECK(unit_in_head(files.at("sheet-00-whole.html")) == "元");
    CHECK(unit_in_head(files.at("sheet-01-peixun.html")) == "万元");
    CHECK(unit_in_head(files.at("table-achievements.html")) == "");
    const auto& summary = files.at("sheets.html");
    CHECK(unit_in_head(summary) == "元、万元");
    CHECK_FALSE(has(summary, "<span class=\"caption-note\">单位"));
    CHECK(has(summary, "<td class=\"amount\">120.00 元</td><td class=\"amount\">100.00 元</td>"));
    CHECK(has(summary, "<td class=\"amount\">20.00 万元</td>"));
}

TEST_CASE("where all sheets have one unit, the summary says it once")
{
    const Site site;
    const auto summary = site.rendered().at("sheets.html");
    CHECK(unit_in_head(summary) == "万元");
    CHECK(has(summary, "<span class=\"caption-note\">单位：万元</span>"));
    CHECK(has(summary, "<td class=\"amount\">120.00</td><td class=\"amount\">100.00</td>"));
}

TEST_CASE("a table of texts says no unit")
{
    const Site site;
    CHECK(has(site.rendered().at("table-achievements.html"), "<span class=\"caption-note\">附表</span>"));
}

TEST_CASE("a heading that ends in 指标 does not get the word again")
{
    const Site site;
    const auto files = site.rendered();
    CHECK(has(files.at("sheet-01-peixun.html"), "<caption>绩效指标<"));
    CHECK(has(files.at("sheet-00-whole.html"), "<caption>年度目标1的指标<"));
    site.replace(content + "01-peixun.yaml", "绩效指标:\n", "绩效指标:\n  - 指标: {质量指标: [[合格率, ~, 100%]]}\n");
    const auto page = site.rendered().at("sheet-01-peixun.html");
    CHECK(has(page, "<caption>绩效指标1<"));
    CHECK(has(page, "<caption>绩效指标2<"));
}

TEST_CASE("sheets.csv has all that the sheets hold, and the package lists it")
{
    const Site site;
    const auto files = site.rendered();
    const auto& csv = files.at("data/sheets.csv");
    for (const auto* line : {"00-whole,2023年度测试区财政局整体绩效自评表,年度目标,1,目标,预算编制“全口径”,填写\r\n",
                             "00-whole,2023年度测试区财政局整体绩效自评表,年度目标,1,分值,50,填写\r\n",
                             "00-whole,2023年度测试区财政局整体绩效自评表,年度目标,2,得分,30,填写\r\n",
                             "00-whole,2023年度测试区财政局整体绩效自评表,年度目标,1/产出指标/质量指标/按时公开率,实际完成值,98%,填写\r\n",
                             "01-peixun,2023年度干部培训项目自评表,项目总目标,,自评分,20,填写\r\n"})
        CHECK(has(csv, line));
    CHECK(has(files.at("data/datapackage.json"), "\"path\": \"sheets.csv\""));
    CHECK(has(files.at("data/datapackage.json"), "\"bytes\": " + std::to_string(csv.size())));
}
