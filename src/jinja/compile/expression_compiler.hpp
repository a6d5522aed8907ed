// Expressions → instructions that leave one value on the stack. Where a function is:
// operators in expression_compiler.cpp, names in expression_names.cpp, calls, filters
// and tests in expression_calls.cpp.
#pragma once

#include <optional>

#include "jinja/compile/code_builder.hpp"
#include "jinja/compile/scopes.hpp"
#include "jinja/library/registry.hpp"

namespace gongkai::jinja {

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
    /// What `whole` gives may be what `part` gives: a question about one is a question about both.
    void push_alike(const Expression& part, const Expression& whole);
    void push_all(const std::vector<ExpressionPtr>& expressions);

    // Operators and displays (expression_compiler.cpp).
    void unary(const Expression& e);
    void binary(const Expression& e);
    /// a < b < c is (a < b) and (b < c), with b evaluated once.
    void compare(const Expression& e);
    void conditional(const Expression& e);
    void list(const Expression& e);
    void item(const Expression& e);

    // Names (expression_names.cpp).
    void name(const Expression& e);
    void attribute(const Expression& e);
    /// a.b.c of a variable of this program or of the context, in one instruction; false if it is another's.
    bool path(const Expression& e, Op op);
    /// loop.index and its like, of a loop in this program; false if it is none.
    bool loop_field(const Expression& e);
    /// A question is about the whole of what is asked: of `a.b is defined` a must be there.
    void use_context(const Expression& name);
    std::uint32_t context_slot(const std::string& name);
    /// Has the loop keep its `loop` as a value.
    void make_loop_object(const Scope& body);

    // Calls, filters and tests (expression_calls.cpp).
    void call(const Expression& e, Op op);
    /// The call itself: its callee and arguments are on the stack. Printed if `op` is emit_call.
    void finish_call(CallShape shape, const base::Span& span, Op op);
    /// super() or self.name(), which are no values; false if it is another call.
    bool special_call(const Expression& e);
    bool is_super_call(const Expression& e);
    /// `caller`: the macro of a call block, passed by that name.
    CallShape arguments(const Expression& e, std::size_t first, std::optional<std::size_t> caller = std::nullopt);
    void filter(const Expression& e);
    void test(const Expression& e);
    /// What a filter or test is applied to.
    void subject(const Expression& e, const OperationTable& table);
    void operation(const Expression& e, const OperationTable& table, Op op, std::string_view what);
    /// nullptr if there is none, which is reported. `what`: filter or test, in Chinese.
    const OperationEntry* find_operation(const OperationTable& table, const std::string& name, const base::Span& span, std::string_view what);
    /// map('upper'), select('defined'): the name is proven where it is written out.
    void check_named_operation(const Expression& e);
    void check_arguments(const Expression& e, const OperationEntry& entry);

    CodeBuilder& code_;
    const Registry& registry_;
    Scope* scope_ = nullptr;
    bool escapes_ = true;
    const Expression* question_ = nullptr;  ///< what is asked about: if it is a name, that may be missing
};

}  // namespace gongkai::jinja
