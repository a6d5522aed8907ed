// Bars of rates of execution: what reports print, what they leave out, and worse.
#include "chart/chart.hpp"

#include <algorithm>
#include <clocale>
#include <regex>

#include <catch2/catch.hpp>

#include "chart/palette.hpp"
#include "chart/text.hpp"

using namespace gongkai;
using chart::Chart;
using chart::RateItem;
using chart::TextBox;
using decimal::Decimal;

namespace {

/// Printed as "98.8%"; an empty number is a missing rate.
RateItem item(std::string label, const std::string& rate, std::string score = "")
{
    return {std::move(label), rate.empty() ? std::nullopt : Decimal::parse(rate), rate.empty() ? "" : rate + "%", std::move(score)};
}

chart::Result rates(std::vector<RateItem> items)
{
    return chart::draw(chart::RateChart{"r", "各项目预算执行率", "项目", "执行率", "得分", std::move(items)});
}

const Chart& drawn(const chart::Result& result)
{
    REQUIRE(std::holds_alternative<Chart>(result));
    return std::get<Chart>(result);
}

std::string refused(const chart::Result& result)
{
    REQUIRE(std::holds_alternative<chart::Refusal>(result));
    return std::get<chart::Refusal>(result).reason;
}

/// Well-formed as XML: tags nest, attributes are quoted, no stray < or &.
bool is_well_formed(const std::string& svg)
{
    const std::regex entity("&(?:amp|lt|gt|#34|#39);");
    const std::regex tag(R"(<(/?)([A-Za-z]+)((?:\s+[A-Za-z0-9:-]+="[^"<]*")*)\s*(/?)>)");
    std::vector<std::string> open;
    for (auto at = svg.cbegin(); at != svg.cend();) {
        std::smatch match;
        if (*at == '<' || *at == '&') {
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
        } else {
            ++at;
        }
    }
    return open.empty();
}

/// A length "12.3" in tenths.
int in_tenths(const std::string& text)
{
    const auto length = Decimal::parse(text);
    REQUIRE(length);
    return static_cast<int>(length->round(1).coefficient());
}

/// The marks of a sort, as boxes in tenths; `pattern` catches left, top, and width and height
/// or right and bottom.
std::vector<TextBox> marks(const std::string& svg, const std::string& pattern, bool has_size)
{
    std::vector<TextBox> boxes;
    const std::regex mark(pattern);
    for (std::sregex_iterator match(svg.begin(), svg.end(), mark), end; match != end; ++match) {
        const int x = in_tenths((*match)[1].str());
        const int y = in_tenths((*match)[2].str());
        const int a = in_tenths((*match)[3].str());
        const int b = in_tenths((*match)[4].str());
        boxes.push_back({"mark", x, y, has_size ? x + a : a, has_size ? y + b : b});
    }
    return boxes;
}

std::vector<TextBox> bars(const std::string& svg)
{
    return marks(svg, R"re(<rect x="([^"]+)" y="([^"]+)" width="([^"]+)" height="([^"]+)" class="s1")re", true);
}

std::vector<TextBox> lines(const std::string& svg)
{
    return marks(svg, R"re(<line x1="([^"]+)" y1="([^"]+)" x2="([^"]+)" y2="([^"]+)")re", false);
}

/// The box of a triangle that points to the right.
std::vector<TextBox> arrows(const std::string& svg)
{
    return marks(svg, R"re(<polygon points="([^,]+),([^ ]+) ([^,]+),[^ ]+ [^,]+,([^"]+)")re", false);
}

bool are_apart(const TextBox& a, const TextBox& b)
{
    return a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
}

void check_picture(const std::string& svg, const std::vector<TextBox>& texts)
{
    CHECK(is_well_formed(svg));
    for (const auto* word : {"nan", "inf", "NaN", "style=", "<script", "=\"-"})
        CHECK(svg.find(word) == std::string::npos);
    CHECK_FALSE(std::regex_search(svg, std::regex(R"(="-?[0-9.]+e[-+]?[0-9])")));
    std::smatch size;
    REQUIRE(std::regex_search(svg, size, std::regex("viewBox=\"0 0 ([0-9.]+) ([0-9.]+)\"")));
    // A text may not touch another, nor a bar, nor a line; bars and lines may cross.
    auto all = texts;
    for (const auto& some : {bars(svg), lines(svg), arrows(svg)})
        all.insert(all.end(), some.begin(), some.end());
    const int width = in_tenths(size[1].str());
    const int height = in_tenths(size[2].str());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& a = all[i];
        INFO(a.text << " " << a.left << "-" << a.right << " of " << width << ", " << a.top << "-" << a.bottom << " of " << height);
        CHECK((a.left >= 0 && a.right <= width && a.top >= 0 && a.bottom <= height));
        for (std::size_t j = i + 1; i < texts.size() && j < all.size(); ++j) {  // the texts come first
            INFO("and " << all[j].text << " " << all[j].left << "-" << all[j].right << ", " << all[j].top << "-" << all[j].bottom);
            CHECK(are_apart(a, all[j]));
        }
    }
}

bool stands_in(const std::vector<TextBox>& texts, const std::string& text)
{
    return std::any_of(texts.begin(), texts.end(), [&](const TextBox& box) { return box.text == text; });
}

/// All rates and scores in the picture are those of the table, in its order.
void check_table(const Chart& chart, const std::vector<TextBox>& texts)
{
    auto at = texts.begin() + (chart.columns.size() > 2 ? 3 : 2);  // past the head
    for (const auto& row : chart.rows) {
        REQUIRE(row.size() == chart.columns.size());
        for (auto cell = row.begin() + 1; cell != row.end(); ++cell) {
            at = std::find_if(at, texts.end(), [&](const TextBox& box) { return box.text == *cell; });
            INFO(row[0] << " " << *cell);
            REQUIRE(at != texts.end());
            ++at;
        }
    }
    CHECK(at == texts.end());
}

const Chart& check(const chart::Result& result)
{
    const auto& chart = drawn(result);
    check_picture(chart.wide, chart.wide_texts);
    check_picture(chart.narrow, chart.narrow_texts);
    CHECK(is_well_formed(chart.file.substr(chart.file.find("<svg"))));
    return chart;
}

/// Where the line at 100 % stands: the second line of a picture, or each second.
int full_line(const std::string& svg)
{
    const auto light = marks(svg, R"re(<line x1="([^"]+)" y1="([^"]+)" x2="([^"]+)" y2="([^"]+)" class="grid")re", false);
    REQUIRE_FALSE(light.empty());
    return light.front().left;
}

/// The picture of one rate: its bar is given back, or nothing.
std::optional<TextBox> bar_of(const std::string& rate)
{
    const auto result = rates({item("党建工作经费", rate, "19.5"), item("乙", "50")});
    const auto& chart = check(result);
    check_table(chart, chart.wide_texts);
    check_table(chart, chart.narrow_texts);
    CHECK(stands_in(chart.wide_texts, rate + "%"));
    const auto found = bars(chart.wide);
    return found.size() == 2 ? std::optional(found.front()) : std::nullopt;
}

}  // namespace

TEST_CASE("rates of a summary in the order of the report, with the scores that it prints")
{
    const auto result = rates({item("党办业务经费", "93", "18.67"), item("保密工作经费", "90.52", "18.1"), item("驻村工作经费", "10"),
                               item("整体支出", "117.62", "20"), item("文明创建经费", "", "20"), item("外事经费", "0", "0.00")});
    const auto& chart = check(result);
    check_table(chart, chart.wide_texts);
    check_table(chart, chart.narrow_texts);
    CHECK(chart.columns == std::vector<std::string>{"项目", "执行率", "得分"});
    CHECK(chart.rows == std::vector<std::vector<std::string>>{{"党办业务经费", "93%", "18.67"},
                                                              {"保密工作经费", "90.52%", "18.1"},
                                                              {"驻村工作经费", "10%", "—"},
                                                              {"整体支出", "117.62%", "20"},
                                                              {"文明创建经费", "未公布", "20"},
                                                              {"外事经费", "0%", "0.00"}});
    CHECK(bars(chart.wide).size() == 4);
    CHECK(bars(chart.narrow).size() == 4);
    // Zero and 100 %: through all rows, or at each bar where labels stand between them.
    CHECK(lines(chart.wide).size() == 2);
    CHECK(lines(chart.narrow).size() == 12);
    CHECK(chart.note.empty());
    CHECK(chart.wide.find("共 6 个项目，1 个没有执行率，4 个低于 100%。执行率最高：整体支出 117.62%。最低：外事经费 0%。") != std::string::npos);
}

TEST_CASE("without any score there is no column of scores")
{
    const auto result = rates({item("甲", "98.8"), item("乙", "")});
    const auto& chart = check(result);
    check_table(chart, chart.wide_texts);
    CHECK(chart.columns == std::vector<std::string>{"项目", "执行率"});
    CHECK(chart.rows == std::vector<std::vector<std::string>>{{"甲", "98.8%"}, {"乙", "未公布"}});
    CHECK_FALSE(stands_in(chart.wide_texts, "得分"));
    CHECK_FALSE(stands_in(chart.narrow_texts, "—"));
}

TEST_CASE("bars end where their rate is: none for 0, at the line for 100, past it for more")
{
    CHECK_FALSE(bar_of("0"));
    CHECK_FALSE(bar_of("0.00"));
    CHECK(bar_of("0.0001")->right - bar_of("0.0001")->left == 20);
    for (const auto* rate : {"1", "47.54", "71.67", "85", "93.7", "99.99", "100", "100.00", "100.01", "117.6", "299.99", "300"})
        CHECK(bar_of(rate));
    const auto result = rates({item("甲", "100"), item("乙", "50"), item("丙", "117.6")});
    for (const auto* svg : {&drawn(result).wide, &drawn(result).narrow}) {
        const auto found = bars(*svg);
        REQUIRE(found.size() == 3);
        CHECK(found[0].right == full_line(*svg));
        CHECK(std::abs((found[1].right - found[1].left) * 2 - (found[0].right - found[0].left)) <= 1);
        CHECK(std::abs((found[2].right - found[2].left) * 1000 - (found[0].right - found[0].left) * 1176) <= 1000);
    }
}

TEST_CASE("beyond 300 % the bar is cut and ends in an arrow, before its number")
{
    CHECK(drawn(rates({item("甲", "300")})).note.empty());
    CHECK(arrows(drawn(rates({item("甲", "300")})).wide).empty());
    for (const auto* rate : {"300.001", "350", "1200", "123456.78", "99999999999999999999999999999999999999"}) {
        INFO(rate);
        const auto result = rates({item("甲", rate, "20"), item("乙", "150", "20"), item("丙", "", "20")});
        const auto& chart = check(result);
        CHECK(chart.note == "超过 300% 的条形画到 300% 为止，末端为箭头，以数字为准。");
        CHECK(chart.rows[0][1] == std::string(rate) + "%");
        for (const auto* svg : {&chart.wide, &chart.narrow}) {
            REQUIRE(arrows(*svg).size() == 1);
            const auto found = bars(*svg);
            CHECK(found[0].right < arrows(*svg)[0].left);
            CHECK(std::abs((arrows(*svg)[0].right - found[0].left) - 2 * (found[1].right - found[1].left)) <= 1);
        }
    }
    CHECK(stands_in(drawn(rates({item("甲", "1200")})).narrow_texts, "1200%"));
}

TEST_CASE("one item, and forty; more, none and none with a rate are refused")
{
    check(rates({item("甲", "98.8")}));
    CHECK(drawn(rates({item("甲", "98.8")})).wide.find("共 1 个项目，1 个低于 100%。甲：98.8%。") != std::string::npos);
    CHECK(drawn(rates({item("甲", "100"), item("乙", "100")})).wide.find("0 个低于 100%。执行率均为 100%。") != std::string::npos);
    std::vector<RateItem> items;
    for (int i = 0; i < 40; ++i)
        items.push_back(item("第" + std::to_string(i) + "项专项业务经费" + (i % 3 == 0 ? "（含以前年度结转资金）及配套经费" : ""),
                             i % 7 == 3 ? "" : std::to_string(i * i) + "." + std::to_string(i % 10), i % 5 == 0 ? "" : std::to_string(i)));
    const auto result = rates(items);
    const auto& chart = check(result);
    check_table(chart, chart.wide_texts);
    check_table(chart, chart.narrow_texts);
    CHECK(chart.rows.size() == 40);
    CHECK(chart.rows[39][0].starts_with("第39项"));
    items.push_back(item("甲", "1"));
    CHECK(refused(rates(items)) == "有 41 个项目，一张图最多画 40 个");
    CHECK(refused(rates({})) == "没有项目");
    CHECK(refused(rates({item("甲", ""), item("乙", "", "20")})) == "没有一个项目公布执行率");
}

TEST_CASE("every rate beside every other: values keep clear of bars and lines wherever the axis ends")
{
    for (const auto* longest : {"50", "101", "104.5", "112", "135", "200", "299"}) {
        std::vector<RateItem> items{item("整体支出", longest, "20")};
        for (int i = 1; i < 40; ++i)
            items.push_back(item("项目", std::to_string(i * 3 - 1) + ".55", "19.98"));
        check(rates(items));
    }
}

TEST_CASE("a long label takes two lines, then an ellipsis; the full text is in the table and in a title")
{
    const std::string two_lines = "机关事业单位基本养老保险缴费支出（含以前年度补缴及滞纳金）";
    const std::string too_long = two_lines + "和职业年金缴费支出以及其他社会保障缴费和离退休人员管理工作专项业务经费";
    const auto result = rates({item(two_lines, "98.8", "20"), item(too_long, "100", "20"), item("甲", "1")});
    const auto& chart = check(result);
    check_table(chart, chart.wide_texts);
    CHECK(chart.rows[1][0] == too_long);
    for (const auto* svg : {&chart.wide, &chart.narrow, &chart.file}) {
        CHECK(svg->find("<title>" + two_lines) == svg->find("<title>" + too_long));
        CHECK(svg->find("<title>" + too_long + "</title>") != std::string::npos);
        CHECK(svg->find("…</text>") != std::string::npos);
    }
    // Two lines of about the same length.
    const auto& first = chart.wide_texts[3];
    const auto& second = chart.wide_texts[4];
    CHECK(first.text + second.text == two_lines);
    CHECK(std::abs((first.right - first.left) - (second.right - second.left)) < 400);
    // On narrow screens above the bar, on wide ones beside it.
    CHECK(chart.wide_texts[3].right < bars(chart.wide)[0].left);
    CHECK(chart.narrow_texts[4].bottom < bars(chart.narrow)[0].top);
}

TEST_CASE("labels and figures of every sort stay inside the picture and are escaped")
{
    for (const auto* text : {"A very long Latin name without any Chinese in it that goes on and on, and on",
                             "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "（）《》“”·—", "\U00020BB7野家\u200B\u202E反向",
                             "<script>alert(1)</script> & \"x\" ' ]]>", "", "\x01\x02", "😀😀😀", "MWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMW",
                             "98.8%（含上年结转结余资金安排的项目支出和年中追加）"}) {
        INFO(text);
        check(rates({{text, Decimal(988, 1), text, text}, item("乙", "100", "20"), item("丙", "1200", "20")}));
    }
    const auto result = rates({{"", Decimal(988, 1), "\x01", " "}, {"乙", Decimal(-50, 1), "", ""}, {"丙", std::nullopt, "不适用", ""}});
    const auto& chart = check(result);
    CHECK(chart.rows == std::vector<std::vector<std::string>>{{"（未命名）", "98.8%"}, {"乙", "\u22125.0%"}, {"丙", "不适用"}});
    CHECK(bars(chart.wide).size() == 1);
    CHECK(chart.note == "执行率为负数的项目不画条形。");
}

TEST_CASE("a rate chart has the same bytes twice and in another locale, ids of its own, and is small")
{
    std::vector<RateItem> items;
    for (int i = 0; i < 12; ++i)
        items.push_back(item("第" + std::to_string(i) + "项业务经费", "98.8" + std::to_string(i), "19.98"));
    const auto first = drawn(rates(items));
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    const auto second = drawn(rates(items));
    std::setlocale(LC_ALL, "C");
    CHECK(first.wide == second.wide);
    CHECK(first.narrow == second.narrow);
    CHECK(first.file == second.file);
    CHECK(first.wide.find("id=\"r-w-t\"") != std::string::npos);
    CHECK(first.narrow.find("id=\"r-n-t\"") != std::string::npos);
    CHECK(first.file.find("id=\"r-f-t\"") != std::string::npos);
    CHECK(first.wide.size() < 8192);
}

TEST_CASE("one rate changed, its bar and its value change and no others")
{
    const auto before = drawn(rates({item("甲", "70"), item("乙", "30"), item("丙", "100")}));
    const auto after = drawn(rates({item("甲", "60"), item("乙", "30"), item("丙", "100")}));
    CHECK(bars(before.wide)[0].right > bars(after.wide)[0].right);
    for (const std::size_t i : {1U, 2U}) {
        CHECK(bars(before.wide)[i].right == bars(after.wide)[i].right);
        CHECK(before.rows[i] == after.rows[i]);
    }
}
