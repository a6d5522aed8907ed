#include "engine.hpp"

#include <memory>
#include <string_view>

#include "jinja/environment.hpp"

namespace generated {
namespace {

using namespace gongkai;
using jinja::Value;

Value value_of(const nlohmann::ordered_json& data)
{
    if (data.is_null())
        return Value::none();
    if (data.is_boolean())
        return Value::boolean(data.get<bool>());
    if (data.is_number_integer())
        return Value::integer(data.get<std::int64_t>());
    if (data.is_number())
        return Value::real(data.get<double>());
    if (data.is_string())
        return Value::string(data.get<std::string>());
    if (data.is_array()) {
        std::vector<Value> items;
        for (const auto& item : data)
            items.push_back(value_of(item));
        return Value::list(std::move(items));
    }
    if (data.contains("$dec"))
        return Value::decimal(decimal::Decimal::parse(data["$dec"].get<std::string>()).value());
    if (data.contains("$safe"))
        return Value::safe(data["$safe"].get<std::string>());
    std::vector<jinja::Member> members;
    for (const auto& [key, item] : data.items())
        members.emplace_back(key, value_of(item));
    return Value::map(std::move(members));
}

std::string class_of(std::string_view code)
{
    if (code == "T-SYNTAX" || code == "T-NAME" || code == "T-BLOCK")
        return "syntax";
    if (code == "T-UNDEF")
        return "undefined";
    if (code == "T-FILE" || code == "T-CYCLE")
        return "missing";
    return "runtime";
}

Answer answer_of(const base::Diagnostics& problems)
{
    const auto& problem = problems.front();
    Answer answer{class_of(problem.code), problem.code + " " + problem.message, 0, ""};
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
    const auto problems = (*set)->render(text.templates.front().first, {value_of(text.context)}, answer.text);
    return problems.empty() ? answer : answer_of(problems);
}

}  // namespace generated
