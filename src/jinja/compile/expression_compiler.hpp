// Expressions → instructions that leave one value on the stack.
#pragma once

#include <optional>

#include "jinja/compile/code_builder.hpp"
#include "jinja/compile/scopes.hpp"
#include "jinja/library/registry.hpp"

namespace gongkai::jinja {

/// Where a name's value is, seen from a scope.
struct Place {
    Scope* scope = nullptr;  ///< null: the context has it
    OuterVariable variable = {};
};

Place find_place(Scope& from, std::string_view name);

class ExpressionCompiler {
public:
    ExpressionCompiler(CodeBuilder& code, const Registry& registry) : code_(code), registry_(registry) {}

    void enter(Scope& scope) { scope_ = &scope; }
    Scope& scope() { return *scope_; }

    /// Of filters over captured text, the text is on the stack already.
    void push(const Expression& e);
    /// The same for the condition of an if: a missing name is no mistake there.
    void push_question(const Expression& e);
    /// {{ e }}: pushes and prints, or prints straight away.
    void print(const Expression& e);
    /// A call whose last keyword argument is the macro `caller`; printed.
    void print_call_block(const Expression& call, std::size_t caller_macro);
    /// False inside {% autoescape false %}.
    void set_escapes(bool escapes) { escapes_ = escapes; }
    bool escapes() const { return escapes_; }

    /// Where the local variables around a scope are that another template may see.
    std::vector<VisibleVariable> visible_variables();

private:
    void name(const Expression& e);
    bool path(const Expression& e, Op op);
    bool loop_field(const Expression& e);
    void use_context(const Expression& name);
    void push_alike(const Expression& part, const Expression& whole);
    void item(const Expression& e);
    void call(const Expression& e, Op op);
    void finish_call(CallShape shape, const base::Span& span, Op op);
    bool special_call(const Expression& e);
    void filter(const Expression& e);
    void test(const Expression& e);
    void operation(const Expression& e, const OperationTable& table, Op op, std::string_view what);
    const OperationEntry* find_operation(const OperationTable& table, const std::string& name, const base::Span& span, std::string_view what);
    void check_named_operation(const Expression& e);
    void check_arguments(const Expression& e, const OperationEntry& entry);
    /// `caller`: the macro of a call block, passed by that name.
    CallShape arguments(const Expression& e, std::size_t first, std::optional<std::size_t> caller = std::nullopt);
    void binary(const Expression& e);
    void compare(const Expression& e);
    void conditional(const Expression& e);
    void list(const Expression& e);
    void unary(const Expression& e);
    std::uint32_t context_slot(const std::string& name);

    CodeBuilder& code_;
    const Registry& registry_;
    Scope* scope_ = nullptr;
    bool escapes_ = true;
    const Expression* question_ = nullptr;  ///< what is asked about: if it is a name, that may be missing
};

}  // namespace gongkai::jinja
