// Builds the trees. Expressions in expressions.cpp, filters.cpp and tests.cpp;
// statements in statements.cpp and loops.cpp; whole cases in generator.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "context.hpp"
#include "generator.hpp"
#include "node.hpp"
#include "random.hpp"

namespace generated {

struct Parameter {
    std::string name;
    Type type;
    bool has_default;
};

struct Macro {
    std::string name;  ///< as it is called: f, lib.f
    std::vector<Parameter> parameters;
    bool takes_more = false;  ///< uses varargs and kwargs
    bool uses_caller = false;
};

class Builder {
public:
    Builder(Random& random, const Options& options) : random_(random), options_(options), scope_(context_variables()) {}

    Case build();

private:
    // Expressions. `depth` is how many operators may still be nested.
    Node of(Type type, int depth, bool may_be_undefined = false);
    Node subject(Type type, int depth) { return bracketed(of(type, depth)); }
    Node operand(Type type, int depth) { return bracketed(of(type, depth, true)); }
    Node literal(Type type);
    Node variable(Type type);
    Node integer(int depth);
    Node bounded(int depth, double limit);
    Node small() { return number(random_.between(1, 9)); }
    Node number(int value);
    Node decimal(int depth);
    Node real(int depth);
    Node text(int depth);
    Node text_operation(int depth);
    Node text_literal();
    Node boolean(int depth);
    Node comparison(int depth);
    Node integers(int depth);
    Node decimals(int depth);
    Node texts(int depth);
    Node rows(int depth);
    Node scores(int depth);
    Node conditional(Type type, int depth);
    Node integer_filter(int depth);
    Node text_filter(int depth);
    Node text_from_list(int depth);
    Node test(int depth);
    Node loop_member(Type type);
    Node call(const Macro& macro, int depth);
    Node fault(Type wanted, bool may_be_undefined);
    Node filter(const std::string& name, Type type, const std::string& arguments, std::vector<Node> children);
    /// Something that `{{ }}` may print.
    Node printable(int depth);

    // Statements. `depth` is how many may still be nested.
    Node tag(std::string_view pattern, std::vector<Node> children = {});
    Node sign(bool plus);
    Node template_text();
    Node output(int depth);
    Node body(int depth);
    Node any_statement(int depth);
    Node condition(int depth);
    Node set(int depth);
    Node with(int depth);
    Node namespace_use();
    Node filter_block(int depth);
    Node autoescape(int depth);
    Node call_block(int depth);
    Node macro(int depth);
    Node comment_or_raw();
    Node block(int depth);
    Node helper_object(int depth);
    Node include(int depth);
    Node import(int depth);
    Node broken();
    Node loop(int depth);
    Node recursive_loop(int depth);
    Node loop_control();
    Node loop_body(int depth);

    // Whole templates.
    Node root(int statements);
    Node parent(const std::vector<std::string>& blocks);
    Node child(const std::vector<std::string>& blocks);

    std::string fresh_name(const char* stem) { return stem + std::to_string(++names_); }
    bool has(Type type) const;

    /// Names that a body declares are forgotten behind it.
    class Inner;

    Random& random_;
    const Options& options_;
    std::vector<Variable> scope_;
    std::vector<Macro> macros_;
    std::vector<std::pair<std::string, Node>> extra_;  ///< included and imported templates
    std::optional<Type> loop_item_;  ///< in a loop's body: what it goes through
    bool top_level_ = true;
    bool captured_ = false;  ///< the output goes into a value, as in a macro
    bool unescaped_ = false;  ///< inside an autoescape block
    std::size_t settable_ = context_variables().size();  ///< names from here on may be set again
    int faults_ = 0;  ///< still to be put in
    int strict_ = 0;  ///< above 0 no fault may be put in
    int names_ = 0;
};

/// Remembers what is in scope and restores it.
class Builder::Inner {
public:
    explicit Inner(Builder& builder)
        : builder_(builder), scope_(builder.scope_), macros_(builder.macros_), loop_item_(builder.loop_item_),
          settable_(builder.settable_), top_level_(builder.top_level_), captured_(builder.captured_),
          unescaped_(builder.unescaped_)
    {
        builder.top_level_ = false;
    }
    ~Inner()
    {
        builder_.scope_ = std::move(scope_);
        builder_.macros_ = std::move(macros_);
        builder_.loop_item_ = loop_item_;
        builder_.settable_ = settable_;
        builder_.top_level_ = top_level_;
        builder_.captured_ = captured_;
        builder_.unescaped_ = unescaped_;
    }

    Inner(const Inner&) = delete;
    Inner& operator=(const Inner&) = delete;

private:
    Builder& builder_;
    std::vector<Variable> scope_;
    std::vector<Macro> macros_;
    std::optional<Type> loop_item_;
    std::size_t settable_;
    bool top_level_;
    bool captured_;
    bool unescaped_;
};

}  // namespace generated
