#include "serve/status_page.hpp"

#include <fmt/format.h>

#include "jinja/environment.hpp"
#include "serve/client_files.hpp"
#include "serve/page_json.hpp"

namespace gongkai::serve {
namespace {

using jinja::Value;

Value text(std::string_view value) { return Value::string(std::string(value)); }

const jinja::TemplateSet& templates()
{
    static const base::SourceFile file{"status.html", std::string(client_file("status.html"))};
    static const auto compiled = [] {
        jinja::Environment environment;
        environment.add_template(file, file.path);
        return *environment.compile();
    }();
    return *compiled;
}

std::string page(std::string_view title, std::string_view message, std::vector<Value> problems = {}, std::size_t more = 0, bool has_link = false)
{
    std::string html;
    const auto failures = templates().render("status.html",
                                             {Value::map({{"title", text(title)},
                                                          {"message", text(message)},
                                                          {"problems", Value::list(std::move(problems))},
                                                          {"more", Value::integer(static_cast<std::int64_t>(more))},
                                                          {"link", Value::boolean(has_link)}})},
                                             html);
    return failures.empty() ? html : base::to_text(failures.front());
}

Value problem_value(const build::ToldProblem& problem)
{
    std::vector<Value> evidence;
    for (const auto& line : problem.evidence)
        evidence.push_back(text(line));
    std::vector<Value> related;
    for (const auto& [location, message] : problem.related)
        related.push_back(Value::map({{"location", text(location)}, {"message", text(message)}}));
    const auto excerpt = problem.excerpt.value_or(build::ToldExcerpt{0, {}, {}, {}});
    return Value::map({{"severity", text(base::severity_id(problem.severity))},
                       {"name", text(base::severity_name(problem.severity))},
                       {"code", text(problem.code)},
                       {"location", text(problem.location)},
                       {"message", text(problem.message)},
                       {"line", Value::integer(static_cast<std::int64_t>(excerpt.line))},
                       {"before", text(excerpt.before)},
                       {"marked", text(excerpt.marked)},
                       {"after", text(excerpt.after)},
                       {"evidence", Value::list(std::move(evidence))},
                       {"related", Value::list(std::move(related))},
                       {"hint", text(problem.hint)}});
}

}  // namespace

std::string building_page() { return page("正在生成", "第一次生成还没有完成，完成后这里会自动显示。"); }

std::string problems_page(const build::ToldProblems& problems)
{
    std::vector<Value> shown;
    const auto errors = build::count_errors(problems);
    for (const auto& problem : problems)
        if (problem->severity == base::Severity::error && shown.size() < most_problems)
            shown.push_back(problem_value(*problem));
    const auto more = errors - shown.size();
    return page("内容有误，未能生成", fmt::format("共 {} 个错误。改正并保存后，这里会自动更新。", errors), std::move(shown), more);
}

std::string notfound_page(std::string_view path)
{
    return page("没有这一页", fmt::format("网站中没有“/{}”。内容里有了它，这里会自动显示。", path), {}, 0, true);
}

}  // namespace gongkai::serve
