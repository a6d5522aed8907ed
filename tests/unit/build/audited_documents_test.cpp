// What the audit says of the five published documents: every 错误 stands in
// tests/golden/audit-errors.txt and was checked by hand against the document. With
// GONGKAI_UPDATE=1 in the environment the list is written anew: check what changed.
#include <array>
#include <cstdlib>
#include <fstream>

#include <catch2/catch.hpp>

#include "build/pipeline.hpp"

using namespace gongkai;

namespace {

const std::string list_path = std::string(GONGKAI_SOURCE_DIR) + "/tests/golden/audit-errors.txt";
const std::string head = "# 检查五份公开文件所得的全部错误，逐条与文件核对过：报告、规则、位置、意见\n";

std::unique_ptr<build::Project> audited()
{
    build::Options options;
    options.source = GONGKAI_SOURCE_DIR;
    auto project = build::load_project(options);
    build::audit_project(*project, 2);
    return project;
}

template <class Visit>
void each_finding(const build::Project& project, const Visit& visit)
{
    for (std::size_t i = 0; i < project.audits.size(); ++i)
        for (std::size_t r = 0; r < project.audits[i].size(); ++r)
            for (const auto& finding : project.audits[i][r].findings)
                visit(project.site.departments[i].slug + "/" + project.site.departments[i].reports[r].slug, finding);
}

bool has_finding(const build::Project& project, const std::string& report, const std::string& rule, const std::string& place)
{
    bool found = false;
    each_finding(project, [&](const std::string& where, const audit::Finding& finding) {
        found = found || (where == report && finding.rule == rule && finding.place.starts_with(place));
    });
    return found;
}

}  // namespace

TEST_CASE("the errors in the five published documents are those that were checked by hand")
{
    const auto project = audited();
    std::string text = head;
    each_finding(*project, [&](const std::string& report, const audit::Finding& finding) {
        if (finding.severity == base::Severity::error)
            text += report + "\t" + finding.rule + "\t" + finding.place + "\t" + finding.message + "\n";
    });
    if (std::getenv("GONGKAI_UPDATE") != nullptr)
        std::ofstream(list_path) << text;
    std::ifstream file(list_path);
    CHECK(text == std::string((std::istreambuf_iterator<char>(file)), {}));
}

TEST_CASE("every error of the five documents is acknowledged, and every acknowledgement is used")
{
    each_finding(*audited(), [](const std::string& report, const audit::Finding& finding) {
        INFO(report << " " << finding.rule << " " << finding.place);
        CHECK_FALSE(finding.blocks());
        CHECK(finding.rule != "A-UNUSED");
    });
}

TEST_CASE("the known contradictions of the five documents are found")
{
    const auto project = audited();
    const std::string jiangan = "jiangan-zuzhibu/2023-final";
    const std::string hongshan = "hongshan-zuzhibu/2019-performance";
    const std::vector<std::array<std::string, 3>> known = {
        {jiangan, "J05-C", "公开05表 合计 1栏"}, {jiangan, "J05-H", "公开05表 合计 2栏"}, {jiangan, "J05-C", "公开05表 208 1栏"},
        {jiangan, "J05-C", "公开05表 20805 1栏"}, {jiangan, "J03-C", "公开03表 208 1栏"}, {jiangan, "J03-C", "公开03表 20805 1栏"},
        {jiangan, "N1", "一般公共预算财政拨款基本支出决算情况说明"}, {jiangan, "X10", "机关运行经费.支出"}, {jiangan, "N9", ""}, {jiangan, "N8", ""},
        {jiangan, "N11", "政府采购.总额"}, {jiangan, "N3-0", "政府采购.中小企业占比.货物"}, {jiangan, "P9", "绩效.项目结果 …两新工委工作经费55.42万元"},
        {jiangan, "P9", "绩效.项目结果 …内勤经费50.58万元"}, {jiangan, "P9", "项目支出用途 …公务员管理工作经费29.95万元"}, {jiangan, "N13", "三公.单位范围"}, {jiangan, "P11", ""}, {jiangan, "P12", ""}, {jiangan, "P1", "06-office"}, {jiangan, "P2", "00-whole"},
        {jiangan, "P2", "03-two-new"}, {jiangan, "P2", "06-office"}, {jiangan, "P2", "01-talent"}, {jiangan, "P4", "00-whole 年度目标1"},
        {jiangan, "P7", "05-appraisal"}, {jiangan, "P10", "06-office"}, {jiangan, "P10", ""}, {jiangan, "P14", ""}, {jiangan, "R-C4", ""},
        {jiangan, "X4", "公开04表 粮油物资储备支出"}, {jiangan, "F-DEC", "公开02表 2013201"},
        {hongshan, "P8", "02-organisation"}, {hongshan, "P3", "01-daily-operation"}, {hongshan, "P3", "02-organisation"}, {hongshan, "P4", ""}, {hongshan, "P14", ""},
        {"qingshan-zuzhibu/2024-budget", "B6-H", "表6 302"}, {"qingshan-zuzhibu/2024-budget", "B12", "14-whole"},
        {"hanyang-quweiban/2023-final", "J09-C", "公开09表"},
        {"jingkai-zuzhibu/2024-final", "J-K", "公开05表 201"}, {"jingkai-zuzhibu/2024-final", "P9", ""},
    };
    for (const auto& [report, rule, place] : known) {
        INFO(report << " " << rule << " " << place);
        CHECK(has_finding(*project, report, rule, place));
    }
}

TEST_CASE("a shifted column and figures printed in the wrong cells are explained, with the right figures")
{
    const auto project = audited();
    std::string shift;
    std::string repair;
    std::string row;
    each_finding(*project, [&](const std::string&, const audit::Finding& finding) {
        if (finding.rule == "B6-H")
            shift = finding.diagnosis;
        if (finding.rule == "J05-C" && finding.place == "公开05表 208 1栏")
            repair = finding.diagnosis;
        if (finding.rule == "X4" && !finding.diagnosis.empty())
            row = finding.diagnosis;
    });
    CHECK(shift == "表6自“30199”行起金额整体上移了一行，移正后有关的 10 处全部相符");
    CHECK(repair.find("公开05表 208 3栏为 0.03") != std::string::npos);
    CHECK(repair.find("公开05表 20805 2栏为 83.71") != std::string::npos);
    CHECK(row == "公开04表“住房保障支出”与“粮油物资储备支出”两行的数若对调，有关的 2 处全部相符：似错了一行");
}
