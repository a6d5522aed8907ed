#include "jinja/check/lint.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "jinja/check/html_state.hpp"
#include "jinja/check/judge.hpp"
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

/// How far a walk has come: the state, and where what is open was opened.
struct Place {
    HtmlState state;
    base::Span tag;
    base::Span quote;
    bool is_guess = false;  ///< behind a finding about the state itself
};
/// Nothing: the end is not reached (break, continue).
using End = std::optional<Place>;

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
                    require_data(*end, fmt::format("模板 {} ", name), {});
        }
        base::sort_and_unique(problems_);
        return std::move(problems_);
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

    // ---- findings ----

    /// Once for each place, although a partial is walked for many pages.
    void report(base::Diagnostic problem)
    {
        if (reported_.emplace(problem.span.file, problem.span.begin, problem.span.end).second)
            problems_.push_back(std::move(problem));
    }

    /// `fallback` is where to point if it is not known where the tag was opened.
    void require_data(const Place& place, const std::string& what, const base::Span& fallback)
    {
        if (place.state == HtmlState() || place.is_guess)
            return;
        const auto mode = place.state.mode;
        const bool is_quote = mode == HtmlMode::double_quoted || mode == HtmlMode::single_quoted;
        auto opened = is_quote ? place.quote : place.tag;
        const bool is_tag = opened.file != nullptr;
        if (!is_tag)
            opened = fallback;
        const char* close = is_quote ? "补上引号"
                            : mode == HtmlMode::raw_text ? "补上结束标签"
                            : mode == HtmlMode::comment ? "补上“-->”"
                                                        : "补上“>”";
        report(base::error("T-UNSAFE", opened, fmt::format("{}结束时还在{}，{}", what, describe(place.state),
                                                           is_tag ? "它从这里开始" : "没有闭合"),
                           close));
    }

    /// The common state of two ways; a problem if there is none.
    Place joined(const Place& a, const Place& b, const base::Span& span, const std::string& message)
    {
        const auto state = join(a.state, b.state);
        if (!state)
            report(base::error("T-UNSAFE", span, fmt::format(fmt::runtime(message), describe(a.state), describe(b.state)),
                               "每个标签、引号和注释都在同一分支内闭合"));
        auto result = a;
        if (state)
            result.state = *state;
        result.is_guess = !state || a.is_guess || b.is_guess;
        return result;
    }

    End joined_ends(const End& a, const End& b, const base::Span& span, const std::string& message)
    {
        return a && b ? End(joined(*a, *b, span, message)) : a ? a : b;
    }

    // ---- templates ----

    /// The state behind a template that begins in `start`, through its parents.
    End walk_template(std::string_view name, const Place& start)
    {
        const auto known = templates_.find(name);
        if (known == templates_.end() || depth_ >= deepest)
            return start;
        const auto key = std::make_pair(known->second.statements, start.state);
        auto done = walked_.find(key);
        if (done == walked_.end()) {
            walked_.emplace(key, Place{start.state, {}, {}, false});  // for a cycle
            const auto end = walk_page(known->second, {start.state, {}, {}, false});
            done = walked_.insert_or_assign(key, end.value_or(Place{start.state, {}, {}, false})).first;
        }
        auto end = done->second;
        if (!end.tag.file)
            end.tag = start.tag;
        if (!end.quote.file)
            end.quote = start.quote;
        end.is_guess = end.is_guess || start.is_guess;
        return end;
    }

    End walk_page(const Template& first, const Place& start)
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
            require_data(*end, what, statement.span);
        loop_ = outer;
    }

    // ---- statements ----

    End walk(const Statements& statements, const Place& start)
    {
        End place = start;
        for (const auto& statement : statements) {
            place = step(*statement, *place);
            if (!place)  // what follows a break is never printed
                break;
        }
        return place;
    }

    End step(const Statement& statement, const Place& start)
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

    static Place text(const Statement& statement, const Place& start)
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

    static Place printed(const Place& start) { return {after_output(start.state), start.tag, start.quote, start.is_guess}; }

    void check(const Expression& expression, const HtmlState& state)
    {
        if (const auto refusal = judge(expression, state, escapes_, registry_))
            report(explain(*refusal, expression, state));
    }

    End output(const Statement& statement, const Place& start)
    {
        const auto& expression = *statement.expression;
        const bool is_super = expression.kind == ExpressionKind::call && expression.items.size() == 1 &&
                              expression.items[0]->kind == ExpressionKind::name && expression.items[0]->text == "super";
        if (is_super && !block_.name.empty())
            return walk_block({block_.name, block_.level + 1}, start);
        check(expression, start.state);
        return printed(start);
    }

    End condition(const Statement& statement, const Place& start)
    {
        const std::string differ = "两个分支结束时所处的 HTML 位置不同：一个在{}，一个在{}";
        End end;
        for (const auto& branch : statement.branches)
            end = joined_ends(end, walk(branch.body, start), statement.span, differ);
        const bool has_else = !statement.branches.empty() && !statement.branches.back().condition;
        return has_else ? end
                        : joined_ends(start, end, statement.span,
                                      "两个分支结束时所处的 HTML 位置不同：条件不成立时在{}，成立时在{}");
    }

    /// Where break and continue leave the body of a loop.
    struct LoopExits {
        std::vector<Place> continued;
        std::vector<Place> broken;
    };

    /// The body begins where it ends: walked again with what its first round has changed.
    End loop(const Statement& statement, const Place& start)
    {
        const std::string differ = "循环体结束时所处的 HTML 位置与开始时不同：开始在{}，结束在{}";
        auto begin = start;
        std::vector<Place> broken;
        for (int round = 0; round < 4; ++round) {
            LoopExits exits;
            auto* const outer = std::exchange(loop_, &exits);
            const auto end = walk(statement.body, begin);
            loop_ = outer;
            if (end)
                exits.continued.push_back(*end);
            const auto before = begin.state;
            for (const auto& exit : exits.continued)
                begin = joined(begin, exit, statement.span, differ);
            broken = std::move(exits.broken);
            if (begin.state == before)
                break;
        }
        for (const auto& exit : broken)
            begin = joined(begin, exit, statement.span, differ);
        if (statement.else_body.empty())
            return begin;
        return joined_ends(begin, walk(statement.else_body, start), statement.span,
                           "两个分支结束时所处的 HTML 位置不同：循环之后在{}，else 之后在{}");
    }

    End leave(const Statement& statement, const Place& start)
    {
        if (loop_)
            (statement.kind == StatementKind::break_loop ? loop_->broken : loop_->continued).push_back(start);
        return std::nullopt;
    }

    // ---- blocks and partials ----

    /// The most derived body of the block that stands here.
    End block(const Statement& statement, const Place& start)
    {
        return page_ ? walk_block({statement.name, 0}, start) : walk(statement.body, start);
    }

    End walk_block(const CurrentBlock& wanted, const Place& start)
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
    End walk_body(const Statements& body, const Place& start)
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

    End include(const Statement& statement, const Place& start)
    {
        End end;
        ++depth_;
        for (const auto& name : statement.names)
            if (templates_.contains(name))
                end = joined_ends(end, walk_template(name, start), statement.span,
                                  "可选的几个模板结束时所处的 HTML 位置不同：一个在{}，一个在{}");
        --depth_;
        return end ? end : start;
    }

    // ---- captured text that is printed where it stands ----

    End call(const Statement& statement, const Place& start)
    {
        captured(statement, "call 的内容");
        check(*statement.expression, start.state);
        return printed(start);
    }

    End filter(const Statement& statement, const Place& start)
    {
        auto* const outer = std::exchange(loop_, nullptr);
        const auto end = walk(statement.body, start);
        loop_ = outer;
        if (!end)
            return start;
        return joined(start, *end, statement.span, "filter 的内容结束时所处的 HTML 位置与开始时不同：开始在{}，结束在{}");
    }

    End autoescape(const Statement& statement, const Place& start)
    {
        const bool outer = std::exchange(escapes_, turns_escaping_on(statement));
        auto end = walk(statement.body, start);
        escapes_ = outer;
        return end;
    }

    const Registry& registry_;
    std::map<std::string, Template, std::less<>> templates_;
    /// The end of each template for each state in which it was begun.
    std::map<std::pair<const Statements*, HtmlState>, Place> walked_;
    std::set<std::tuple<const base::SourceFile*, std::uint32_t, std::uint32_t>> reported_;
    base::Diagnostics problems_;

    /// The same for the bodies of blocks, by the number of the page.
    std::map<std::tuple<int, const Statements*, HtmlState>, End> walked_bodies_;
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
