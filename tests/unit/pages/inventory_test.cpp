// Which reports are due, and what became of them.
#include "pages/archive/inventory.hpp"

#include <catch2/catch.hpp>

#include "unit/pages/fixture.hpp"

using namespace gongkai;
using model::Status;

namespace {

/// Departments a, b, c of a site with the form sets 预算 and 决算.
struct Inventoried : test::Fixture {
    model::Site site;

    Inventoried()
    {
        for (const auto& [kind, name] : {std::pair("budget", "预算"), std::pair("final", "决算"), std::pair("performance", "绩效自评")}) {
            auto set = std::make_unique<model::FormSet>();
            set->kind = kind;
            set->kind_name = name;
            site.form_sets.push_back(std::move(set));
        }
        for (const auto* slug : {"a", "b", "c"}) {
            site.departments.emplace_back();
            site.departments.back().slug = slug;
        }
    }

    void add(std::size_t index, int year, std::string kind, Status status = Status::published, const std::string& scope = "")
    {
        model::Report added;
        added.year = year;
        added.slug = std::to_string(year) + "-" + kind + scope;
        added.forms = model::form_set_in_force(site, site.departments[index], year, kind);
        added.kind = std::move(kind);
        added.status = status;
        auto& reports = site.departments[index].reports;
        reports.insert(reports.begin(), std::move(added));
    }

    std::string lines() const
    {
        std::string text;
        for (const auto& row : pages::inventory(site))
            text += row.department->slug + " " + std::to_string(row.year) + " " + row.kind_name + " " + (row.report ? row.report->slug + " " : "") +
                    pages::standing_name(row.standing) + (row.reason.empty() ? "" : " " + row.reason) + (row.basis.empty() ? "" : " " + row.basis) + "\n";
        return text;
    }
};

}  // namespace

TEST_CASE("a site without reports owes nothing")
{
    Inventoried site;
    site.site.departments[0].exemptions.push_back({});
    CHECK(site.lines() == "");
}

TEST_CASE("every department owes what any has had, from the first year to the last")
{
    Inventoried site;
    site.add(0, 2020, "final");
    site.add(1, 2022, "final", Status::draft);
    site.add(1, 2021, "budget", Status::approved);
    CHECK(site.lines() ==
          "a 2020 决算 2020-final 已公开\n"
          "a 2021 预算 缺\n"
          "a 2021 决算 缺\n"
          "a 2022 决算 缺\n"
          "b 2020 决算 缺\n"
          "b 2021 预算 2021-budget 未公开不入档 已审定，尚未公布\n"
          "b 2021 决算 缺\n"
          "b 2022 决算 2022-final 未公开不入档 草稿\n"
          "c 2020 决算 缺\n"
          "c 2021 预算 缺\n"
          "c 2021 决算 缺\n"
          "c 2022 决算 缺\n");
}

TEST_CASE("what is exempt is not missing, within the years that are due")
{
    Inventoried site;
    site.add(0, 2020, "final");
    site.add(0, 2022, "final");
    site.add(0, 2021, "budget");
    site.site.departments[1].exemptions = {{2015, 2021, "final", "涉密", "某法第三条", {}}, {2022, 9999, "", "已撤销", "某文", {}}};
    site.site.departments[2].exemptions = {{0, 9999, "", "涉密", "某法第三条", {}}};
    CHECK(site.lines() ==
          "a 2020 决算 2020-final 已公开\n"
          "a 2021 预算 2021-budget 已公开\n"
          "a 2021 决算 缺\n"
          "a 2022 决算 2022-final 已公开\n"
          "b 2020 决算 不公开 涉密 某法第三条\n"
          "b 2021 预算 缺\n"
          "b 2021 决算 不公开 涉密 某法第三条\n"
          "b 2022 决算 不公开 已撤销 某文\n"
          "c 2020 决算 不公开 涉密 某法第三条\n"
          "c 2021 预算 不公开 涉密 某法第三条\n"
          "c 2021 决算 不公开 涉密 某法第三条\n"
          "c 2022 决算 不公开 涉密 某法第三条\n");
}

TEST_CASE("each scope has its row; a performance report counts only where it exists")
{
    Inventoried site;
    site.add(0, 2024, "budget", Status::published, "-benji");
    site.add(0, 2024, "budget");
    site.add(1, 2019, "performance");
    CHECK(site.lines() ==
          "a 2024 预算 2024-budget 已公开\n"
          "a 2024 预算 2024-budget-benji 已公开\n"
          "b 2019 绩效自评 2019-performance 已公开\n"
          "b 2024 预算 缺\n"
          "c 2024 预算 缺\n");
}
