#include <array>
#include <fstream>
#include <regex>
#include <string>

#include <catch2/catch.hpp>

#include "chart/palette.hpp"
#include "chart/text.hpp"

using namespace gongkai::chart;

namespace {

std::string style_sheet()
{
    std::ifstream file(std::string(GONGKAI_SOURCE_DIR) + "/themes/gov/assets/style.css");
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Value of a custom property after a place in the style sheet.
std::string property(const std::string& css, std::size_t from, const std::string& name)
{
    std::smatch match;
    const auto rest = css.substr(from);
    REQUIRE(std::regex_search(rest, match, std::regex(name + ":\\s*(#[0-9a-f]{3,6});")));
    auto colour = match[1].str();
    if (colour.size() == 4)
        colour = {'#', colour[1], colour[1], colour[2], colour[2], colour[3], colour[3]};
    return colour;
}

}  // namespace

TEST_CASE("contrast by the formula of WCAG")
{
    CHECK(contrast("#000000", "#ffffff") == Approx(21.0));
    CHECK(contrast("#777777", "#ffffff") == Approx(4.48).epsilon(0.01));
}

TEST_CASE("marks reach 3:1 and text 4.5:1 on the ground, in the files and in both modes of the theme")
{
    for (const auto& paint : series)
        CHECK(contrast(paint.fill, light_ground) >= 3.0);
    CHECK(contrast(ink.fill, light_ground) >= 4.5);
    CHECK(contrast(soft.fill, light_ground) >= 4.5);
    CHECK(contrast(axis_colour, light_ground) >= 3.0);
    const auto css = style_sheet();
    for (const std::size_t from : {std::size_t{0}, css.find("data-theme=\"light\""), css.find(":root[data-theme=\"dark\"]")}) {
        const auto ground = property(css, from, "--paper");
        for (int i = 1; i <= 6; ++i)
            CHECK(contrast(property(css, from, "--s" + std::to_string(i)), ground) >= 3.0);
        CHECK(contrast(property(css, from, "--ink"), ground) >= 4.5);
        CHECK(contrast(property(css, from, "--soft"), ground) >= 4.5);
        CHECK(contrast(property(css, from, "--accent"), ground) >= 4.5);
        CHECK(contrast(property(css, from, "--strong-rule"), ground) >= 3.0);
    }
}

TEST_CASE("lines break where Chinese may break")
{
    CHECK(wrapped("基本支出和项目支出", 100, 520, 3) == std::vector<std::string>{"基本支出和", "项目支出"});
    for (const auto& line : wrapped("甲，乙。丙（丁）戊《己》庚、辛壬癸", 100, 260, 9)) {
        INFO(line);
        CHECK(std::string("，。）》、").find(line.substr(0, 3)) == std::string::npos);
        CHECK(text_width(line, 100) <= 260);
    }
    CHECK(wrapped("一二三四五六七八九十", 100, 320, 2).back().ends_with("…"));
    CHECK(wrapped("共123456元", 100, 420, 3)[0].find("12") == std::string::npos);
}
