#include "context.hpp"

namespace generated {
namespace {

using Json = nlohmann::ordered_json;

Json text(Random& random)
{
    return random.one_of({"", "a", "abc", "预算公开", "Hello World", "  x  ", "<b>&", "it's", "say \"hi\"", "a b  c", "A-b_C", "1", "-7",
                          "12.5", "甲,乙", "line\nnext", "x/y?z=1", "<i>甲</i> b", "0", "ZZ top", "&amp;"});
}

Json integer(Random& random)
{
    switch (random.below(4)) {
    case 0: return random.between(-9, 9);
    case 1: return random.between(-1000, 1000);
    case 2: return 1'000'000'000'000;
    default: return static_cast<std::int64_t>(random.next() % 2'000'000'000'001u) - 1'000'000'000'000;
    }
}

/// Two decimals, neither of them a 5: rounding a half is a known difference.
Json decimal(Random& random)
{
    const auto digit = [&] { return std::string(1, "012346789"[random.below(9)]); };
    const auto sign = random.percent(30) ? "-" : "";
    return {{"$dec", sign + std::to_string(random.between(1, 99999)) + "." + digit() + digit()}};
}

Json several(Random& random, int least, int most, Json (*item)(Random&))
{
    auto items = Json::array();
    for (int count = random.between(least, most); count > 0; --count)
        items.push_back(item(random));
    return items;
}

Json row(Random& random)
{
    Json row{{"name", random.one_of({"甲", "乙", "a<b", "Beta", "alpha", "丙'"})},
             {"v", random.between(-5, 20)},
             {"g", random.one_of({"x", "y", "X", "甲"})},
             {"money", decimal(random)},
             {"tags", several(random, 0, 3, text)}};
    if (random.percent(50))
        row["note"] = text(random);
    return row;
}

Json branch(Random& random, int depth)
{
    auto children = Json::array();
    for (int count = depth > 0 ? random.between(0, 2) : 0; count > 0; --count)
        children.push_back(branch(random, depth - 1));
    return {{"name", random.one_of({"根", "a", "b&c", "叶"})}, {"children", children}};
}

}  // namespace

Json random_context(Random& random)
{
    Json scores = Json::object();
    for (const char* key : {"b", "A", "甲", "c d"})
        if (random.percent(70))
            scores[key] = random.between(-20, 20);
    scores["z"] = random.between(0, 9);
    Json tree = Json::array();
    for (int count = random.between(1, 2); count > 0; --count)
        tree.push_back(branch(random, 2));
    return {{"n", integer(random)},
            {"k", random.between(-20, 20)},
            {"one", 1},
            {"price", decimal(random)},
            {"rate", decimal(random)},
            {"ratio", random.between(-40, 40) / 8.0},
            {"s", text(random)},
            {"t", text(random)},
            {"zh", random.one_of({"预算公开", "部门决算", "“引号”", "公"})},
            {"mixed", random.one_of({"<&>'\"", "a<b>c</b>", "&lt;", "' or \""})},
            {"empty", ""},
            {"html", {{"$safe", random.one_of({"<b>x</b>", "a &amp; b", "<br>", "甲<i>乙</i>"})}}},
            {"yes", true},
            {"no", false},
            {"nil", nullptr},
            {"numbers", several(random, 1, 5, [](Random& r) { return Json(r.between(-9, 30)); })},
            {"amounts", several(random, 1, 4, decimal)},
            {"words", several(random, 1, 5, text)},
            {"nothing", Json::array()},
            {"rows", several(random, 1, 4, row)},
            {"tree", tree},
            {"scores", scores},
            {"blank", Json::object()},
            {"m", {{"k", random.between(0, 99)}, {"word", text(random)}, {"inner", {{"deep", text(random)}, {"list", {1, 2, 3}}}}}}};
}

const std::vector<Variable>& context_variables()
{
    static const std::vector<Variable> variables{
        {"n", Type::integer, 1e12}, {"k", Type::integer, 20}, {"one", Type::integer, 1}, {"m.k", Type::integer, 99},
        {"m['k']", Type::integer, 99}, {"scores.z", Type::integer, 9}, {"scores['z']", Type::integer, 9},
        {"numbers[0]", Type::integer, 30}, {"numbers[-1]", Type::integer, 30}, {"rows[0].v", Type::integer, 20},
        {"rows.0.v", Type::integer, 20}, {"m.inner.list[1]", Type::integer, 3}, {"m['inner']['list'].2", Type::integer, 3},
        {"price", Type::decimal}, {"rate", Type::decimal}, {"amounts[0]", Type::decimal}, {"rows[-1].money", Type::decimal},
        {"ratio", Type::real}, {"s", Type::text}, {"t", Type::text}, {"zh", Type::text}, {"mixed", Type::text},
        {"empty", Type::text}, {"html", Type::text}, {"html", Type::text}, {"m.word", Type::text}, {"m.inner.deep", Type::text},
        {"rows[0]['name']", Type::text}, {"words[0]", Type::text}, {"words[-1]", Type::text}, {"zh[0]", Type::text},
        {"yes", Type::boolean}, {"no", Type::boolean}, {"nil", Type::none}, {"numbers", Type::integers},
        {"nothing", Type::integers}, {"m.inner.list", Type::integers}, {"amounts", Type::decimals}, {"words", Type::texts},
        {"nothing", Type::texts}, {"rows[0].tags", Type::texts}, {"rows", Type::rows}, {"rows[0]", Type::row},
        {"rows[-1]", Type::row}, {"tree", Type::tree}, {"scores", Type::scores}, {"blank", Type::scores}};
    return variables;
}

}  // namespace generated
