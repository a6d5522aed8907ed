// Rendering in one line, for tests.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "jinja/environment.hpp"

namespace gongkai::jinja::test {

using Templates = std::vector<std::pair<std::string, std::string>>;

/// Templates with the files they were read from.
struct Compiled {
    std::vector<std::unique_ptr<base::SourceFile>> files;
    std::shared_ptr<const TemplateSet> set;
    base::Diagnostics problems;
};

inline Compiled compile(const Templates& templates)
{
    Compiled result;
    Environment environment;
    environment.set_lint(false);
    for (const auto& [name, text] : templates) {
        result.files.push_back(std::make_unique<base::SourceFile>(base::SourceFile{name, text}));
        environment.add_template(*result.files.back(), name);
    }
    auto set = environment.compile();
    if (set)
        result.set = *set;
    else
        result.problems = set.failures();
    return result;
}

/// What the first template prints, or the first problem as a user sees it.
inline std::string render(const Templates& templates, const std::vector<Member>& context = {})
{
    const auto compiled = compile(templates);
    if (!compiled.set)
        return base::to_text(compiled.problems.front());
    std::string out;
    const auto problems = compiled.set->render(templates.front().first, {Value::map(context)}, out);
    return problems.empty() ? out : base::to_text(problems.front());
}

inline std::string render(const std::string& text, const std::vector<Member>& context = {})
{
    return render(Templates{{"a.html", text}}, context);
}

/// The code of the first problem, or "" if there is none.
inline std::string code_of(const std::string& text, const std::vector<Member>& context = {})
{
    const auto shown = render(text, context);
    const auto open = shown.find("错误 [");
    const auto begin = open == std::string::npos ? open : shown.find('[', open) + 1;
    return open == std::string::npos ? "" : shown.substr(begin, shown.find(']', begin) - begin);
}

inline std::string repeated(std::string_view part, std::size_t times)
{
    std::string out;
    for (std::size_t i = 0; i < times; ++i)
        out += part;
    return out;
}

}  // namespace gongkai::jinja::test
