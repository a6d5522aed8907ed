#include "load/facts_loader.hpp"

#include <charconv>

#include <fmt/format.h>

#include "base/spelling.hpp"
#include "load/fields.hpp"
#include "load/figure_reader.hpp"

namespace gongkai::load {
namespace {

using model::Fact;
using model::FactForm;
using model::FactGroup;
using model::FactType;

class FactsReader {
public:
    FactsReader(const model::CodeList& codes, decimal::Unit unit, base::Diagnostics& problems)
        : codes_(codes), unit_(unit), problems_(problems)
    {
    }

    FactGroup group(const Node* node, const FactForm& schema)
    {
        FactGroup facts;
        const Node nothing;
        Fields fields(node ? *node : nothing, schema.label.empty() ? "facts" : schema.label, problems_);
        for (const auto& member : schema.members) {
            const auto* value = fields.get(member.key);
            if (member.type == FactType::group)
                facts.members[member.key] = {group(value, member), value ? value->span : base::Span{}};
            else if (member.type == FactType::money_by_code || member.type == FactType::text_by_code)
                facts.members[member.key] = {by_code(value, member), value ? value->span : base::Span{}};
            else if (member.type == FactType::texts)
                facts.members[member.key] = {texts(value, member), value ? value->span : base::Span{}};
            else if (value)
                leaf(*value, member, facts);
        }
        fields.finish();
        return facts;
    }

private:
    void leaf(const Node& node, const FactForm& form, FactGroup& facts)
    {
        auto& fact = facts.members[form.key];
        fact.span = node.span;
        if (form.type == FactType::money)
            fact.value = money(node, form);
        else if (form.type == FactType::count)
            fact.value = count(node, form);
        else
            fact.value = scalar_text(node, form.key, problems_);
    }

    model::Figure money(const Node& node, const FactForm& form)
    {
        const auto figure = read_figure(node, decimal::parse_unit(form.unit).value_or(unit_), problems_);
        return figure ? figure->figure : model::Figure{};
    }

    std::int64_t count(const Node& node, const FactForm& form)
    {
        const auto text = scalar_text(node, form.key, problems_);
        std::int64_t number = 0;
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (failure != std::errc() || end != text.data() + text.size() || number < 0)
            problems_.push_back(base::error("F-COUNT", node.span, fmt::format("{}应是整数，写的是“{}”", form.label, text),
                                            fmt::format("只写数字，单位为{}", form.unit.empty() ? "个" : form.unit)));
        return number;
    }

    FactGroup by_code(const Node* node, const FactForm& form)
    {
        FactGroup facts;
        if (!node)
            return facts;
        if (node->kind != NodeKind::mapping) {
            problems_.push_back(base::error("Y-TYPE", node->span, fmt::format("{}应按科目编码书写", form.label),
                                            "每行一个“编码: 内容”"));
            return facts;
        }
        for (std::size_t i = 0; i + 1 < node->items.size(); i += 2) {
            const auto& key = node->items[i];
            const auto& value = node->items[i + 1];
            if (!codes_.contains(key.text)) {
                problems_.push_back(base::error("F-CODE", key.span, fmt::format("{}：没有科目编码“{}”", form.label, key.text),
                                                "请核对编码"));
                continue;
            }
            auto& fact = facts.members[key.text];
            fact.span = value.span;
            if (form.type == FactType::money_by_code)
                fact.value = money(value, form);
            else
                fact.value = scalar_text(value, key.text, problems_);
        }
        return facts;
    }

    FactGroup texts(const Node* node, const FactForm& form)
    {
        FactGroup facts;
        if (node && node->kind != NodeKind::mapping)
            problems_.push_back(base::error("Y-TYPE", node->span, fmt::format("{}应按名称书写", form.label), "每行一个“名称: 内容”"));
        for (std::size_t i = 0; node && i + 1 < node->items.size(); i += 2)
            facts.members[node->items[i].text] = {scalar_text(node->items[i + 1], form.key, problems_), node->items[i + 1].span};
        return facts;
    }

    const model::CodeList& codes_;
    decimal::Unit unit_;
    base::Diagnostics& problems_;
};

}  // namespace

FactGroup read_facts(const Node* node, const FactForm& schema, const model::CodeList& codes, decimal::Unit unit,
                     base::Diagnostics& problems)
{
    return FactsReader(codes, unit, problems).group(node, schema);
}

}  // namespace gongkai::load
