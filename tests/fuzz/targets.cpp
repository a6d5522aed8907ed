#include "targets.hpp"

#include <memory>

#include <fmt/format.h>

#include "../conformance/generated/context.hpp"
#include "../conformance/generated/generator.hpp"
#include "jinja/environment.hpp"
#include "jinja/syntax/lexer.hpp"
#include "mutate.hpp"
#include "unit/jinja/json_value.hpp"

namespace fuzz {
namespace {

using namespace gongkai;

std::string changed_text(const std::string& text, const std::vector<Templates>& corpus, Random& random)
{
    return random.percent(60) ? with_tokens_changed(text, random)
                              : with_bytes_changed(text, random.one_of(corpus).front().second, random);
}

Input template_input(const std::vector<Templates>& corpus, Random& random)
{
    Input input;
    if (random.percent(15)) {
        input.templates = {{"main", random_bytes(random)}};
    } else if (random.percent(25)) {
        input.templates = {{"main", token_soup(random)}};
    } else {
        input.templates = random.one_of(corpus);
        auto& text = input.templates.front().second;
        text = changed_text(text, corpus, random);
    }
    return input;
}

Input program_input(std::uint64_t seed, const std::vector<Templates>& corpus, Random& random)
{
    const auto text = generated::text_of(generated::generate(seed));
    Input input{text.templates, text.context};
    if (random.percent(30))
        input.context = generated::random_context(random);
    if (random.percent(75)) {
        auto& changed = input.templates[random.below(input.templates.size())].second;
        changed = changed_text(changed, corpus, random);
    }
    return input;
}

// --- what must hold -----------------------------------------------------------

void require(bool holds, std::string what)
{
    if (!holds)
        throw Broken{std::move(what)};
}

void check_span(const base::Span& span, std::string_view of)
{
    require(span.file != nullptr, fmt::format("{}: no place", of));
    require(span.begin <= span.end && span.end <= span.file->text.size(),
            fmt::format("{}: bytes {} to {} of {}", of, span.begin, span.end, span.file->text.size()));
}

void check_problem(const base::Diagnostic& problem)
{
    require(!problem.code.empty() && !problem.message.empty(), "a problem without a code or a message");
    check_span(problem.span, problem.code + " " + problem.message);
    for (const auto& place : problem.related)
        check_span(place.span, problem.code + " " + place.message);
    require(!base::to_text(problem).empty(), "a problem without a text");
}

void check_tokens(const base::SourceFile& file)
{
    const auto result = jinja::tokenize(file, {&file, 0, static_cast<std::uint32_t>(file.text.size())});
    require(!result.tokens.empty() && result.tokens.back().kind == jinja::TokenKind::end, "no token of kind end");
    for (const auto& token : result.tokens)
        check_span(token.span, "token " + token.text);
    for (const auto& problem : result.problems)
        check_problem(problem);
}

/// Templates with the files they were read from.
struct Compiled {
    std::vector<std::unique_ptr<base::SourceFile>> files;
    std::shared_ptr<const jinja::TemplateSet> set;  ///< null if there were problems
};

Compiled compiled_from(const Templates& templates, bool with_lint)
{
    Compiled result;
    jinja::Environment environment;
    environment.set_lint(with_lint);
    for (const auto& [name, text] : templates) {
        result.files.push_back(std::make_unique<base::SourceFile>(base::SourceFile{name, text}));
        environment.add_template(*result.files.back(), name);
    }
    const auto set = environment.compile();
    if (set) {
        result.set = *set;
        return result;
    }
    require(!set.failures().empty(), "refused without a problem");
    for (const auto& problem : set.failures())
        check_problem(problem);
    return result;
}

jinja::Limits tight_limits()
{
    jinja::Limits limits;
    limits.depth = 40;
    limits.steps = 5'000;
    limits.output = 100'000;
    return limits;
}

struct Rendered {
    bool is_whole = false;
    std::string text;  ///< or the problem, as a user reads it
};

Rendered rendered(const jinja::TemplateSet& set, const std::string& name, const std::vector<jinja::Value>& contexts)
{
    const auto limits = tight_limits();
    jinja::Machine machine(set, limits);
    try {
        machine.run_root(*set.find(name), contexts);
        return {true, std::string(machine.output())};
    } catch (const jinja::RenderProblem& problem) {
        check_problem(problem.diagnostic);
        return {false, base::to_text(problem.diagnostic)};
    }
}

Outcome execute_program(const Input& input)
{
    const auto compiled = compiled_from(input.templates, false);
    if (!compiled.set)
        return Outcome::refused;
    const auto& name = input.templates.front().first;
    const std::vector<jinja::Value> contexts = {jinja::test::value_of(input.context)};
    const auto first = rendered(*compiled.set, name, contexts);
    const auto second = rendered(*compiled.set, name, contexts);
    require(first.is_whole == second.is_whole && first.text == second.text, "two renders differ:\n" + first.text + "\n---\n" + second.text);
    return first.is_whole ? Outcome::rendered : Outcome::compiled;
}

}  // namespace

std::string_view name_of(Mode mode)
{
    switch (mode) {
    case Mode::lexer: return "lexer";
    case Mode::compiler: return "compiler";
    case Mode::programs: return "programs";
    }
    return "";
}

Input input_of(Mode mode, std::uint64_t seed, const std::vector<Templates>& corpus)
{
    Random random(seed * 3 + static_cast<std::uint64_t>(mode));
    return mode == Mode::programs ? program_input(seed, corpus, random) : template_input(corpus, random);
}

Outcome execute(Mode mode, const Input& input)
{
    switch (mode) {
    case Mode::lexer: {
        const base::SourceFile file{"main", input.templates.front().second};
        check_tokens(file);
        return Outcome::refused;
    }
    case Mode::compiler: return compiled_from(input.templates, true).set ? Outcome::compiled : Outcome::refused;
    case Mode::programs: return execute_program(input);
    }
    return Outcome::refused;
}

std::string shown(const Input& input)
{
    std::string text;
    for (const auto& [name, source] : input.templates)
        text += "--- " + name + "\n" + source + "\n";
    return text + "--- context\n" + input.context.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace fuzz
