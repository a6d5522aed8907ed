#include "jinja/environment.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>

#include "base/spelling.hpp"
#include "jinja/compiler.hpp"
#include "jinja/parser.hpp"

namespace gongkai::jinja {
namespace {

base::Result<CompiledTemplate> compile_source(const std::string& name, const base::SourceFile& file, base::Span part,
                                              const Registry& registry)
{
    const auto tokens = tokenize(file, part);
    if (!tokens)
        return tokens.failures();
    const auto statements = parse(*tokens);
    if (!statements)
        return statements.failures();
    return compile(name, file, *statements, registry);
}

/// Finds missing templates and cycles among the compiled ones.
class LinkChecker {
public:
    explicit LinkChecker(const std::vector<CompiledTemplate>& templates)
    {
        for (const auto& compiled : templates) {
            by_name_[compiled.name] = &compiled;
            names_.push_back(compiled.name);
        }
    }

    base::Diagnostics run(const std::vector<CompiledTemplate>& templates)
    {
        for (const auto& compiled : templates) {
            for (const auto& [name, span] : compiled.required)
                if (!by_name_.contains(name))
                    report_missing(name, span);
            visit(compiled);
        }
        if (problems_.empty())  // then every chain of parents is whole and ends
            for (const auto& compiled : templates)
                check_blocks(compiled);
        return std::move(problems_);
    }

private:
    void report_missing(const std::string& name, const base::Span& span)
    {
        const auto near = base::nearest(name, names_);
        problems_.push_back(base::error("T-FILE", span, fmt::format("找不到模板“{}”", name),
                                        near ? fmt::format("是否为“{}”？", *near) : "路径从 templates/ 起算"));
    }

    /// A block outside of all others replaces one of an ancestor; self.x() names a block of the chain.
    void check_blocks(const CompiledTemplate& compiled)
    {
        std::vector<std::string> inherited;
        for (const auto* ancestor = &compiled; !ancestor->parent.empty();) {
            ancestor = by_name_.at(ancestor->parent);
            for (const auto& block : ancestor->blocks)
                inherited.push_back(block.first);
        }
        std::sort(inherited.begin(), inherited.end());
        const auto require = [&](const std::string& name, const base::Span& span, const char* message) {
            if (std::find(inherited.begin(), inherited.end(), name) != inherited.end())
                return;
            const auto near = base::nearest(name, inherited);
            problems_.push_back(base::error("T-BLOCK", span, fmt::format(fmt::runtime(message), name),
                                            near ? fmt::format("是否为“{}”？", *near) : ""));
        };
        if (!compiled.parent.empty())
            for (const auto& [name, span] : compiled.replacing)
                require(name, span, "上级模板中没有块“{}”，此块不会输出");
        for (const auto& block : compiled.blocks)
            inherited.push_back(block.first);
        std::sort(inherited.begin(), inherited.end());
        for (const auto& [name, span] : compiled.self_calls)
            require(name, span, "没有块“{}”");
    }

    void visit(const CompiledTemplate& compiled)
    {
        if (done_.contains(compiled.name))
            return;
        path_.push_back(compiled.name);
        for (const auto& [name, span] : compiled.references) {
            const auto again = std::find(path_.begin(), path_.end(), name);
            const auto next = by_name_.find(name);
            if (again != path_.end())
                problems_.push_back(base::error("T-CYCLE", span,
                                                fmt::format("模板循环引用：{} → {}", fmt::join(again, path_.end(), " → "), name),
                                                "去掉其中一处 extends、include 或 import"));
            else if (next != by_name_.end())
                visit(*next->second);
        }
        path_.pop_back();
        done_.insert(compiled.name);
    }

    std::unordered_map<std::string, const CompiledTemplate*> by_name_;
    std::vector<std::string> names_;
    std::vector<std::string> path_;
    std::set<std::string> done_;
    base::Diagnostics problems_;
};

}  // namespace

TemplateSet::TemplateSet(Registry registry, std::vector<CompiledTemplate> templates)
    : registry_(std::move(registry)), templates_(std::move(templates))
{
    for (const auto& compiled : templates_)
        by_name_[compiled.name] = &compiled;
    functions_ = Value::map(registry_.functions);
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
    const auto size = out.size();
    try {
        Machine(*this, limits_, out).run_root(first, contexts);
        return {};
    } catch (const RenderProblem& problem) {
        out.resize(size);
        return {problem.diagnostic};
    }
}

base::Result<CompiledTemplate> TemplateSet::compile_text(const base::SourceFile& file, base::Span part) const
{
    auto compiled = compile_source(file.path, file, part, registry_);
    if (!compiled)
        return compiled;
    base::Diagnostics problems;
    for (const auto& [name, span] : compiled->required)
        if (!find(name))
            problems.push_back(base::error("T-FILE", span, fmt::format("找不到模板“{}”", name), "路径从 templates/ 起算"));
    if (!problems.empty())
        return problems;
    return compiled;
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

void Environment::add_function(std::string name, Function function)
{
    registry_.functions.emplace_back(std::move(name), Value::function(std::move(function)));
}

void Environment::add_template(const base::SourceFile& file, std::string name)
{
    sources_.push_back({&file, std::move(name)});
}

base::Result<std::shared_ptr<const TemplateSet>> Environment::compile() const
{
    std::vector<CompiledTemplate> templates;
    base::Diagnostics problems;
    for (const auto& source : sources_) {
        const base::Span whole{source.file, 0, static_cast<std::uint32_t>(source.file->text.size())};
        auto compiled = compile_source(source.name, *source.file, whole, registry_);
        if (compiled)
            templates.push_back(std::move(*compiled));
        else
            problems.insert(problems.end(), compiled.failures().begin(), compiled.failures().end());
    }
    if (problems.empty())
        problems = LinkChecker(templates).run(templates);
    if (!problems.empty())
        return problems;
    return std::shared_ptr<const TemplateSet>(std::make_shared<TemplateSet>(registry_, std::move(templates)));
}

}  // namespace gongkai::jinja
