#include <catch2/catch.hpp>

#include "model/classification.hpp"
#include "model/report.hpp"

using namespace gongkai::model;

TEST_CASE("dates are days that exist")
{
    CHECK(parse_date("2024-02-29")->chinese() == "2024年2月29日");
    CHECK(parse_date("2024-02-29")->iso() == "2024-02-29");
    for (const auto* text : {"2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-4-1", "24-04-01", "2024/04/01", "2024-04-0x", ""})
        CHECK_FALSE(parse_date(text));
    CHECK(parse_date("2000-02-29"));
}

TEST_CASE("levels and parents of codes")
{
    CHECK(level_of("201") == 1);
    CHECK(level_of("20131") == 2);
    CHECK(level_of("2013101") == 3);
    for (const auto* code : {"", "2", "2013", "201310", "20131011", "2o1", "合计"})
        CHECK(level_of(code) == 0);
    CHECK(parent_of("2013101") == "20131");
    CHECK(parent_of("20131") == "201");
    CHECK(parent_of("201").empty());
}

TEST_CASE("a code has the name of its year")
{
    CodeList codes;
    codes.add("21305", {{"扶贫", 0, 2020}, {"巩固脱贫衔接乡村振兴", 2021, 2023}});
    CHECK(codes.name("21305", 2019) == "扶贫");
    CHECK(codes.name("21305", 2023) == "巩固脱贫衔接乡村振兴");
    CHECK_FALSE(codes.name("21305", 2024));
    CHECK_FALSE(codes.name("21306", 2020));
    CHECK(codes.contains("21305"));
}

TEST_CASE("a report draws on nothing that is less public than itself")
{
    Department department;
    const auto add = [&](int year, std::string kind, Status status) {
        Report report;
        report.year = year;
        report.kind = kind;
        report.slug = std::to_string(year) + "-" + kind;
        report.status = status;
        department.reports.push_back(std::move(report));
    };
    add(2024, "final", Status::published);
    add(2024, "budget", Status::approved);
    add(2023, "final", Status::draft);
    const auto& report = department.reports[0];
    CHECK(report_before(department, report) == nullptr);
    CHECK(budget_beside(department, report) == nullptr);
    department.reports[0].status = Status::approved;
    CHECK(report_before(department, report) == nullptr);
    CHECK(budget_beside(department, report) == &department.reports[1]);
    department.reports[0].status = Status::draft;
    CHECK(report_before(department, report) == &department.reports[2]);
    for (auto& each : department.reports)
        each.status = Status::published;
    CHECK(report_before(department, report) == &department.reports[2]);
    CHECK(budget_beside(department, report) == &department.reports[1]);
}

TEST_CASE("facts are found by their dotted name")
{
    FactGroup inner;
    inner.members["批次"].value = std::int64_t{8};
    FactGroup facts;
    facts.members["接待"].value = inner;
    CHECK(std::get<std::int64_t>(find_fact(facts, "接待.批次")->value) == 8);
    CHECK(find_fact(facts, "接待.人次") == nullptr);
    CHECK(find_fact(facts, "批次") == nullptr);
    CHECK(find_fact(facts, "接待.批次.x") == nullptr);
}
