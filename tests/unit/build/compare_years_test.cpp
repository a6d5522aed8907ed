// Years side by side, of loaded sites: every figure is that of the cell it names.
#include "compare/years.hpp"

#include <catch2/catch.hpp>

#include "build/pipeline.hpp"
#include "unit/preview_project.hpp"

using namespace gongkai;

namespace {

class ComparedSite {
public:
    explicit ComparedSite(const test::PreviewProject& project)
    {
        build::Options options;
        options.source = project.path().string();
        project_ = build::load_project(options);
        for (const auto& problem : project_->problems)
            if (problem.severity == base::Severity::error)
                FAIL(base::to_text(problem));
    }

    const model::Department& department(const std::string& slug) const
    {
        for (const auto& department : project_->site.departments)
            if (department.slug == slug)
                return department;
        FAIL(slug);
        throw 0;
    }

    std::vector<compare::YearComparison> compared(const std::string& slug, bool drafts = false) const
    {
        return compare::across_years(project_->site, department(slug),
                                     [&](const model::Report& report) { return drafts || report.status == model::Status::published; });
    }

private:
    std::unique_ptr<build::Project> project_;
};

const compare::YearTable& table_of(const compare::YearComparison& comparison, const std::string& topic)
{
    for (const auto& table : comparison.tables)
        if (table.topic->id == topic)
            return table;
    FAIL(topic);
    throw 0;
}

const compare::YearLine& line_of(const compare::YearTable& table, const std::string& key)
{
    for (const auto& line : table.lines)
        if (line.key == key)
            return line;
    FAIL(key);
    throw 0;
}

/// "—" for a year without a figure; 推算 in front of one that is derived.
std::string figures(const compare::YearLine& line)
{
    std::string text;
    for (const auto& point : line.points)
        text += (text.empty() ? "" : " ") +
                (point ? (point->is_derived ? "推算" : "") + decimal::format_money(point->figure.amount, decimal::Unit::ten_thousand_yuan, 0, decimal::Grouping::none) : std::string("—"));
    return text;
}

}  // namespace

TEST_CASE("two years of a department stand side by side, each figure with its cell")
{
    const test::PreviewProject project;
    project.replace("content/minzheng/2024-final.yaml", "draft", "published");
    project.replace("content/minzheng/2024-final.yaml", "2010602: {财政拨款收入: 20.00}", "2010603: {财政拨款收入: 25.00}");
    project.replace("content/minzheng/2024-final.yaml", "2010602: {项目支出: 20.00}", "2010603: {项目支出: 25.00}");
    const ComparedSite site(project);
    const auto all = site.compared("minzheng");
    REQUIRE(all.size() == 1);
    CHECK(all[0].series == "final");
    CHECK(all[0].years == std::vector<int>{2023, 2024});
    CHECK(figures(line_of(table_of(all[0], "totals"), "本年支出")) == "100 105");
    CHECK(figures(line_of(table_of(all[0], "totals"), "项目支出")) == "20 25");
    const auto& functions = table_of(all[0], "function");
    CHECK(figures(line_of(functions, "201")) == "100 105");
    CHECK(figures(line_of(functions, "2010601")) == "80 80");
    CHECK(figures(line_of(functions, "2010602")) == "20 —");  // not zero: the code is not there
    CHECK(figures(line_of(functions, "2010603")) == "— 25");
    CHECK(line_of(functions, "20106").level == 2);
    for (const auto& table : all[0].tables)
        for (const auto& line : table.lines)
            for (const auto& point : line.points)
                if (point && point->cells.size() == 1) {
                    const auto& cell = point->cells.front();
                    CHECK(point->report->tables[cell.table].at(cell.row, cell.column).figure.amount == point->figure.amount);
                }
}

TEST_CASE("a year that is only known by the change to it is derived, until its report is there")
{
    const test::PreviewProject project;
    const ComparedSite site(project);
    const auto all = site.compared("jiangan-zuzhibu");
    REQUIRE(all.size() == 1);
    CHECK(all[0].years == std::vector<int>{2022, 2023});
    CHECK(all[0].reports[0] == nullptr);
    CHECK(figures(line_of(table_of(all[0], "totals"), "收入总计")) == "推算2086.08 1638.52");
    CHECK(figures(line_of(table_of(all[0], "totals"), "项目支出")).starts_with("— "));
}

TEST_CASE("one year alone is no comparison, and a draft is none of the published")
{
    const test::PreviewProject project;
    const ComparedSite site(project);
    CHECK(site.compared("minzheng").empty());
    REQUIRE(site.compared("minzheng", true).size() == 1);
    CHECK(site.compared("caizheng").empty());
}
