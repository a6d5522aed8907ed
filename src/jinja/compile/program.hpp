// A compiled template: flat instructions for a stack machine. Immutable, so
// that any number of threads can run it.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/source.hpp"
#include "jinja/library/registry.hpp"
#include "jinja/value/value.hpp"

namespace gongkai::jinja {

enum class Op : std::uint8_t {
    // Output.
    emit_text,        // operand: text
    emit,             // pop, escape, print
    emit_raw,         // pop, print as it is: autoescape false
    emit_path,        // operand: path; print without a copy
    emit_call,        // extra: shape; callee and arguments popped; a macro prints straight away
    // Values.
    constant,         // operand: constant → push
    slot,             // operand: slot, extra: name → push
    outer,            // operand: outer variable → push
    context,          // operand: slot that remembers it, extra: name → push
    path,             // operand: path → push
    attribute,        // operand: name; top ← top.name
    item,             // top two → subject[index]
    slice,            // four → subject[start:stop:step]
    negate,
    positive,
    logical_not,
    add,
    subtract,
    multiply,
    divide,
    floor_divide,
    modulo,
    power,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    contains,         // in
    not_contains,
    concat,           // operand: count
    concat_raw,       // operand: count; the result is plain text: autoescape false
    build_list,       // operand: count
    build_map,        // operand: count of pairs
    duplicate_below,  // a b → b a b: keeps the middle of a chained comparison
    drop_below,       // a b → b: end of a chained comparison that failed
    pop,
    filter,           // extra: shape; subject and arguments → result
    test,             // extra: shape
    call,             // extra: shape; callee and arguments → result
    spread_call,      // operand: what (0 call, 1 filter, 2 test), extra: shape; with *rest and **named_rest
    // Variables.
    store_slot,       // operand: slot ← pop
    store_attribute,  // operand: name; namespace ← below top; pops both
    unset_slot,       // operand: slot
    resolve_slot,     // operand: slot ← variable of the context, extra: name
    copy_slot,        // operand: slot ← slot in extra
    copy_outer,       // operand: slot ← outer variable in extra
    export_slot,      // operand: slot, extra: name; the template's top level
    export_private,   // the same, but who imports the template does not get it
    unpack,           // operand: count; pop → push so many, the first on top
    // Jumps; operand: target.
    jump,
    jump_if_false,         // pops
    jump_if_false_or_pop,  // leaves the value when it jumps
    jump_if_true_or_pop,
    jump_if_set,           // extra: slot
    // Loops.
    loop_begin,       // pop what to iterate over
    loop_object,      // operand: slot ← loop
    loop_field,       // operand: LoopField, extra: level of the loop in this program → push
    loop_next,        // operand: target at the end; the next item → slot in extra, or push (in_stack)
    loop_keep,        // keeps the current item for the second pass
    loop_restart,     // the second pass, over the items kept
    loop_completed,   // the end of the body was reached
    loop_end,
    loop_end_else,    // operand: target if the body was completed once
    loop_function,    // operand: macro; pop what to iterate over; a recursive loop
    no_operation,
    // Templates.
    capture_begin,
    capture_end,      // operand: 1 for plain text (autoescape false) → push
    capture_drop,
    block,            // operand: block call
    super_block,      // print the next less derived version
    super_capture,    // push it, as safe
    self_capture,     // operand: name of a block; push it, as safe
    include,          // operand: include
    import_module,    // operand: import → push the module's map
    import_names,     // operand: import → push the named values, the last on top
    macro,            // operand: macro → push
    halt,
};

/// Of loop_next: push the item.
constexpr std::uint32_t in_stack = UINT32_MAX;

struct Instruction {
    Op op;
    std::uint32_t extra = 0;
    std::uint32_t operand = 0;
};

struct Name {
    std::string text;
    std::uint64_t hash = 0;
};

/// A variable of a function around this one.
struct OuterVariable {
    std::uint32_t hops = 0;  ///< functions outward; 0 is this one
    std::uint32_t slot = 0;
    std::uint32_t name = 0;
};

/// variable.name.name…, looked up in one go.
struct Path {
    bool is_context = false;  ///< the variable is of the context, remembered in the slot
    std::uint32_t slot = 0;
    std::uint32_t name = 0;
    std::vector<std::uint32_t> attributes;  ///< names
    std::vector<base::Span> spans;          ///< of the variable and of each attribute with what is before it
};

/// How a call passes its arguments: the last names.size() of count by name.
struct CallShape {
    std::size_t count = 0;
    std::vector<std::string> names;
    std::string callee;
    base::Span subject = {};              ///< of a filter or test: what it is applied to
    const OperationEntry* operation = nullptr;  ///< of a filter or test
    bool escapes = true;                  ///< false inside {% autoescape false %}
    bool has_rest = false;                ///< *rest and **named_rest are the last values, and not counted
    bool has_named_rest = false;

    bool is_spread() const { return has_rest || has_named_rest; }
};

struct Position {
    std::uint32_t first;  ///< instruction from which it holds
    base::Span span;
};

struct Program {
    std::string what;  ///< for messages: 块“content”, 宏“card”; empty for a template's root
    std::vector<Instruction> code;
    std::vector<Position> positions;
    std::vector<std::uint32_t> statements;  ///< instructions at which a statement begins
    std::uint32_t slots = 0;
    std::uint32_t stack = 0;  ///< most values on the stack at once

    base::Span span_of(std::size_t instruction) const;
};

struct MacroInfo {
    static constexpr std::uint32_t no_slot = UINT32_MAX;

    std::string name;
    std::uint32_t program = 0;
    std::vector<std::string> parameters;
    std::vector<bool> has_default;
    std::vector<std::uint32_t> parameter_slots;
    std::uint32_t varargs_slot = no_slot;
    std::uint32_t kwargs_slot = no_slot;
    std::uint32_t caller_slot = no_slot;
    bool is_caller = false;  ///< the body of {% call %}
};

/// A local variable that another template may see.
struct VisibleVariable {
    std::string name;
    OuterVariable variable;
};

struct BlockCall {
    std::string name;
    bool is_scoped = false;
    bool is_required = false;              ///< a template that extends this one must write it
    std::vector<VisibleVariable> visible;  ///< of a scoped block
};

struct IncludeInfo {
    std::vector<std::string> alternatives;
    bool ignore_missing = false;
    bool with_context = true;
    std::vector<VisibleVariable> visible;
};

struct ImportInfo {
    std::string name;                ///< of the template
    std::vector<std::string> names;  ///< of from … import
    bool with_context = false;       ///< its macros see the importer's context
    std::vector<VisibleVariable> visible;
};

/// A name with the place where it is written.
struct NamedPlace {
    std::string name;
    base::Span span;
};

/// A variable that the template does not make itself.
struct ContextUse {
    std::string name;
    base::Span span;
    bool may_be_missing = false;  ///< asked about with `is defined`, default, if, and, or
};

struct CompiledTemplate {
    std::string name;
    const base::SourceFile* file = nullptr;
    std::vector<Program> programs;  ///< the first is the root
    std::vector<std::string> texts;
    std::vector<Value> constants;
    std::vector<Name> names;
    std::vector<Path> paths;
    std::vector<OuterVariable> outer_variables;
    std::vector<CallShape> shapes;
    std::vector<MacroInfo> macros;
    std::vector<BlockCall> block_calls;
    std::vector<IncludeInfo> includes;
    std::vector<ImportInfo> imports;
    std::unordered_map<std::string, std::uint32_t> blocks;  ///< the program of each
    std::string parent;                                     ///< of extends; empty: none

    // What the checks and the reference ask.
    std::vector<NamedPlace> replacing;       ///< blocks that are in no other block
    std::vector<NamedPlace> self_calls;      ///< self.name()
    std::vector<NamedPlace> references;      ///< every template named in it
    std::vector<NamedPlace> required;        ///< those of them that must exist
    std::vector<std::pair<std::string, NamedPlace>> imported_names;  ///< template, name taken from it
    std::vector<std::string> exports;        ///< names that its top level makes
    std::vector<std::string> locals;         ///< all variables it makes
    std::vector<ContextUse> context_uses;
    std::vector<std::string> filters;        ///< names used, sorted
    std::vector<std::string> tests;
};

}  // namespace gongkai::jinja
