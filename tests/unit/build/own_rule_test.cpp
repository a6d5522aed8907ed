// A province adds a rule of its own in YAML; a build refuses what it finds until the
// department acknowledges it, and then the page says so beside the figure.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "build/pipeline.hpp"

using namespace gongkai;
namespace fs = std::filesystem;

namespace {

/// The sound base of the broken sites, with a rule more in its form set.
class SiteWithRule {
public:
    explicit SiteWithRule(const std::string& rule)
    {
        const fs::path repository = GONGKAI_SOURCE_DIR;
        std::string name = (fs::temp_directory_path() / "gongkai-rule-XXXXXX").string();
        path_ = mkdtemp(name.data());
        const auto all = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
        fs::copy(repository / "templates", path_ / "templates", all);
        fs::copy(repository / "themes", path_ / "themes", all);
        fs::copy(repository / "tests" / "broken" / "base", path_, all);
        fs::remove_all(path_ / "content" / "caizheng" / "2023-final");  // sheets with mistakes of their own
        append("templates/forms/test-final-2023/set.yaml", "local_rules:\n" + rule);
    }
    ~SiteWithRule() { fs::remove_all(path_); }
    SiteWithRule(const SiteWithRule&) = delete;
    SiteWithRule& operator=(const SiteWithRule&) = delete;

    void append(const std::string& file, const std::string& text) const { std::ofstream(path_ / file, std::ios::app) << text; }

    std::unique_ptr<build::Project> audited() const
    {
        build::Options options;
        options.source = path_.string();
        auto project = build::load_project(options);
        build::audit_project(*project, 1);
        return project;
    }

    /// Publishes; gives the errors that stood in the way.
    base::Diagnostics published() const
    {
        const auto project = audited();
        build::Options options;
        options.source = path_.string();
        build::publish_site(*project, options, [](std::size_t, std::size_t) {});
        auto problems = project->problems;
        std::erase_if(problems, [](const base::Diagnostic& problem) { return problem.severity != base::Severity::error; });
        return problems;
    }

    std::string page(const std::string& name) const
    {
        std::ifstream file(path_ / "public" / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

private:
    fs::path path_;
};

const std::string rule = "  - {id: S1, title: 接待费不超过公用经费的百分之一, formula: 公开09表 金额行 12栏 = 公开06表 30201行, source: 丙省通知}\n";

}  // namespace

TEST_CASE("a rule written in a form set is checked like those of the program")
{
    const SiteWithRule site(rule);
    const auto project = site.audited();
    for (const auto& problem : project->problems)
        INFO(base::to_text(problem));
    REQUIRE(project->audits.size() == 1);
    const auto& findings = project->audits[0][0].findings;
    const auto found = std::find_if(findings.begin(), findings.end(), [](const auto& finding) { return finding.rule == "S1"; });
    REQUIRE(found != findings.end());
    CHECK(found->message == "公开09表 金额 12栏 0.50 ≠ 公开06表 30201 20.00，相差 19.50 万元");
    const auto rules = audit::all_rules(project->site);
    CHECK(std::any_of(rules.begin(), rules.end(), [](const auto& known) { return known.id == "S1" && known.source == "丙省通知"; }));
}

TEST_CASE("a build refuses the finding and says how to acknowledge it")
{
    const SiteWithRule site(rule);
    const auto problems = site.published();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].code == "S1");
    CHECK(problems[0].hint.find("acknowledged 中写明：{rule: S1, cell: \"公开09表 金额 12栏\", reason: …}") != std::string::npos);
    CHECK(site.page("index.html").empty());
}

TEST_CASE("what is acknowledged is published, with the reason beside the figure")
{
    const SiteWithRule site(rule);
    site.append("content/caizheng/2023-final.yaml", "acknowledged:\n  - {rule: S1, cell: 公开09表 金额 12栏, reason: 当年<有>大型接待}\n");
    CHECK(site.published().empty());
    const auto page = site.page("caizheng/2023-final/table-09.html");
    CHECK(page.find("0.50<sup class=\"note-mark\"><a href=\"#note-1\" aria-label=\"注1\">注1</a></sup>") != std::string::npos);
    CHECK(page.find("<li id=\"note-1\">公布数据如此：公开09表 金额 12栏 0.50 ≠ 公开06表 30201 20.00，相差 19.50 万元。当年&lt;有&gt;大型接待</li>") != std::string::npos);
}

TEST_CASE("a rule that names what no table has is an error of the form, with its place")
{
    const SiteWithRule site("  - {id: S2, formula: 公开09表 金额行 99栏 = 公开06表 30201行}\n");
    const auto project = site.audited();
    REQUIRE(base::has_errors(project->problems));
    CHECK(base::to_text(project->problems.front()).find("[F-FORMULA] 公式“公开09表 金额行 99栏 = 公开06表 30201行”：公开09表没有“99”栏") != std::string::npos);
}
