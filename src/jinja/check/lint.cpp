#include "jinja/check/lint.hpp"

#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "jinja/check/html_state.hpp"
#include "jinja/check/judge.hpp"
#include "jinja/check/lint_findings.hpp"
#include "jinja/check/outline.hpp"
#include "jinja/check/refusal_text.hpp"

namespace gongkai::jinja {
namespace {

using Templates = std::map<std::string, const Statements*, std::less<>>;

/// Deeper nesting of templates and blocks than this is not followed; a cycle is another check's finding.
constexpr int deepest = 100;

bool is_checked(std::string_view name)
{
    const auto file = name.substr(name.rfind('/') + 1);
    const auto dot = file.rfind('.');
    const auto ending = dot == std::string_view::npos ? std::string_view() : file.substr(dot);
    return ending.empty() || ending == ".html" || ending == ".svg" || ending == ".xml";
}

/// Byte of the source that an offset in a text statement stands for: its line breaks are all \n.
base::Span source_place(const base::Span& text, std::size_t offset)
{
    if (!text.file)
        return text;
    auto position = text.begin;
    for (; offset > 0 && position < text.end; --offset, ++position)
        if (text.file->text[position] == '\r' && position + 1 < text.end && text.file->text[position + 1] == '\n')
            ++position;
    return {text.file, position, position + 1};
}

class Linter {
public:
    Linter(const Templates& templates, const Registry& registry) : registry_(registry)
    {
        for (const auto& [name, statements] : templates)
            if (is_checked(name)) {
                auto& known = templates_[name];
                known.statements = statements;
                known.outline = outline_of(*statements);
            }
    }

    base::Diagnostics run()
    {
        std::set<std::string_view> used;
        for (const auto& [name, known] : templates_)
            used.insert(known.outline.used.begin(), known.outline.used.end());
        for (const auto& [name, known] : templates_) {
            definitions(known.outline);
            if (!used.contains(name))
                if (const auto end = walk_template(name, {}))
                    findings_.require_data(*end, fmt::format("模板 {} ", name), {});
        }
        return findings_.take();
    }

private:
    struct Template {
        const Statements* statements = nullptr;
        Outline outline;
    };

    /// A template with its parents: the bodies of each block, the most derived first.
    struct Page {
        int number = 0;
        std::map<std::string_view, std::vector<Body>> blocks;
    };

    /// The block whose body is being walked, for super().
    struct CurrentBlock {
        std::string_view name;
        std::size_t level = 0;
    };

    // ---- templates ----

    /// The state behind a template that begins in `start`, through its parents.
    HtmlEnd walk_template(std::string_view name, const HtmlPlace& start)
    {
        const auto known = templates_.find(name);
        if (known == templates_.end() || depth_ >= deepest)
            return start;
        const auto key = std::make_pair(known->second.statements, start.state);
        auto done = walked_.find(key);
        if (done == walked_.end()) {
            walked_.emplace(key, HtmlPlace{start.state, {}, {}, false});  // for a cycle
            const auto end = walk_page(known->second, {start.state, {}, {}, false});
            done = walked_.insert_or_assign(key, end.value_or(HtmlPlace{start.state, {}, {}, false})).first;
        }
        auto end = done->second;
        if (!end.tag.file)
            end.tag = start.tag;
        if (!end.quote.file)
            end.quote = start.quote;
        end.is_guess = end.is_guess || start.is_guess;
        return end;
    }

    HtmlEnd walk_page(const Template& first, const HtmlPlace& start)
    {
        Page page;
        page.number = ++pages_;
        std::set<const Template*> seen;
        const auto* current = &first;
        for (;;) {
            if (!seen.insert(current).second)
                return start;
            for (const auto& block : current->outline.blocks)
                page.blocks[block.statement->name].push_back(block);
            if (current->outline.parent.empty())
                break;
            const auto parent = templates_.find(current->outline.parent);
            if (parent == templates_.end())
                return start;
            current = &parent->second;
        }
        const auto outer = std::make_tuple(page_, block_, escapes_, loop_);
        page_ = &page;
        block_ = {};
        escapes_ = true;
        loop_ = nullptr;
        auto end = walk(*current->statements, start);
        std::tie(page_, block_, escapes_, loop_) = outer;
        return end;
    }

    /// Macros and texts that {% set %} catches: begun in data, once for all pages,
    /// whether or not the text around them is printed.
    void definitions(const Outline& outline)
    {
        for (const auto& [statement, escapes] : outline.captured) {
            const bool outer = std::exchange(escapes_, escapes);
            captured(*statement, statement->kind == StatementKind::macro ? fmt::format("宏 {} ", statement->name) : "set 的内容");
            escapes_ = outer;
        }
    }

    /// A body whose text goes into a value.
    void captured(const Statement& statement, const std::string& what)
    {
        auto* const outer = std::exchange(loop_, nullptr);
        if (const auto end = walk(statement.body, {}))
            findings_.require_data(*end, what, statement.span);
        loop_ = outer;
    }

    // ---- statements ----

    HtmlEnd walk(const Statements& statements, const HtmlPlace& start)
    {
        HtmlEnd place = start;
        for (const auto& statement : statements) {
            place = step(*statement, *place);
            if (!place)  // what follows a break is never printed
                break;
        }
        return place;
    }

    HtmlEnd step(const Statement& statement, const HtmlPlace& start)
    {
        switch (statement.kind) {
        case StatementKind::text: return text(statement, start);
        case StatementKind::output: return output(statement, start);
        case StatementKind::condition: return condition(statement, start);
        case StatementKind::loop: return loop(statement, start);
        case StatementKind::break_loop:
        case StatementKind::continue_loop: return leave(statement, start);
        case StatementKind::with: return walk(statement.body, start);
        case StatementKind::block: return block(statement, start);
        case StatementKind::include: return include(statement, start);
        case StatementKind::call: return call(statement, start);
        case StatementKind::filter: return filter(statement, start);
        case StatementKind::autoescape: return autoescape(statement, start);
        case StatementKind::macro:
        case StatementKind::set_block:
        case StatementKind::set:
        case StatementKind::extends:
        case StatementKind::import:
        case StatementKind::from_import:
        case StatementKind::evaluate: break;
        }
        return start;
    }

    static HtmlPlace text(const Statement& statement, const HtmlPlace& start)
    {
        Openings openings;
        auto place = start;
        place.state = advance(start.state, statement.text, openings);
        if (openings.tag)
            place.tag = source_place(statement.span, *openings.tag);
        if (openings.quote)
            place.quote = source_place(statement.span, *openings.quote);
        return place;
    }

    static HtmlPlace printed(const HtmlPlace& start) { return {after_output(start.state), start.tag, start.quote, start.is_guess}; }

    void check(const Expression& expression, const HtmlState& state)
    {
        if (const auto refusal = judge(expression, state, escapes_, registry_))
            findings_.report(explain(*refusal, expression, state));
    }

    HtmlEnd output(const Statement& statement, const HtmlPlace& start)
    {
        const auto& expression = *statement.expression;
        const bool is_super = expression.kind == ExpressionKind::call && expression.items.size() == 1 &&
                              expression.items[0]->is_name("super");
        if (is_super && !block_.name.empty())
            return walk_block({block_.name, block_.level + 1}, start);
        check(expression, start.state);
        return printed(start);
    }

    HtmlEnd condition(const Statement& statement, const HtmlPlace& start)
    {
        const std::string differ = "两个分支结束时所处的 HTML 位置不同：一个在{}，一个在{}";
        HtmlEnd end;
        for (const auto& branch : statement.branches)
            end = findings_.joined_ends(end, walk(branch.body, start), statement.span, differ);
        const bool has_else = !statement.branches.empty() && !statement.branches.back().condition;
        return has_else ? end
                        : findings_.joined_ends(start, end, statement.span,
                                      "两个分支结束时所处的 HTML 位置不同：条件不成立时在{}，成立时在{}");
    }

    /// Where break and continue leave the body of a loop.
    struct LoopExits {
        std::vector<HtmlPlace> continued;
        std::vector<HtmlPlace> broken;
    };

    /// The body begins where it ends: walked again with what its first round has changed.
    HtmlEnd loop(const Statement& statement, const HtmlPlace& start)
    {
        const std::string differ = "循环体结束时所处的 HTML 位置与开始时不同：开始在{}，结束在{}";
        auto begin = start;
        std::vector<HtmlPlace> broken;
        for (int round = 0; round < 4; ++round) {
            LoopExits exits;
            auto* const outer = std::exchange(loop_, &exits);
            const auto end = walk(statement.body, begin);
            loop_ = outer;
            if (end)
                exits.continued.push_back(*end);
            const auto before = begin.state;
            for (const auto& exit : exits.continued)
                begin = findings_.joined(begin, exit, statement.span, differ);
            broken = std::move(exits.broken);
            if (begin.state == before)
                break;
        }
        for (const auto& exit : broken)
            begin = findings_.joined(begin, exit, statement.span, differ);
        if (statement.else_body.empty())
            return begin;
        return findings_.joined_ends(begin, walk(statement.else_body, start), statement.span,
                           "两个分支结束时所处的 HTML 位置不同：循环之后在{}，else 之后在{}");
    }

    HtmlEnd leave(const Statement& statement, const HtmlPlace& start)
    {
        if (loop_)
            (statement.kind == StatementKind::break_loop ? loop_->broken : loop_->continued).push_back(start);
        return std::nullopt;
    }

    // ---- blocks and partials ----

    /// The most derived body of the block that stands here.
    HtmlEnd block(const Statement& statement, const HtmlPlace& start)
    {
        return page_ ? walk_block({statement.name, 0}, start) : walk(statement.body, start);
    }

    HtmlEnd walk_block(const CurrentBlock& wanted, const HtmlPlace& start)
    {
        const auto found = page_->blocks.find(wanted.name);
        if (found == page_->blocks.end() || wanted.level >= found->second.size() || depth_ >= deepest)
            return start;
        const auto& [statement, escapes] = found->second[wanted.level];
        const auto outer = std::make_tuple(block_, escapes_, loop_);
        block_ = wanted;
        loop_ = nullptr;
        escapes_ = escapes;
        ++depth_;
        auto end = walk_body(statement->body, start);
        --depth_;
        std::tie(block_, escapes_, loop_) = outer;
        return end;
    }

    /// Once for each page and state: two super() at each of forty levels are 2^40 ways.
    HtmlEnd walk_body(const Statements& body, const HtmlPlace& start)
    {
        const auto key = std::make_tuple(page_->number, &body, start.state);
        if (const auto done = walked_bodies_.find(key); done != walked_bodies_.end()) {
            auto end = done->second;
            if (end)
                end->is_guess = end->is_guess || start.is_guess;
            return end;
        }
        walked_bodies_.emplace(key, start);  // for a cycle
        auto end = walk(body, start);
        walked_bodies_.insert_or_assign(key, end);
        return end;
    }

    HtmlEnd include(const Statement& statement, const HtmlPlace& start)
    {
        HtmlEnd end;
        ++depth_;
        for (const auto& name : statement.names)
            if (templates_.contains(name))
                end = findings_.joined_ends(end, walk_template(name, start), statement.span,
                                  "可选的几个模板结束时所处的 HTML 位置不同：一个在{}，一个在{}");
        --depth_;
        return end ? end : start;
    }

    // ---- captured text that is printed where it stands ----

    HtmlEnd call(const Statement& statement, const HtmlPlace& start)
    {
        captured(statement, "call 的内容");
        check(*statement.expression, start.state);
        return printed(start);
    }

    HtmlEnd filter(const Statement& statement, const HtmlPlace& start)
    {
        auto* const outer = std::exchange(loop_, nullptr);
        const auto end = walk(statement.body, start);
        loop_ = outer;
        if (!end)
            return start;
        return findings_.joined(start, *end, statement.span, "filter 的内容结束时所处的 HTML 位置与开始时不同：开始在{}，结束在{}");
    }

    HtmlEnd autoescape(const Statement& statement, const HtmlPlace& start)
    {
        const bool outer = std::exchange(escapes_, turns_escaping_on(statement));
        auto end = walk(statement.body, start);
        escapes_ = outer;
        return end;
    }

    const Registry& registry_;
    LintFindings findings_;
    std::map<std::string, Template, std::less<>> templates_;
    /// The end of each template for each state in which it was begun.
    std::map<std::pair<const Statements*, HtmlState>, HtmlPlace> walked_;
    /// The same for the bodies of blocks, by the number of the page.
    std::map<std::tuple<int, const Statements*, HtmlState>, HtmlEnd> walked_bodies_;
    int pages_ = 0;

    const Page* page_ = nullptr;
    CurrentBlock block_;
    LoopExits* loop_ = nullptr;
    bool escapes_ = true;
    int depth_ = 0;
};

}  // namespace

base::Diagnostics lint(const std::map<std::string, const Statements*, std::less<>>& templates, const Registry& registry)
{
    return Linter(templates, registry).run();
}

}  // namespace gongkai::jinja
