// Two versions of the data of a table or a form, cell by cell.
#include "build/changes/figure_changes.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "build/changes/csv_data.hpp"

using namespace gongkai;

namespace {

using Strings = std::vector<std::string>;

std::string amount(const std::string& text, const std::string& cents)
{
    return fmt::format(R"({{"state":"amount","amount":"{}","cents":{},"origin":"written"}})", text, cents);
}

const std::string blank = R"({"state":"blank"})";
const std::string dash = R"({"state":"dash"})";
const std::string not_applicable = R"({"state":"not_applicable"})";

std::string row(const std::string& key, const Strings& cells, const std::string& line = "", const std::string& texts = "")
{
    return fmt::format(R"({{"key":"{0}","name":"{0}","code":"","line":"{1}"{2},"level":0,"cells":[{3}]}})", key, line,
                       texts.empty() ? "" : ",\"texts\":{" + texts + "}", fmt::join(cells, ","));
}

std::string table(const Strings& columns, const Strings& rows, const std::string& unit = "万元", const std::string& title = "甲表")
{
    Strings heads;
    for (const auto& column : columns)
        heads.push_back(fmt::format(R"({{"index":{},"measure":"money","number":"{}","name":"{}"}})", heads.size(), heads.size() + 1, column));
    return fmt::format(R"({{"table":"表1","title":"{}","unit":"{}","columns":[{}],"rows":[{}]}})", title, unit, fmt::join(heads, ","), fmt::join(rows, ","));
}

std::string shown(const build::ShownValue& value)
{
    switch (value.state) {
    case build::ValueState::blank: return "（空）";
    case build::ValueState::dash: return "—";
    case build::ValueState::not_applicable: return "不适用";
    case build::ValueState::shown: return value.text;
    }
    return "";
}

/// Figures, then rows, columns and remarks.
Strings lines(const build::TableChange& change)
{
    Strings found;
    for (const auto& figure : change.figures)
        found.push_back(fmt::format("{} | {} | {} > {} | {}{}", figure.row, figure.column, shown(figure.before), shown(figure.after),
                                    figure.difference, figure.is_text ? "text" : ""));
    for (const auto& one : change.rows) {
        Strings values;
        for (const auto& value : one.values)
            values.push_back(value.column + " " + shown(value.value));
        found.push_back(fmt::format("{}{}: {}", one.presence == build::Presence::added ? "+" : "-", one.row, fmt::join(values, ", ")));
    }
    for (const auto& one : change.columns)
        found.push_back(fmt::format("{}column {} {}", one.presence == build::Presence::added ? "+" : "-", one.column, one.figures));
    found.insert(found.end(), change.remarks.begin(), change.remarks.end());
    return found;
}

Strings compared(const std::string& old, const std::string& now)
{
    const auto change = build::compare_tables(old, now);
    REQUIRE(change);
    return lines(*change);
}

std::string csv(const Strings& records)
{
    std::string out = "\xEF\xBB\xBF" "文件,表,段,行,栏,值,来源\r\n";
    for (const auto& record : records)
        out += record + ",填写\r\n";
    return out;
}

Strings compared_sheets(const Strings& old, const Strings& now)
{
    Strings found;
    for (const auto& change : build::compare_sheets(csv(old), csv(now))) {
        found.push_back(change.id + (change.presence == build::Presence::added ? " +" : change.presence == build::Presence::removed ? " -" : ""));
        const auto more = lines(change);
        found.insert(found.end(), more.begin(), more.end());
    }
    return found;
}

}  // namespace

TEST_CASE("differences of amounts are exact, in the unit of the table")
{
    const auto old = table({"金额"}, {row("a", {amount("1638.52", "1638520000")}), row("b", {amount("0.000001", "1")}), row("c", {amount("-5", "-5000000")}),
                                    row("d", {amount("90071992547409.93", "\"9007199254740993\"")})});
    const auto now = table({"金额"}, {row("a", {amount("1638.62", "1638620000")}), row("b", {amount("0.000003", "3")}), row("c", {amount("-1005", "-1005000000")}),
                                    row("d", {amount("90071992547409.94", "\"9007199254740994\"")})});
    CHECK(compared(old, now) == Strings{"a | 金额 | 1638.52 > 1638.62 | +0.10", "b | 金额 | 0.000001 > 0.000003 | +0.000002",
                                       "c | 金额 | -5 > -1005 | -1,000", "d | 金额 | 90071992547409.93 > 90071992547409.94 | +0.000001"});
}

TEST_CASE("the same amount with other decimals, and states without an amount")
{
    CHECK(compared(table({"金额"}, {row("a", {amount("80", "80000000")}), row("b", {blank}), row("c", {dash}), row("d", {not_applicable}), row("e", {blank})}),
                   table({"金额"}, {row("a", {amount("80.00", "80000000")}), row("b", {dash}), row("c", {not_applicable}), row("d", {amount("1", "1000000")}),
                                  row("e", {blank})})) ==
          Strings{"a | 金额 | 80 > 80.00 | ", "b | 金额 | （空） > — | ", "c | 金额 | — > 不适用 | ", "d | 金额 | 不适用 > 1 | "});
}

TEST_CASE("amounts beyond 64 bits give no difference, and no wrong one")
{
    const auto big = [](const std::string& cents) { return table({"金额"}, {row("a", {amount("1", cents)})}); };
    CHECK(compared(big("-9223372036854775807"), big("9223372036854775807")) == Strings{"a | 金额 | 1 > 1 | "});
    CHECK(compared(big("1"), big("18446744073709551615")) == Strings{"a | 金额 | 1 > 1 | "});
    CHECK(compared(big("1"), big("1.5")) == Strings{"a | 金额 | 1 > 1 | "});
}

TEST_CASE("in another unit the same amount is no change")
{
    CHECK(compared(table({"金额"}, {row("a", {amount("1.5", "1500000")}), row("b", {amount("2", "2000000")})}, "万元"),
                   table({"金额"}, {row("a", {amount("15000", "1500000")}), row("b", {amount("30000", "3000000")})}, "元")) ==
          Strings{"b | 金额 | 2 > 30000 | +10,000", "单位由“万元”改为“元”"});
}

TEST_CASE("things that are no money are compared as numbers")
{
    const auto count = [](const std::string& number) {
        return table({"数量"}, {row("a", {fmt::format(R"({{"state":"amount","amount":"{0}","count":{0},"origin":"written"}})", number)})}, "");
    };
    CHECK(compared(count("1200"), count("200")) == Strings{"a | 数量 | 1200 > 200 | -1,000"});
}

TEST_CASE("a row put in, one taken out: the others are not touched")
{
    const auto one = amount("1", "1000000");
    const auto two = amount("2", "2000000");
    CHECK(compared(table({"金额"}, {row("a", {one}, "1"), row("b", {two}, "2"), row("c", {one}, "3")}),
                   table({"金额"}, {row("x", {two}, "1"), row("a", {one}, "2"), row("c", {two}, "3")})) ==
          Strings{"c | 金额 | 1 > 2 | +1", "+x: 金额 2", "-b: 金额 2", "1 行的行次（序号）有变"});
}

TEST_CASE("rows of one key: those that are the same are found first")
{
    const auto amounts = [](const std::string& number) { return row("项目", {amount(number, number + "000000")}); };
    CHECK(compared(table({"金额"}, {amounts("1"), amounts("2"), amounts("3")}), table({"金额"}, {amounts("9"), amounts("1"), amounts("2"), amounts("3")})) ==
          Strings{"+项目: 金额 9"});
    CHECK(compared(table({"金额"}, {amounts("1"), amounts("2"), amounts("3")}), table({"金额"}, {amounts("1"), amounts("7"), amounts("3")})) ==
          Strings{"项目 | 金额 | 2 > 7 | +5"});
}

TEST_CASE("a row that got another name keeps its figures")
{
    const auto five = amount("5", "5000000");
    const auto six = amount("6", "6000000");
    CHECK(compared(table({"一", "二"}, {row("a", {five, five}), row("旧项目", {five, six}), row("z", {six, six})}),
                   table({"一", "二"}, {row("a", {five, five}), row("新项目", {five, five}), row("z", {six, six})})) ==
          Strings{"新项目 | 行名 | 旧项目 > 新项目 | text", "新项目 | 二 | 6 > 5 | -1"});
    CHECK(compared(table({"一"}, {row("a", {five}), row("旧项目", {six})}), table({"一"}, {row("a", {five}), row("新项目", {five})})) ==
          Strings{"+新项目: 一 5", "-旧项目: 一 6"});
}

TEST_CASE("columns: put in, taken out, with another name")
{
    const auto one = amount("1", "1000000");
    const auto two = amount("2", "2000000");
    CHECK(compared(table({"甲", "乙"}, {row("a", {one, two})}), table({"新", "甲", "乙"}, {row("a", {two, one, two})})) == Strings{"+column 新 1"});
    CHECK(compared(table({"甲", "乙"}, {row("a", {one, two})}), table({"乙"}, {row("a", {two})})) == Strings{"-column 甲 1"});
    CHECK(compared(table({"甲", "乙"}, {row("a", {one, two})}), table({"甲", "丙"}, {row("a", {one, two})})) == Strings{"第 2 栏的栏名由“乙”改为“丙”"});
    CHECK(compared(table({"甲", "甲"}, {row("a", {one, two})}), table({"甲", "甲"}, {row("a", {one, one})})) == Strings{"a | 甲 | 2 > 1 | -1"});
}

TEST_CASE("texts of a list, and the same texts of added rows")
{
    CHECK(compared(table({}, {row("a", {}, "1", R"("情况":"已完成","备注":"")")}), table({}, {row("a", {}, "1", R"("情况":"未完成","备注":"见附件")")})) ==
          Strings{"a | 情况 | 已完成 > 未完成 | text", "a | 备注 | （空） > 见附件 | text"});
}

TEST_CASE("a table made anew is not listed cell by cell")
{
    Strings old;
    Strings now;
    for (int i = 0; i < 30; ++i) {
        old.push_back(row("旧" + std::to_string(i), {amount("1", "1000000")}));
        now.push_back(row("新" + std::to_string(i), {amount("2", "2000000")}));
    }
    const auto change = build::compare_tables(table({"金额"}, old), table({"金额"}, now));
    REQUIRE(change);
    CHECK_FALSE(change->is_listed);
    CHECK(change->count() == 0);
    CHECK(lines(*change) == Strings{"行或栏大多不同（原 30 行 1 栏，现 30 行 1 栏），未逐格比较，请整表核对"});
    CHECK(compared(table({"金额"}, old), table({"金额"}, old, "万元", "乙表")) == Strings{"表名由“甲表”改为“乙表”"});
}

TEST_CASE("what is no table")
{
    const auto good = table({"金额"}, {row("a", {blank})});
    for (const std::string bad : {"", "null", "[]", "{}", R"({"table":"x"})", R"({"table":"x","rows":{}})", "{\"table\":\"\xff\",\"rows\":[]}"}) {
        INFO(bad);
        CHECK_FALSE(build::compare_tables(good, bad));
        const auto change = build::compare_tables(bad, good);
        REQUIRE(change);
        CHECK_FALSE(change->is_listed);
        CHECK_FALSE(build::table_heading(bad, build::Presence::added));
    }
    const std::string odd = R"({"table":1,"title":[],"unit":null,"columns":[1,{"index":-1},{"index":99999999,"name":2}],"rows":[1,{},{"key":2,"cells":[1,{},{"state":"amount"}]}]})";
    CHECK(build::compare_tables(odd, odd));
    CHECK(build::compare_tables(good, odd));
    CHECK(build::compare_tables(std::string(100'000, '['), good));
}

TEST_CASE("CSV as the downloads write it, and broken CSV")
{
    using Records = std::vector<Strings>;
    CHECK(build::parse_csv("\xEF\xBB\xBF" "a,\"b,\"\"c\"\"\r\n\",\r\n'-5,'abc,'=1\r\n") == Records{{"a", "b,\"c\"\r\n", ""}, {"-5", "'abc", "=1"}});
    CHECK(build::parse_csv("a,\"open\n,x") == Records{{"a", "open\n,x"}});
    CHECK(build::parse_csv("\r\r\n\"") == Records{{""}, {""}, {""}});
    CHECK(build::parse_csv("").empty());
}

TEST_CASE("values of a form by section, row and column")
{
    CHECK(compared_sheets({"s,表,段,甲,数,1", "s,表,段,甲,率,98%", "s,表,段,乙,数,5", "s,表,,,说明,无"},
                          {"s,表,段,甲,数,2", "s,表,段,甲,率,97.5%", "s,表,段,丙,数,3", "s,表,,,说明,无"}) ==
          Strings{"s", "段 › 甲 | 数 | 1 > 2 | +1", "段 › 甲 | 率 | 98% > 97.5% | -0.5个百分点", "段 › 丙 | 数 | （空） > 3 | ",
                  "段 › 乙 | 数 | 5 > （空） | "});
    CHECK(compared_sheets({"s,表,段,甲,数,'-5"}, {"s,表,段,甲,数,—"}) == Strings{"s", "段 › 甲 | 数 | -5 > — | "});
    CHECK(compared_sheets({"s,表,段,甲,数,1"}, {"s,新表,段,甲,数,1"}) == Strings{"s", "表名由“表”改为“新表”"});
}

TEST_CASE("forms that were added and removed")
{
    CHECK(compared_sheets({"a,甲,,,数,1", "b,乙,,,数,1"}, {"b,乙,,,数,1", "c,丙,,,数,1"}) == Strings{"c +", "a -"});
    CHECK(compared_sheets({}, {}).empty());
}

TEST_CASE("repeated keys are matched in their order")
{
    CHECK(compared_sheets({"s,表,段,甲,数,1", "s,表,段,甲,数,2", "s,表,段,甲,数,3"}, {"s,表,段,甲,数,1", "s,表,段,甲,数,9", "s,表,段,甲,数,3"}) ==
          Strings{"s", "段 › 甲 | 数 | 2 > 9 | +7"});
}

TEST_CASE("a goal put in before others moves them, and nothing more")
{
    const Strings goals = {"s,表,目标,1,目标,做好甲", "s,表,目标,1,分值,50", "s,表,目标,1/产出/数量/办会,得分,9", "s,表,目标,2,目标,做好乙", "s,表,目标,2,分值,40"};
    CHECK(compared_sheets(goals, {"s,表,目标,1,目标,新的", "s,表,目标,1,分值,10", "s,表,目标,2,目标,做好甲", "s,表,目标,2,分值,50",
                                  "s,表,目标,2/产出/数量/办会,得分,8", "s,表,目标,3,目标,做好乙", "s,表,目标,3,分值,40"}) ==
          Strings{"s", "目标 › 1 | 目标 | （空） > 新的 | text", "目标 › 1 | 分值 | （空） > 10 | ", "目标 › 2 › 产出 › 数量 › 办会 | 得分 | 9 > 8 | -1",
                  "“目标”的第 1 项现为第 2 项", "“目标”的第 2 项现为第 3 项"});
    // Figures of two goals exchanged are changes, not goals exchanged.
    CHECK(compared_sheets(goals, {"s,表,目标,1,目标,做好甲", "s,表,目标,1,分值,40", "s,表,目标,1/产出/数量/办会,得分,9", "s,表,目标,2,目标,做好乙",
                                  "s,表,目标,2,分值,50"}) ==
          Strings{"s", "目标 › 1 | 分值 | 50 > 40 | -10", "目标 › 2 | 分值 | 40 > 50 | +10"});
    // Of one goal the file gives no number.
    CHECK(compared_sheets({"s,表,目标,,目标,做好甲", "s,表,目标,产出/数量/办会,得分,9"},
                          {"s,表,目标,1,目标,做好甲", "s,表,目标,1/产出/数量/办会,得分,9", "s,表,目标,2,目标,做好乙"}) ==
          Strings{"s", "目标 › 2 | 目标 | （空） > 做好乙 | text"});
}

TEST_CASE("a form made anew is not listed value by value")
{
    Strings old;
    Strings now;
    for (int i = 0; i < 40; ++i) {
        old.push_back(fmt::format("s,表,段,旧{},数,1", i));
        now.push_back(fmt::format("s,表,段,新{},数,1", i));
    }
    CHECK(compared_sheets(old, now) == Strings{"s", "各项大多不同（原 40 项，现 40 项），未逐项比较，请整表核对"});
}
