// The forms of another province are YAML and templates alone: tests/province
// has its own form set and wording, and nothing of another place is there.
#include <algorithm>
#include <filesystem>
#include <map>

#include <catch2/catch.hpp>

#include "build/pipeline.hpp"
#include "pages/site_pages.hpp"
#include "unit/without_anchors.hpp"

using namespace gongkai;

namespace {

/// The site of the invented province, loaded and rendered once.
struct Province {
    std::unique_ptr<build::Project> project;
    std::map<std::string, std::string> files;
    base::Diagnostics problems;  ///< of loading and rendering

    const std::string& file(const std::string& path) const
    {
        INFO(path);
        const auto found = files.find("bingqu-caizhengju/2023-final/" + path);
        REQUIRE(found != files.end());
        return found->second;
    }
};

/// The repository's pages and theme, with forms and wording from tests/province only.
std::unique_ptr<build::Project> load()
{
    namespace fs = std::filesystem;
    const fs::path repository = GONGKAI_SOURCE_DIR;
    std::string name = (fs::temp_directory_path() / "gongkai-province-XXXXXX").string();
    const fs::path source = mkdtemp(name.data());
    for (const auto* folder : {"templates/pages", "templates/partials", "themes"}) {
        fs::create_directories((source / folder).parent_path());
        fs::copy(repository / folder, source / folder, fs::copy_options::recursive);
    }
    fs::copy(repository / "tests" / "province", source, fs::copy_options::recursive);
    build::Options options;
    options.source = source.string();
    auto project = build::load_project(options);
    fs::remove_all(source);
    return project;
}

Province rendered()
{
    Province province{load(), {}, {}};
    province.problems = province.project->problems;
    for (const auto& problem : province.problems)
        UNSCOPED_INFO(base::to_text(problem));
    REQUIRE_FALSE(base::has_errors(province.problems));
    const pages::SitePages site(province.project->site, *province.project->templates);
    const auto keep = [&](const std::string& path, std::string_view bytes) { province.files[path] = path.ends_with(".html") ? test::without_anchors(bytes) : std::string(bytes); };
    const auto add = [&](base::Diagnostics more) { province.problems.insert(province.problems.end(), more.begin(), more.end()); };
    add(site.shared(keep));
    for (const auto& department : province.project->site.departments) {
        add(site.department(department, keep));
        for (const auto& report : department.reports)
            add(site.report(department, report, keep));
    }
    return province;
}

const Province& province()
{
    static const Province site = rendered();
    return site;
}

/// What stands between two marks, the first of them after `from`.
std::string between(const std::string& text, const std::string& begin, const std::string& end, std::size_t from = 0)
{
    const auto start = text.find(begin, from);
    const auto stop = start == std::string::npos ? start : text.find(end, start + begin.size());
    INFO(begin);
    REQUIRE(stop != std::string::npos);
    return text.substr(start + begin.size(), stop - start - begin.size());
}

/// The blocks of a table's page, in order.
std::vector<std::string> blocks_of(const std::string& page)
{
    const std::string mark = "<div class=\"block\">";
    std::vector<std::string> blocks;
    for (auto at = page.find(mark); at != std::string::npos;) {
        const auto next = page.find(mark, at + 1);
        blocks.push_back(page.substr(at, next - at));
        at = next;
    }
    return blocks;
}

/// The row of a page's table that begins with this name.
std::string row_of(const std::string& page, const std::string& name)
{
    return between(page, ">" + name + "</th>", "</tr>");
}

std::string computed(const std::string& text) { return "<td class=\"amount computed\">" + text + "</td>"; }

std::string line(const std::string& number) { return "<td class=\"line\">" + number + "</td>"; }

std::size_t occurrences(const std::string& text, const std::string& part)
{
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("province: another form set loads and renders; only the personal data is warned of")
{
    const auto& site = province().project->site;
    REQUIRE(site.form_sets.size() == 1);
    CHECK(site.form_sets.front()->id == "jia-final-2023");
    CHECK(site.form_sets.front()->tables.size() == 8);
    std::vector<std::string> codes;
    for (const auto& problem : province().problems) {
        UNSCOPED_INFO(base::to_text(problem));
        codes.push_back(problem.code);
    }
    std::sort(codes.begin(), codes.end());
    CHECK(codes == std::vector<std::string>{"W-P3", "W-P5"});
}

TEST_CASE("province: no page or file speaks of another place or its tables")
{
    for (const auto& [path, bytes] : province().files)
        for (const auto* word : {"武汉", "湖北", "江岸", "公开09表"}) {
            const bool occurs = bytes.find(word) != std::string::npos;
            INFO(path << ": " << word);
            CHECK_FALSE(occurs);
        }
}

TEST_CASE("province: three blocks, the second from line 28, and their totals agree")
{
    const auto& page = province().file("table-01.html");
    const auto blocks = blocks_of(page);
    REQUIRE(blocks.size() == 3);
    const auto first_line = [](const std::string& block) { return between(block, "<td class=\"line\">", "</td>"); };
    CHECK(first_line(blocks[0]) == "1");
    CHECK(first_line(blocks[1]) == "28");
    CHECK(first_line(blocks[2]) == "58");
    CHECK(row_of(blocks[0], "收入总计") == line("27") + computed("7859913.03"));
    CHECK(row_of(blocks[1], "支出总计") == line("57") + computed("7859913.03"));
    CHECK(row_of(blocks[2], "支出总计") == line("87") + computed("7859913.03"));
    CHECK(row_of(blocks[1], "本年支出合计") == line("54") + computed("7789913.03"));
    CHECK(row_of(blocks[2], "本年支出合计") == line("84") + computed("7789913.03"));
    CHECK(row_of(blocks[1], "年末结转和结余") == line("56") + computed("70000.00"));
    CHECK(row_of(blocks[2], "年末结转和结余") == line("86") + computed("70000.00"));
    CHECK(page.find("57行 2栏 = 87行 3栏") != std::string::npos);
}

TEST_CASE("province: the third block is by nature, with lines of its own")
{
    const auto block = blocks_of(province().file("table-01.html")).at(2);
    CHECK(block.find("支出（按支出性质分类）") != std::string::npos);
    CHECK(row_of(block, "一、基本支出") == line("58") + computed("6401913.03"));
    CHECK(row_of(block, "人员经费") == line("59") + computed("5370681.03"));
    CHECK(row_of(block, "公用经费") == line("60") + computed("1031232.00"));
    CHECK(row_of(block, "二、项目支出") == line("61") + computed("1338000.00"));
    CHECK(row_of(block, "三、上缴上级支出") == line("62") + "<td class=\"amount blank\"></td>");
    CHECK(row_of(block, "四、经营支出") == line("63") + "<td class=\"amount blank\"></td>");
    CHECK(row_of(block, "五、对附属单位补助支出") == line("64") + computed("50000.00"));
}

TEST_CASE("province: tables are in yuan with two decimals")
{
    for (const auto* id : {"01", "02", "03", "04", "05", "06", "07", "08"}) {
        const auto& page = province().file("table-" + std::string(id) + ".html");
        INFO(id);
        CHECK(page.find("公开" + std::string(id) + "表 · 单位：元<") != std::string::npos);
        CHECK(page.find("万元") == std::string::npos);
    }
    CHECK(row_of(province().file("table-04.html"), "支出总计") ==
          line("57") + computed("7789913.03") + computed("7369913.03") + computed("420000.00") + "<td class=\"amount blank\"></td>");
}

TEST_CASE("province: table 7 has the three public expenses, meetings and training")
{
    const auto& page = province().file("table-07.html");
    CHECK(page.find("<th scope=\"col\" rowspan=\"3\" class=\"amount\">会议费</th>") != std::string::npos);
    CHECK(page.find("<th scope=\"col\" rowspan=\"3\" class=\"amount\">培训费</th>") != std::string::npos);
    const auto spent = row_of(page, "决算数");
    CHECK(spent.starts_with(line("2") + computed("80900.00")));
    CHECK(spent.ends_with("<td class=\"amount\">38600.00</td><td class=\"amount\">64820.00</td>"));
    const auto change = row_of(page, "增减额");
    CHECK(change.starts_with(line("3") + computed("-14100.00")));
    CHECK(change.ends_with(computed("-6400.00") + computed("-5180.00")));
}

TEST_CASE("province: a project's evaluation scores execution out of ten and adds up to the total")
{
    const auto& page = province().file("sheet-01-xinxi.html");
    CHECK(page.find("单位：元 · 10分") != std::string::npos);
    CHECK(row_of(page, "年度资金总额").ends_with(computed("95.00%") + computed("9.50")));  // 10 × 988000 ÷ 1040000
    CHECK(between(page, "<dt>总分</dt><dd>", "</dd>") == "<span class=\"computed\">94.83</span>");
    CHECK(page.find("rowspan=\"3\">其中</th><th scope=\"row\" class=\"name\">中央补助</th>") != std::string::npos);
    CHECK(row_of(page, "地方资金").ends_with(computed("93.66%") + "<td class=\"amount\">—</td>"));
    CHECK(page.find(">其他资金</th>") != std::string::npos);
    for (const auto* column : {"分值", "得分", "未完成原因"})
        CHECK(page.find(">" + std::string(column) + "</th>") != std::string::npos);
    CHECK(row_of(page, "操作培训场次").ends_with("<td class=\"amount\">8.33</td><td class=\"text\">一场因场地改期至次年</td>"));
}

TEST_CASE("province: the whole department's evaluation and the summary of all")
{
    const auto& page = province().file("sheet-00-zhengti.html");
    CHECK(row_of(page, "全年支出").ends_with(computed("95.93%") + computed("9.59")));  // 10 × 7789913.03 ÷ 8120000
    CHECK(between(page, "<dt>总分</dt><dd>", "</dd>") == "<span class=\"computed\">97.59</span>");
    const auto& summary = province().file("sheets.html");
    for (const auto* figure : {"97.59", "94.83", "93.36", "9.59", "9.50", "6.36"})
        CHECK(summary.find(">" + std::string(figure) + "<") != std::string::npos);
}

TEST_CASE("province: narrative comes before the tables, in the contents and from page to page")
{
    const auto& contents = province().file("index.html");
    const auto list = contents.substr(contents.find("<div class=\"contents\">"));
    REQUIRE(list.find("table-01.html") != std::string::npos);
    REQUIRE(list.find("explanation.html") != std::string::npos);
    CHECK(list.find("explanation.html") < list.find("table-01.html"));
    CHECK(list.find("table-08.html") < list.find("sheets.html"));
    CHECK(list.find("table-09.html") == std::string::npos);
    CHECK(between(province().file("explanation.html"), "rel=\"next\" href=\"", "\"").find("table-01.html") != std::string::npos);
}

TEST_CASE("province: its own wording, with the figures of the tables")
{
    const auto& page = province().file("explanation.html");
    CHECK(occurrences(page, "<section aria-labelledby=") == 4);
    CHECK(page.find("2023年度收入总计和支出总计均为785.99万元，比上年增加35.99万元（4.80%），原因是财政信息系统运维的拨款增加。") != std::string::npos);
    CHECK(page.find("人员经费537.07万元，占68.94%。") != std::string::npos);
    CHECK(page.find("3.86万元，召开会议4个。") != std::string::npos);
    CHECK(page.find("执行率95.00%，执行得分9.50，总分94.83。") != std::string::npos);
    CHECK(page.find("部门未提供") == std::string::npos);
}

TEST_CASE("province: who filled in the form is not told, and the telephone number is masked")
{
    for (const auto& [path, bytes] : province().files) {
        INFO(path);
        const bool is_named = bytes.find("赵虚构") != std::string::npos;
        const bool is_reachable = bytes.find("68861234") != std::string::npos;
        CHECK_FALSE(is_named);
        CHECK_FALSE(is_reachable);
    }
    const auto& page = province().file("sheet-01-xinxi.html");
    CHECK(page.find("填报人") == std::string::npos);
    CHECK(page.find("<dt>联系电话</dt><dd>6886****</dd>") != std::string::npos);
}
