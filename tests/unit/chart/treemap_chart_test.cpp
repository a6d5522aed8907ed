// Areas of codes: what accounts contain, and worse (case 36 of the hard cases, and those on figures,
// names, colours and bytes: 1, 2, 4, 5, 7, 8, 16, 17, 19 to 29, 41, 42, 44 to 48).
#include "chart/treemap_chart.hpp"

#include <clocale>
#include <map>

#include "chart/treemap_layout.hpp"
#include "picture_checks.hpp"

using namespace picture_checks;
using chart::TreemapChart;
using chart::TreemapNode;
using decimal::Money;

namespace {

constexpr auto wan = decimal::Unit::ten_thousand_yuan;

Money money(std::int64_t hundredths) { return Money::from_cents(hundredths * 10'000); }  // hundredths of 万元

TreemapNode leaf(std::string code, std::string name, std::int64_t hundredths) { return {std::move(code), std::move(name), money(hundredths), {}}; }
TreemapNode group(std::string code, std::string name, std::vector<TreemapNode> children)
{
    return {std::move(code), std::move(name), std::nullopt, std::move(children)};
}

TreemapChart treemap(std::vector<TreemapNode> classes) { return {"t", "各类", wan, std::move(classes), {}}; }

/// Three classes of 5, 3 and 1 leaves; the first on three levels.
TreemapChart usual()
{
    return treemap({group("201", "甲类", {group("20101", "甲一款", {leaf("2010101", "运行", 50000), leaf("2010102", "事务", 20000)}),
                                          group("20102", "甲二款", {leaf("2010201", "业务", 9000), leaf("2010202", "专项", 6000), leaf("2010299", "其他", 5000)})}),
                    group("208", "乙类", {leaf("20801", "养老", 3000), leaf("20802", "年金", 2000), leaf("20803", "其他", 1000)}),
                    group("221", "丙类", {group("22102", "丙二款", {leaf("2210201", "公积金", 4000)})})});
}

/// `count` leaves in classes of 40.
TreemapChart many(int count)
{
    std::vector<TreemapNode> classes;
    for (int i = 0; i < count; ++i) {
        const auto code = std::to_string(201 + i / 40);
        if (i % 40 == 0)
            classes.push_back(group(code, "第" + code + "类", {}));
        classes.back().children.push_back(leaf(code + std::to_string(100 + i % 40), "第" + std::to_string(i) + "项", 1 + (i * 7919) % 1009 * ((i * 31) % 97)));
    }
    return treemap(classes);
}

/// Besides what holds for every picture: each text stands within one tile.
Chart check_treemap(const chart::Result& result)
{
    auto chart = check(result);
    for (const auto& [svg, texts] : {std::pair(&chart.wide, &chart.wide_texts), std::pair(&chart.narrow, &chart.narrow_texts)}) {
        const auto all = tiles(*svg);
        for (const auto& text : *texts) {
            INFO(text.text);
            CHECK(std::any_of(all.begin(), all.end(), [&](const Tile& tile) { return contains(tile.box, box_of(text)); }));
        }
    }
    return chart;
}

std::vector<chart::TreemapItem> items_of(const TreemapChart& chart) { return std::get<std::vector<chart::TreemapItem>>(chart::treemap_tree(chart)); }

}  // namespace

TEST_CASE("classes, items and leaves, as areas and as a table")
{
    const auto chart = check_treemap(chart::draw(usual()));
    CHECK(chart.columns == std::vector<std::string>{"项目", "代码", "所属", "金额", "占比"});
    REQUIRE(chart.rows.size() == 15);
    CHECK(chart.rows[0] == std::vector<std::string>{"甲类", "201", "", "900.00", "90.0%"});
    CHECK(chart.rows[1] == std::vector<std::string>{"甲一款", "20101", "甲类", "700.00", "70.0%"});
    CHECK(chart.rows[2] == std::vector<std::string>{"运行", "2010101", "甲一款", "500.00", "50.0%"});
    CHECK(chart.rows[14] == std::vector<std::string>{"公积金", "2210201", "丙二款", "40.00", "4.0%"});
    CHECK(chart.wide.find("共 3 类 9 项。甲类 900.00万元，占 90.0%。") != std::string::npos);
    for (const auto* text : {"甲类", "甲一款", "运行", "500.00", "50.0%", "业务", "90.00"}) {
        CHECK(stands_in(chart.wide_texts, text));
        CHECK(stands_in(chart.narrow_texts, text));
    }
    // Without codes there is no column for them.
    auto plain = usual();
    plain.classes = {group("", "甲", {})};
    for (int i = 0; i < 8; ++i)
        plain.classes[0].children.push_back(leaf("", "项", 100));
    CHECK(drawn(chart::draw(plain)).columns == std::vector<std::string>{"项目", "所属", "金额", "占比"});
}

TEST_CASE("case 36: no leaf, one, seven; eight are drawn")
{
    CHECK(refused(chart::draw(treemap({}))) == "没有大于零的项目");
    CHECK(refused(chart::draw(treemap({group("", "甲", {}), {"", "乙", std::nullopt, {}}, leaf("", "丙", 0)}))) == "没有大于零的项目");
    CHECK(refused(chart::draw(treemap({leaf("", "丙", 1)}))) == "大于零的只有 1 项，少于 8 项，不必画矩形树图");
    CHECK(refused(chart::draw(many(7))) == "大于零的只有 7 项，少于 8 项，不必画矩形树图");
    std::vector<TreemapNode> classes;
    for (int i = 0; i < 8; ++i)
        classes.push_back(leaf("", "类", 100));
    CHECK(check_treemap(chart::draw(treemap(classes))).rows.size() == 8);
}

TEST_CASE("cases 8, 20, 21: negative amounts, sums that do not fit, a fourth level")
{
    auto negative = usual();
    negative.classes[1].children[2].amount = money(-1230);
    negative.classes[2].children[0].children[0].amount = money(-1);
    CHECK(refused(chart::draw(negative)) == "负数不能画成面积：“其他”\u221212.30；“公积金”\u22120.01");
    auto stated = usual();
    stated.classes[1].amount = money(6003);
    CHECK(refused(chart::draw(stated)) == "各级金额不符：“乙类”60.03，其下各项之和 60.00，相差 0.030000");
    stated.tolerance = money(3);
    CHECK(check_treemap(chart::draw(stated)).rows[8][3] == "60.03");
    auto empty = usual();
    empty.classes.push_back({"230", "丁类", money(100), {{"23001", "丁一款", std::nullopt, {}}}});
    CHECK(refused(chart::draw(empty)) == "各级金额不符：“丁类”1.00，其下各项之和 0.00，相差 1.000000");
    auto deep = usual();
    deep.classes[0].children[0].children[0].children = {leaf("", "明细", 50000)};
    CHECK(refused(chart::draw(deep)) == "有 4 级，一张图最多画 3 级");
}

TEST_CASE("case 16: amounts at the edge of 64 bits")
{
    auto chart = many(8);
    for (auto& node : chart.classes[0].children)
        node.amount = Money::from_cents(INT64_MAX / 8);
    CHECK(check_treemap(chart::draw(chart)).rows[0][3] == "9,223,372,036,854.7758");
    chart.classes[0].children[0].amount = Money::from_cents(INT64_MAX);
    CHECK(refused(chart::draw(chart)) == "金额之和超出可以表示的范围");
    chart.classes[0].amount = Money::from_cents(INT64_MAX);
    CHECK(refused(chart::draw(chart)) == "金额之和超出可以表示的范围");
    chart.classes[0].children[0].amount = Money::from_cents(INT64_MIN + 1);
    CHECK(refused(chart::draw(chart)).starts_with("负数不能画成面积："));
}

TEST_CASE("children fill their parent up to the gaps; areas are as the amounts")
{
    for (const auto& chart : {usual(), many(60)}) {
        const auto items = items_of(chart);
        const Box area{0, 0, 7200, 4200};
        const auto all = chart::treemap_layout(items, area);
        const auto check_children = [&](const std::vector<chart::TreemapItem>& children, const Box& inside) {
            std::map<const chart::TreemapItem*, Box> boxes;
            for (const auto& tile : all)
                boxes[tile.item] = tile.box;
            long long sum = 0;
            long long total = 0;
            for (const auto& child : children)
                total += child.amount.cents();
            const long long whole = static_cast<long long>(inside.width()) * inside.height();
            for (const auto& child : children) {
                REQUIRE(boxes.contains(&child));
                const auto box = boxes[&child];
                CHECK(contains(inside, box));
                // With half a gap on each side that is not the parent's: its part of the parent.
                const int half = chart::treemap_gap / 2;
                const int gaps_across = (box.left > inside.left ? half : 0) + (box.right < inside.right ? half : 0);
                const int gaps_down = (box.top > inside.top ? half : 0) + (box.bottom < inside.bottom ? half : 0);
                const long long part = static_cast<long long>(box.width() + gaps_across) * (box.height() + gaps_down);
                sum += part;
                const auto wanted = static_cast<long long>(static_cast<decimal::Int128>(child.amount.cents()) * whole / total);
                CHECK(std::abs(part - wanted) <= 2 * (box.width() + box.height()) + 100);
            }
            CHECK(sum == whole);
        };
        check_children(items, area);
        for (const auto& tile : all)
            if (!tile.item->is_leaf() && tile.inside.width() > 400 && tile.inside.height() > 400 && tile.item->children.size() < 6)
                check_children(tile.item->children, tile.inside);
    }
}

TEST_CASE("a head is 1.2 em high, then a gap, then the children")
{
    const auto items = items_of(usual());
    const auto all = chart::treemap_layout(items, {0, 0, 7200, 4200});
    REQUIRE(all[0].item->name == "甲类");
    CHECK(all[0].head.height() == chart::head_font * 12 / 10);
    CHECK(all[0].inside.top == all[0].head.bottom + chart::treemap_gap);
    CHECK(all[0].inside.bottom == all[0].box.bottom);
    CHECK(all[1].box.top == all[0].inside.top);
}

TEST_CASE("cases 7, 36: three hundred leaves, and a child alone in its parent")
{
    const auto chart = check_treemap(chart::draw(many(300)));
    CHECK(chart.rows.size() == 308);
    CHECK(chart.note.find("面积过小、图中未标名称：") == 0);
    CHECK(chart.note.find("见数据表。窄屏图中未标名称的共 ") != std::string::npos);
    auto alone = usual();
    alone.classes = {group("201", "类", {group("20101", "款", {})})};
    for (int i = 0; i < 8; ++i)
        alone.classes[0].children[0].children.push_back(leaf("201010" + std::to_string(i), "项", 100));
    alone.classes[0].children.push_back(group("20102", "又一款", {leaf("2010201", "独项", 800)}));
    const auto nested = check_treemap(chart::draw(alone));
    CHECK(stands_in(nested.wide_texts, "又一款"));
    CHECK(stands_in(nested.wide_texts, "独项"));
}

TEST_CASE("cases 4, 5, 17: one class dominates; a millionth is too small to see, and named in the note")
{
    auto chart = usual();
    chart.classes[0].children[0].children[0].amount = money(1'000'000'000);
    chart.classes[2].children[0].children[0].amount = money(1);
    const auto picture = check_treemap(chart::draw(chart));
    CHECK(picture.note.find("2210201 公积金 0.01") != std::string::npos);
    CHECK(picture.rows.back() == std::vector<std::string>{"公积金", "2210201", "丙二款", "0.01", "<0.1%"});
}

TEST_CASE("what bears no text in the wide picture is named in the note, or counted")
{
    const auto chart = drawn(chart::draw(usual()));
    for (const auto& row : chart.rows)
        if (!stands_in(chart.wide_texts, row[0]))
            CHECK(chart.note.find(row[0]) != std::string::npos);
    for (const auto& tile : tiles(chart.wide))
        if (tile.box.width() < 240 || tile.box.height() < 140)
            for (const auto& text : chart.wide_texts)
                CHECK(are_apart(tile.box, box_of(text)));
}

TEST_CASE("case 19: shares of the children add up to their parent's, those of the classes to 100.0")
{
    const auto items = items_of(many(300));
    const auto check_sums = [](const auto& self, const std::vector<chart::TreemapItem>& children, int whole) -> void {
        int sum = 0;
        for (const auto& child : children) {
            sum += child.share;
            if (!child.is_leaf())
                self(self, child.children, child.share);
        }
        CHECK(sum == whole);
    };
    check_sums(check_sums, items, 1000);
}

TEST_CASE("cases 22, 23, 29: ties go by code, then as given; the same name and code twice")
{
    std::vector<TreemapNode> leaves;
    for (const auto* code : {"30", "20", "10", "20", "40", "50", "60", "70"})
        leaves.push_back(leaf(code, "同名" + std::to_string(leaves.size()), 100));
    leaves[1].name = leaves[2].name = "同名";
    const auto chart = check_treemap(chart::draw(treemap({group("1", "类", leaves)})));
    std::vector<std::string> codes;
    for (const auto& row : chart.rows)
        codes.push_back(row[1] + row[0]);
    CHECK(codes == std::vector<std::string>{"1类", "10同名", "20同名", "20同名3", "30同名0", "40同名4", "50同名5", "60同名6", "70同名7"});
}

TEST_CASE("cases 24 to 28: names and codes of every sort stay in their tiles and are escaped")
{
    for (const auto& name : odd_names()) {
        INFO(name);
        auto chart = usual();
        chart.title = chart.classes[0].name = chart.classes[1].name = chart.classes[0].children[0].name = name;
        chart.classes[0].children[0].children[0].name = chart.classes[1].children[0].name = name;
        chart.classes[2].code = chart.classes[1].children[1].code = name;
        check_treemap(chart::draw(chart));
    }
}

TEST_CASE("cases 41, 46: text in tiles has 4.5:1, tiles 3:1 to paper, in light, dark and print")
{
    auto paints = std::vector<chart::Paint>(chart::series.begin(), chart::series.end());
    paints.push_back(chart::rest);
    for (const auto& mode : modes())
        for (const auto& paint : paints) {
            INFO(paint.class_name << " " << mode.fill(paint));
            CHECK(chart::contrast(mode.fill(paint), mode["paper"]) >= 3.0);
            CHECK(chart::contrast(mode.fill(paint), mode.fill(chart::text_on(paint))) >= 4.5);
        }
    for (const auto& paint : paints)
        CHECK(chart::contrast(paint.fill, chart::text_on(paint).fill) >= 4.5);
    // Every text is on the tile that its paint was made for.
    const auto chart = drawn(chart::draw(many(300)));
    const auto all = tiles(chart.wide);
    const std::regex text(R"re(<text x="[^"]+" y="[^"]+" font-size="13" text-anchor="[a-z]+" class="([^"]+)" fill="([^"]+)")re");
    std::size_t at = 0;
    for (std::sregex_iterator match(chart.wide.begin(), chart.wide.end(), text), end; match != end; ++match, ++at) {
        const auto& box = chart.wide_texts.at(at);
        const auto tile = std::find_if(all.begin(), all.end(), [&](const Tile& one) { return contains(one.box, box_of(box)); });
        REQUIRE(tile != all.end());
        CHECK(chart::contrast((*match)[2].str(), tile->paint.substr(tile->paint.find('#'))) >= 4.5);
    }
    CHECK(at == chart.wide_texts.size());
}

TEST_CASE("six classes have colours, the others are grey")
{
    const auto chart = drawn(chart::draw(many(300)));
    std::set<std::string> paints;
    for (const auto& tile : tiles(chart.wide))
        paints.insert(tile.paint.substr(0, tile.paint.find(' ')));
    CHECK(paints == std::set<std::string>{"rest", "s1", "s2", "s3", "s4", "s5", "s6"});
}

TEST_CASE("cases 42 to 45: a treemap has the same bytes twice and in another locale, ids of its own")
{
    const auto first = drawn(chart::draw(usual()));
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    const auto second = drawn(chart::draw(usual()));
    std::setlocale(LC_ALL, "C");
    CHECK(first.wide == second.wide);
    CHECK(first.narrow == second.narrow);
    CHECK(first.file == second.file);
    CHECK(first.wide.find("id=\"t-w-t\"") != std::string::npos);
    CHECK(first.narrow.find("id=\"t-n-t\"") != std::string::npos);
    CHECK(first.file.find("id=\"t-f-t\"") != std::string::npos);
    CHECK(first.wide.size() < 8192);
}

TEST_CASE("case 47: an amount moved from one leaf to its neighbour changes these two tiles and no others")
{
    auto changed = usual();
    changed.classes[0].children[0].children[0].amount = money(51000);
    changed.classes[0].children[0].children[1].amount = money(19000);
    const auto before = drawn(chart::draw(usual()));
    const auto after = drawn(chart::draw(changed));
    CHECK(without(matches(before.wide, "<rect [^>]+>"), matches(after.wide, "<rect [^>]+>")).size() == 2);
    CHECK(without(words(before.wide_texts), words(after.wide_texts)) == std::vector<std::string>{"20.0%", "200.00", "50.0%", "500.00"});
    CHECK(without(words(after.wide_texts), words(before.wide_texts)) == std::vector<std::string>{"19.0%", "190.00", "51.0%", "510.00"});
    CHECK(without(before.rows, after.rows).size() == 2);
}
