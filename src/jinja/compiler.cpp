#include "jinja/compiler.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/spelling.hpp"

namespace gongkai::jinja {
namespace {

/// Variables of one scope (a loop body, a with, a macro): name → slot.
struct Scope {
    std::map<std::string, std::uint32_t, std::less<>> slots;
    std::set<std::string, std::less<>> certain;  ///< those of them that always have a value
    bool is_function = false;                    ///< names outside are not visible
};

const std::map<std::string_view, Op> binary_ops = {
    {"+", Op::add}, {"-", Op::subtract}, {"*", Op::multiply}, {"/", Op::divide},
    {"//", Op::floor_divide}, {"%", Op::modulo}, {"**", Op::power},
};

const std::map<std::string_view, Op> comparison_ops = {
    {"==", Op::equal}, {"!=", Op::not_equal}, {"<", Op::less}, {"<=", Op::less_equal},
    {">", Op::greater}, {">=", Op::greater_equal}, {"in", Op::contains}, {"not in", Op::not_contains},
};

bool mentions(const Expression* expression, std::string_view name)
{
    if (!expression)
        return false;
    if (expression->kind == ExpressionKind::name && expression->text == name)
        return true;
    return std::any_of(expression->items.begin(), expression->items.end(),
                       [&](const auto& item) { return mentions(item.get(), name); }) ||
           std::any_of(expression->keywords.begin(), expression->keywords.end(),
                       [&](const auto& keyword) { return mentions(keyword.second.get(), name); });
}

bool mentions(const Statements& statements, std::string_view name);

bool mentions(const Statement& statement, std::string_view name)
{
    const auto in_values = std::any_of(statement.values.begin(), statement.values.end(),
                                       [&](const auto& value) { return mentions(value.get(), name); });
    const auto in_branches = std::any_of(statement.branches.begin(), statement.branches.end(), [&](const auto& branch) {
        return mentions(branch.condition.get(), name) || mentions(branch.body, name);
    });
    return in_values || in_branches || mentions(statement.expression.get(), name) ||
           mentions(statement.condition.get(), name) || mentions(statement.body, name) ||
           mentions(statement.else_body, name);
}

bool mentions(const Statements& statements, std::string_view name)
{
    return std::any_of(statements.begin(), statements.end(),
                       [&](const auto& statement) { return mentions(*statement, name); });
}

class Compiler {
public:
    Compiler(const std::string& name, const base::SourceFile& file, const Registry& registry) : registry_(registry)
    {
        result_.name = name;
        result_.file = &file;
    }

    base::Result<CompiledTemplate> run(const Statements& statements)
    {
        result_.programs.emplace_back();
        for (const auto& statement : statements)
            if (statement->kind == StatementKind::extends)
                set_parent(*statement);
        body(statements);
        emit(Op::halt);
        finish_program();
        if (!problems_.empty())
            return std::move(problems_);
        return std::move(result_);
    }

private:
    // --- emitting ---------------------------------------------------------
    Program& program() { return result_.programs[current_]; }
    std::size_t here() { return program().code.size(); }

    std::size_t emit(Op op, std::size_t operand = 0, std::size_t extra = 0)
    {
        program().code.push_back({op, static_cast<std::uint32_t>(extra), static_cast<std::uint32_t>(operand)});
        return here() - 1;
    }

    void emit_at(const base::Span& span, Op op, std::size_t operand = 0, std::size_t extra = 0)
    {
        auto& positions = program().positions;
        if (positions.empty() || !(positions.back().span == span))
            positions.push_back({static_cast<std::uint32_t>(here()), span});
        emit(op, operand, extra);
    }

    void patch(std::size_t instruction) { program().code[instruction].operand = static_cast<std::uint32_t>(here()); }

    void finish_program() { program().slots = slots_; }

    void problem(const base::Span& span, std::string code, std::string message, std::string hint = {})
    {
        problems_.push_back(base::error(std::move(code), span, std::move(message), std::move(hint)));
    }

    // --- tables -----------------------------------------------------------
    std::size_t text_index(std::string text)
    {
        result_.texts.push_back(std::move(text));
        return result_.texts.size() - 1;
    }

    std::size_t plain_name(const std::string& name)
    {
        const auto [found, is_new] = plain_names_.try_emplace(name, result_.names.size());
        if (is_new)
            result_.names.push_back({name, hash_of(name), {}});
        return found->second;
    }

    std::size_t name_reference(const std::string& name)
    {
        NameReference reference{name, hash_of(name), {}};
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            if (const auto slot = scope->slots.find(name); slot != scope->slots.end())
                reference.slots.push_back(slot->second);
            if (scope->is_function)
                break;
        }
        if (reference.slots.empty())
            return plain_name(name);
        result_.names.push_back(std::move(reference));
        return result_.names.size() - 1;
    }

    /// The slot of a variable that has a value wherever it is visible.
    std::optional<std::uint32_t> certain_slot(std::string_view name) const
    {
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            if (const auto slot = scope->slots.find(name); slot != scope->slots.end())
                return scope->certain.contains(name) ? std::optional(slot->second) : std::nullopt;
            if (scope->is_function)
                break;
        }
        return std::nullopt;
    }

    /// From here on, all variables of the innermost scope have a value.
    void mark_certain()
    {
        for (const auto& [name, slot] : scopes_.back().slots)
            scopes_.back().certain.insert(name);
    }

    std::uint32_t declare(const std::string& name)
    {
        const auto [found, is_new] = scopes_.back().slots.try_emplace(name, slots_);
        if (is_new) {
            ++slots_;
            result_.locals.push_back(name);
        }
        return found->second;
    }

    std::size_t shape(const Expression& call, std::size_t first_item, std::string callee, std::size_t extra_values)
    {
        CallShape result;
        result.count = call.items.size() - first_item + call.keywords.size() + extra_values;
        for (const auto& keyword : call.keywords)
            result.names.push_back(keyword.first);
        result.callee = std::move(callee);
        result.subject = call.items[0]->span;
        result_.shapes.push_back(std::move(result));
        return result_.shapes.size() - 1;
    }

    // --- statements -------------------------------------------------------
    void body(const Statements& statements)
    {
        for (const auto& statement : statements)
            compile(*statement);
    }

    bool at_top_level() const { return scopes_.empty(); }

    /// Output of a child template outside its blocks is not printed.
    bool is_silent() const { return at_top_level() && !result_.parent.empty() && captures_ == 0 && current_ == 0; }

    void compile(const Statement& statement)
    {
        switch (statement.kind) {
        case StatementKind::text:
            if (!is_silent())
                emit(Op::emit_text, text_index(statement.text));
            break;
        case StatementKind::output: output(statement); break;
        case StatementKind::condition: condition(statement); break;
        case StatementKind::loop: loop(statement); break;
        case StatementKind::set: set(statement); break;
        case StatementKind::with: with(statement); break;
        case StatementKind::block: block(statement); break;
        case StatementKind::extends: break;
        case StatementKind::include: include(statement); break;
        case StatementKind::import: import(statement); break;
        case StatementKind::from_import: from_import(statement); break;
        case StatementKind::macro: macro(statement); break;
        case StatementKind::call: call_block(statement); break;
        case StatementKind::filter: filter_block(statement); break;
        case StatementKind::evaluate:
            expression(*statement.expression);
            emit(Op::pop);
            break;
        }
    }

    void set_parent(const Statement& statement)
    {
        if (!result_.parent.empty())
            problem(statement.span, "T-SYNTAX", "一个模板只能有一个 extends");
        result_.parent = statement.name;
        result_.parent_span = statement.span;
        refer(statement.name, statement.span, true);
    }

    void refer(const std::string& name, const base::Span& span, bool required)
    {
        result_.references.emplace_back(name, span);
        if (required)
            result_.required.emplace_back(name, span);
    }

    static const Expression* super_call(const Expression& expression)
    {
        const bool is_super = expression.kind == ExpressionKind::call && expression.items.size() == 1 &&
                              expression.items[0]->kind == ExpressionKind::name && expression.items[0]->text == "super";
        return is_super ? &expression : nullptr;
    }

    void output(const Statement& statement)
    {
        if (is_silent())
            return;
        if (super_call(*statement.expression)) {
            emit_at(statement.span, Op::super_block);
            return;
        }
        expression(*statement.expression);
        emit_at(statement.span, Op::emit);
    }

    void condition(const Statement& statement)
    {
        std::vector<std::size_t> ends;
        for (const auto& branch : statement.branches) {
            std::size_t skip = 0;
            if (branch.condition) {
                expression(*branch.condition);
                skip = emit(Op::jump_if_false);
            }
            body(branch.body);
            if (&branch != &statement.branches.back())
                ends.push_back(emit(Op::jump));
            if (branch.condition)
                patch(skip);
        }
        for (const auto end : ends)
            patch(end);
    }

    void loop(const Statement& statement)
    {
        if (statement.recursive)
            problem(statement.span, "T-SYNTAX", "不支持 recursive 循环", "请用宏递归");
        expression(*statement.expression);
        const bool needs_loop = mentions(statement.body, "loop");
        emit_at(statement.expression->span, Op::loop_begin);
        scopes_.emplace_back();
        declare_target(*statement.target);
        if (statement.condition)
            filter_loop(statement);
        if (needs_loop)
            declare("loop");
        if (needs_loop) {
            emit(Op::loop_object);
            emit(Op::store_slot, declare("loop"));
        }
        const auto start = here();
        const auto next = emit(Op::loop_next);
        store(*statement.target);
        mark_certain();
        const auto clear = emit(Op::clear_slots);
        const auto body_begin = slots_;
        body(statement.body);
        program().code[clear].operand = static_cast<std::uint32_t>(body_begin);
        program().code[clear].extra = static_cast<std::uint32_t>(slots_ - body_begin);
        emit(Op::jump, start);
        patch(next);
        scopes_.pop_back();
        if (statement.else_body.empty()) {
            emit(Op::loop_end);
            return;
        }
        // loop_end pushes whether the loop ran.
        emit(Op::loop_end, 1);
        emit(Op::logical_not);
        const auto skip = emit(Op::jump_if_false);
        body(statement.else_body);
        patch(skip);
    }

    /// A first pass over the items keeps those for which the condition holds.
    void filter_loop(const Statement& statement)
    {
        const auto start = here();
        const auto next = emit(Op::loop_next);
        store(*statement.target);
        expression(*statement.condition);
        emit(Op::jump_if_false, start);
        emit(Op::loop_keep);
        emit(Op::jump, start);
        patch(next);
        emit(Op::loop_restart);
    }

    void declare_target(const Expression& target)
    {
        if (target.kind == ExpressionKind::name)
            declare(target.text);
        for (const auto& item : target.items)
            if (target.kind == ExpressionKind::list)
                declare_target(*item);
    }

    /// Stores the value on the stack into a target.
    void store(const Expression& target)
    {
        if (target.kind == ExpressionKind::list) {
            emit_at(target.span, Op::unpack, target.items.size());
            for (const auto& item : target.items)
                store(*item);
        } else if (target.kind == ExpressionKind::attribute) {
            emit(Op::name, name_reference(target.items[0]->text));
            emit_at(target.span, Op::store_attribute, plain_name(target.text));
        } else if (at_top_level()) {
            emit(Op::store_export, plain_name(target.text));
        } else {
            emit(Op::store_slot, declare(target.text));
        }
    }

    void set(const Statement& statement)
    {
        if (statement.expression) {
            expression(*statement.expression);
        } else {
            captured(statement.body);
            if (statement.condition)
                filters_over_stack(*statement.condition);
        }
        store(*statement.target);
    }

    void captured(const Statements& statements)
    {
        emit(Op::capture_begin);
        ++captures_;
        body(statements);
        --captures_;
        emit(Op::capture_end);
    }

    /// Filters whose innermost subject is the value already on the stack.
    void filters_over_stack(const Expression& filter)
    {
        if (filter.kind == ExpressionKind::filter) {
            filters_over_stack(*filter.items[0]);
            finish_filter(filter);
        }
    }

    void with(const Statement& statement)
    {
        for (const auto& value : statement.values)
            expression(*value);
        scopes_.emplace_back();
        for (auto name = statement.names.rbegin(); name != statement.names.rend(); ++name)
            emit(Op::store_slot, declare(*name));
        mark_certain();
        const auto first = slots_;
        const auto clear = emit(Op::clear_slots);
        body(statement.body);
        program().code[clear].operand = static_cast<std::uint32_t>(first);
        program().code[clear].extra = static_cast<std::uint32_t>(slots_ - first);
        scopes_.pop_back();
    }

    /// Compiles statements into a program of their own.
    template <class Fill>
    std::uint32_t subprogram(std::string what, const Fill& fill)
    {
        const auto index = static_cast<std::uint32_t>(result_.programs.size());
        result_.programs.emplace_back();
        result_.programs.back().what = std::move(what);
        const auto outer = std::exchange(current_, index);
        const auto outer_slots = std::exchange(slots_, 0u);
        const auto outer_captures = std::exchange(captures_, 0);
        scopes_.emplace_back();
        scopes_.back().is_function = true;
        fill();
        emit(Op::halt);
        finish_program();
        scopes_.pop_back();
        captures_ = outer_captures;
        slots_ = outer_slots;
        current_ = outer;
        return index;
    }

    void block(const Statement& statement)
    {
        if (result_.blocks.contains(statement.name)) {
            problem(statement.span, "T-SYNTAX", fmt::format("块“{}”在同一模板中重复", statement.name));
            return;
        }
        result_.blocks[statement.name] = 0;
        if (current_ == 0)
            result_.replacing.emplace_back(statement.name, statement.span);
        const auto index = subprogram(fmt::format("块“{}”", statement.name), [&] { body(statement.body); });
        result_.blocks[statement.name] = index;
        if (!is_silent())
            emit_at(statement.span, Op::block, plain_name(statement.name));
    }

    void include(const Statement& statement)
    {
        if (is_silent())
            return;
        IncludeInfo info;
        info.alternatives = statement.names;
        info.ignore_missing = statement.ignore_missing;
        for (const auto& name : statement.names)
            refer(name, statement.span, !statement.ignore_missing && statement.names.size() == 1);
        std::set<std::string> seen;
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            for (const auto& [name, slot] : scope->slots)
                if (name != "loop" && seen.insert(name).second)
                    info.visible.push_back(static_cast<std::uint32_t>(name_reference(name)));
            if (scope->is_function)
                break;
        }
        result_.includes.push_back(std::move(info));
        emit_at(statement.span, Op::include, result_.includes.size() - 1);
    }

    void import(const Statement& statement)
    {
        refer(statement.name, statement.span, true);
        result_.imports.push_back({statement.name, {}, statement.with_context});
        emit_at(statement.span, Op::import_module, result_.imports.size() - 1);
        Expression target;
        target.kind = ExpressionKind::name;
        target.text = statement.aliases[0];
        store(target);
    }

    void from_import(const Statement& statement)
    {
        refer(statement.name, statement.span, true);
        result_.imports.push_back({statement.name, statement.names, statement.with_context});
        emit_at(statement.span, Op::import_names, result_.imports.size() - 1);
        // The values are on the stack, the last on top.
        for (auto alias = statement.aliases.rbegin(); alias != statement.aliases.rend(); ++alias) {
            Expression target;
            target.kind = ExpressionKind::name;
            target.text = *alias;
            store(target);
        }
    }

    static std::vector<bool> defaults_of(const Statement& statement)
    {
        std::vector<bool> result;
        for (const auto& value : statement.values)
            result.push_back(value != nullptr);
        return result;
    }

    void default_values(const Statement& statement, const MacroInfo& info)
    {
        for (std::size_t i = 0; i < statement.names.size(); ++i) {
            if (!statement.values[i])
                continue;
            const auto skip = emit(Op::jump_if_set, 0, info.parameter_slots[i]);
            expression(*statement.values[i]);
            emit(Op::store_slot, info.parameter_slots[i]);
            patch(skip);
        }
    }

    void macro(const Statement& statement)
    {
        MacroInfo info;
        info.name = statement.name;
        info.parameters = statement.names;
        info.has_default = defaults_of(statement);
        info.uses_caller = mentions(statement.body, "caller");
        info.program = subprogram(fmt::format("宏“{}”", statement.name), [&] {
            for (const auto& name : statement.names)
                info.parameter_slots.push_back(declare(name));
            default_values(statement, info);
            mark_certain();
            info.caller_slot = declare("caller");
            body(statement.body);
        });
        result_.macros.push_back(std::move(info));
        emit(Op::macro, result_.macros.size() - 1);
        Expression target;
        target.kind = ExpressionKind::name;
        target.text = statement.name;
        store(target);
    }

    void call_block(const Statement& statement)
    {
        if (is_silent())
            return;
        const auto& call = *statement.expression;
        MacroInfo info;
        info.name = "caller";
        info.parameters = statement.names;
        info.has_default = defaults_of(statement);
        // The body runs in this frame: it sees the variables around it.
        const auto index = static_cast<std::uint32_t>(result_.programs.size());
        result_.programs.emplace_back();
        result_.programs.back().what = "call 的内容";
        const auto outer = std::exchange(current_, index);
        scopes_.emplace_back();
        for (const auto& name : statement.names)
            info.parameter_slots.push_back(declare(name));
        default_values(statement, info);
        mark_certain();
        ++captures_;
        body(statement.body);
        --captures_;
        emit(Op::halt);
        scopes_.pop_back();
        current_ = outer;
        info.program = index;
        result_.macros.push_back(std::move(info));

        expression(*call.items[0]);
        for (std::size_t i = 1; i < call.items.size(); ++i)
            expression(*call.items[i]);
        for (const auto& keyword : call.keywords)
            expression(*keyword.second);
        emit(Op::caller, result_.macros.size() - 1);
        const auto shape_index = shape(call, 1, callee_text(call), 1);
        result_.shapes[shape_index].names.emplace_back("caller");
        emit_at(call.span, Op::call, 0, shape_index);
        emit_at(statement.span, Op::emit);
    }

    void filter_block(const Statement& statement)
    {
        if (is_silent())
            return;
        captured(statement.body);
        filters_over_stack(*statement.expression);
        emit_at(statement.span, Op::emit);
    }

    // --- expressions ------------------------------------------------------
    void expression(const Expression& e)
    {
        switch (e.kind) {
        case ExpressionKind::constant:
            result_.constants.push_back(e.value);
            emit(Op::constant, result_.constants.size() - 1);
            break;
        case ExpressionKind::name: name(e); break;
        case ExpressionKind::attribute:
            expression(*e.items[0]);
            emit_at(e.span, Op::attribute, plain_name(e.text));
            break;
        case ExpressionKind::item: item(e); break;
        case ExpressionKind::slice: break;
        case ExpressionKind::call: call(e); break;
        case ExpressionKind::filter:
            expression(*e.items[0]);
            finish_filter(e);
            break;
        case ExpressionKind::test: test(e); break;
        case ExpressionKind::unary:
            expression(*e.items[0]);
            emit_at(e.span, e.text == "not" ? Op::logical_not : e.text == "-" ? Op::negate : Op::positive);
            break;
        case ExpressionKind::binary: binary(e); break;
        case ExpressionKind::compare: compare(e); break;
        case ExpressionKind::concat:
            for (const auto& part : e.items)
                expression(*part);
            emit_at(e.span, Op::concat, 0, e.items.size());
            break;
        case ExpressionKind::conditional: conditional(e); break;
        case ExpressionKind::list:
            for (const auto& element : e.items)
                expression(*element);
            emit_at(e.span, Op::build_list, e.items.size());
            break;
        case ExpressionKind::map:
            for (const auto& element : e.items)
                expression(*element);
            emit_at(e.span, Op::build_map, e.items.size() / 2);
            break;
        }
    }

    void name(const Expression& e)
    {
        if (const auto slot = certain_slot(e.text))
            emit_at(e.span, Op::slot, *slot);
        else
            emit_at(e.span, Op::name, name_reference(e.text));
    }

    void item(const Expression& e)
    {
        expression(*e.items[0]);
        if (e.items[1]->kind != ExpressionKind::slice) {
            expression(*e.items[1]);
            emit_at(e.span, Op::item);
            return;
        }
        for (const auto& part : e.items[1]->items) {
            if (part) {
                expression(*part);
            } else {
                result_.constants.push_back(Value::none());
                emit(Op::constant, result_.constants.size() - 1);
            }
        }
        emit_at(e.span, Op::slice);
    }

    static std::string callee_text(const Expression& call)
    {
        const auto& callee = *call.items[0];
        return callee.kind == ExpressionKind::name || callee.kind == ExpressionKind::attribute ? callee.text : "函数";
    }

    void call(const Expression& e)
    {
        const auto& callee = *e.items[0];
        if (super_call(e)) {
            emit_at(e.span, Op::super_capture);
            return;
        }
        if (callee.kind == ExpressionKind::attribute && callee.items[0]->kind == ExpressionKind::name &&
            callee.items[0]->text == "self") {
            result_.self_calls.emplace_back(callee.text, e.span);
            emit_at(e.span, Op::self_capture, plain_name(callee.text));
            return;
        }
        expression(callee);
        for (std::size_t i = 1; i < e.items.size(); ++i)
            expression(*e.items[i]);
        for (const auto& keyword : e.keywords)
            expression(*keyword.second);
        emit_at(e.span, Op::call, 0, shape(e, 1, callee_text(e), 0));
    }

    std::size_t operation(const Expression& e, const OperationTable& table, std::string_view what)
    {
        if (const auto index = table.find(e.text))
            return *index;
        const auto near = base::nearest(e.text, table.names());
        const auto span = name_span(e);
        problem(span, "T-NAME", fmt::format("没有{}“{}”", what, e.text), near ? fmt::format("是否为“{}”？", *near) : "");
        return 0;
    }

    static base::Span name_span(const Expression& e)
    {
        return {e.span.file, e.span.begin, e.span.begin + static_cast<std::uint32_t>(e.text.size())};
    }

    void check_operation_name(const Expression& e)
    {
        // map('upper'), select('defined'): the name is proven where it is written out.
        const bool by_filter = e.text == "map";
        const bool by_test = e.text == "select" || e.text == "reject";
        if ((!by_filter && !by_test) || e.items.size() < 2 || e.items[1]->kind != ExpressionKind::constant ||
            !e.items[1]->value.is_text())
            return;
        Expression named;
        named.text = e.items[1]->value.as_text();
        named.span = e.items[1]->span;
        operation(named, by_filter ? registry_.filters : registry_.tests, by_filter ? "过滤器" : "测试");
    }

    void finish_filter(const Expression& e)
    {
        check_operation_name(e);
        const auto index = operation(e, registry_.filters, "过滤器");
        for (std::size_t i = 1; i < e.items.size(); ++i)
            expression(*e.items[i]);
        for (const auto& keyword : e.keywords)
            expression(*keyword.second);
        emit_at(e.span, Op::filter, index, shape(e, 0, e.text, 0));
    }

    void test(const Expression& e)
    {
        const auto index = operation(e, registry_.tests, "测试");
        for (const auto& part : e.items)
            expression(*part);
        for (const auto& keyword : e.keywords)
            expression(*keyword.second);
        emit_at(e.span, Op::test, index, shape(e, 0, e.text, 0));
    }

    void binary(const Expression& e)
    {
        expression(*e.items[0]);
        if (e.text == "and" || e.text == "or") {
            const auto jump = emit(e.text == "and" ? Op::jump_if_false_or_pop : Op::jump_if_true_or_pop);
            expression(*e.items[1]);
            patch(jump);
            return;
        }
        expression(*e.items[1]);
        emit_at(e.span, binary_ops.at(e.text));
    }

    /// a < b < c is (a < b) and (b < c), with b evaluated once.
    void compare(const Expression& e)
    {
        expression(*e.items[0]);
        std::vector<std::size_t> failed;
        for (std::size_t i = 0; i < e.texts.size(); ++i) {
            const bool is_last = i + 1 == e.texts.size();
            expression(*e.items[i + 1]);
            if (!is_last)
                emit(Op::duplicate_below);
            emit_at(e.span, comparison_ops.at(e.texts[i]));
            if (!is_last)
                failed.push_back(emit(Op::jump_if_false_or_pop));
        }
        if (failed.empty())
            return;
        const auto done = emit(Op::jump);
        for (const auto jump : failed)
            patch(jump);
        emit(Op::drop_below);
        patch(done);
    }

    void conditional(const Expression& e)
    {
        expression(*e.items[0]);
        const auto otherwise = emit(Op::jump_if_false);
        expression(*e.items[1]);
        const auto done = emit(Op::jump);
        patch(otherwise);
        if (e.items[2]) {
            expression(*e.items[2]);
        } else {
            // Without else the value is nothing, and prints as nothing.
            result_.constants.push_back(Value::none());
            emit(Op::constant, result_.constants.size() - 1);
        }
        patch(done);
    }

    const Registry& registry_;
    CompiledTemplate result_;
    base::Diagnostics problems_;
    std::map<std::string, std::size_t> plain_names_;
    std::vector<Scope> scopes_;
    std::uint32_t current_ = 0;
    std::uint32_t slots_ = 0;
    int captures_ = 0;
};

}  // namespace

base::Span Program::span_of(std::size_t instruction) const
{
    const auto after = std::upper_bound(positions.begin(), positions.end(), instruction,
                                        [](std::size_t i, const Position& position) { return i < position.first; });
    return after == positions.begin() ? base::Span{} : std::prev(after)->span;
}

base::Result<CompiledTemplate> compile(const std::string& name, const base::SourceFile& file,
                                       const Statements& statements, const Registry& registry)
{
    return Compiler(name, file, registry).run(statements);
}

}  // namespace gongkai::jinja
