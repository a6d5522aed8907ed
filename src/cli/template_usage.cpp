#include "cli/template_usage.hpp"

#include <map>

#include <fmt/format.h>

#include "jinja/value/tojson.hpp"

namespace gongkai::cli {
namespace {

using jinja::TemplateUsage;
using jinja::Value;
using jinja::VariableUsage;

// --- for people ---------------------------------------------------------------

/// One line, unless there is nothing to say.
std::string line(std::string_view label, const std::vector<std::string>& items)
{
    return items.empty() ? "" : fmt::format("  {}：{}\n", label, fmt::join(items, "、"));
}

template <class Item, class Shown>
std::vector<std::string> each(const std::vector<Item>& items, const Shown& shown)
{
    std::vector<std::string> texts;
    for (const auto& item : items)
        texts.push_back(shown(item));
    return texts;
}

std::string import_text(const jinja::ImportUsage& import)
{
    const auto names = import.names.empty() ? "" : fmt::format("（{}）", fmt::join(import.names, "、"));
    return import.name + names + (import.with_context ? "，带上下文" : "");
}

/// Where a variable comes from: the kinds of page, the includers.
std::string source_text(const VariableUsage& variable, std::size_t all_kinds)
{
    std::vector<std::string> sources;
    const auto& kinds = variable.sources.kinds;
    if (kinds.size() == all_kinds)
        sources.push_back("所有页面");
    else if (!kinds.empty())
        sources.push_back(fmt::format("{}", fmt::join(kinds, "、")));
    if (variable.is_made_here)
        sources.push_back("本模板所设");
    if (!variable.sources.makers.empty())
        sources.push_back(fmt::format("由 {} 传入", fmt::join(variable.sources.makers, "、")));
    if (sources.empty())
        sources.push_back("没有来源");
    return fmt::format("{}{}", fmt::join(sources, "；"), variable.may_be_missing ? "；可以没有" : "");
}

/// Variables with the same source stand on one line.
std::string variables_text(const std::vector<VariableUsage>& variables, std::size_t all_kinds)
{
    std::map<std::string, std::vector<std::string>> by_source;
    for (const auto& variable : variables)
        by_source[source_text(variable, all_kinds)].push_back(variable.name);
    std::string text = variables.empty() ? "" : "  变量：\n";
    for (const auto& [source, names] : by_source)
        text += fmt::format("    {}（{}）\n", fmt::join(names, "、"), source);
    return text;
}

std::string template_text(const TemplateUsage& usage, std::size_t all_kinds)
{
    auto text = usage.name + (usage.is_used ? "" : "（没有用到）") + "\n";
    text += line("继承", usage.parent.empty() ? std::vector<std::string>() : std::vector{usage.parent});
    text += line("包含", usage.includes);
    text += line("引入", each(usage.imports, import_text));
    text += line("用到它的模板", usage.used_by);
    text += line("块", each(usage.blocks, [](const auto& block) {
                     return block.name + (block.replaces.empty() ? "" : "（替换 " + block.replaces + " 的）");
                 }));
    text += line("宏", each(usage.macros, [](const auto& macro) { return fmt::format("{}({})", macro.name, macro.parameters); }));
    text += line("过滤器", usage.filters);
    text += line("测试", usage.tests);
    text += line("函数", usage.functions);
    return text + variables_text(usage.variables, all_kinds);
}

// --- for programs -------------------------------------------------------------

Value text_value(const std::string& text) { return Value::string(text); }

template <class Items, class Made>
Value value_list(const Items& items, const Made& made)
{
    std::vector<Value> values;
    for (const auto& item : items)
        values.push_back(made(item));
    return Value::list(std::move(values));
}

template <class Items>
Value text_list(const Items& items)
{
    return value_list(items, text_value);
}

Value import_value(const jinja::ImportUsage& import)
{
    return Value::map({{"template", text_value(import.name)}, {"names", text_list(import.names)}, {"with_context", Value::boolean(import.with_context)}});
}

Value block_value(const jinja::BlockUsage& block)
{
    return Value::map({{"name", text_value(block.name)}, {"replaces", block.replaces.empty() ? Value::none() : text_value(block.replaces)}});
}

Value variable_value(const VariableUsage& variable)
{
    return Value::map({{"name", text_value(variable.name)},
                       {"offered_by", text_list(variable.sources.kinds)},
                       {"passed_by", text_list(variable.sources.makers)},
                       {"made_here", Value::boolean(variable.is_made_here)},
                       {"may_be_missing", Value::boolean(variable.may_be_missing)}});
}

Value template_value(const TemplateUsage& usage)
{
    return Value::map({{"name", text_value(usage.name)},
                       {"path", text_value(usage.path)},
                       {"used", Value::boolean(usage.is_used)},
                       {"page_kinds", text_list(usage.kinds)},
                       {"used_by", text_list(usage.used_by)},
                       {"extends", usage.parent.empty() ? Value::none() : text_value(usage.parent)},
                       {"includes", text_list(usage.includes)},
                       {"imports", value_list(usage.imports, import_value)},
                       {"blocks", value_list(usage.blocks, block_value)},
                       {"macros", value_list(usage.macros, [](const auto& macro) {
                            return Value::map({{"name", text_value(macro.name)}, {"parameters", text_value(macro.parameters)}});
                        })},
                       {"filters", text_list(usage.filters)},
                       {"tests", text_list(usage.tests)},
                       {"functions", text_list(usage.functions)},
                       {"variables", value_list(usage.variables, variable_value)}});
}

}  // namespace

std::string usage_text(const TemplateReport& report)
{
    std::string text;
    for (const auto& usage : report.templates)
        text += (text.empty() ? "" : "\n") + template_text(usage, report.kinds);
    return text;
}

std::string usage_json(const TemplateReport& report)
{
    const auto unserved = value_list(report.unserved, [](const auto& offer) {
        return Value::map({{"page_kind", text_value(offer.what)}, {"template", text_value(offer.template_name)}});
    });
    return jinja::to_json(Value::map({{"templates", value_list(report.templates, template_value)}, {"unserved", unserved}}), "  ") + "\n";
}

}  // namespace gongkai::cli
