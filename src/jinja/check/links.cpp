#include "jinja/check/links.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "base/spelling.hpp"

namespace gongkai::jinja {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

class LinkChecker {
public:
    LinkChecker(const std::vector<CompiledTemplate>& templates, const std::vector<std::string>& broken)
        : names_(broken), broken_(broken.begin(), broken.end())
    {
        for (const auto& compiled : templates) {
            by_name_[compiled.name] = &compiled;
            names_.push_back(compiled.name);
        }
    }

    void check(const CompiledTemplate& compiled)
    {
        for (const auto& [name, span] : compiled.required)
            if (!by_name_.contains(name) && !broken_.contains(name))
                problems_.push_back(base::error("T-FILE", span, fmt::format("找不到模板“{}”", name),
                                                base::suggestion(name, names_, "路径从 templates/ 起算")));
        for (const auto& [from, wanted] : compiled.imported_names)
            if (const auto found = by_name_.find(from); found != by_name_.end())
                check_imported(*found->second, wanted);
        visit(compiled);
    }

    bool has_problems() const { return !problems_.empty(); }
    base::Diagnostics take() { return std::move(problems_); }

    /// A block outside of all others replaces one of an ancestor; self.x() names a block of the
    /// chain. Not where the chain of parents is not whole, or does not end.
    void check_blocks(const CompiledTemplate& compiled)
    {
        std::vector<std::string> blocks;
        std::size_t length = 0;
        for (const auto* ancestor = &compiled; !ancestor->parent.empty();) {
            const auto next = by_name_.find(ancestor->parent);
            if (next == by_name_.end() || ++length > by_name_.size())
                return;
            ancestor = next->second;
            for (const auto& block : ancestor->blocks)
                blocks.push_back(block.first);
        }
        std::sort(blocks.begin(), blocks.end());
        if (!compiled.parent.empty())
            for (const auto& [name, span] : compiled.replacing)
                require(blocks, name, span, "上级模板中没有块“{}”，此块不会输出");
        for (const auto& block : compiled.blocks)
            blocks.push_back(block.first);
        std::sort(blocks.begin(), blocks.end());
        for (const auto& [name, span] : compiled.self_calls)
            if (!is_extended_.contains(compiled.name))
                require(blocks, name, span, "没有块“{}”");
    }

    void find_parents(const std::vector<CompiledTemplate>& templates)
    {
        for (const auto& compiled : templates)
            if (!compiled.parent.empty())
                is_extended_.insert(compiled.parent);
    }

private:
    void check_imported(const CompiledTemplate& from, const NamedPlace& wanted)
    {
        auto known = from.exports;
        std::erase_if(known, [](const std::string& name) { return name.starts_with('_'); });
        // What a template with parents exports is made by its parents too.
        if (!from.parent.empty() || contains(known, wanted.name))
            return;
        problems_.push_back(base::error("T-NAME", wanted.span, fmt::format("模板“{}”中没有“{}”", from.name, wanted.name),
                                        base::suggestion(wanted.name, known)));
    }

    void require(const std::vector<std::string>& blocks, const std::string& name, const base::Span& span, const char* message)
    {
        if (!contains(blocks, name))
            problems_.push_back(base::error("T-BLOCK", span, fmt::format(fmt::runtime(message), name), base::suggestion(name, blocks)));
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
    std::set<std::string> broken_;
    std::vector<std::string> path_;
    std::set<std::string> done_;
    std::set<std::string> is_extended_;
    base::Diagnostics problems_;
};

}  // namespace

base::Diagnostics check_links(const std::vector<CompiledTemplate>& templates, const std::vector<std::string>& broken)
{
    LinkChecker checker(templates, broken);
    checker.find_parents(templates);
    for (const auto& compiled : templates)
        checker.check(compiled);
    // Of templates that go in circles or are not there, blocks are the least trouble.
    if (!checker.has_problems())
        for (const auto& compiled : templates)
            checker.check_blocks(compiled);
    return checker.take();
}

base::Diagnostics check_links_of(const CompiledTemplate& text, const std::vector<CompiledTemplate>& templates)
{
    LinkChecker checker(templates, {});
    checker.check(text);
    if (!checker.has_problems())
        checker.check_blocks(text);
    return checker.take();
}

}  // namespace gongkai::jinja
