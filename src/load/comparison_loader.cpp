#include "load/comparison_loader.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/spelling.hpp"
#include "formula/formula.hpp"
#include "load/fields.hpp"

namespace gongkai::load {
namespace {

using base::Diagnostics;

model::ComparisonTopic read_topic(const Node& node, Diagnostics& problems)
{
    Fields fields(node, "比较", problems);
    model::ComparisonTopic topic;
    topic.span = node.span;
    topic.id = fields.required_text("id");
    topic.title = fields.required_text("title");
    topic.measures = fields.texts("measures");
    topic.coded_measure = fields.text("by_code");
    fields.finish();
    return topic;
}

void check_topic(const model::ComparisonTopic& topic, const std::vector<model::ComparisonTopic>& others, Diagnostics& problems)
{
    if (!topic.id.empty() && !model::is_address(topic.id))
        problems.push_back(base::error("F-TOPIC", topic.span, fmt::format("id“{}”不能作网址", topic.id), "只用小写字母、数字和连字符，如 three-public"));
    if (std::any_of(others.begin(), others.end(), [&](const auto& other) { return other.id == topic.id; }))
        problems.push_back(base::error("F-TOPIC", topic.span, fmt::format("id“{}”重复", topic.id), "id 是网址的一部分，各项应不同"));
    if (topic.measures.empty() == topic.coded_measure.empty())
        problems.push_back(base::error("F-TOPIC", topic.span, fmt::format("“{}”应写 measures 或 by_code，两者之一", topic.title),
                                       "measures 列出各个数；by_code 是按科目编码逐行比较的一栏"));
}

/// 1栏 → 1
std::string without_unit(const std::string& column)
{
    constexpr std::string_view unit = "栏";
    return column.ends_with(unit) ? column.substr(0, column.size() - unit.size()) : column;
}

void read_column(const Node& node, const model::FormSet& set, model::MeasureForm& measure, Diagnostics& problems)
{
    Fields fields(node, measure.name, problems);
    const auto number = fields.required_text("table");
    const auto column = fields.required_text("column");
    fields.finish();
    if (number.empty() || column.empty())
        return;  // said already
    const auto table = set.find_table(number);
    if (!table) {
        problems.push_back(base::error("F-MEASURE", node.span, fmt::format("这套表样没有“{}”", number), "写表号，如“公开03表”"));
        return;
    }
    const auto columns = formula::columns_named(set.tables[*table], without_unit(column));
    if (columns.size() != 1) {
        problems.push_back(base::error("F-MEASURE", node.span,
                                       fmt::format("{}{}“{}”这一栏", number, columns.empty() ? "没有" : "有不止一个", column), "写栏次，如“1栏”"));
        return;
    }
    measure.table = *table;
    measure.column = columns.front();
}

}  // namespace

std::vector<model::ComparisonTopic> read_topics(const Node& root, Diagnostics& problems)
{
    std::vector<model::ComparisonTopic> topics;
    if (root.kind != NodeKind::sequence) {
        problems.push_back(base::error("Y-TYPE", root.span, "comparisons.yaml 应是列表", "每项写“- {id: …, title: …, measures: […]}”"));
        return topics;
    }
    for (const auto& item : root.items) {
        auto topic = read_topic(item, problems);
        check_topic(topic, topics, problems);
        topics.push_back(std::move(topic));
    }
    return topics;
}

std::vector<model::MeasureForm> read_measures(const Node& node, const model::FormSet& set, Diagnostics& problems)
{
    std::vector<model::MeasureForm> measures;
    if (node.kind != NodeKind::mapping) {
        problems.push_back(base::error("Y-TYPE", node.span, "measures 应是映射", "每项写“名称: 公式”，或“名称: {table: …, column: …}”"));
        return measures;
    }
    for (std::size_t i = 0; i + 1 < node.items.size(); i += 2) {
        const auto& value = node.items[i + 1];
        model::MeasureForm measure;
        measure.name = node.items[i].text;
        measure.span = node.items[i].span;
        measure.is_coded = value.kind == NodeKind::mapping;
        if (measure.is_coded)
            read_column(value, set, measure, problems);
        else
            measure.value = {scalar_text(value, measure.name, problems), value.span};
        measures.push_back(std::move(measure));
    }
    return measures;
}

void check_measures(const model::Site& site, Diagnostics& problems)
{
    if (site.topics.empty())
        return;  // nothing is compared
    std::map<std::string, bool> is_coded;
    std::vector<std::string> names;
    for (const auto& topic : site.topics) {
        for (const auto& name : topic.measures)
            is_coded.emplace(name, false);
        if (topic.is_coded())
            is_coded.emplace(topic.coded_measure, true);
    }
    for (const auto& [name, coded] : is_coded)
        names.push_back(name);
    for (const auto& set : site.form_sets)
        for (const auto& measure : set->measures) {
            const auto found = is_coded.find(measure.name);
            if (found == is_coded.end())
                problems.push_back(base::error("F-MEASURE", measure.span, fmt::format("templates/comparisons.yaml 中没有“{}”", measure.name),
                                               base::suggestion(measure.name, names, "请在一项比较的 measures 或 by_code 中写明它")));
            else if (found->second != measure.is_coded)
                problems.push_back(base::error("F-MEASURE", measure.span,
                                               fmt::format("“{}”在 templates/comparisons.yaml 中{}", measure.name, found->second ? "按科目编码比较" : "是一个数"),
                                               found->second ? "写作 {table: …, column: …}" : "写一个公式，如“公开01表 收入总计行 1栏”"));
        }
}

}  // namespace gongkai::load
