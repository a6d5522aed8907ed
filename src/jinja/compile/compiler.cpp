// Statements → instructions. Expressions are compiled by ExpressionCompiler.

#include "jinja/compile/compiler.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "jinja/compile/expression_compiler.hpp"

namespace gongkai::jinja {
namespace {

class StatementCompiler {
public:
    StatementCompiler(const std::string& name, const base::SourceFile& file, const Registry& registry)
        : code_(name, file), expressions_(code_, registry)
    {
    }

    base::Result<CompiledTemplate> run(const Statements& statements)
    {
        FunctionUnit root;
        const auto previous = code_.begin_program("");
        Scope scope(nullptr, root);
        function_ = &root;
        scope.look_through(statements);
        enter(scope, [&] {
            begin_variables();
            body(statements);
        });
        code_.end_program(root.slots, previous);
        if (!code_.problems().empty())
            return std::move(code_.problems());
        list_names();
        return std::move(code_.result());
    }

private:
    struct OpenLoop {
        std::vector<std::size_t> breaks;
        std::vector<std::size_t> continues;
        int captures = 0;
    };

    /// What the template makes and uses, in an order that does not depend on its text.
    void list_names()
    {
        auto& result = code_.result();
        for (auto* names : {&result.exports, &result.locals, &result.filters, &result.tests}) {
            std::sort(names->begin(), names->end());
            names->erase(std::unique(names->begin(), names->end()), names->end());
        }
    }

    Scope& scope() { return expressions_.scope(); }
    bool is_top_level() const { return scopes_ == 1; }

    // --- scopes -----------------------------------------------------------

    /// Runs `fill` in a scope whose names are known.
    template <class Fill>
    void enter(Scope& inner, const Fill& fill)
    {
        auto* outer = scopes_ > 0 ? &scope() : nullptr;
        expressions_.enter(inner);
        ++scopes_;
        fill();
        --scopes_;
        if (outer)
            expressions_.enter(*outer);
    }

    /// Gives the variables of the scope their first values.
    void begin_variables()
    {
        auto& inner = scope();
        for (const auto& [name, symbol] : inner.names().symbols) {
            if (symbol.start == Start::resolved && !inner.stores(name))
                continue;
            code_.result().locals.push_back(name);
            if (symbol.start == Start::given)
                continue;
            const auto outside = symbol.start == Start::copied ? find_place(*inner.parent(), name) : Place{};
            if (symbol.start == Start::unset) {
                code_.emit(Op::unset_slot, symbol.slot);
            } else if (!outside.scope) {
                code_.emit(Op::resolve_slot, symbol.slot, code_.name(name));
            } else {
                auto variable = outside.variable;
                if (&inner.function() != &inner.parent()->function())
                    ++variable.hops;
                if (variable.hops == 0)
                    code_.emit(Op::copy_slot, symbol.slot, variable.slot);
                else
                    code_.emit(Op::copy_outer, symbol.slot, code_.outer_variable(variable));
            }
        }
    }

    void scoped_body(const Statements& statements)
    {
        Scope inner(&scope(), *function_);
        inner.look_through(statements);
        enter(inner, [&] {
            begin_variables();
            body(statements);
        });
    }

    /// A program of its own. `parent`: the scope whose variables it sees, if any.
    template <class Fill>
    std::uint32_t subprogram(std::string what, Scope* parent, const Fill& fill)
    {
        FunctionUnit unit;
        const auto previous = code_.begin_program(std::move(what));
        const auto index = code_.current();
        unit.program = index;
        auto* outer_function = std::exchange(function_, &unit);
        auto outer_loops = std::exchange(loops_, {});
        const auto outer_captures = std::exchange(captures_, 0);
        const auto outer_silencers = std::exchange(silent_captures_, 0);
        Scope inner(parent, unit);
        fill(inner);
        silent_captures_ = outer_silencers;
        captures_ = outer_captures;
        loops_ = std::move(outer_loops);
        function_ = outer_function;
        code_.end_program(unit.slots, previous);
        return index;
    }

    // --- statements -------------------------------------------------------

    void body(const Statements& statements)
    {
        for (const auto& statement : statements)
            compile(*statement);
    }

    /// Behind extends only blocks print, and what includes and calls print.
    bool is_silent() const { return is_extended_ && function_->program == 0 && captures_ == silent_captures_; }

    void compile(const Statement& statement)
    {
        code_.begin_statement();
        switch (statement.kind) {
        case StatementKind::text:
            if (!is_silent())
                code_.emit(Op::emit_text, code_.text(statement.text));
            break;
        case StatementKind::output:
            if (!is_silent())
                expressions_.print(*statement.expression);
            break;
        case StatementKind::condition: condition(statement); break;
        case StatementKind::loop: loop(statement); break;
        case StatementKind::break_loop: jump_out(loops_.back().breaks); break;
        case StatementKind::continue_loop: jump_out(loops_.back().continues); break;
        case StatementKind::set:
            expressions_.push(*statement.expression);
            store(*statement.target);
            break;
        case StatementKind::set_block:
            captured(statement.body);
            if (statement.expression)
                expressions_.push(*statement.expression);
            store(*statement.target);
            break;
        case StatementKind::with: with(statement); break;
        case StatementKind::block: block(statement); break;
        case StatementKind::extends: extends(statement); break;
        case StatementKind::include: include(statement); break;
        case StatementKind::import: import(statement); break;
        case StatementKind::from_import: from_import(statement); break;
        case StatementKind::macro: macro(statement); break;
        case StatementKind::call: call_block(statement); break;
        case StatementKind::filter: filter_block(statement); break;
        case StatementKind::autoescape: autoescape(statement); break;
        case StatementKind::evaluate:
            expressions_.push(*statement.expression);
            code_.emit(Op::pop);
            break;
        }
    }

    void condition(const Statement& statement)
    {
        std::vector<std::size_t> ends;
        for (const auto& branch : statement.branches) {
            std::size_t skip = 0;
            if (branch.condition) {
                expressions_.push_question(*branch.condition);
                skip = code_.emit(Op::jump_if_false);
            }
            body(branch.body);
            if (&branch != &statement.branches.back())
                ends.push_back(code_.emit(Op::jump));
            if (branch.condition)
                code_.patch(skip);
        }
        for (const auto end : ends)
            code_.patch(end);
    }

    // --- variables --------------------------------------------------------

    /// Stores the value on the stack into a target.
    void store(const Expression& target)
    {
        if (target.kind == ExpressionKind::list) {
            code_.emit_at(target.span, Op::unpack, target.items.size());
            for (const auto& item : target.items)
                store(*item);
        } else if (target.kind == ExpressionKind::attribute) {
            expressions_.push(*target.items[0]);
            code_.emit_at(target.span, Op::store_attribute, code_.name(target.text));
        } else {
            store(target.text);
        }
    }

    /// `export_op`: how the top level hands the variable on.
    void store(const std::string& name, Op export_op = Op::export_slot)
    {
        const auto slot = scope().names().symbols.find(name)->second.slot;
        code_.emit(Op::store_slot, slot);
        if (!is_top_level() || function_->program != 0)
            return;
        code_.emit(export_op, slot, code_.name(name));
        if (export_op == Op::export_slot)
            code_.result().exports.push_back(name);
    }

    void captured(const Statements& statements)
    {
        code_.emit(Op::capture_begin);
        ++captures_;
        scoped_body(statements);
        --captures_;
        code_.emit(Op::capture_end, expressions_.escapes() ? 0 : 1);
    }

    void with(const Statement& statement)
    {
        // The values are those of the scope outside, so they come before its variables begin.
        for (const auto& value : statement.values)
            expressions_.push(*value);
        Scope inner(&scope(), *function_);
        for (const auto& target : statement.targets)
            inner.declare_target(*target);
        inner.look_through(statement.body);
        enter(inner, [&] {
            for (auto target = statement.targets.rbegin(); target != statement.targets.rend(); ++target)
                store_given(**target);
            begin_variables();
            body(statement.body);
        });
    }

    void autoescape(const Statement& statement)
    {
        const bool outer = expressions_.escapes();
        expressions_.set_escapes(statement.expression->value.as_boolean());
        scoped_body(statement.body);
        expressions_.set_escapes(outer);
    }

    // --- loops ------------------------------------------------------------

    void loop(const Statement& statement)
    {
        expressions_.push(*statement.expression);
        if (!statement.is_recursive) {
            loop_over_top(statement, false);
            return;
        }
        MacroInfo info;
        info.name = "loop";
        info.program = subprogram("循环", &scope(), [&](Scope& frame) {
            info.parameter_slots.push_back(frame.declare(""));
            enter(frame, [&] {
                code_.emit(Op::slot, info.parameter_slots[0], code_.name("loop"));
                loop_over_top(statement, true);
            });
        });
        code_.emit_at(statement.expression->span, Op::loop_function, add_macro(std::move(info)));
    }

    void loop_over_top(const Statement& statement, bool is_recursive)
    {
        code_.emit_at(statement.expression->span, Op::loop_begin);
        const auto level = function_->loops++;
        if (statement.condition)
            keep_items(statement);
        Scope inner(&scope(), *function_);
        inner.declare_target(*statement.target);
        if (is_recursive || mentions(statement.body, "loop") || has_scoped_block(statement.body)) {
            inner.loop.is_in_use = true;
            inner.loop.level = level;
            inner.loop.object_instruction = code_.emit(Op::no_operation, inner.declare("loop"), level);
        }
        inner.look_through(statement.body);
        enter(inner, [&] { loop_body(statement); });
        --function_->loops;
        if (statement.else_body.empty()) {
            code_.emit(Op::loop_end);
            return;
        }
        const auto done = code_.emit(Op::loop_end_else);
        scoped_body(statement.else_body);
        code_.patch(done);
    }

    void loop_body(const Statement& statement)
    {
        loops_.push_back({{}, {}, captures_});
        const auto next = next_item(*statement.target);
        begin_variables();
        body(statement.body);
        if (!statement.else_body.empty())
            code_.emit(Op::loop_completed);
        for (const auto jump : loops_.back().continues)
            code_.patch(jump);
        code_.emit(Op::jump, next);
        code_.patch(next);
        for (const auto jump : loops_.back().breaks)
            code_.patch(jump);
        loops_.pop_back();
    }

    /// A first pass over the items keeps those for which the condition holds.
    void keep_items(const Statement& statement)
    {
        Scope inner(&scope(), *function_);
        inner.declare_target(*statement.target);
        inner.look_through(statement.condition.get());
        enter(inner, [&] {
            const auto next = next_item(*statement.target);
            expressions_.push_question(*statement.condition);
            code_.emit(Op::jump_if_false, next);
            code_.emit(Op::loop_keep);
            code_.emit(Op::jump, next);
            code_.patch(next);
            code_.emit(Op::loop_restart);
        });
    }

    /// The start of a turn: stores the next item, or jumps out.
    std::size_t next_item(const Expression& target)
    {
        if (target.kind == ExpressionKind::name)
            return code_.emit(Op::loop_next, 0, scope().names().symbols.find(target.text)->second.slot);
        const auto next = code_.emit(Op::loop_next, 0, in_stack);
        store_given(target);
        return next;
    }

    /// Stores the value on the stack into variables that the scope declares.
    void store_given(const Expression& target)
    {
        if (target.kind == ExpressionKind::name) {
            code_.emit(Op::store_slot, scope().names().symbols.find(target.text)->second.slot);
            return;
        }
        code_.emit_at(target.span, Op::unpack, target.items.size());
        for (const auto& item : target.items)
            store_given(*item);
    }

    void jump_out(std::vector<std::size_t>& jumps)
    {
        for (int i = captures_; i > loops_.back().captures; --i)
            code_.emit(Op::capture_drop);
        jumps.push_back(code_.emit(Op::jump));
    }

    // --- other templates --------------------------------------------------

    void extends(const Statement& statement)
    {
        auto& result = code_.result();
        if (!result.parent.empty())
            code_.problem(statement.span, "T-SYNTAX", "一个模板只能有一个 extends");
        result.parent = statement.name;
        result.parent_span = statement.span;
        refer(statement.name, statement.span, true);
        is_extended_ = true;
    }

    void refer(const std::string& name, const base::Span& span, bool required)
    {
        code_.result().references.push_back({name, span});
        if (required)
            code_.result().required.push_back({name, span});
    }

    void block(const Statement& statement)
    {
        auto& result = code_.result();
        if (result.blocks.contains(statement.name)) {
            code_.problem(statement.span, "T-SYNTAX", fmt::format("块“{}”在同一模板中重复", statement.name));
            return;
        }
        result.blocks[statement.name] = 0;
        if (function_->program == 0)
            result.replacing.push_back({statement.name, statement.span});
        const bool is_silent_here = is_top_level() && is_silent();
        const bool escapes = expressions_.escapes();
        expressions_.set_escapes(true);
        const auto index = subprogram(fmt::format("块“{}”", statement.name), nullptr, [&](Scope& frame) {
            frame.look_through(statement.body);
            enter(frame, [&] {
                begin_variables();
                body(statement.body);
            });
        });
        expressions_.set_escapes(escapes);
        code_.result().blocks[statement.name] = index;
        if (is_silent_here)
            return;
        BlockCall call{statement.name, statement.is_scoped, statement.is_required, {}};
        if (statement.is_scoped)
            call.visible = expressions_.visible_variables();
        code_.result().block_calls.push_back(std::move(call));
        code_.emit_at(statement.span, Op::block, code_.result().block_calls.size() - 1);
    }

    void include(const Statement& statement)
    {
        for (const auto& name : statement.names)
            refer(name, statement.span, !statement.ignore_missing && statement.names.size() == 1);
        IncludeInfo info{statement.names, statement.ignore_missing, statement.with_context, {}};
        if (statement.with_context)
            info.visible = expressions_.visible_variables();
        code_.result().includes.push_back(std::move(info));
        code_.emit_at(statement.span, Op::include, code_.result().includes.size() - 1);
    }

    std::size_t import_info(const Statement& statement, std::vector<std::string> names)
    {
        refer(statement.name, statement.span, true);
        ImportInfo info{statement.name, std::move(names), statement.with_context, {}};
        if (statement.with_context)
            info.visible = expressions_.visible_variables();
        code_.result().imports.push_back(std::move(info));
        return code_.result().imports.size() - 1;
    }

    void import(const Statement& statement)
    {
        code_.emit_at(statement.span, Op::import_module, import_info(statement, {}));
        store(statement.aliases[0], Op::export_private);
    }

    void from_import(const Statement& statement)
    {
        for (const auto& name : statement.names)
            code_.result().imported_names.push_back({statement.name, {name, statement.span}});
        code_.emit_at(statement.span, Op::import_names, import_info(statement, statement.names));
        // The values are on the stack, the last on top.
        for (auto alias = statement.aliases.rbegin(); alias != statement.aliases.rend(); ++alias)
            store(*alias, Op::export_private);
    }

    // --- macros -----------------------------------------------------------

    /// Parameters, defaults and body of a macro or call: a program that sees the variables around it.
    MacroInfo function(const Statement& statement, std::string name, std::string what)
    {
        MacroInfo info;
        info.name = std::move(name);
        info.parameters = statement.names;
        for (const auto& value : statement.values)
            info.has_default.push_back(value != nullptr);
        info.program = subprogram(std::move(what), &scope(), [&](Scope& frame) {
            look_through_function(frame, statement, info);
            enter(frame, [&] {
                begin_variables();
                default_values(statement, info);
                body(statement.body);
            });
        });
        return info;
    }

    void look_through_function(Scope& frame, const Statement& statement, MacroInfo& info)
    {
        for (const auto& parameter : statement.names)
            info.parameter_slots.push_back(frame.declare(parameter));
        for (auto [name, slot] : {std::pair{"varargs", &info.varargs_slot}, std::pair{"kwargs", &info.kwargs_slot},
                                  std::pair{"caller", &info.caller_slot}})
            if (!frame.has(name) && mentions(statement.body, name))
                *slot = frame.declare(name);
        for (const auto& value : statement.values)
            frame.look_through(value.get());
        frame.look_through(statement.body);
    }

    void default_values(const Statement& statement, const MacroInfo& info)
    {
        for (std::size_t i = 0; i < statement.names.size(); ++i) {
            if (!statement.values[i])
                continue;
            const auto skip = code_.emit(Op::jump_if_set, 0, info.parameter_slots[i]);
            expressions_.push(*statement.values[i]);
            code_.emit(Op::store_slot, info.parameter_slots[i]);
            code_.patch(skip);
        }
    }

    void check_parameters(const Statement& statement)
    {
        for (std::size_t i = 0; i < statement.names.size(); ++i) {
            if (statement.names[i] == "caller" && !statement.values[i])
                code_.problem(statement.span, "T-SYNTAX", "参数“caller”必须有默认值，或者不写", "宏内可以直接用 caller()");
            if (std::count(statement.names.begin(), statement.names.end(), statement.names[i]) > 1)
                code_.problem(statement.span, "T-SYNTAX", fmt::format("参数“{}”写了两次", statement.names[i]));
        }
    }

    std::size_t add_macro(MacroInfo info)
    {
        code_.result().macros.push_back(std::move(info));
        return code_.result().macros.size() - 1;
    }

    void macro(const Statement& statement)
    {
        check_parameters(statement);
        const auto index = add_macro(function(statement, statement.name, fmt::format("宏“{}”", statement.name)));
        code_.emit(Op::macro, index);
        store(statement.name);
    }

    void call_block(const Statement& statement)
    {
        check_parameters(statement);
        auto info = function(statement, "caller", "call 的内容");
        info.is_caller = true;
        expressions_.print_call_block(*statement.expression, add_macro(std::move(info)));
    }

    void filter_block(const Statement& statement)
    {
        // What is printed behind extends is not seen, and so not filtered either.
        ++silent_captures_;
        captured(statement.body);
        --silent_captures_;
        expressions_.push(*statement.expression);
        code_.emit_at(statement.expression->span, expressions_.escapes() ? Op::emit : Op::emit_raw);
    }

    CodeBuilder code_;
    ExpressionCompiler expressions_;
    FunctionUnit* function_ = nullptr;
    std::vector<OpenLoop> loops_;
    int scopes_ = 0;
    int captures_ = 0;
    int silent_captures_ = 0;  ///< those of them that are filter blocks
    bool is_extended_ = false;
};

}  // namespace

base::Result<CompiledTemplate> compile(const std::string& name, const base::SourceFile& file, const Statements& statements,
                                       const Registry& registry)
{
    return StatementCompiler(name, file, registry).run(statements);
}

}  // namespace gongkai::jinja
