// A compiled template: flat instructions for a stack machine. Immutable, so
// that any number of threads can run it.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/source.hpp"
#include "jinja/value.hpp"

namespace gongkai::jinja {

enum class Op : std::uint8_t {
    emit_text,        // operand: text
    emit,             // pop, escape, print
    constant,         // operand: constant → push
    name,             // operand: name → push
    slot,             // operand: slot, always set → push
    store_slot,       // operand: slot ← pop
    store_export,     // operand: name ← pop (top level of a template)
    store_attribute,  // operand: name; namespace ← below top; pops both
    clear_slots,      // operand: first, extra: count
    jump_if_set,      // extra: slot, operand: target
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
    concat,           // extra: count
    build_list,       // operand: count
    build_map,        // operand: count of pairs
    duplicate_below,  // a b → b a b: keeps the middle of a chained comparison
    jump,
    jump_if_false,        // pops
    jump_if_false_or_pop, // leaves the value when it jumps
    jump_if_true_or_pop,
    drop_below,       // a b → b: end of a chained comparison that failed
    pop,
    filter,           // operand: filter, extra: call shape
    test,             // operand: test, extra: call shape
    call,             // extra: call shape; callee below the arguments
    loop_begin,       // pop what to iterate over
    loop_object,      // push the object `loop` of the innermost loop
    loop_next,        // push the next item, or jump to operand
    loop_keep,        // the present item passes the loop's condition
    loop_restart,     // iterate over the items that passed
    loop_end,
    unpack,           // operand: count; pop a list, push its items in reverse
    capture_begin,
    capture_end,      // push what was printed, as safe
    block,            // operand: name of a block: run its most derived version
    super_block,      // print the next less derived version
    super_capture,    // push it, as safe
    self_capture,     // operand: name of a block; push it, as safe
    include,          // operand: include
    import_module,    // operand: import → push the module's map
    import_names,     // operand: import → push the named values, the last on top
    macro,            // operand: macro → push
    caller,           // operand: macro whose body shares this frame → push
    halt,
};

struct Instruction {
    Op op;
    std::uint32_t extra = 0;
    std::uint32_t operand = 0;
};

/// A name and where it may be: slots from the innermost scope outward, then
/// the context.
struct NameReference {
    std::string name;
    std::uint64_t hash = 0;
    std::vector<std::uint32_t> slots;
};

/// How a call passes its arguments: the last names.size() of count by name.
struct CallShape {
    std::size_t count = 0;
    std::vector<std::string> names;
    std::string callee;
    base::Span subject = {};  ///< of a filter or test: what it is applied to
};

struct Position {
    std::uint32_t first;  ///< instruction from which it holds
    base::Span span;
};

struct Program {
    std::string what;  ///< for messages: 块“content”, 宏“card”; empty for a template's root
    std::vector<Instruction> code;
    std::vector<Position> positions;
    std::uint32_t slots = 0;

    base::Span span_of(std::size_t instruction) const;
};

struct MacroInfo {
    std::string name;
    std::vector<std::string> parameters;
    std::uint32_t program = 0;
    std::vector<bool> has_default;
    std::vector<std::uint32_t> parameter_slots;
    std::uint32_t caller_slot = 0;
    bool uses_caller = false;
};

struct IncludeInfo {
    std::vector<std::string> alternatives;
    bool ignore_missing = false;
    std::vector<std::uint32_t> visible;  ///< names of local variables that the included template sees
};

struct ImportInfo {
    std::string name;                ///< of the template
    std::vector<std::string> names;  ///< of from … import
    bool with_context = false;       ///< its macros see the importer's context
};

struct CompiledTemplate {
    std::string name;
    const base::SourceFile* file = nullptr;
    std::vector<Program> programs;  ///< the first is the root
    std::vector<std::string> texts;
    std::vector<Value> constants;
    std::vector<NameReference> names;
    std::vector<CallShape> shapes;
    std::vector<MacroInfo> macros;
    std::vector<IncludeInfo> includes;
    std::vector<ImportInfo> imports;
    std::unordered_map<std::string, std::uint32_t> blocks;
    std::vector<std::pair<std::string, base::Span>> replacing;   ///< blocks that are in no other block
    std::vector<std::pair<std::string, base::Span>> self_calls;  ///< self.name()
    std::vector<std::string> locals;  ///< names of variables in slots, for hints
    std::string parent;
    base::Span parent_span;
    /// Every template named in it, with the place.
    std::vector<std::pair<std::string, base::Span>> references;
    std::vector<std::pair<std::string, base::Span>> required;  ///< those of them that must exist
};

}  // namespace gongkai::jinja
