// Runs programs.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "jinja/compile/program.hpp"
#include "jinja/run/frame.hpp"
#include "jinja/run/limits.hpp"
#include "jinja/run/linked.hpp"
#include "jinja/run/loops.hpp"
#include "jinja/run/modules.hpp"
#include "jinja/run/output_stack.hpp"
#include "jinja/run/value_stack.hpp"

namespace gongkai::jinja {

/// Ends a run; carries the diagnostic, to which callers add their place.
struct RenderProblem {
    base::Diagnostic diagnostic;
};

/// One render. Not shared between threads.
class Machine {
public:
    Machine(const Linked& linked, const Limits& limits) : linked_(linked), limits_(limits), cost_(limits) {}

    /// Runs a template with its chain of parents. Contexts are maps, searched
    /// from the last; they must outlive the run.
    void run_root(const CompiledTemplate& first, const std::vector<Value>& contexts);
    /// What was printed.
    std::string_view output() const { return outputs_.printed(); }

    /// A function, macro or caller, called from a filter or native code.
    Value call(const Value& callee, const Arguments& arguments);
    const Registry& registry() const { return linked_.registry(); }
    /// False while a filter or function runs that was called inside {% autoescape false %}.
    bool escapes() const { return escapes_; }

    // For the objects that templates hold: macros, callers and loops.

    /// A macro or caller; prints its text. `outer`: the frame it was written in.
    void print_macro(const MacroInfo& macro, Frame& outer, const Arguments& arguments);
    /// A macro or caller as a value.
    static Value macro_object(const MacroInfo& macro, Frame& outer);
    /// A turn of a recursive loop over `items`; prints.
    void print_loop(const MacroInfo& loop, Frame& outer, const Value& items, std::int64_t depth);
    /// What `print` prints, as safe text; plain text if not `is_safe`.
    template <class Print>
    Value captured(bool is_safe, const Print& print)
    {
        outputs_.begin_capture();
        print();
        return outputs_.end_capture(is_safe);
    }
    /// True while the frame with this serial number runs, or is a template's root.
    bool is_alive(std::uint64_t serial, std::size_t depth) const;

private:
    void run(Frame& frame);
    /// Gives the frame memory; `bind` sets the parameters among its slots.
    template <class Bind>
    void run_in_new_frame(Frame& frame, const Bind& bind)
    {
        const auto size = frame.program.slots + frame.program.stack;
        frame.serial = ++serials_;
        frame.slots = stack_.take(size);
        frame.stack = frame.slots + frame.program.slots;
        for (std::uint32_t i = 0; i < frame.program.slots; ++i)
            frame.slots[i] = Value::unset();
        bind(frame.slots);
        run(frame);
        stack_.give_back(frame.slots, frame.program.slots, size);
    }

    // Templates (machine.cpp).
    Module& new_module();
    /// Of an include, import or scoped block that is done: freed, unless something may still call into it.
    void drop_module(const Module& module);
    /// The templates of a chain run one after the other, the most derived first; each prints
    /// only what stands before its extends.
    void run_template(const CompiledTemplate& first, Module& module);

    // Blocks (blocks.cpp).
    /// The first of that name at or above `from_level` of the chain.
    void run_block(Module& module, const std::string& name, std::size_t from_level, bool is_super);
    void super(Frame& frame);
    void call_block(Frame& frame, const BlockCall& call);

    // Other templates (imports.cpp).
    void include(Frame& frame, const IncludeInfo& info);
    Value import_module(Frame& frame, const ImportInfo& info);
    /// Pushes the values, the last on top; gives the new top.
    Value* import_names(Frame& frame, const ImportInfo& info, Value* top);
    const CompiledTemplate& required_template(const std::string& name) const;
    /// What the importer's variables are now: it may change them before a macro is called.
    static void add_surroundings(Module& module, const Module& importer);
    static void add_visible(Module& module, Frame& frame, const std::vector<VisibleVariable>& visible);

    // The loop of instructions (execute.cpp).
    void execute(Frame& frame);
    /// `at`: where the instruction is that runs, for who reports a failure.
    void dispatch(Frame& frame, std::size_t& at);
    /// An instruction that does more than move a value; gives the new top of the stack.
    Value* step_template(Frame& frame, const Instruction& instruction, Value* top);

    // Calls (calls.cpp). They take the arguments from the stack and give its new top.
    /// A filter or test.
    Value* apply(const CallShape& shape, Value* top);
    Value* call_value(const CallShape& shape, Value* top);
    /// A macro prints straight away; the result of any other function is printed.
    Value* print_call(const CallShape& shape, Value* top);
    /// A call with *rest and **named_rest, which are the last values on the stack.
    Value* spread_call(const Instruction& instruction, const CallShape& shape, Value* top);
    /// A filter or test whose arguments are known only now.
    Value apply_checked(const OperationEntry& operation, const Arguments& arguments);

    // Output (printing.cpp).
    void print(const Value& value);
    /// As it is: inside {% autoescape false %}.
    void print_raw(const Value& value);
    void count_step()
    {
        cost_.count_step();
        check_output();
    }
    void check_output() const { cost_.check_output(outputs_.size()); }

    // Variables (variables.cpp).
    /// The frame that is so many programs outside of this one.
    static Frame& outward(Frame& frame, std::uint32_t hops);
    /// What the module, those around it, the context or the functions have; nullptr if none.
    const Value* find_variable(const Module& module, const Name& name) const;
    /// A variable of the context does not change while a program runs: it is looked for once.
    const Value& context_variable(Frame& frame, std::uint32_t slot, std::uint32_t name);
    /// The value is not copied unless it had to be made, in `made`.
    const Value& path(Frame& frame, const Path& path, Value& made);
    static Value attribute(const Value& subject, const Name& name);
    static void export_value(Module& module, const Name& name, const Value& value, bool is_public);

    // Problems (problems.cpp).
    [[noreturn]] void raise(const Failure& failure, Frame& frame, std::size_t at);
    /// Adds the place that led to a problem.
    static void add_place(base::Diagnostic& diagnostic, const Frame& frame, std::size_t at);
    /// A hint: what the writer may have meant among the variables and functions in sight.
    std::string nearest_variable(const Frame& frame, const std::string& name) const;
    /// The variables that the statement around the instruction reads, with their values: "row.name = “…”".
    std::vector<std::string> values_used(Frame& frame, std::size_t at);

    const Linked& linked_;
    const Limits& limits_;
    Cost cost_;
    OutputStack outputs_;
    ValueStack stack_;
    LoopStack loops_;
    std::vector<std::uint64_t> running_;  ///< serial numbers of the frames, outermost first
    std::uint64_t serials_ = 0;
    std::vector<std::unique_ptr<Module>> modules_;
    std::vector<std::pair<const std::string*, Value>> imported_;  ///< modules without context, by template
    bool escapes_ = true;  ///< of the filter or function that was called last
};

}  // namespace gongkai::jinja
