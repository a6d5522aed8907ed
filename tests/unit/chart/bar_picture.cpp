#include "unit/chart/bar_picture.hpp"

#include <algorithm>
#include <fstream>
#include <regex>

#include <catch2/catch.hpp>

#include "chart/palette.hpp"
#include "decimal/decimal.hpp"

namespace bar_picture {
namespace {

using gongkai::chart::Refusal;
using gongkai::decimal::Decimal;

/// A length "12.3" in tenths.
int in_tenths(const std::string& text)
{
    const auto length = Decimal::parse(text);
    REQUIRE(length);
    REQUIRE(length->scale() <= 1);
    return static_cast<int>(length->round(1).coefficient());
}

std::string attribute(const std::string& element, const std::string& name)
{
    const auto at = element.find(" " + name + "=\"");
    if (at == std::string::npos)
        return "";
    const auto from = at + name.size() + 3;
    return element.substr(from, element.find('"', from) - from);
}

bool is_entity(const std::string& svg, std::size_t at)
{
    const auto entity = svg.substr(at, svg.find(';', at) - at + 1);
    return entity == "&amp;" || entity == "&lt;" || entity == "&gt;" || entity == "&#34;" || entity == "&#39;";
}

/// Well-formed as XML: tags nest, attributes are quoted, no stray < or &.
bool is_well_formed(const std::string& svg)
{
    static const std::regex tag(R"(<(/?)([A-Za-z]+)((?:\s+[A-Za-z0-9:-]+="[^"<]*")*)\s*(/?)>)");
    std::vector<std::string> open;
    for (std::size_t at = svg.find_first_of("<&"); at != std::string::npos; at = svg.find_first_of("<&", at + 1)) {
        if (svg[at] == '&') {
            if (!is_entity(svg, at))
                return false;
            continue;
        }
        std::smatch match;
        const auto end = svg.find('>', at);
        const auto element = end == std::string::npos ? std::string() : svg.substr(at, end - at + 1);
        if (!std::regex_match(element, match, tag))
            return false;
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

bool are_apart(const TextBox& a, const TextBox& b)
{
    return a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
}

bool is_within(const TextBox& a, const TextBox& b) { return a.left >= b.left && a.right <= b.right; }

bool is_bar(const Mark& mark) { return mark.kind == "s1" || mark.kind == "below"; }
bool is_solid(const Mark& mark) { return is_bar(mark) || mark.kind == "tick" || mark.kind == "ink" || mark.kind == "hollow"; }

/// The class of what a text stands on.
std::string ground_of(const TextBox& text, const std::vector<Mark>& all)
{
    for (const auto& mark : all)
        if (is_bar(mark) && !are_apart(text, mark.box))
            return mark.kind;
    return "paper";
}

void check_words(const std::string& svg)
{
    CHECK(is_well_formed(svg));
    for (const auto* word : {"nan", "inf", "NaN", "style=", "<script", "=\"-"})
        CHECK(svg.find(word) == std::string::npos);
    CHECK_FALSE(std::regex_search(svg, std::regex(R"(="-?[0-9.]+e[-+]?[0-9])")));
}

void check_geometry(const std::string& svg, const std::vector<TextBox>& texts)
{
    std::smatch size;
    REQUIRE(std::regex_search(svg, size, std::regex("viewBox=\"0 0 ([0-9.]+) ([0-9.]+)\"")));
    const int width = in_tenths(size[1].str());
    const int height = in_tenths(size[2].str());
    const auto all = rectangles(svg);
    std::vector<std::string> problems;
    const auto require = [&](bool holds, const TextBox& a, const std::string& with) {
        if (!holds)
            problems.push_back(a.text + " " + std::to_string(a.left) + "-" + std::to_string(a.right) + ", " + std::to_string(a.top) + "-" +
                               std::to_string(a.bottom) + ": " + with);
    };
    const auto is_inside = [&](const TextBox& box) { return box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height; };
    for (std::size_t i = 0; i < texts.size(); ++i) {
        require(is_inside(texts[i]), texts[i], "leaves the picture");
        for (std::size_t j = i + 1; j < texts.size(); ++j)
            require(are_apart(texts[i], texts[j]), texts[i], texts[j].text);
        for (const auto& mark : all)
            if (is_solid(mark))
                require(are_apart(texts[i], mark.box) || (mark.kind == "s1" && is_within(texts[i], mark.box)), texts[i], mark.kind);
    }
    for (const auto& mark : all)
        if (is_solid(mark))
            require(is_inside(mark.box), mark.box, mark.kind + " leaves the picture");
    CHECK(problems == std::vector<std::string>());
}

using Colours = std::map<std::string, std::string>;

const std::map<std::string, std::string> properties = {{"s1", "s1"},     {"below", "s3"}, {"s3", "s3"},     {"ink", "ink"},
                                                       {"tick", "ink"},  {"hollow", "ink"}, {"soft", "soft"}, {"paper", "paper"},
                                                       {"axis", "strong-rule"}};

/// The theme's colours by class, for each mode.
const std::vector<Colours>& themes()
{
    static const auto all = [] {
        std::ifstream file(std::string(GONGKAI_SOURCE_DIR) + "/themes/gov/assets/style.css");
        const std::string css{std::istreambuf_iterator<char>(file), {}};
        std::vector<Colours> result;
        for (const auto from : {std::size_t{0}, css.find("@media (prefers-color-scheme: dark)"), css.find(":root[data-theme=\"dark\"]"),
                                css.find("@media print")}) {
            REQUIRE(from != std::string::npos);
            result.emplace_back();
            for (const auto& [kind, name] : properties) {
                std::smatch match;
                const auto rest = css.substr(from, 1200);
                REQUIRE(std::regex_search(rest, match, std::regex("--" + name + ":\\s*(#[0-9a-f]{3,6});")));
                auto colour = match[1].str();
                if (colour.size() == 4)
                    colour = {'#', colour[1], colour[1], colour[2], colour[2], colour[3], colour[3]};
                result.back()[kind] = colour;
            }
        }
        return result;
    }();
    return all;
}

/// The colours that the file itself carries.
Colours literal_colours(const std::string& svg)
{
    Colours colours{{"paper", "#ffffff"}};
    for (const auto& element : elements(svg)) {
        const auto kind = attribute(element, "class");
        const auto fill = attribute(element, "fill");
        const auto stroke = attribute(element, "stroke");
        if (properties.contains(kind))
            colours[kind] = kind == "below" || kind == "hollow" || kind == "axis" ? stroke : fill;
    }
    return colours;
}

void check_contrast(const std::string& svg, const std::vector<TextBox>& texts)
{
    auto modes = themes();
    modes.push_back(literal_colours(svg));
    const auto all = rectangles(svg);
    const auto words = drawn_texts(svg);
    REQUIRE(words.size() == texts.size());
    for (const auto& colours : modes) {
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const auto ground = ground_of(texts[i], all);
            INFO(texts[i].text << ": " << words[i].kind << " on " << ground);
            REQUIRE(gongkai::chart::contrast(colours.at(words[i].kind), colours.at(ground)) >= 4.5);
        }
        for (const auto& mark : all)
            if (is_solid(mark)) {
                INFO(mark.kind);
                REQUIRE(gongkai::chart::contrast(colours.at(mark.kind), colours.at("paper")) >= 3.0);
            }
        REQUIRE(gongkai::chart::contrast(colours.at("axis"), colours.at("paper")) >= 3.0);
    }
}

}  // namespace

std::vector<std::string> elements(const std::string& svg)
{
    std::vector<std::string> result;
    for (auto at = svg.find("</desc>") + 7; at < svg.size();) {
        const auto next = std::min(svg.find('<', at + 1), svg.size());
        result.push_back(svg.substr(at, next - at));
        at = next;
    }
    return result;
}

std::vector<std::string> changed_elements(const std::string& before, const std::string& after)
{
    const auto a = elements(before);
    const auto b = elements(after);
    REQUIRE(a.size() == b.size());
    std::vector<std::string> changed;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i] != b[i])
            changed.push_back(b[i]);
    return changed;
}

std::vector<Mark> rectangles(const std::string& svg)
{
    std::vector<Mark> result;
    for (const auto& element : elements(svg)) {
        if (!element.starts_with("<rect ") || attribute(element, "x").empty())
            continue;
        const int x = in_tenths(attribute(element, "x"));
        const int y = in_tenths(attribute(element, "y"));
        const auto kind = attribute(element, "class");
        result.push_back({kind, {kind, x, y, x + in_tenths(attribute(element, "width")), y + in_tenths(attribute(element, "height"))}});
    }
    return result;
}

std::vector<TextBox> marks(const std::string& svg, const std::string& kind)
{
    std::vector<TextBox> result;
    for (const auto& mark : rectangles(svg))
        if (mark.kind == kind)
            result.push_back(mark.box);
    return result;
}

std::vector<DrawnText> drawn_texts(const std::string& svg)
{
    std::vector<DrawnText> result;
    for (const auto& element : elements(svg))
        if (element.starts_with("<text "))
            result.push_back({attribute(element, "class"), element.substr(element.find('>') + 1), element.find("font-weight") != std::string::npos});
    return result;
}

std::vector<std::string> bold_texts(const std::string& svg)
{
    std::vector<std::string> result;
    for (auto& text : drawn_texts(svg))
        if (text.is_bold) {
            auto plain = std::regex_replace(text.text, std::regex("&lt;"), "<");
            result.push_back(std::regex_replace(plain, std::regex("&gt;"), ">"));
        }
    return result;
}

void check_chart(const Chart& chart)
{
    for (const bool wide : {true, false}) {
        INFO((wide ? "wide" : "narrow"));
        const auto& svg = wide ? chart.wide : chart.narrow;
        const auto& texts = wide ? chart.wide_texts : chart.narrow_texts;
        check_words(svg);
        check_geometry(svg, texts);
        check_contrast(svg, texts);
    }
    CHECK(is_well_formed(chart.file.substr(chart.file.find("<svg"))));
    for (const auto& row : chart.rows)
        CHECK(row.size() == chart.columns.size());
    CHECK((chart.links.empty() || chart.links.size() == chart.rows.size()));
}

const Chart& drawn(const gongkai::chart::Result& result)
{
    if (const auto* refusal = std::get_if<Refusal>(&result))
        FAIL(refusal->reason);
    return std::get<Chart>(result);
}

std::string refused(const gongkai::chart::Result& result)
{
    REQUIRE(std::holds_alternative<Refusal>(result));
    return std::get<Refusal>(result).reason;
}

}  // namespace bar_picture
