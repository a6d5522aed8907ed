#include <algorithm>

#include <catch2/catch.hpp>

#include "model/site.hpp"

using namespace gongkai::model;

namespace {

struct Place {
    std::string province;
    std::string city;
    std::string district;
};

/// A site with the form sets that a test adds.
struct Fixture {
    Site site;

    void add(std::string id, const Place& place, int first = 2023, int last = 2024, std::string kind = "final")
    {
        FormSet set;
        set.id = std::move(id);
        set.kind = std::move(kind);
        set.province = place.province;
        set.city = place.city;
        set.district = place.district;
        set.first_year = first;
        set.last_year = last;
        site.form_sets.push_back(std::make_unique<const FormSet>(std::move(set)));
    }

    std::string in_force(const Place& place, int year = 2023, std::string_view kind = "final") const
    {
        Department department;
        department.province = place.province;
        department.city = place.city;
        department.district = place.district;
        const auto* set = form_set_in_force(site, department, year, kind);
        return set ? set->id : "none";
    }
};

const Place here = {"甲省", "乙市", "丙区"};

}  // namespace

TEST_CASE("of the form sets for a place the closest is in force, in whatever order they come")
{
    for (const bool reversed : {false, true}) {
        Fixture fixture;
        std::vector<std::pair<std::string, Place>> sets = {
            {"any", {}}, {"province", {"甲省", "", ""}}, {"city", {"甲省", "乙市", ""}}, {"district", here}};
        if (reversed)
            std::reverse(sets.begin(), sets.end());
        for (const auto& [id, place] : sets)
            fixture.add(id, place);
        CHECK(fixture.in_force(here) == "district");
        CHECK(fixture.in_force({"甲省", "乙市", "丁区"}) == "city");
        CHECK(fixture.in_force({"甲省", "乙市", ""}) == "city");
        CHECK(fixture.in_force({"甲省", "戊市", "丙区"}) == "province");
        CHECK(fixture.in_force({"己省", "乙市", "丙区"}) == "any");
        CHECK(fixture.in_force({}) == "any");
    }
}

TEST_CASE("a set for a place is not for one that does not say where it is")
{
    Fixture fixture;
    fixture.add("district", here);
    CHECK(fixture.in_force({"甲省", "乙市", ""}) == "none");
    CHECK(fixture.in_force({}) == "none");
    CHECK(fixture.in_force({"", "", "丙区"}) == "none");
}

TEST_CASE("a district is closer than a city, a city than a province, be they named alone")
{
    Fixture fixture;
    fixture.add("province", {"甲省", "", ""});
    fixture.add("city", {"", "乙市", ""});
    CHECK(fixture.in_force(here) == "city");
    fixture.add("province and city", {"甲省", "乙市", ""});
    fixture.add("district", {"", "", "丙区"});
    CHECK(fixture.in_force(here) == "district");
}

TEST_CASE("a set is in force in its years, both ends included, and for its kind")
{
    Fixture fixture;
    fixture.add("final", {"甲省", "", ""}, 2022, 2023);
    fixture.add("budget", here, 2023, 2023, "budget");
    CHECK(fixture.in_force(here, 2021) == "none");
    CHECK(fixture.in_force(here, 2022) == "final");
    CHECK(fixture.in_force(here, 2023) == "final");
    CHECK(fixture.in_force(here, 2024) == "none");
    CHECK(fixture.in_force(here, 2023, "budget") == "budget");
    CHECK(fixture.in_force(here, 2023, "performance") == "none");
}

TEST_CASE("a closer set of another year does not stand in the way")
{
    Fixture fixture;
    fixture.add("city", {"甲省", "乙市", ""}, 2023, 2030);
    fixture.add("district", here, 2023, 2023);
    CHECK(fixture.in_force(here, 2023) == "district");
    CHECK(fixture.in_force(here, 2024) == "city");
}

TEST_CASE("of two equally close sets the first is in force")
{
    Fixture fixture;
    fixture.add("first", here);
    fixture.add("second", here);
    CHECK(fixture.in_force(here) == "first");
}
