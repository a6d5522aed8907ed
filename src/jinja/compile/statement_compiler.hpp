// Statements → instructions. Where a function is: scopes and the dispatch in
// statement_compiler.cpp, the kinds of statement in *_statements.cpp. Expressions
// are compiled by ExpressionCompiler.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "jinja/compile/code_builder.hpp"
#include "jinja/compile/expression_compiler.hpp"
#include "jinja/compile/scopes.hpp"
#include "jinja/syntax/ast.hpp"

namespace gongkai::jinja {

/// Compiles one template, once.
class StatementCompiler {
public:
    /// The registry and the file must outlive the result.
    StatementCompiler(const std::string& name, const base::SourceFile& file, const Registry& registry)
        : code_(name, file), expressions_(code_, registry)
    {
    }

    /// Problems: T-NAME, T-CALL, T-SYNTAX.
    base::Result<CompiledTemplate> run(const Statements& statements);

private:
    /// A loop around the statement that is compiled.
    struct OpenLoop {
        std::vector<std::size_t> breaks;     ///< jumps to its end
        std::vector<std::size_t> continues;  ///< jumps to its next turn
        int captures = 0;                    ///< open when it began
    };

    /// What the template makes and uses, in an order that does not depend on its text.
    void list_names();

    // Scopes and programs.
    Scope& scope() { return expressions_.scope(); }
    bool is_top_level() const { return scopes_ == 1; }
    /// Gives the variables of the scope their first values.
    void begin_variables();
    /// First values, then the statements.
    void begin_and_body(const Statements& statements);
    void scoped_body(const Statements& statements);
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

    void body(const Statements& statements);
    void compile(const Statement& statement);

    // control_statements.cpp
    void condition(const Statement& statement);
    void loop(const Statement& statement);
    /// Over the value on the stack.
    void loop_over_top(const Statement& statement, bool is_recursive);
    void loop_body(const Statement& statement);
    /// A first pass over the items keeps those for which the condition holds.
    void keep_items(const Statement& statement);
    /// The start of a turn: stores the next item, or jumps out.
    std::size_t next_item(const Expression& target);
    /// A jump for break or continue, noted in `jumps`; ends what is captured inside of the loop.
    void jump_out(std::vector<std::size_t>& jumps);

    // variable_statements.cpp
    /// Stores the value on the stack into a target.
    void store(const Expression& target);
    /// `export_op`: how the top level hands the variable on.
    void store(const std::string& name, Op export_op = Op::export_slot);
    /// Stores the value on the stack into variables that the scope declares.
    void store_given(const Expression& target);
    void set_block(const Statement& statement);
    void with(const Statement& statement);

    // output_statements.cpp
    /// Behind extends only blocks print, and what includes and calls print.
    bool is_silent() const;
    /// What the statements print, on the stack.
    void captured(const Statements& statements);
    void filter_block(const Statement& statement);
    void autoescape(const Statement& statement);

    // template_statements.cpp
    void extends(const Statement& statement);
    void refer(const std::string& name, const base::Span& span, bool required);
    void block(const Statement& statement);
    void include(const Statement& statement);
    std::size_t import_info(const Statement& statement, std::vector<std::string> names);
    void import(const Statement& statement);
    void from_import(const Statement& statement);

    // macro_statements.cpp
    /// Parameters, defaults and body of a macro or call: a program that sees the variables around it.
    MacroInfo function(const Statement& statement, std::string name, std::string what);
    void look_through_function(Scope& frame, const Statement& statement, MacroInfo& info);
    void default_values(const Statement& statement, const MacroInfo& info);
    void check_parameters(const Statement& statement);
    void macro(const Statement& statement);
    void call_block(const Statement& statement);

    CodeBuilder code_;
    ExpressionCompiler expressions_;
    FunctionUnit* function_ = nullptr;  ///< the program that is compiled
    std::vector<OpenLoop> loops_;       ///< of it, the innermost last
    int scopes_ = 0;                    ///< entered and not left
    int captures_ = 0;                  ///< open in this program
    int silent_captures_ = 0;           ///< those of them that are filter blocks
    bool is_extended_ = false;          ///< {% extends %} was compiled
};

}  // namespace gongkai::jinja
