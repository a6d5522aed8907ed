#include "pages/downloads/downloads.hpp"

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <thread>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "base/parallel.hpp"
#include "unit/pages/fixture.hpp"

using namespace gongkai;
using test::Fixture;

namespace {

std::string output_of(const std::string& command)
{
    std::string out;
    std::array<char, 4096> buffer{};
    FILE* pipe = popen(command.c_str(), "r");
    for (std::size_t count = 0; (count = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
        out.append(buffer.data(), count);
    pclose(pipe);
    return out;
}

/// One part of a workbook, through the `unzip` program.
std::string part_of(const std::string& bytes, const std::string& name)
{
    std::string path = (std::filesystem::temp_directory_path() / "gongkai-XXXXXX").string();
    const int file = mkstemp(path.data());
    REQUIRE(write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    close(file);
    const auto text = output_of("unzip -p " + path + " " + name);
    std::filesystem::remove(path);
    return text;
}

}  // namespace

TEST_CASE("CSV: byte order mark, CRLF, quoting, states apart, no formula from text")
{
    const Fixture fixture;
    CHECK(pages::table_csv(fixture.report, 0) ==
          "\xEF\xBB\xBF" "行次,科目编码,项目,预算-小计,决算-小计,其他\r\n"
          ",,合计,-12.30,1638.52,0.00\r\n"
          ",201,\"'=HYPERLINK(\"\"x\"\"),<b>\",537.827,—,不适用\r\n"
          ",2013101,行政运行,0.000001,,80.00\r\n");
    CHECK(pages::table_csv(fixture.report, 1) ==
          "\xEF\xBB\xBF" "行次,科目编码,项目,决算数1,决算数2\r\n"
          "1,,一、收入甲,5.00,\r\n"
          "3,,一、支出甲,,7.00\r\n"
          ",,全部,1.00,12.00\r\n");
}

TEST_CASE("JSON: exact amounts, 分 as integers, where a figure comes from")
{
    const Fixture fixture;
    const auto json = nlohmann::json::parse(pages::table_json(fixture.department, fixture.report, 0));
    CHECK(json["department"] == "测试区财政局");
    CHECK(json["table"] == "公开05表");
    CHECK(json["unit"] == "万元");
    CHECK(json["columns"].size() == 3);
    CHECK(json["rows"][0]["cells"][0]["amount"] == "-12.30");
    CHECK(json["rows"][0]["cells"][0]["cents"] == -12'300'000);
    CHECK(json["rows"][0]["cells"][1]["origin"] == "computed");
    CHECK(json["rows"][1]["name"] == "=HYPERLINK(\"x\"),<b>");
    CHECK(json["rows"][1]["cells"][1]["state"] == "dash");
    CHECK(json["rows"][1]["cells"][2]["state"] == "not_applicable");
    CHECK(json["rows"][2]["cells"][1]["state"] == "blank");
}

TEST_CASE("a count of 分 that a JSON number cannot hold is a string")
{
    Fixture fixture;
    fixture.report.tables[0].cells[0] = Fixture::amount(9'007'199'254'740'993);
    const auto json = nlohmann::json::parse(pages::table_json(fixture.department, fixture.report, 0));
    CHECK(json["rows"][0]["cells"][0]["cents"] == "9007199254740993");
}

TEST_CASE("XLSX: the same bytes in any time zone; codes are text, amounts numbers, heads merged")
{
    const Fixture fixture;
    std::vector<std::string> books;
    for (const auto* zone : {"UTC", "Asia/Shanghai", "America/New_York"}) {
        setenv("TZ", zone, 1);
        tzset();
        const auto book = pages::workbook(fixture.department, fixture.report);
        REQUIRE(book.ok());
        books.push_back(*book);
    }
    unsetenv("TZ");
    tzset();
    CHECK(books[0] == books[1]);
    CHECK(books[1] == books[2]);
    const auto sheet = part_of(books[0], "xl/worksheets/sheet1.xml");
    CHECK(sheet.find("<mergeCell ref=\"A3:B3\"/>") != std::string::npos);
    CHECK(sheet.find("<mergeCell ref=\"D3:E3\"/>") != std::string::npos);
    CHECK(sheet.find("<v>-12.3</v>") != std::string::npos);
    CHECK(sheet.find("<v>537.827") != std::string::npos);
    CHECK(sheet.find("<f>") == std::string::npos);
    CHECK(sheet.find("topLeftCell=\"A6\"") != std::string::npos);
    const auto strings = part_of(books[0], "xl/sharedStrings.xml");
    CHECK(strings.find("<t>2013101</t>") != std::string::npos);
    CHECK(strings.find("=HYPERLINK(") != std::string::npos);
    CHECK(part_of(books[0], "xl/workbook.xml").find("name=\"公开05表\"") != std::string::npos);
    CHECK(part_of(books[0], "docProps/core.xml").find("2024-09-01T12:00:00Z") != std::string::npos);
}

TEST_CASE("the data package lists each CSV with size and digest")
{
    const Fixture fixture;
    const auto json = nlohmann::json::parse(pages::data_package(fixture.department, fixture.report, {{{0, "05"}, "05.csv", 123, std::string(64, 'a')}}));
    CHECK(json["name"] == "caizheng-2023-final");
    CHECK(json["created"] == "2024-09-01T00:00:00Z");
    const auto& resource = json["resources"][0];
    CHECK(resource["path"] == "05.csv");
    CHECK(resource["bytes"] == 123);
    CHECK(resource["hash"] == "sha256:" + std::string(64, 'a'));
    CHECK(resource["schema"]["fields"].size() == 6);
    CHECK(resource["schema"]["missingValues"] == nlohmann::json({"", "—", "不适用"}));
}

TEST_CASE("XLSX: a table's number that cannot name a sheet is changed or refused, never a crash")
{
    Fixture fixture;
    fixture.forms.tables[0].number = "公开05表/续";
    const auto changed = pages::workbook(fixture.department, fixture.report);
    REQUIRE(changed.ok());
    CHECK(part_of(*changed, "xl/workbook.xml").find("name=\"公开05表_续\"") != std::string::npos);
    for (const auto& number : {std::string("公开01表"), std::string("说明"), std::string(32, 'a')}) {
        fixture.forms.tables[0].number = number;
        const auto refused = pages::workbook(fixture.department, fixture.report);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.failures()[0].code == "D-XLSX");
    }
}

TEST_CASE("XLSX: a text longer than a cell holds is an error, not a missing cell")
{
    Fixture fixture;
    fixture.report.tables[0].rows[1].name = std::string(32'768, 'x');
    const auto book = pages::workbook(fixture.department, fixture.report);
    REQUIRE_FALSE(book.ok());
    CHECK(book.failures()[0].message.find("公开05表") != std::string::npos);
}

TEST_CASE("XLSX: each figure of a footer row, and all decimals of 亿元")
{
    Fixture fixture;
    fixture.forms.unit = decimal::Unit::hundred_million_yuan;
    fixture.report.unit = fixture.forms.unit;
    fixture.report.tables[0].cells[0] = Fixture::amount(12'345'678, 10);
    const auto book = pages::workbook(fixture.department, fixture.report);
    REQUIRE(book.ok());
    CHECK(part_of(*book, "xl/styles.xml").find("#,##0.0000000000\"") != std::string::npos);
    const auto sheet = part_of(*book, "xl/worksheets/sheet2.xml");
    CHECK(sheet.find("<mergeCell ref=\"A8:B8\"/>") != std::string::npos);
    CHECK(sheet.find("<v>0.0001</v></c><c r=\"D8\"") != std::string::npos);
    CHECK(sheet.find("<c r=\"F8\"") != std::string::npos);
}

TEST_CASE("XLSX: a computed figure is italic whatever its decimals")
{
    Fixture fixture;
    const auto italics = [&](model::Origin origin) {
        fixture.report.tables[0].cells[1] = Fixture::amount(537'827'000, 3, origin);
        const auto book = pages::workbook(fixture.department, fixture.report);
        REQUIRE(book.ok());
        const auto styles = part_of(*book, "xl/styles.xml");
        return styles.find("<i/>") != std::string::npos;
    };
    CHECK(italics(model::Origin::computed));
    CHECK_FALSE(italics(model::Origin::written));
}

TEST_CASE("the data package names the economic classification where a table has its codes")
{
    Fixture fixture;
    fixture.forms.tables[0].blocks[0].columns[0].path = {"经济分类科目编码"};
    const auto json = nlohmann::json::parse(pages::data_package(fixture.department, fixture.report, {{{0, "05"}, "05.csv", 1, "a"}, {{1, "01"}, "01.csv", 1, "a"}}));
    CHECK(json["resources"][0]["schema"]["fields"][1]["columnType"] == "economic-classification:generic:code");
    CHECK(json["resources"][1]["schema"]["fields"][1]["columnType"] == "functional-classification:generic:code");
}

TEST_CASE("workbooks made at the same time keep their own dates")
{
    test::Fixture early;
    test::Fixture late;
    late.report.published_on = model::Date{2031, 12, 24};
    const auto expected_early = *pages::workbook(early.department, early.report);
    const auto expected_late = *pages::workbook(late.department, late.report);
    REQUIRE(expected_early != expected_late);
    std::atomic<int> differences = 0;
    base::parallel_for(400, 8, [&](std::size_t i) {
        const auto& fixture = i % 2 == 0 ? early : late;
        const auto book = pages::workbook(fixture.department, fixture.report);
        differences += *book == (i % 2 == 0 ? expected_early : expected_late) ? 0 : 1;
    });
    CHECK(differences == 0);
    // It took about 4,000 workbooks for one to go wrong; this is why it did.
    const std::time_t epoch = 0;
    const auto* result = gmtime(&epoch);
    std::thread([] {
        const std::time_t later = 1'000'000'000;
        gmtime(&later);
    }).join();
    CHECK(result->tm_year == 70);
}
