#include "decimal/decimal.hpp"

#include <catch2/catch.hpp>

using gongkai::decimal::Decimal;
using gongkai::decimal::Overflow;
using gongkai::decimal::with_thousands;

namespace {

Decimal number(std::string_view text) { return Decimal::parse(text).value(); }

}  // namespace

TEST_CASE("a decimal keeps its scale")
{
    CHECK(number("1.20").to_string() == "1.20");
    CHECK(number("-0.05").to_string() == "-0.05");
    CHECK((number("0.10") + number("1")).to_string() == "1.10");
    CHECK((number("1.5") * number("1.50")).to_string() == "2.250");
    CHECK((number("1") - number("1.00")).to_string() == "0.00");
    CHECK(number("1.20") == number("1.2"));
    CHECK(number("-3") < number("2.5"));
}

TEST_CASE("rounding is half away from zero")
{
    CHECK(number("2.675").round(2).to_string() == "2.68");
    CHECK(number("-2.665").round(2).to_string() == "-2.67");
    CHECK(number("0.4").round(0).to_string() == "0");
    CHECK(number("0.5").round(0).to_string() == "1");
    CHECK(number("2").round(3).to_string() == "2.000");
    CHECK(number("2").divide(number("3"), 4)->to_string() == "0.6667");
    CHECK(number("-1").divide(number("0.08"), 1)->to_string() == "-12.5");
    CHECK_FALSE(number("1").divide(number("0.00"), 2));
    CHECK(number("-2.5").floor().to_string() == "-3");
    CHECK(number("2.5").floor().to_string() == "2");
}

TEST_CASE("malformed numbers are refused")
{
    for (const auto* text : {"", "-", ".5", "5.", "1..2", "1e3", "１２", "0x1", " 1"})
        CHECK_FALSE(Decimal::parse(text));
}

TEST_CASE("overflow is reported")
{
    const auto large = number("99999999999999999999999999999999999999");
    CHECK_THROWS_AS(large * large, Overflow);
    CHECK_THROWS_AS(large + large, Overflow);
}

TEST_CASE("thousands")
{
    CHECK(with_thousands("1234567.8901") == "1,234,567.8901");
    CHECK(with_thousands("-123") == "-123");
    CHECK(with_thousands("-1234") == "-1,234");
}
