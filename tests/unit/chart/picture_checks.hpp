// What every picture must keep to, and its marks read back from the SVG.
#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "chart/chart.hpp"
#include "chart/palette.hpp"
#include "chart/squarify.hpp"

namespace picture_checks {

using namespace gongkai;
using chart::Box;
using chart::Chart;
using chart::TextBox;

inline Chart drawn(const chart::Result& result)
{
    if (const auto* refusal = std::get_if<chart::Refusal>(&result))
        FAIL(refusal->reason);
    return std::get<Chart>(result);
}

inline std::string refused(const chart::Result& result)
{
    REQUIRE(std::holds_alternative<chart::Refusal>(result));
    return std::get<chart::Refusal>(result).reason;
}

/// Well-formed as XML: tags nest, attributes are quoted, no stray < or &.
inline bool is_well_formed(const std::string& svg)
{
    static const std::regex entity("&(?:amp|lt|gt|#34|#39);");
    static const std::regex tag(R"(<(/?)([A-Za-z]+)((?:\s+[A-Za-z0-9:-]+="[^"<]*")*)\s*(/?)>)");
    std::vector<std::string> open;
    for (auto at = svg.cbegin(); at != svg.cend();) {
        std::smatch match;
        if (*at != '<' && *at != '&') {
            ++at;
            continue;
        }
        if (!std::regex_search(at, svg.cend(), match, *at == '<' ? tag : entity, std::regex_constants::match_continuous))
            return false;
        at += match.length();
        if (match.size() == 1)
            continue;
        if (match[1].length() == 0 && match[4].length() == 0)
            open.push_back(match[2].str());
        if (match[1].length() > 0) {
            if (open.empty() || open.back() != match[2].str())
                return false;
            open.pop_back();
        }
    }
    return open.empty();
}

/// A length "12.3" in tenths.
inline int in_tenths(const std::string& text)
{
    const auto length = decimal::Decimal::parse(text);
    REQUIRE(length);
    return static_cast<int>(length->round(1).coefficient());
}

/// A filled rectangle.
struct Tile {
    Box box;
    std::string paint;  ///< class and colour: "s1 #13328b"
};

inline std::vector<Tile> tiles(const std::string& svg)
{
    static const std::regex tile(
        R"re(<rect x="([^"]+)" y="([^"]+)" width="([^"]+)" height="([^"]+)" class="([^ "]+) tile" fill="([^"]+)")re");
    std::vector<Tile> found;
    for (std::sregex_iterator match(svg.begin(), svg.end(), tile), end; match != end; ++match) {
        const int left = in_tenths((*match)[1].str());
        const int top = in_tenths((*match)[2].str());
        found.push_back({{left, top, left + in_tenths((*match)[3].str()), top + in_tenths((*match)[4].str())},
                         (*match)[5].str() + " " + (*match)[6].str()});
    }
    return found;
}

inline std::vector<std::string> matches(const std::string& svg, const char* pattern)
{
    const std::regex mark(pattern);
    std::vector<std::string> found;
    for (std::sregex_iterator match(svg.begin(), svg.end(), mark), end; match != end; ++match)
        found.push_back(match->str());
    return found;
}

inline bool are_apart(const Box& a, const Box& b) { return a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top; }
inline Box box_of(const TextBox& text) { return {text.left, text.top, text.right, text.bottom}; }
inline bool contains(const Box& outer, const Box& inner)
{
    return outer.left <= inner.left && inner.right <= outer.right && outer.top <= inner.top && inner.bottom <= outer.bottom;
}

inline Box view_box(const std::string& svg)
{
    std::smatch size;
    REQUIRE(std::regex_search(svg, size, std::regex("viewBox=\"0 0 ([0-9.]+) ([0-9.]+)\"")));
    return {0, 0, in_tenths(size[1].str()), in_tenths(size[2].str())};
}

/// Texts apart and inside, tiles apart and inside, numbers plain.
inline void check_picture(const std::string& svg, const std::vector<TextBox>& texts)
{
    CHECK(is_well_formed(svg));
    for (const auto* word : {"nan", "inf", "NaN", "style=", "<script", "=\"-"})
        CHECK(svg.find(word) == std::string::npos);
    CHECK(matches(svg, R"(="[^"]*[0-9]e[-+]?[0-9])").empty());
    CHECK(matches(svg, R"( d="[^"]*[-a-z])").empty());
    const auto view = view_box(svg);
    std::vector<std::pair<std::string, Box>> all;
    for (const auto& text : texts)
        all.emplace_back(text.text, box_of(text));
    const auto overlaps = [&](const std::vector<std::pair<std::string, Box>>& boxes) {
        std::string found;
        for (std::size_t i = 0; i < boxes.size(); ++i)
            for (std::size_t j = i + 1; j < boxes.size(); ++j)
                if (!are_apart(boxes[i].second, boxes[j].second))
                    found += boxes[i].first + " / " + boxes[j].first + "\n";
        return found;
    };
    CHECK(overlaps(all).empty());
    std::vector<std::pair<std::string, Box>> marks;
    for (const auto& tile : tiles(svg))
        marks.emplace_back(tile.paint, tile.box);
    CHECK(overlaps(marks).empty());
    all.insert(all.end(), marks.begin(), marks.end());
    for (const auto& [name, box] : all) {
        INFO(name << " " << box.left << "-" << box.right << " x " << box.top << "-" << box.bottom);
        CHECK(contains(view, box));
    }
}

/// Every figure in the picture stands in the table.
inline void check_figures(const Chart& chart, const std::vector<TextBox>& texts)
{
    std::set<std::string> cells;
    for (const auto& row : chart.rows) {
        CHECK(row.size() == chart.columns.size());
        cells.insert(row.begin(), row.end());
    }
    static const std::regex figure("[0-9][0-9,]*\\.[0-9]+%?|<0\\.1%");
    for (const auto& text : texts)
        if (std::regex_match(text.text, figure)) {
            INFO(text.text);
            CHECK(cells.contains(text.text));
        }
}

inline Chart check(const chart::Result& result)
{
    auto chart = drawn(result);
    check_picture(chart.wide, chart.wide_texts);
    check_picture(chart.narrow, chart.narrow_texts);
    CHECK(is_well_formed(chart.file.substr(chart.file.find("<svg"))));
    check_figures(chart, chart.wide_texts);
    check_figures(chart, chart.narrow_texts);
    return chart;
}

inline bool stands_in(const std::vector<TextBox>& texts, const std::string& text)
{
    return std::any_of(texts.begin(), texts.end(), [&](const TextBox& box) { return box.text == text; });
}

/// What the one has and the other has not, sorted.
template <class Item>
std::vector<Item> without(std::vector<Item> items, std::vector<Item> others)
{
    std::sort(items.begin(), items.end());
    std::sort(others.begin(), others.end());
    std::vector<Item> rest;
    std::set_difference(items.begin(), items.end(), others.begin(), others.end(), std::back_inserter(rest));
    return rest;
}

inline std::vector<std::string> words(const std::vector<TextBox>& texts)
{
    std::vector<std::string> words;
    for (const auto& text : texts)
        words.push_back(text.text);
    return words;
}

/// The colours of a mode of the theme, as the style sheet gives them.
class Mode {
public:
    explicit Mode(const std::string& selector)
    {
        std::ifstream file(std::string(GONGKAI_SOURCE_DIR) + "/themes/gov/assets/style.css");
        const std::string css{std::istreambuf_iterator<char>(file), {}};
        const auto from = css.find(selector);
        REQUIRE(from != std::string::npos);
        block_ = css.substr(from, css.find('}', from) - from);
    }

    std::string operator[](const std::string& name) const
    {
        std::smatch match;
        INFO(name);
        REQUIRE(std::regex_search(block_, match, std::regex("--" + name + ":\\s*(#[0-9a-f]{3,6});")));
        const auto colour = match[1].str();
        return colour.size() > 4 ? colour : std::string{'#', colour[1], colour[1], colour[2], colour[2], colour[3], colour[3]};
    }

    /// What a paint's class gives.
    std::string fill(const chart::Paint& paint) const
    {
        if (paint.class_name == "rest" || paint.class_name == "dark-ink")
            return std::string(paint.fill);  // the same in both modes
        return (*this)[std::string(paint.class_name)];
    }

private:
    std::string block_;
};

inline std::vector<Mode> modes() { return {Mode(":root {"), Mode(":root[data-theme=\"dark\"] {"), Mode("@media print")}; }

/// A colour with this opacity in percent on another.
inline std::string blend(const std::string& over, const std::string& under, int percent)
{
    static const char digits[] = "0123456789abcdef";
    std::string out = "#";
    for (std::size_t at = 1; at < 7; at += 2) {
        const int a = std::stoi(over.substr(at, 2), nullptr, 16);
        const int b = std::stoi(under.substr(at, 2), nullptr, 16);
        const auto mixed = static_cast<std::size_t>((a * percent + b * (100 - percent) + 50) / 100);
        out += digits[mixed / 16];
        out += digits[mixed % 16];
    }
    return out;
}

/// Names such as no form should have and some do (cases 24 to 28).
inline const std::vector<std::string>& odd_names()
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
        "MWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMW",
    };
    return names;
}

}  // namespace picture_checks
