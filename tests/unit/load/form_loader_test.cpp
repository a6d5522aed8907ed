// Form sets that extend others.
#include "load/form_loader.hpp"

#include <catch2/catch.hpp>

using namespace gongkai;

namespace {

std::string table(const std::string& number, const std::string& id)
{
    return "number: " + number + "\nid: " + id + "\ntitle: 表\nblocks: [{columns: [{label: 金额}], rows: [{name: 甲}]}]\n";
}

const std::string city = R"(
id: city
title: 某市决算
kind: final
kind_name: 决算
applies_to: {province: 甲省, city: 乙市, years: [2023, 2023]}
unit: 元
tables: [01.yaml, 02.yaml]
parts: [{id: tables, title: 各表, tables: true}]
glossary: [甲, 乙]
)";

/// Files of form sets; reads one of them.
struct Fixture {
    base::SourceTree files;
    base::Diagnostics problems;

    Fixture() { add("city/01.yaml", table("表1", "a")), add("city/02.yaml", table("表2", "b")), add("city/set.yaml", city); }
    Fixture(const Fixture&) = delete;
    Fixture& operator=(const Fixture&) = delete;

    void add(const std::string& path, const std::string& text) { files.add({"templates/forms/" + path, text}); }

    std::unique_ptr<const model::FormSet> load(const std::string& set)
    {
        auto loaded = load::load_form_set(*files.find("templates/forms/" + set + "/set.yaml"), files);
        if (loaded)
            return std::move(*loaded);
        problems = loaded.failures();
        return nullptr;
    }

    std::string all_problems() const
    {
        std::string text;
        for (const auto& problem : problems)
            text += base::to_text(problem);
        return text;
    }
};

std::string tables_of(const model::FormSet& set)
{
    std::string out;
    for (const auto& form : set.tables)
        out += form.number + " ";
    return out;
}

}  // namespace

TEST_CASE("a set has what it says itself, and the rest of the set that it extends")
{
    Fixture fixture;
    fixture.add("district/set.yaml", "extends: ../city/set.yaml\nid: district\ntitle: 某区决算\n"
                                     "applies_to: {province: 甲省, city: 乙市, district: 丙区, years: [2023, 2024]}\nglossary: [丙]\n");
    const auto set = fixture.load("district");
    CHECK(fixture.all_problems() == "");
    REQUIRE(set);
    CHECK(set->id == "district");
    CHECK(set->title == "某区决算");
    CHECK(set->district == "丙区");
    CHECK(set->last_year == 2024);
    CHECK(set->kind == "final");
    CHECK(set->unit == decimal::Unit::yuan);
    CHECK(tables_of(*set) == "表1 表2 ");
    CHECK(set->parts[0].tables == std::vector<std::size_t>{0, 1});
    CHECK(set->glossary == std::vector<std::string>{"丙"});
    CHECK(set->span.file->path == "templates/forms/district/set.yaml");
}

TEST_CASE("a list replaces that of the base; each path is relative to the file in which it stands")
{
    Fixture fixture;
    fixture.add("district/02.yaml", table("表9", "c"));
    fixture.add("district/sheet.yaml", "id: project\nname: 项目自评\ntitle: 表\nsections: [{fields: [名称]}]\n");
    fixture.add("district/set.yaml", "extends: ../city/set.yaml\nid: district\ntables: [../city/01.yaml, 02.yaml]\nsheets: [sheet.yaml]\n"
                                     "parts: [{id: tables, title: 各表, tables: [表9], sheets: 汇总}, {id: others, title: 其他, tables: true}]\n");
    const auto set = fixture.load("district");
    CHECK(fixture.all_problems() == "");
    REQUIRE(set);
    CHECK(tables_of(*set) == "表1 表9 ");
    CHECK(set->sheets.at(0).name == "项目自评");
    CHECK(set->sheets.at(0).unit == decimal::Unit::yuan);
    CHECK(set->parts[0].tables == std::vector<std::size_t>{1});
    CHECK(set->parts[1].tables == std::vector<std::size_t>{0});
    CHECK(set->title == "某市决算");
}

TEST_CASE("a set may extend one that extends another")
{
    Fixture fixture;
    fixture.add("later/set.yaml", "extends: ../city/set.yaml\nid: later\ntitle: 次年\ntables: [../city/02.yaml]\n");
    fixture.add("last/set.yaml", "extends: ../later/set.yaml\nid: last\n");
    const auto set = fixture.load("last");
    CHECK(fixture.all_problems() == "");
    REQUIRE(set);
    CHECK(set->id == "last");
    CHECK(set->title == "次年");
    CHECK(tables_of(*set) == "表2 ");
    CHECK(set->province == "甲省");
}

TEST_CASE("the set that is extended stays as it is")
{
    Fixture fixture;
    fixture.add("district/set.yaml", "extends: ../city/set.yaml\nid: district\nunit: 万元\n");
    REQUIRE(fixture.load("district"));
    const auto set = fixture.load("city");
    REQUIRE(set);
    CHECK(set->id == "city");
    CHECK(set->unit == decimal::Unit::yuan);
}

TEST_CASE("a set that extends itself, or nothing that is there, is refused")
{
    Fixture fixture;
    fixture.add("self/set.yaml", "extends: set.yaml\nid: self\n");
    CHECK(fixture.load("self") == nullptr);
    CHECK(fixture.all_problems() == "templates/forms/self/set.yaml:1:10: 错误 [F-SET] 表样集循环引用：templates/forms/self/set.yaml → templates/forms/self/set.yaml\n"
                                    "    1 | extends: set.yaml\n"
                                    "      |          ^^^^^^^^\n"
                                    "   提示: 去掉其中一处 extends\n");
    fixture.add("out/set.yaml", "extends: ../../../../set.yaml\nid: out\n");
    CHECK(fixture.load("out") == nullptr);
    CHECK(fixture.problems.at(0).message == "找不到文件“../../../../set.yaml”");
}

TEST_CASE("mistakes of the base are told where they stand")
{
    Fixture fixture;
    fixture.add("bad/set.yaml", "id: bad\ntitle: 坏\nkind: final\nkind_name: 决算\ntabels: []\n");
    fixture.add("district/set.yaml", "extends: ../bad/set.yaml\nid: district\n");
    CHECK(fixture.load("district") == nullptr);
    CHECK(fixture.all_problems() == "templates/forms/bad/set.yaml:5:1: 错误 [Y-UNKNOWN] 表样集中没有“tabels”这一键\n"
                                    "    5 | tabels: []\n"
                                    "      | ^^^^^^\n"
                                    "   提示: 是否为“tables”？\n");
}
