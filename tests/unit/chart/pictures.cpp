#include "pictures.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include <catch2/catch.hpp>

#include "chart/palette.hpp"
#include "decimal/decimal.hpp"

namespace gongkai::test {
namespace {

using chart::TextBox;

int in_tenths(const std::string& text)
{
    INFO(text);
    REQUIRE(std::regex_match(text, std::regex("-?[0-9]+(\\.[0-9])?")));
    return static_cast<int>(decimal::Decimal::parse(text)->round(1).coefficient());
}

std::string attribute(const std::string& source, const std::string& name)
{
    const auto start = source.find(" " + name + "=\"");
    if (start == std::string::npos)
        return "";
    const auto from = start + name.size() + 3;
    return source.substr(from, source.find('"', from) - from);
}

TextBox points_box(const std::string& points)
{
    TextBox box{"", 1'000'000, 1'000'000, -1'000'000, -1'000'000};
    const std::regex pair("([^ ,]+),([^ ,]+)");
    for (std::sregex_iterator at(points.begin(), points.end(), pair), end; at != end; ++at) {
        const int x = in_tenths((*at)[1].str());
        const int y = in_tenths((*at)[2].str());
        box = {"", std::min(box.left, x), std::min(box.top, y), std::max(box.right, x), std::max(box.bottom, y)};
    }
    return box;
}

TextBox box_of(const std::string& tag, const std::string& source)
{
    const auto number = [&](const char* name) { return in_tenths(attribute(source, name)); };
    if (tag == "rect")
        return {"", number("x"), number("y"), number("x") + number("width"), number("y") + number("height")};
    if (tag == "line")
        return {"", std::min(number("x1"), number("x2")), std::min(number("y1"), number("y2")), std::max(number("x1"), number("x2")),
                std::max(number("y1"), number("y2"))};
    if (tag == "circle")
        return {"", number("cx") - number("r"), number("cy") - number("r"), number("cx") + number("r"), number("cy") + number("r")};
    if (tag == "polyline" || tag == "polygon")
        return points_box(attribute(source, "points"));
    return {};
}

bool are_apart(const TextBox& a, const TextBox& b)
{
    return a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
}

bool has_word(const std::string& classes, const std::string& word)
{
    return (" " + classes + " ").find(" " + word + " ") != std::string::npos;
}

/// What a class is painted with under the theme, light and dark.
std::vector<std::string> theme_colours(const std::string& name)
{
    static const std::string css = [] {
        std::ifstream file(std::string(GONGKAI_SOURCE_DIR) + "/themes/gov/assets/style.css");
        return std::string{std::istreambuf_iterator<char>(file), {}};
    }();
    std::vector<std::string> colours;
    for (const auto from : {std::size_t{0}, css.find(":root[data-theme=\"dark\"]")}) {
        const auto at = css.find("--" + name + ": #", from) + name.size() + 4;
        colours.push_back(css.substr(at, css.find(';', at) - at));
    }
    return colours;
}

void check_colours(const Element& element)
{
    static const std::map<std::string, std::string> properties = {{"s1", "s1"}, {"s2", "s2"}, {"s3", "s3"}, {"s4", "s4"}, {"s5", "s5"},
                                                                  {"s6", "s6"}, {"ink", "ink"}, {"soft", "soft"}, {"axis", "strong-rule"}};
    if (element.classes == "grid" || element.classes == "gap" || element.classes.empty())
        return;
    const auto word = element.classes.substr(0, element.classes.find(' '));
    INFO(element.source);
    REQUIRE(properties.contains(word));
    const double least = element.tag == "text" ? 4.5 : 3.0;
    const bool is_line = element.tag == "line" || element.tag == "polyline" || has_word(element.classes, "hollow");
    CHECK(chart::contrast(attribute(element.source, is_line ? "stroke" : "fill"), chart::light_ground) >= least);
    const auto grounds = theme_colours("paper");
    const auto colours = theme_colours(properties.at(word));
    for (std::size_t i = 0; i < colours.size(); ++i)
        CHECK(chart::contrast(colours[i], grounds[i].size() == 4 ? "#ffffff" : grounds[i]) >= least);
}

/// Every figure of a picture that is no figure of an axis.
void check_figures(const chart::Chart& chart, const std::string& svg)
{
    std::set<std::string> table;
    for (const auto& row : chart.rows)
        for (const auto& cell : row)
            table.insert(cell.substr(0, cell.find("（推算）")));
    const std::regex text("<text[^>]*class=\"ink\"[^>]*>(?:[^<]* )?([+\u2212]?[0-9][0-9,]*\\.[0-9]+)(?:（[0-9]+年）)?</text>");
    for (std::sregex_iterator at(svg.begin(), svg.end(), text), end; at != end; ++at) {
        INFO((*at)[1].str());
        CHECK(table.contains((*at)[1].str()));
    }
}

}  // namespace

std::vector<Element> elements(const std::string& svg)
{
    const std::regex entity("&(?:amp|lt|gt|#34|#39);");
    const std::regex tag(R"(<(/?)([A-Za-z]+)((?:\s+[A-Za-z0-9:-]+="[^"<]*")*)\s*(/?)>)");
    std::vector<Element> found;
    std::vector<std::string> open;
    std::string group;  // the attributes of the group that is open
    for (auto at = svg.cbegin(); at != svg.cend();) {
        if (*at != '<' && *at != '&') {
            ++at;
            continue;
        }
        std::smatch match;
        INFO(std::string(at, std::min(at + 60, svg.cend())));
        REQUIRE(std::regex_search(at, svg.cend(), match, *at == '<' ? tag : entity, std::regex_constants::match_continuous));
        at += match.length();
        if (match.size() == 1)
            continue;
        const auto name = match[2].str();
        if (match[1].length() > 0) {
            REQUIRE(!open.empty());
            REQUIRE(open.back() == name);
            open.pop_back();
            if (name == "g")
                group.clear();
            continue;
        }
        if (match[4].length() == 0)
            open.push_back(name);
        if (name == "svg" || name == "title" || name == "desc")
            continue;
        if (name == "g") {
            REQUIRE(group.empty());
            group = match[3].str();
            continue;
        }
        auto source = "<" + name + match[3].str() + group + ">";
        if (name == "text")
            source += std::string(at, std::find(at, svg.cend(), '<'));
        found.push_back({name, source, attribute(source, "class"), box_of(name, source)});
    }
    CHECK(open.empty());
    return found;
}

std::vector<Element> with_class(const std::string& svg, const std::string& name)
{
    auto all = elements(svg);
    all.erase(std::remove_if(all.begin(), all.end(), [&](const Element& element) { return !has_word(element.classes, name); }), all.end());
    return all;
}

int length_of(const std::string& svg, const std::string& name) { return in_tenths(attribute(svg.substr(0, svg.find('>')), name)); }

void check_picture(const std::string& svg, const std::vector<TextBox>& texts)
{
    for (const auto* word : {"nan", "inf", "NaN", "style=", "<script"})
        CHECK(svg.find(word) == std::string::npos);
    auto boxes = texts;  // first the texts, then the marks
    for (const auto& element : elements(svg)) {
        check_colours(element);
        const bool is_hint = element.tag == "rect" && element.classes.empty();
        if (element.tag != "text" && !is_hint) {
            boxes.push_back(element.box);
            boxes.back().text = element.source;
        }
    }
    const int width = length_of(svg, "width");
    const int height = length_of(svg, "height");
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const auto& a = boxes[i];
        INFO(a.text << " " << a.left << "-" << a.right << " of " << width << ", " << a.top << "-" << a.bottom << " of " << height);
        CHECK((a.left >= 0 && a.right <= width && a.top >= 0 && a.bottom <= height));
        for (std::size_t j = i + 1; i < texts.size() && j < boxes.size(); ++j) {
            INFO("and " << boxes[j].text << " " << boxes[j].left << "-" << boxes[j].right << ", " << boxes[j].top << "-" << boxes[j].bottom);
            CHECK(are_apart(a, boxes[j]));
        }
    }
}

const chart::Chart& drawn(const chart::Result& result)
{
    if (const auto* refusal = std::get_if<chart::Refusal>(&result))
        FAIL("refused: " << refusal->reason);
    return std::get<chart::Chart>(result);
}

std::string refused(const chart::Result& result)
{
    REQUIRE(std::holds_alternative<chart::Refusal>(result));
    return std::get<chart::Refusal>(result).reason;
}

const chart::Chart& check_chart(const chart::Result& result)
{
    const auto& chart = drawn(result);
    check_picture(chart.wide, chart.wide_texts);
    check_picture(chart.narrow, chart.narrow_texts);
    CHECK(length_of(chart.wide, "width") == 7200);
    CHECK(length_of(chart.narrow, "width") == 3400);
    check_figures(chart, chart.wide);
    check_figures(chart, chart.narrow);
    // The file is the wide picture on a ground, with ids of its own.
    const auto ground = std::regex("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
    CHECK(std::regex_replace(chart.file.substr(chart.file.find("<svg")), ground, "").size() == chart.wide.size() + 1);
    for (const auto& row : chart.rows)
        CHECK(row.size() == chart.columns.size());
    // 12 px on a screen 320 wide, whose margins take 32.
    const std::regex size("font-size=\"([0-9.]+)\"");
    for (std::sregex_iterator at(chart.narrow.begin(), chart.narrow.end(), size), end; at != end; ++at)
        CHECK(in_tenths((*at)[1].str()) * 288 >= 120 * 340);
    return chart;
}

std::vector<std::string> changed(const std::string& before, const std::string& after)
{
    const auto a = elements(before);
    const auto b = elements(after);
    REQUIRE(a.size() == b.size());
    std::vector<std::string> names;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i].source != b[i].source)
            names.push_back(b[i].tag + " " + b[i].classes);
    return names;
}

const std::vector<std::string>& hard_names()
{
    static const std::vector<std::string> names = {
        "机关事业单位基本养老保险缴费支出（含以前年度补缴及滞纳金）和职业年金缴费支出以及其他社会保障缴费",
        "A very long Latin name without any Chinese in it that goes on and on",
        "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "（）《》“”·—",
        "\U00020BB7野家\u200B\u202E反向",
        "<script>alert(1)</script> & \"x\" ' ]]>",
        "",
        "\x01\x02",
        "😀😀😀",
        "   ",
    };
    return names;
}

}  // namespace gongkai::test
