#include "engine.hpp"

#include <memory>

#include "../error_class.hpp"
#include "jinja/environment.hpp"
#include "unit/jinja/json_value.hpp"

namespace generated {
namespace {

using namespace gongkai;

Answer answer_of(const base::Diagnostics& problems)
{
    const auto& problem = problems.front();
    Answer answer{jinja::test::class_of(problem.code), problem.code + " " + problem.message, 0, ""};
    if (problem.span.file) {
        answer.line = static_cast<int>(base::locate(problem.span.file->text, problem.span.begin).line);
        answer.place = problem.span.file->path;
    }
    return answer;
}

}  // namespace

Answer engine_answer(const CaseText& text)
{
    std::vector<std::unique_ptr<base::SourceFile>> files;
    jinja::Environment environment;
    environment.set_lint(false);
    for (const auto& [name, source] : text.templates) {
        files.push_back(std::make_unique<base::SourceFile>(base::SourceFile{name, source}));
        environment.add_template(*files.back(), name);
    }
    const auto set = environment.compile();
    if (!set)
        return answer_of(set.failures());
    Answer answer;
    const auto problems = (*set)->render(text.templates.front().first, {jinja::test::value_of(text.context)}, answer.text);
    return problems.empty() ? answer : answer_of(problems);
}

}  // namespace generated
