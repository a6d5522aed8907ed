// Flows from sources to uses: what accounts contain, and worse (case 35 of the hard cases, and those
// on figures, names, colours and bytes: 5, 6, 16, 17, 19, 20 to 29, 41, 42, 44 to 48).
#include "chart/flow_chart.hpp"

#include <clocale>

#include "chart/flow_layout.hpp"
#include "chart/flow_picture.hpp"
#include "chart/numbers.hpp"
#include "picture_checks.hpp"

using namespace picture_checks;
using chart::FlowChart;
using chart::FlowNode;
using decimal::Money;

namespace {

constexpr auto wan = decimal::Unit::ten_thousand_yuan;

Money money(std::int64_t hundredths) { return Money::from_cents(hundredths * 10'000); }  // hundredths of 万元

/// Sources, one total, uses; amounts in hundredths.
FlowChart through_total(const std::vector<std::int64_t>& sources, const std::vector<std::int64_t>& uses)
{
    FlowChart chart{"f", "流向", wan, {"来源", "总计", "用途"}, {{1, "总计", ""}}, {}, {}};
    for (const auto amount : sources) {
        chart.nodes.push_back({0, "来源" + std::to_string(chart.nodes.size()), ""});
        chart.links.push_back({chart.nodes.size() - 1, 0, money(amount)});
    }
    for (const auto amount : uses) {
        chart.nodes.push_back({2, "用途" + std::to_string(chart.nodes.size()), ""});
        chart.links.push_back({0, chart.nodes.size() - 1, money(amount)});
    }
    return chart;
}

/// Two sources, a total, two kinds, three uses, and a use that passes over the kinds.
FlowChart usual()
{
    return {"f", "流向", wan, {"来源", "总计", "性质", "用途"},
            {{0, "甲源", ""}, {0, "乙源", ""}, {1, "总计", ""}, {2, "基本", ""}, {2, "项目", ""},
             {3, "甲用", "201"}, {3, "乙用", "208"}, {3, "丙用", "210"}, {3, "留存", "999"}},
            {{0, 2, money(80000)}, {1, 2, money(20000)}, {2, 3, money(60000)}, {2, 4, money(39000)}, {2, 8, money(1000)},
             {3, 5, money(50000)}, {3, 6, money(10000)}, {4, 5, money(29000)}, {4, 7, money(10000)}},
            {}};
}

std::vector<std::string> ribbons(const std::string& svg) { return matches(svg, R"(<path d="[^"]+" class="[a-z0-9]+ ribbon")"); }
std::vector<std::string> leaders(const std::string& svg) { return matches(svg, "<line [^>]+>"); }

/// Besides what holds for every picture: no text on a block, no leader on a text.
Chart check_flow(const chart::Result& result)
{
    auto chart = check(result);
    const std::regex ends(R"re(x1="([^"]+)" y1="([^"]+)" x2="([^"]+)" y2="([^"]+)")re");
    for (const auto& [svg, texts] : {std::pair(&chart.wide, &chart.wide_texts), std::pair(&chart.narrow, &chart.narrow_texts)}) {
        std::vector<Box> marks;
        for (const auto& tile : tiles(*svg))
            marks.push_back(tile.box);
        for (const auto& leader : leaders(*svg)) {
            std::smatch end;
            REQUIRE(std::regex_search(leader, end, ends));
            const auto [left, right] = std::minmax({in_tenths(end[1].str()), in_tenths(end[3].str())});
            const auto [top, bottom] = std::minmax({in_tenths(end[2].str()), in_tenths(end[4].str())});
            marks.push_back({left, top, right, bottom});
        }
        for (const auto& text : *texts)
            for (const auto& mark : marks) {
                INFO(text.text << " " << text.left << "-" << text.right << " on " << mark.left << "-" << mark.right);
                CHECK(are_apart(box_of(text), mark));
            }
    }
    return chart;
}

chart::FlowNet net_of(const FlowChart& chart) { return std::get<chart::FlowNet>(chart::flow_net(chart)); }

}  // namespace

TEST_CASE("flows over a total and kinds, one of them past the kinds")
{
    const auto result = chart::draw(usual());
    const auto chart = check_flow(result);
    CHECK(ribbons(chart.wide).size() == 9);
    CHECK(ribbons(chart.narrow).size() == 10);  // the one past the kinds in two pictures
    CHECK(tiles(chart.wide).size() == 9);
    CHECK(chart.columns == std::vector<std::string>{"项目", "环节", "金额", "占比"});
    CHECK(chart.rows.size() == 18);
    CHECK(chart.rows[0] == std::vector<std::string>{"甲源", "来源", "800.00", "80.0%"});
    CHECK(chart.rows[2] == std::vector<std::string>{"总计", "总计", "1000.00", "100.0%"});
    CHECK(chart.rows[13] == std::vector<std::string>{"总计 → 留存", "流向", "10.00", "1.0%"});
    CHECK(chart.note.empty());
    CHECK(chart.wide.find("来源共 2 项：甲源 800.00万元，占 80.0%；乙源 200.00万元，占 20.0%。") != std::string::npos);
    // All names, amounts and shares stand in both pictures.
    for (std::size_t i = 0; i < 9; ++i)
        for (const std::size_t cell : {0U, 2U, 3U}) {
            CHECK(stands_in(chart.wide_texts, chart.rows[i][cell]));
            CHECK(stands_in(chart.narrow_texts, chart.rows[i][cell]));
        }
}

TEST_CASE("case 35: what is no flow from many to many is refused with its figures")
{
    auto unbalanced = usual();
    unbalanced.links[7].amount = money(28000);
    CHECK(refused(chart::draw(unbalanced)) == "流入与流出不平衡：“项目”流入 390.00、流出 380.00，相差 10.00");
    auto negative = usual();
    negative.links[5].amount = money(-1230);
    CHECK(refused(chart::draw(negative)) == "流向为负数，不能画成流向图：“基本”→“甲用” \u221212.30");
    auto cycle = usual();
    cycle.links.push_back({5, 3, money(100)});
    cycle.links.push_back({4, 4, money(200)});
    CHECK(refused(chart::draw(cycle)) == "流向成环或倒流，不能画成流向图：“甲用”→“基本” 1.00；“项目”→“项目” 2.00");
    CHECK(refused(chart::draw(through_total({1000, 0}, {400, 600}))) == "“来源”只有一项：“来源1”10.00，不必画流向图");
    CHECK(refused(chart::draw(through_total({400, 600}, {1000}))) == "“用途”只有一项：“用途3”10.00，不必画流向图");
    CHECK(refused(chart::draw(through_total({1000}, {1000}))) == "“来源”只有一项：“来源1”10.00，不必画流向图");
    CHECK(refused(chart::draw(through_total({0, 0}, {0, 0}))) == "“来源”没有大于零的项目");
    CHECK(refused(chart::draw(FlowChart{"f", "t", wan, {"来源", "总计", "用途"}, {}, {}, {}})) == "“来源”没有大于零的项目");
}

TEST_CASE("a chart of another form is refused")
{
    auto two = usual();
    two.columns = {"来源", "用途"};
    CHECK(refused(chart::draw(two)) == "有 2 个环节，流向图须有 3 或 4 个");
    auto outside = usual();
    outside.nodes[8].column = 4;
    CHECK(refused(chart::draw(outside)) == "“留存”在第 5 个环节，图中没有");
    auto missing = usual();
    missing.links[1].to = 9;
    CHECK(refused(chart::draw(missing)) == "第 2 条流向所指的项目不存在");
    auto only_past = usual();
    only_past.nodes = {{0, "甲", ""}, {0, "乙", ""}, {3, "丙", ""}, {3, "丁", ""}};
    only_past.links = {{0, 2, money(1)}, {1, 3, money(1)}};
    CHECK(refused(chart::draw(only_past)) == "“总计”没有大于零的项目");
    CHECK(refused(chart::draw(through_total(std::vector<std::int64_t>(61, 1), {30, 31}))) == "“来源”有 61 项，一张图最多画 60 项");
}

TEST_CASE("cases 20, 21: a tail within the tolerance is drawn and told, beyond it refused")
{
    auto chart = through_total({50000, 31125}, {50000, 31122});
    chart.tolerance = money(3);
    CHECK(check_flow(chart::draw(chart)).note == "流入与流出因尾数相差不超过 0.03。");
    chart.tolerance = money(2);
    CHECK(refused(chart::draw(chart)) == "流入与流出不平衡：“总计”流入 811.25、流出 811.22，相差 0.03");
}

TEST_CASE("cases 2, 35: zero flows are left out, flows between the same two are added up")
{
    auto chart = through_total({500, 500, 0}, {400, 0, 600});
    chart.links.push_back({1, 0, money(100)});
    chart.links.push_back({0, 4, money(100)});
    const auto result = chart::draw(chart);
    const auto picture = check_flow(result);
    CHECK(picture.note == "金额为零的流向未画。");
    CHECK(tiles(picture.wide).size() == 5);
    CHECK(ribbons(picture.wide).size() == 4);
    CHECK(picture.rows[0] == std::vector<std::string>{"来源1", "来源", "6.00", "54.5%"});
}

TEST_CASE("cases 5, 17, 35: a millionth is one unit thick and the rest stays to scale")
{
    const auto flows = through_total({100'000'000, 1, 50'000'000}, {149'999'999, 1, 1});
    const auto picture = check_flow(chart::draw(flows));
    CHECK(picture.note == "不足 1 像素宽的流向画成 1 像素，以数字为准。");
    CHECK(picture.rows[2] == std::vector<std::string>{"来源2", "来源", "0.01", "<0.1%"});
    const auto net = net_of(flows);
    const auto layout = chart::flow_layout(net, chart::node_order(net), {0, 2, 2600, {300, 300, 300}, 0});
    CHECK(layout.bands[1].thickness == 10);
    CHECK(layout.bands[0].thickness == chart::proportion(100'000'000, 150'000'001, 2600));
    CHECK(layout.bands[2].thickness == chart::proportion(50'000'000, 150'000'001, 2600));
    CHECK(layout.bottom <= 2600 + 2 * 300 + 2 * 10);
}

TEST_CASE("case 6: twenty-six uses are all labelled; of sixty, those that do not fit are named in the note")
{
    std::vector<std::int64_t> uses;
    std::int64_t sum = 0;
    for (int i = 0; i < 26; ++i)
        sum += uses.emplace_back(2'000'000 / (1 + i * i));
    const auto picture = check_flow(chart::draw(through_total({sum - 1000, 1000}, uses)));
    for (std::size_t i = 0; i < 29; ++i) {
        CHECK(stands_in(picture.wide_texts, picture.rows[i][0]));
        CHECK(stands_in(picture.wide_texts, picture.rows[i][2]));
        CHECK(stands_in(picture.narrow_texts, picture.rows[i][0]));
    }
    const auto sixty = check_flow(chart::draw(through_total({5000, 1000}, std::vector<std::int64_t>(60, 100))));
    CHECK(sixty.rows.size() == 63 + 62);
    CHECK(sixty.note.find("图中未标全名称或金额，见数据表：") != std::string::npos);
    CHECK_FALSE(leaders(sixty.wide).empty());  // labels are pushed apart there
    for (std::size_t i = 3; i < 63; ++i)
        if (!stands_in(sixty.wide_texts, sixty.rows[i][0]) || !stands_in(sixty.narrow_texts, sixty.rows[i][0]))
            CHECK((sixty.note.find(sixty.rows[i][0]) != std::string::npos || sixty.note.find("等 ") != std::string::npos));
}

TEST_CASE("many kinds are labelled on top of the ribbons")
{
    FlowChart chart{"f", "流向", wan, {"来源", "总计", "性质", "用途"},
                    {{0, "甲源", ""}, {0, "乙源", ""}, {1, "总计", ""}, {3, "甲用", ""}, {3, "乙用", ""}}, {}, {}};
    std::int64_t sum = 0;
    for (int i = 0; i < 9; ++i) {
        const std::int64_t amount = i == 0 ? 90000 : 10;
        sum += amount;
        chart.nodes.push_back({2, "第" + std::to_string(i) + "种性质", ""});
        chart.links.push_back({2, chart.nodes.size() - 1, money(amount)});
        chart.links.push_back({chart.nodes.size() - 1, i % 2 == 0 ? std::size_t{3} : 4, money(amount)});
    }
    chart.links.push_back({0, 2, money(sum - 5)});
    chart.links.push_back({1, 2, money(5)});
    const auto picture = check_flow(chart::draw(chart));
    for (int i = 0; i < 9; ++i)
        CHECK(stands_in(picture.wide_texts, "第" + std::to_string(i) + "种性质"));
    CHECK(leaders(picture.wide).empty());
}

TEST_CASE("the order is by code, else by size; then by where flows come from; ties as given (29)")
{
    const auto net = net_of(usual());
    const auto order = chart::node_order(net);
    CHECK(net.nodes[order[0][0]].name == "甲源");
    CHECK(net.nodes[order[2][0]].name == "基本");
    // 乙用 comes from the upper kind alone, 丙用 from the lower, 甲用 from both.
    std::vector<std::string> uses;
    for (const auto node : order[3])
        uses.push_back(net.nodes[node].name);
    CHECK(uses == std::vector<std::string>{"乙用", "甲用", "丙用", "留存"});
    const auto ties = check_flow(chart::draw(through_total({100, 100, 100}, {75, 75, 75, 75})));
    for (std::size_t i = 0; i < 3; ++i)
        CHECK(ties.rows[i][0] == "来源" + std::to_string(i + 1));
    for (std::size_t i = 0; i < 4; ++i)
        CHECK(ties.rows[i + 4][0] == "用途" + std::to_string(i + 4));
    // Case 19: shares of each column add up to 100.0.
    CHECK(ties.rows[0][3] == "33.4%");
    CHECK(ties.rows[1][3] == "33.3%");
}

TEST_CASE("cases 22 to 28: names of every sort stay inside the picture and are escaped")
{
    for (const auto& name : odd_names()) {
        INFO(name);
        auto chart = usual();
        chart.title = name;
        chart.columns[0] = chart.columns[1] = chart.columns[3] = name;
        for (const std::size_t node : {0U, 2U, 3U, 5U, 8U})
            chart.nodes[node].name = name;
        check_flow(chart::draw(chart));
        auto rows = through_total({1000, 300}, std::vector<std::int64_t>(13, 100));
        for (auto& node : rows.nodes)
            node.name = name;
        check_flow(chart::draw(rows));
    }
    auto chart = usual();
    chart.nodes[5].name = chart.nodes[6].name = "";
    chart.nodes[5].code = chart.nodes[6].code = "201";
    const auto picture = check_flow(chart::draw(chart));
    CHECK(std::count_if(picture.rows.begin(), picture.rows.end(), [](const auto& row) { return row[0] == "（未命名）"; }) == 2);
}

TEST_CASE("case 16: figures at the edge of 64 bits")
{
    auto chart = through_total({1, 1}, {1, 1});
    for (auto& link : chart.links)
        link.amount = Money::from_cents(INT64_MAX / 2);
    const auto picture = check_flow(chart::draw(chart));
    CHECK(picture.rows[0][2] == "4,611,686,018,427.387903");
    CHECK(picture.note.find("图中未标全名称或金额") != std::string::npos);
    for (auto& link : chart.links)
        link.amount = Money::from_cents(INT64_MAX);
    CHECK(refused(chart::draw(chart)) == "金额之和超出可以表示的范围");
    for (auto& link : chart.links)
        link.amount = Money::from_cents(INT64_MIN + 1);
    CHECK(refused(chart::draw(chart)).starts_with("流向为负数，不能画成流向图："));
}

TEST_CASE("cases 41, 46: text on paper and on two ribbons has 4.5:1, blocks 3:1, in light, dark and print")
{
    for (const auto& mode : modes()) {
        std::vector<chart::Paint> paints(chart::series.begin(), chart::series.end());
        paints.insert(paints.end(), {chart::rest, chart::soft});
        const auto paper = mode["paper"];
        CHECK(chart::contrast(mode["ink"], paper) >= 4.5);  // also on the edge around text over marks
        CHECK(chart::contrast(mode["soft"], paper) >= 4.5);
        for (const auto& lower : paints) {
            CHECK(chart::contrast(mode.fill(lower), paper) >= 3.0);
            for (const auto& upper : paints) {
                const auto ground = blend(mode.fill(upper), blend(mode.fill(lower), paper, chart::ribbon_opacity), chart::ribbon_opacity);
                INFO(upper.class_name << " over " << lower.class_name << " is " << ground);
                CHECK(chart::contrast(mode["ink"], ground) >= 4.5);
            }
        }
    }
    // Every fill is one of those; text on ribbons is ink with an edge.
    const auto chart = drawn(chart::draw(usual()));
    CHECK(matches(chart.wide, R"(class="soft halo")").empty());
    CHECK_FALSE(matches(chart.wide, R"(class="ink halo")").empty());
    const auto fills = matches(chart.wide, R"(class="[^"]+" fill="[^"]+")");
    for (const auto& fill : fills)
        CHECK(std::regex_match(fill, std::regex(R"re(class="(s[1-6]|rest|soft|ink)( tile| ribbon| halo)?" fill="#[0-9a-f]{6}")re")));
}

TEST_CASE("no colour means two things")
{
    const auto picture = drawn(chart::draw(through_total({500, 400, 300, 200}, {500, 400, 300, 100, 100})));
    std::multiset<std::string> colours;
    for (const auto& tile : tiles(picture.wide))
        colours.insert(tile.paint);
    for (const auto& paint : chart::series)
        CHECK(colours.count(std::string(paint.class_name) + " " + std::string(paint.fill)) == 1);
    CHECK(colours.count("rest #8592a3") == 3);
}

TEST_CASE("cases 42 to 45: the same bytes twice and in another locale, ids of its own, small")
{
    const auto first = drawn(chart::draw(usual()));
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    const auto second = drawn(chart::draw(usual()));
    std::setlocale(LC_ALL, "C");
    CHECK(first.wide == second.wide);
    CHECK(first.narrow == second.narrow);
    CHECK(first.file == second.file);
    CHECK(first.wide.find("id=\"f-w-t\"") != std::string::npos);
    CHECK(first.narrow.find("id=\"f-n-t\"") != std::string::npos);
    CHECK(first.file.find("id=\"f-f-t\"") != std::string::npos);
    CHECK(first.wide.size() < 8192);
}

TEST_CASE("case 47: an amount moved from one use to another changes these two and no others")
{
    auto changed = usual();
    changed.links[5].amount = money(45000);  // 基本 → 甲用
    changed.links[6].amount = money(15000);  // 基本 → 乙用
    const auto before = drawn(chart::draw(usual()));
    const auto after = drawn(chart::draw(changed));
    const auto old_words = without(words(before.wide_texts), words(after.wide_texts));
    const auto new_words = without(words(after.wide_texts), words(before.wide_texts));
    CHECK(old_words == std::vector<std::string>{"10.0%", "100.00", "79.0%", "790.00"});
    CHECK(new_words == std::vector<std::string>{"15.0%", "150.00", "74.0%", "740.00"});
    CHECK(without(before.rows, after.rows).size() == 4);
    // 丙用, 留存, the sources and kinds keep their blocks; so do all flows but the two.
    std::vector<std::string> old_blocks;
    std::vector<std::string> new_blocks;
    for (const auto& [svg, blocks] : {std::pair(&before.wide, &old_blocks), std::pair(&after.wide, &new_blocks)})
        for (const auto& tile : matches(*svg, "<rect [^>]+>"))
            blocks->push_back(tile);
    CHECK(without(old_blocks, new_blocks).size() == 2);
    CHECK(without(ribbons(before.wide), ribbons(after.wide)).size() == 2);
}
