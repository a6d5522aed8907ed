#include "cli/template_reference.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include <fmt/format.h>

#include "cli/template_reference_text.hpp"
#include "jinja/environment.hpp"
#include "jinja/library/examples.hpp"
#include "pages/narrative.hpp"
#include "pages/offered_names.hpp"

namespace gongkai::cli {
namespace {

using Sources = std::vector<std::pair<std::string, std::string>>;

/// What the first template gives, or how it is refused.
std::string outcome(const Sources& sources)
{
    std::vector<base::SourceFile> files;
    files.reserve(sources.size());
    jinja::Environment environment;
    for (const auto& [name, text] : sources) {
        files.push_back({name, text});
        environment.add_template(files.back(), name);
    }
    std::string out;
    const auto set = environment.compile();
    const auto problems = set ? (*set)->render(sources.front().first, {jinja::Value::map({})}, out) : set.failures();
    if (problems.empty())
        return out;
    out.clear();
    for (const auto& problem : problems)
        out += fmt::format("{} [{}] {}。{}", base::severity_name(problem.severity), problem.code, problem.message, problem.hint);
    return out;
}

/// What an example gives; an example that fails is a mistake of the program.
std::string rendered(const std::string& text, const Sources& others = {})
{
    Sources sources = {{"example", text}};
    sources.insert(sources.end(), others.begin(), others.end());
    auto out = outcome(sources);
    if (out.find(" [T-") != std::string::npos)
        throw std::logic_error(text + "：" + out);
    while (!out.empty() && (out.back() == ' ' || out.back() == '\n'))
        out.pop_back();
    return out;
}

/// Code in a line of Markdown; a line feed as ⏎.
std::string code(std::string text)
{
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at))
        text.replace(at, 1, "⏎");
    return "`" + text + "`";
}

std::string shown(const std::string& text, const Sources& others = {})
{
    const auto out = rendered(text, others);
    return fmt::format("{} → {}", code(text), out.empty() ? "（没有输出）" : code(out));
}

// --- page kinds ---------------------------------------------------------------

void add_names(std::string& out, const std::vector<pages::OfferedName>& names, std::size_t depth)
{
    for (const auto& name : names) {
        out += fmt::format("{:{}}- `{}`：{}{}{}\n", "", depth * 2, name.name, name.type, name.summary.empty() ? "" : "。", name.summary);
        add_names(out, name.members, depth + 1);
    }
}

/// Parts of the tree that are the same on many pages are printed once.
bool is_common(const pages::OfferedName& name, const std::vector<pages::PageKind>& kinds)
{
    std::size_t count = 0;
    for (const auto& kind : kinds)
        count += static_cast<std::size_t>(std::count_if(kind.names.begin(), kind.names.end(), [&](const pages::OfferedName& other) {
            return other.name == name.name && other.summary == name.summary && other.type == name.type;
        }));
    return count > 2 && !name.members.empty();
}

/// The names that are printed once, for all kinds.
std::vector<pages::OfferedName> common_names(const std::vector<pages::PageKind>& kinds)
{
    std::vector<pages::OfferedName> common;
    for (const auto& kind : kinds)
        for (const auto& name : kind.names) {
            const bool is_known = std::any_of(common.begin(), common.end(), [&](const auto& other) { return other.name == name.name; });
            if (is_common(name, kinds) && !is_known)
                common.push_back(name);
        }
    return common;
}

bool has_same_members(const pages::OfferedName& a, const pages::OfferedName& b)
{
    return a.name == b.name && std::equal(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
                                          [](const auto& x, const auto& y) { return x.name == y.name; });
}

std::string page_kind(const pages::PageKind& kind, const std::vector<pages::PageKind>& kinds)
{
    const auto all_common = common_names(kinds);
    std::string out = fmt::format("\n### {}：`{}`\n\n{}\n\n", kind.title, kind.template_name, kind.summary);
    std::vector<pages::OfferedName> own;
    std::vector<std::string> common;
    for (const auto& name : kind.names)
        if (is_common(name, kinds))
            common.push_back(code(name.name));
        else if (name.type != "函数")
            own.push_back(name);
    for (auto& name : own)
        if (std::any_of(all_common.begin(), all_common.end(), [&](const auto& other) { return has_same_members(name, other); })) {
            name.summary += "。成员见上";
            name.members.clear();
        }
    if (!common.empty())
        out += fmt::format("- {}：见上\n", fmt::join(common, "、"));
    add_names(out, own, 0);
    return out;
}

// --- library ------------------------------------------------------------------

std::string call(const std::string& name, const jinja::Signature& signature, bool always_brackets)
{
    return signature.text.empty() && !always_brackets ? name : fmt::format("{}({})", name, signature.text);
}

std::map<std::string, std::string> texts_by_name(const std::vector<jinja::Example>& examples)
{
    std::map<std::string, std::string> texts;
    for (const auto& example : examples)
        texts[example.name] = example.text;
    return texts;
}

/// Filters or tests. Several names of one operation stand together.
std::string operations(const std::vector<jinja::OperationEntry>& entries, const std::vector<jinja::Example>& examples)
{
    auto texts = texts_by_name(examples);
    std::string out;
    for (auto entry = entries.begin(); entry != entries.end();) {
        std::vector<std::string> names;
        std::string text;
        const auto& first = *entry;
        for (; entry != entries.end() && entry->run == first.run && entry->summary == first.summary; ++entry) {
            names.push_back(code(call(entry->name, entry->signature, false)));
            if (texts.contains(entry->name))
                text = texts[entry->name];
        }
        out += fmt::format("- {}：{}{}\n", fmt::join(names, "、"), first.summary, text.empty() ? "" : shown(text));
    }
    return out;
}

std::string builtin_functions(const jinja::Registry& registry)
{
    auto texts = texts_by_name(jinja::function_examples());
    std::string out;
    for (const auto& entry : registry.functions)
        out += fmt::format("- {}：{}{}\n", code(call(entry.name, entry.signature, true)), entry.summary,
                           texts.contains(entry.name) ? shown(texts[entry.name]) : "");
    return out;
}

std::string text_functions()
{
    std::string out;
    for (const auto& entry : pages::narrative_functions())
        out += fmt::format("- {}：{}\n", code(call(entry.name, entry.signature, true)), entry.summary);
    return out;
}

std::string loop_members()
{
    std::string out;
    for (const auto& member : jinja::loop_examples())
        out += fmt::format("- `{}`：{}{}\n", member.name, member.summary, shown(member.text));
    return out;
}

std::string statements()
{
    std::string out;
    for (const auto& statement : jinja::statement_examples()) {
        out += fmt::format("- `{}`：{}", statement.syntax, statement.summary);
        for (const auto& [name, text] : statement.others)
            out += fmt::format("设 `{}` 为 {}，", name, code(text));
        out += shown(statement.text, statement.others) + "\n";
    }
    return out;
}

/// Some templates that the lint refuses, with its words.
std::string refusals()
{
    std::string out;
    for (const auto* text : {"<a href=\"{{ ['x']|first }}\">", "<p class={{ ['x']|first }}>", "<script>let x = {{ ['x']|first }}</script>",
                             "<p style=\"width: {{ ['x']|first }}\">"})
        out += fmt::format("- {}\n  {}\n", code(text), outcome({{"example.html", text}}));
    return out;
}

std::string undefined_names()
{
    return fmt::format("{}；{}", code("{{ {'title': '甲'}.titel }}"), outcome({{"example", "{{ {'title': '甲'}.titel }}"}}));
}

}  // namespace

std::string template_reference()
{
    const auto registry = jinja::builtin_registry();
    const auto& kinds = pages::page_kinds();
    std::string out = introduction;
    out += "\n## 检查\n\n" + std::string(escaping) + refusals();
    out += "\n" + std::string(undefined) + undefined_names() + "\n";
    out += "\n" + std::string(differences);
    out += "\n## 各类页面的名称\n\n" + std::string(reading_names) + "\n### 多类页面共有\n\n";
    add_names(out, common_names(kinds), 0);
    for (const auto& kind : kinds)
        out += page_kind(kind, kinds);
    out += "\n函数（只在情况说明中有）：\n\n" + text_functions();
    out += "\n## 语句\n\n" + std::string(expressions) + statements();
    out += "\n## 循环中的 loop\n\n" + loop_members();
    out += "\n## 过滤器\n\n" + operations(registry.filters.entries(), jinja::filter_examples());
    out += "\n## 测试\n\n用法：`{{ … if x is 测试 }}`、`x is not 测试`。\n\n" + operations(registry.tests.entries(), jinja::test_examples());
    out += "\n## 函数\n\n" + builtin_functions(registry);
    return out;
}

}  // namespace gongkai::cli
