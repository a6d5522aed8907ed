// Quantities in targets, and whether they were met.
#include <catch2/catch.hpp>

#include "audit/evaluation/slips.hpp"
#include "audit/evaluation/target.hpp"

using namespace gongkai::audit::evaluation;
using gongkai::decimal::Decimal;

namespace {

struct Written {
    std::string text;
    Bound bound;
    std::string number;
    std::string unit;
};

Outcome outcome(const std::string& target, const std::string& actual, const std::string& name = "完成数量")
{
    return judge({"产出指标", "数量指标", name}, target, actual).outcome;
}

}  // namespace

TEST_CASE("target: quantities as people write them")
{
    for (const auto& [text, bound, number, unit] : std::vector<Written>{{"5场", Bound::none, "5", "场"},
                                                                         {"≥90%", Bound::at_least, "90", "%"},
                                                                         {"≥ 90％", Bound::at_least, "90", "%"},
                                                                         {"不少于1批次", Bound::at_least, "1", "批次"},
                                                                         {"大于240篇", Bound::at_least, "240", "篇"},
                                                                         {"85分以上", Bound::at_least, "85", "分"},
                                                                         {"100件以内", Bound::at_most, "100", "件"},
                                                                         {"0.5小时内", Bound::at_most, "0.5", "小时"},
                                                                         {"不超过2次", Bound::at_most, "2", "次"},
                                                                         {"=100%", Bound::exactly, "100", "%"},
                                                                         {"约900人", Bound::about, "900", "人"},
                                                                         {"1.5万人", Bound::none, "15000.0", "人"},
                                                                         {"20余场", Bound::none, "20", "场"},
                                                                         {"22天/月", Bound::none, "22", "天/月"},
                                                                         {"1,638.52万元", Bound::none, "16385200.00", "元"},
                                                                         {"-3%", Bound::none, "-3", "%"}}) {
        INFO(text);
        const auto quantity = read_quantity(text);
        REQUIRE(quantity);
        CHECK(quantity->bound == bound);
        CHECK(quantity->number.to_string() == number);
        CHECK(quantity->unit == unit);
    }
    CHECK(read_quantity("20余场")->is_vague);
    CHECK(read_quantity(">95%")->is_strict);
    for (const auto* text : {"", "深入推进", "普发性文件100件以内、全区性会议27次以内", "73场383个", "5-8场", "5至8场", "督办落实率100%", "份", "≥"})
        CHECK_FALSE(read_quantity(text));
}

TEST_CASE("target: met, missed, or not to be said")
{
    CHECK(outcome("5场", "5场") == Outcome::met);
    CHECK(outcome("5场", "20余场") == Outcome::met);
    CHECK(outcome("5场", "4场") == Outcome::missed);
    CHECK(outcome("25场", "20余场") == Outcome::unclear);
    CHECK(outcome("≥90%", "90%") == Outcome::met);
    CHECK(outcome("≥90%", "89.9%") == Outcome::missed);
    CHECK(outcome(">95%", "95%") == Outcome::unclear);
    CHECK(outcome("≥95%", "≥95%") == Outcome::met);
    CHECK(outcome("100件以内", "49") == Outcome::met);
    CHECK(outcome("100件以内", "101件") == Outcome::missed);
    CHECK(outcome("=100%", "100.00%") == Outcome::met);
    CHECK(outcome("=1", "2") == Outcome::unclear);
    CHECK(outcome("约900人", "898人") == Outcome::met);
    CHECK(outcome("约900人", "700人") == Outcome::unclear);
    CHECK(outcome("100%", "0") == Outcome::missed);
    CHECK(outcome("0.95", "96%") == Outcome::met);
    CHECK(outcome("100%", "1") == Outcome::unclear);
    CHECK(outcome("0起", "0起") == Outcome::met);
    CHECK(outcome("0起", "1起") == Outcome::missed);
    CHECK(outcome("30天", "25天") == Outcome::unclear);
    CHECK(outcome("5场", "5人") == Outcome::unclear);
    CHECK(outcome("≤100%", "70.29%", "公用经费控制率") == Outcome::met);
    CHECK(outcome("100%", "70.29%", "公用经费控制率") == Outcome::met);
    CHECK(outcome("0%", "13.31%", "预算调整率") == Outcome::missed);
    CHECK(outcome("逐年提升", "逐年提升") == Outcome::met);
    CHECK(outcome("取得实效", "完成") == Outcome::unclear);
    CHECK(outcome("完成", "未完成") == Outcome::missed);
    CHECK(outcome("", "5场") == Outcome::unclear);
}

TEST_CASE("target: only a written direction, or a share that should be high, is certain")
{
    const auto certain = [](const std::string& target, const std::string& actual, const std::string& name) { return judge({name}, target, actual).is_certain; };
    CHECK(certain("≥5场", "4场", "场次"));
    CHECK(certain("100%", "95%", "满意率"));
    CHECK(certain("55人", "55", "人数"));
    CHECK_FALSE(certain("5件", "4件", "案件"));
    CHECK_FALSE(certain("5件", "6件", "案件"));
    CHECK_FALSE(certain("100%", "95%", "成本控制率"));
}

TEST_CASE("target: the same in other words")
{
    CHECK(say_the_same("100%", "=100%"));
    CHECK(say_the_same("55人", "55"));
    CHECK(say_the_same("95%", "≥95%"));
    CHECK(say_the_same("2万", "20000"));
    CHECK_FALSE(say_the_same("100%", "≥96%"));
    CHECK_FALSE(say_the_same("≤100%", "≥100%"));
    CHECK_FALSE(say_the_same("逐年提升", "≥90%"));
    CHECK_FALSE(say_the_same("100人", "100人次"));
}

TEST_CASE("slips: one digit, two neighbours, nothing else")
{
    const auto number = [](const char* text) { return *Decimal::parse(text); };
    CHECK(is_one_slip_from("50.28", number("50.58")));
    CHECK(is_one_slip_from("1,918.94", number("1978.94")));
    CHECK(is_one_slip_from("77.8%", number("78.7")));
    CHECK(is_one_slip_from("12.34", number("13.24")));
    CHECK_FALSE(is_one_slip_from("12.34", number("12.34")));
    CHECK_FALSE(is_one_slip_from("12.34", number("13.25")));
    CHECK(only_slip({{"甲", "12", number("13")}, {"乙", "34", number("99")}}) == "若甲为 13（与所印 12 只差一处笔误），则相符");
    CHECK(only_slip({{"甲", "12", number("13")}, {"乙", "34", number("35")}}).empty());
}
