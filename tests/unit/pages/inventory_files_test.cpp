// The lists of an archive as CSV and JSON, and all tables as one Data Package.
#include "pages/archive/inventory_files.hpp"

#include <map>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "pages/archive/site_package.hpp"
#include "unit/pages/fixture.hpp"

using namespace gongkai;

namespace {

/// The report of the fixture, published and corrected, and a draft with a title of its own.
struct Archived : test::Fixture {
    model::Site site;
    std::map<std::string, pages::FileFacts, std::less<>> files;
    pages::RecordHead head{{2025, 3, 1}, "9.9", "30年"};

    Archived()
    {
        forms.parts.push_back({"tables", "表", {}, {0, 1}, "", false});
        department.district = "测试区";
        department.name = "=测试区财政局";
        report.status = model::Status::published;
        report.path = "content/caizheng/2023-final.yaml";
        report.approved_on = model::Date{2024, 8, 20};
        report.corrections = {{{2024, 10, 1}, "改正", "笔误", {}, {}}};
        model::Report draft;
        draft.slug = "2024-final";
        draft.kind = "final";
        draft.year = 2024;
        draft.forms = &forms;
        draft.title = "不可外传";
        draft.path = "content/caizheng/2024-final.yaml";
        department.reports = {draft, report};
        site.settings.name = "测试网站";
        site.settings.base_url = "https://example.org/公开/";
        site.departments.push_back(department);
        files["site/caizheng/2023-final/index.html"] = {1234, "aa"};
        files["site/caizheng/2023-final/data/05.csv"] = {55, "cc"};
        files["source/content/caizheng/2023-final.yaml"] = {99, "bb"};
    }

    pages::FileFactsOf facts() const
    {
        return [this](std::string_view path) {
            const auto found = files.find(path);
            return found == files.end() ? nullptr : &found->second;
        };
    }
    pages::RecordTable reports() const { return pages::report_records(site, pages::inventory(site), head, facts()); }
    pages::RecordTable pages_of() const { return pages::page_list(site, head, facts()); }
};

/// The line of a CSV that has this text.
std::string line_with(const std::string& csv, const std::string& text)
{
    const auto at = csv.find(text);
    REQUIRE(at != std::string::npos);
    const auto begin = csv.rfind('\n', at) + 1;
    return csv.substr(begin, csv.find('\n', at) + 1 - begin);
}

}  // namespace

TEST_CASE("reports.csv: what is public with its dates and digest, of the rest only that it is not")
{
    const Archived archive;
    CHECK(pages::record_csv(archive.reports()) ==
          "\xEF\xBB\xBF"
          "部门标识,部门,地区,年度,种类,种类代码,状态,原因,依据,题名,形成日期,发布日期,网址,档内路径,页数,更正次数,源文件,源文件SHA-256,归档日期,保管期限\r\n"
          "caizheng,'=测试区财政局,测试区,2023,决算,final,已公开,,,2023年度财政局决算,2024-08-20,2024-09-01,"
          "https://example.org/%E5%85%AC%E5%BC%80/caizheng/2023-final/index.html,site/caizheng/2023-final/index.html,3,1,"
          "source/content/caizheng/2023-final.yaml,bb,2025-03-01,30年\r\n"
          "caizheng,'=测试区财政局,测试区,2024,决算,final,未公开不入档,草稿,,,,,,,,,,,2025-03-01,30年\r\n");
}

TEST_CASE("reports.json says what it is and what its fields are, then the same records")
{
    const Archived archive;
    const auto json = nlohmann::json::parse(pages::record_json(archive.reports(), archive.head));
    CHECK(json["title"] == "测试网站：报告清单");
    CHECK(json["archived_on"] == "2025-03-01");
    CHECK(json["generator"] == "gongkai 9.9");
    CHECK(json["retention"] == "30年");
    CHECK(json["standards"].size() == 3);
    for (const auto& field : json["fields"]) {
        CHECK(json["records"][0].contains(field["key"].get<std::string>()));
        CHECK_FALSE(field["description"].get<std::string>().empty());
    }
    REQUIRE(json["records"].size() == 2);
    CHECK(json["records"][0].size() == json["fields"].size());
    CHECK(json["records"][0]["department_name"] == "=测试区财政局");
    CHECK(json["records"][0]["year"] == 2023);
    CHECK(json["records"][1]["pages"].is_null());
    CHECK(json.dump().find("不可外传") == std::string::npos);
}

TEST_CASE("pages.csv: a line for each page, with what is known of its file")
{
    const Archived archive;
    const auto csv = pages::record_csv(archive.pages_of());
    CHECK(line_with(csv, "题名,") == "\xEF\xBB\xBF" "题名,责任者,原始网址,档内路径,栏目,部门,年度,种类,形成日期,发布日期,归档日期,格式,大小,SHA-256,保管期限,版本\r\n");
    CHECK(line_with(csv, "2023-final/index.html") ==
          "2023年度财政局决算,'=测试区财政局,https://example.org/%E5%85%AC%E5%BC%80/caizheng/2023-final/index.html,"
          "site/caizheng/2023-final/index.html,决算公开,caizheng,2023,决算,2024-08-20,2024-09-01,2025-03-01,text/html,1234,aa,30年,2\r\n");
    CHECK(line_with(csv, "site/index.html") ==
          "测试网站,测试网站,https://example.org/%E5%85%AC%E5%BC%80/index.html,site/index.html,首页,,,,,,2025-03-01,text/html,,,30年,1\r\n");
    CHECK(csv.find("2024-final") == std::string::npos);
}

TEST_CASE("the address of a page is its path when the site has none")
{
    Archived archive;
    archive.site.settings.base_url.clear();
    archive.site.settings.organiser = "主办者";
    CHECK(line_with(pages::record_csv(archive.pages_of()), "404.html").starts_with("没有找到,主办者,404.html,site/404.html,没有找到,"));
}

TEST_CASE("the Data Package of a site lists the tables that are in the archive, each with its schema")
{
    const Archived archive;
    const auto json = nlohmann::json::parse(pages::site_data_package(archive.site, {2025, 3, 1}, archive.facts()));
    CHECK(json["created"] == "2025-03-01T00:00:00Z");
    REQUIRE(json["resources"].size() == 1);
    const auto& table = json["resources"][0];
    CHECK(table["name"] == "caizheng-2023-final-05");
    CHECK(table["title"] == "2023年度财政局决算 公开05表 支出表");
    CHECK(table["path"] == "site/caizheng/2023-final/data/05.csv");
    CHECK(table["bytes"] == 55);
    CHECK(table["hash"] == "sha256:cc");
    CHECK(table["schema"]["fields"][1]["name"] == "科目编码");
}
