#include "load/rule_loader.hpp"

#include "load/fields.hpp"

namespace gongkai::load {
namespace {

bool is_short_form(const Node& node)
{
    return node.kind == NodeKind::mapping && node.items.size() == 2 && node.items[0].text != "formula";
}

}  // namespace

model::RuleForm read_rule(const Node& node, std::string default_id, base::Diagnostics& problems)
{
    model::RuleForm rule;
    rule.id = std::move(default_id);
    if (node.kind != NodeKind::mapping) {
        rule.formula = {scalar_text(node, "formulas", problems), node.span};
        return rule;
    }
    if (is_short_form(node)) {
        rule.id = node.items[0].text;
        rule.formula = {scalar_text(node.items[1], rule.id, problems), node.items[1].span};
        return rule;
    }
    Fields fields(node, "规则", problems);
    rule.id = fields.required_text("id");
    if (const auto* formula = fields.require("formula"))
        rule.formula = {scalar_text(*formula, "formula", problems), formula->span};
    rule.title = fields.text("title");
    rule.source = fields.text("source");
    rule.advice = fields.text("advice");
    rule.severity = static_cast<base::Severity>(fields.choice("severity", {"错误", "警告", "提示"}).value_or(0));
    rule.tolerance = static_cast<model::Tolerance>(fields.choice("tolerance", {"尾差", "无"}).value_or(0));
    if (const auto* when = fields.get("when"))
        rule.when = model::FormulaText{scalar_text(*when, "when", problems), when->span};
    fields.finish();
    return rule;
}

}  // namespace gongkai::load
