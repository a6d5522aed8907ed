#include "decimal/money.hpp"

#include <catch2/catch.hpp>

using namespace gongkai::decimal;

namespace {

Money wan(std::string_view text) { return std::get<WrittenMoney>(parse_money(text, Unit::ten_thousand_yuan)).amount; }

MoneyError failure(std::string_view text, Unit unit = Unit::ten_thousand_yuan)
{
    return std::get<MoneyError>(parse_money(text, unit));
}

}  // namespace

TEST_CASE("an amount in 万元 is kept to the 分")
{
    CHECK(wan("1,638.52").cents() == 1'638'520'000);
    CHECK(wan("80").cents() == 80'000'000);
    CHECK(wan("537.827").cents() == 537'827'000);
    CHECK(wan("-12.30").cents() == -12'300'000);
    CHECK(wan("0.000001").cents() == 1);
    CHECK(std::get<WrittenMoney>(parse_money("18009652.68", Unit::yuan)).amount.cents() == 1'800'965'268);
}

TEST_CASE("how an amount was written is remembered")
{
    const auto written = std::get<WrittenMoney>(parse_money("14,346.050", Unit::ten_thousand_yuan));
    CHECK(written.decimals == 3);
    CHECK(written.grouped);
}

TEST_CASE("what is not an amount is refused with its reason")
{
    CHECK(failure("") == MoneyError::not_a_number);
    CHECK(failure("约80") == MoneyError::not_a_number);
    CHECK(failure("+80") == MoneyError::not_a_number);
    CHECK(failure("1e5") == MoneyError::not_a_number);
    CHECK(failure("80.") == MoneyError::not_a_number);
    CHECK(failure("--1") == MoneyError::not_a_number);
    CHECK(failure("1,63.52") == MoneyError::bad_grouping);
    CHECK(failure(",163") == MoneyError::bad_grouping);
    CHECK(failure("1638,520") == MoneyError::bad_grouping);
    CHECK(failure("1,638.5,20") == MoneyError::bad_grouping);
    CHECK(failure("1,234,") == MoneyError::bad_grouping);
    CHECK(failure("1.1234567") == MoneyError::too_many_decimals);
    CHECK(failure("1.123", Unit::yuan) == MoneyError::too_many_decimals);
    CHECK(failure("100000000000000", Unit::yuan) == MoneyError::too_large);
    CHECK(failure("99999999999999999999999999999999999999999999") == MoneyError::too_large);
}

TEST_CASE("formatting never loses a digit")
{
    CHECK(format_money(wan("80"), Unit::ten_thousand_yuan, 2, Grouping::none) == "80.00");
    CHECK(format_money(wan("537.827"), Unit::ten_thousand_yuan, 2, Grouping::none) == "537.827");
    CHECK(format_money(wan("14346.05"), Unit::ten_thousand_yuan, 2, Grouping::thousands) == "14,346.05");
    CHECK(format_money(wan("-1234.5"), Unit::ten_thousand_yuan, 2, Grouping::thousands) == "-1,234.50");
    CHECK(format_money(wan("1800.965268"), Unit::yuan, 2, Grouping::none) == "18009652.68");
    CHECK(format_money(wan("80"), Unit::hundred_million_yuan, 2, Grouping::none) == "0.008");
    CHECK(format_money(wan("-0.05"), Unit::ten_thousand_yuan, 0, Grouping::none) == "-0.05");
    CHECK(format_money(wan("80"), Unit::ten_thousand_yuan, 0, Grouping::none) == "80");
    CHECK(format_money(Money(), Unit::ten_thousand_yuan, 8, Grouping::none) == "0.00000000");
    CHECK(format_money(Money::from_cents(INT64_MIN), Unit::yuan, 2, Grouping::none) == "-92233720368547758.08");
    CHECK(format_money(Money::from_cents(1), Unit::hundred_million_yuan, 2, Grouping::none) == "0.0000000001");
    CHECK(format_rounded(wan("2.675"), Unit::ten_thousand_yuan, 2, Grouping::none) == "2.68");
    CHECK(format_rounded(wan("-2.675"), Unit::ten_thousand_yuan, 2, Grouping::none) == "-2.68");
}

TEST_CASE("percentages are rounded half away from zero, and a zero base has none")
{
    CHECK(percent_of(wan("32.79"), wan("811.25"), 2)->to_string() == "4.04");
    CHECK(percent_of(wan("-447.56"), wan("2086.08"), 1)->to_string() == "-21.5");
    CHECK(percent_of(wan("1"), wan("8"), 2)->to_string() == "12.50");
    CHECK_FALSE(percent_of(wan("1"), wan("0"), 2));
}

TEST_CASE("a sum that does not fit is an error, not another number")
{
    const auto large = Money::from_cents(9'223'372'036'854'775'807);
    CHECK_THROWS_AS(large + Money::from_cents(1), Overflow);
    CHECK_THROWS_AS(-large - Money::from_cents(2), Overflow);
}

TEST_CASE("capital numerals")
{
    CHECK(in_capital_numerals(Money::from_cents(0)) == "零元整");
    CHECK(in_capital_numerals(Money::from_cents(120'050)) == "壹仟贰佰元伍角整");
    CHECK(in_capital_numerals(Money::from_cents(100'000'005)) == "壹佰万元零伍分");
    CHECK(in_capital_numerals(Money::from_cents(16'385'200'00)) == "壹仟陆佰叁拾捌万伍仟贰佰元整");
    CHECK(in_capital_numerals(Money::from_cents(10'000'000'100)) == "壹亿零壹元整");
    CHECK(in_capital_numerals(Money::from_cents(7)) == "柒分");
    CHECK(in_capital_numerals(Money::from_cents(-250)) == "负贰元伍角整");
}
