// Which variable a name means. A scope is a part of a template with variables of
// its own: the top level, a block, a macro, a call body, a loop's body, with,
// filter, block set and autoescape (if has none). As in Jinja, a name belongs to
// the scope as a whole: all of it is looked through before any is compiled.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "jinja/compile/program.hpp"
#include "jinja/syntax/ast.hpp"

namespace gongkai::jinja {

/// One program with its slots: the root, a block, a macro, a call body or a recursive loop.
struct FunctionUnit {
    std::uint32_t program = 0;
    std::uint32_t slots = 0;
    std::uint32_t loops = 0;  ///< loops open where the compiler is
    std::map<std::string, std::uint32_t, std::less<>> context_slots;  ///< remember variables of the context
};

/// How a variable begins when its scope is entered.
enum class Start {
    given,     ///< a parameter or loop variable: set by who enters
    unset,     ///< assigned before it is read
    resolved,  ///< read before it is assigned: what the context has
    copied,    ///< assigned here, but a scope outside has it too: what that has
};

struct Symbol {
    std::uint32_t slot = 0;
    Start start = Start::unset;
};

/// The names of a scope, as far as it was looked through.
struct ScopeNames {
    std::map<std::string, Symbol, std::less<>> symbols;
    std::set<std::string, std::less<>> stores;
};

/// A loop whose body a scope is.
struct LoopRecord {
    std::uint32_t level = 0;          ///< among the loops of its program
    std::size_t object_instruction = 0;  ///< no_operation until `loop` is needed as a value
    bool is_in_use = false;
};

class Scope {
public:
    Scope(Scope* parent, FunctionUnit& function) : parent_(parent), function_(&function) {}

    Scope* parent() const { return parent_; }
    FunctionUnit& function() const { return *function_; }
    const ScopeNames& names() const { return names_; }
    bool has(std::string_view name) const { return names_.symbols.contains(name); }
    bool stores(std::string_view name) const { return names_.stores.contains(name); }

    /// Makes a variable that is set by who enters the scope.
    std::uint32_t declare(const std::string& name);
    void look_through(const Statements& statements);
    void look_through(const Expression* expression);
    /// The names of a loop's target, a macro's parameters.
    void declare_target(const Expression& target);

    LoopRecord loop;  ///< if the scope is the body of a loop that has `loop`

private:
    friend class NameVisitor;

    bool is_known_outside(std::string_view name) const;
    std::uint32_t slot_of(const std::string& name);

    Scope* parent_;
    FunctionUnit* function_;
    ScopeNames names_;
    std::map<std::string, std::uint32_t, std::less<>> slots_;
};

/// Where a name's value is, seen from a scope.
struct Place {
    Scope* scope = nullptr;  ///< null: the context has it
    OuterVariable variable = {};
};

Place find_place(Scope& from, std::string_view name);

/// Whether the name is read anywhere in the statements; blocks are not looked into.
bool mentions(const Statements& statements, std::string_view name);
/// Whether there is a scoped block among the statements.
bool has_scoped_block(const Statements& statements);

}  // namespace gongkai::jinja
