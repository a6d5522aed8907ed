// Settings for the archive: what a department declares exempt, how long all is kept.
#include <catch2/catch.hpp>

#include "load/load.hpp"

using namespace gongkai;

TEST_CASE("exemptions: years and kind may be left out")
{
    base::SourceTree files;
    files.add({"content/x/department.yaml",
               "name: 某局\n"
               "exempt:\n"
               "  - {since: 2019, until: 2021, kind: final, reason: 涉密, basis: 某法第三条}\n"
               "  - {until: 2020, kind: budget, reason: 涉密, basis: 某法第三条}\n"
               "  - {reason: 已撤销, basis: 某文}\n"});
    base::Diagnostics problems;
    const auto department = load::load_department("x", files, model::Site(), problems);
    CHECK(problems.empty());
    REQUIRE(department.exemptions.size() == 3);
    const auto& [years, before, always] = std::tie(department.exemptions[0], department.exemptions[1], department.exemptions[2]);
    CHECK(years.covers(2019, "final"));
    CHECK(years.covers(2021, "final"));
    CHECK_FALSE(years.covers(2022, "final"));
    CHECK_FALSE(years.covers(2020, "budget"));
    CHECK(before.covers(1990, "budget"));
    CHECK_FALSE(before.covers(2021, "budget"));
    CHECK(always.covers(2030, "performance"));
    CHECK(always.reason == "已撤销");
    CHECK(always.basis == "某文");
}

TEST_CASE("retention: for good unless the site says otherwise")
{
    base::Diagnostics problems;
    for (const auto& [line, expected] : {std::pair("", "永久"), std::pair("retention: 30年\n", "30年")}) {
        base::SourceTree files;
        files.add({"site.yaml", std::string("name: 网站\n") + line});
        CHECK(load::load_shared(files, problems).settings.retention == expected);
    }
    CHECK(problems.empty());
}
