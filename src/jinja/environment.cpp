#include "jinja/environment.hpp"

#include <functional>
#include <map>
#include <set>

#include <fmt/format.h>

#include "jinja/check/links.hpp"
#include "jinja/check/lint.hpp"
#include "jinja/compile/compiler.hpp"
#include "jinja/library/function_value.hpp"
#include "jinja/syntax/parser.hpp"

namespace gongkai::jinja {
namespace {

TemplatePointers pointers_to(const std::vector<CompiledTemplate>& templates)
{
    TemplatePointers pointers;
    for (const auto& compiled : templates)
        pointers.push_back(&compiled);
    return pointers;
}

}  // namespace

TemplateSet::TemplateSet(std::shared_ptr<const Registry> registry, std::vector<CompiledTemplate> templates,
                         std::vector<Offer> offers)
    : registry_(std::move(registry)), templates_(std::move(templates)), offers_(std::move(offers))
{
    for (const auto& compiled : templates_)
        by_name_[compiled.name] = &compiled;
    std::vector<Member> functions;
    for (const auto& entry : registry_->functions)
        functions.emplace_back(entry.name, function_value(entry));
    functions_ = Value::map(std::move(functions));
    if (offers_.empty())
        return;
    for (const auto& [name, around] : surroundings_of(pointers_to(templates_), offers_))
        if (around.is_reached)
            reached_.insert(name);
}

const CompiledTemplate* TemplateSet::find(std::string_view name) const
{
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : found->second;
}

const Value* TemplateSet::function(std::string_view name, std::uint64_t hash) const { return functions_.find(name, hash); }

base::Diagnostics TemplateSet::render(std::string_view name, const std::vector<Value>& contexts, std::string& out) const
{
    const auto* first = find(name);
    if (!first)
        return {base::error("T-FILE", {}, fmt::format("找不到模板“{}”", name), "请检查 templates 和主题的文件夹")};
    return run(*first, contexts, out);
}

base::Diagnostics TemplateSet::render_text(const CompiledTemplate& text, const std::vector<Value>& contexts,
                                           std::string& out) const
{
    return run(text, contexts, out);
}

base::Diagnostics TemplateSet::run(const CompiledTemplate& first, const std::vector<Value>& contexts, std::string& out) const
{
    try {
        Machine machine(*this, limits_);
        machine.run_root(first, contexts);
        out += machine.output();
        return {};
    } catch (const RenderProblem& problem) {
        return {problem.diagnostic};
    }
}

base::Result<CompiledTemplate> TemplateSet::compile_text(const base::SourceFile& file, base::Span part) const
{
    const auto parsed = parse(tokenize(file, part));
    if (!parsed.problems.empty())
        return parsed.problems;
    auto compiled = jinja::compile(file.path, file, parsed.statements, *registry_);
    if (!compiled)
        return compiled;
    if (auto problems = check_links_of(*compiled, templates_); !problems.empty())
        return problems;
    if (auto problems = check_names_of(*compiled); !problems.empty())
        return problems;
    return compiled;
}

/// Of a text, and of the templates that nothing but texts comes to.
base::Diagnostics TemplateSet::check_names_of(const CompiledTemplate& text) const
{
    std::vector<Offer> offers;
    for (const auto& offer : offers_)
        if (offer.template_name.empty())
            offers.push_back({offer.what, text.name, offer.names});
    TemplatePointers checked = {&text};
    for (const auto& name : closure(text))
        if (!reached_.contains(name))
            checked.push_back(find(name));
    return check_names(checked, offers, *registry_);
}

std::vector<std::string> TemplateSet::closure(const CompiledTemplate& text) const
{
    std::set<std::string> all;
    for (const auto& [reference, span] : text.references)
        for (auto& name : closure(reference))
            all.insert(std::move(name));
    return {all.begin(), all.end()};
}

std::vector<std::string> TemplateSet::closure(std::string_view name) const
{
    std::set<std::string> seen;
    const std::function<void(std::string_view)> visit = [&](std::string_view next) {
        const auto* compiled = find(next);
        if (!compiled || !seen.insert(compiled->name).second)
            return;
        for (const auto& [reference, span] : compiled->references)
            visit(reference);
    };
    visit(name);
    return {seen.begin(), seen.end()};
}

void Environment::add_template(const base::SourceFile& file, std::string name)
{
    sources_.push_back({&file, std::move(name)});
}

base::Result<std::shared_ptr<const TemplateSet>> Environment::compile() const
{
    const auto registry = std::make_shared<const Registry>(registry_);
    std::vector<CompiledTemplate> templates;
    std::vector<Parsed> trees;
    trees.reserve(sources_.size());
    std::map<std::string, const Statements*, std::less<>> statements;
    std::vector<std::string> broken;
    base::Diagnostics problems;
    const auto add = [&](const base::Diagnostics& found) { problems.insert(problems.end(), found.begin(), found.end()); };
    for (const auto& [file, name] : sources_) {
        trees.push_back(parse(tokenize(*file, {file, 0, static_cast<std::uint32_t>(file->text.size())})));
        if (!trees.back().problems.empty()) {
            add(trees.back().problems);
            broken.push_back(name);
            continue;
        }
        statements[name] = &trees.back().statements;
        if (auto compiled = jinja::compile(name, *file, trees.back().statements, *registry))
            templates.push_back(std::move(*compiled));
        else {
            add(compiled.failures());
            broken.push_back(name);
        }
    }
    add(check_links(templates, broken));
    // Where a name or a place in the page comes from is known when all is linked.
    if (problems.empty()) {
        add(check_names(pointers_to(templates), offers_, *registry));
        if (lints_)
            add(lint(statements, *registry));
    }
    if (!problems.empty())
        return problems;
    return std::shared_ptr<const TemplateSet>(std::make_shared<TemplateSet>(registry, std::move(templates), offers_));
}

}  // namespace gongkai::jinja
