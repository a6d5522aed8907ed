// Runs programs.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "jinja/compile/program.hpp"
#include "jinja/library/registry.hpp"
#include "jinja/run/frame.hpp"
#include "jinja/run/loops.hpp"
#include "jinja/run/modules.hpp"
#include "jinja/run/output.hpp"
#include "jinja/run/value_stack.hpp"

namespace gongkai::jinja {

/// Where programs find each other.
class Linked {
public:
    virtual ~Linked() = default;
    /// A template, or nullptr.
    virtual const CompiledTemplate* find(std::string_view name) const = 0;
    virtual const Registry& registry() const = 0;
    /// A function that every template can call, or nullptr.
    virtual const Value* function(std::string_view name, std::uint64_t hash) const = 0;
};

struct Limits {
    int depth = 200;                      ///< includes, macros, blocks within each other
    std::uint64_t steps = 50'000'000;     ///< turns of loops, calls, and what long texts and lists cost, of one render
    std::size_t output = 64u << 20;       ///< bytes printed, captured text among them
    std::size_t memory = 256u << 20;      ///< bytes of the values that it makes, at any one time
};

/// Ends a run; carries the diagnostic, to which callers add their place.
struct RenderProblem {
    base::Diagnostic diagnostic;
};

/// One render. Not shared between threads.
class Machine {
public:
    Machine(const Linked& linked, const Limits& limits) : linked_(linked), limits_(limits) {}

    /// Runs a template with its chain of parents. Contexts are maps, searched
    /// from the last; they must outlive the run.
    void run_root(const CompiledTemplate& first, const std::vector<Value>& contexts);
    /// What was printed.
    std::string_view output() const { return printed_.view(); }

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
        begin_capture();
        print();
        return end_capture(is_safe);
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
    // Templates and programs.
    Module& new_module();
    /// Of an include, import or scoped block that is done: freed, unless something may still call into it.
    void drop_module(const Module& module);
    void run_template(const CompiledTemplate& first, Module& module);
    void run_block(Module& module, const std::string& name, std::size_t from_level, bool is_super);
    void super(Frame& frame);
    void call_block(Frame& frame, const BlockCall& call);
    void include(Frame& frame, const IncludeInfo& info);
    Value import_module(Frame& frame, const ImportInfo& info);
    Value* import_names(Frame& frame, const ImportInfo& info, Value* top);
    const CompiledTemplate& required_template(const std::string& name) const;
    static void add_surroundings(Module& module, const Module& importer);
    static void add_visible(Module& module, Frame& frame, const std::vector<VisibleVariable>& visible);

    // The loop of instructions (execute.cpp).
    void execute(Frame& frame);
    void dispatch(Frame& frame, std::size_t& at);
    Value* step_template(Frame& frame, const Instruction& instruction, Value* top);
    Value* spread_call(const Instruction& instruction, const CallShape& shape, Value* top);
    Value apply_checked(const OperationEntry& operation, const Arguments& arguments);
    Value* apply(const CallShape& shape, Value* top);
    Value* call_value(const CallShape& shape, Value* top);
    Value* print_call(const CallShape& shape, Value* top);
    void print(const Value& value);
    void print_raw(const Value& value);
    void count_step()
    {
        if (++steps_ > limits_.steps)
            fail_steps();
        check_output();
    }
    /// Work on a long text or list counts as steps too.
    void charge(const Value& value)
    {
        if (!value.is_on_heap())
            return;
        if (value.is_text())
            steps_ += value.as_text().size() / bytes_a_step;
        else if (value.kind() == Kind::list)
            steps_ += value.as_list().size() / items_a_step;
        if (steps_ > limits_.steps)
            fail_steps();
    }
    static constexpr std::size_t bytes_a_step = 256;
    static constexpr std::size_t items_a_step = 4;
    void check_output() const
    {
        if (out_->size() + outer_size_ > limits_.output)
            fail_output();
    }
    [[noreturn]] void fail_steps() const;
    [[noreturn]] void fail_output() const;

    // Variables (variables.cpp).
    static Frame& outward(Frame& frame, std::uint32_t hops);
    const Value* find_variable(const Module& module, const Name& name) const;
    const Value& context_variable(Frame& frame, std::uint32_t slot, std::uint32_t name);
    const Value& path(Frame& frame, const Path& path, Value& made);
    static Value attribute(const Value& subject, const Name& name);
    static void export_value(Module& module, const Name& name, const Value& value, bool is_public);

    // Problems (problems.cpp).
    [[noreturn]] void raise(const Failure& failure, Frame& frame, std::size_t at);
    static void add_place(base::Diagnostic& diagnostic, const Frame& frame, std::size_t at);
    std::string nearest_variable(const Frame& frame, const std::string& name) const;
    std::vector<std::string> values_used(Frame& frame, std::size_t at);

    void begin_capture();
    Value end_capture(bool is_safe);

    const Linked& linked_;
    const Limits& limits_;
    Output printed_;
    Output* out_ = &printed_;
    std::deque<Output> captures_;  ///< used again; a deque: addresses stay
    std::vector<Output*> outer_outputs_;
    std::size_t outer_size_ = 0;  ///< bytes in them
    std::size_t open_captures_ = 0;
    ValueStack stack_;
    LoopStack loops_;
    std::vector<std::uint64_t> running_;  ///< serial numbers of the frames, outermost first
    std::uint64_t serials_ = 0;
    std::vector<std::unique_ptr<Module>> modules_;
    std::vector<std::pair<const std::string*, Value>> imported_;  ///< modules without context, by template
    std::uint64_t steps_ = 0;
    bool escapes_ = true;
};

}  // namespace gongkai::jinja
