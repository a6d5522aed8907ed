// Runs programs.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "jinja/program.hpp"
#include "jinja/registry.hpp"

namespace gongkai::jinja {

/// Where programs find each other: templates by name, and for each template
/// the versions of its blocks, most derived first.
class Linked {
public:
    virtual ~Linked() = default;
    virtual const CompiledTemplate* find(std::string_view name) const = 0;
    virtual const Registry& registry() const = 0;
    virtual const Value* function(std::string_view name, std::uint64_t hash) const = 0;
};

/// Variables of one run of a template: what its top level sets, and what it sees.
struct Module {
    std::vector<std::pair<const NameReference*, Value>> exported;
    const std::vector<Value>* contexts = nullptr;  ///< maps, searched from the last
    const Module* outer = nullptr;                 ///< of an included template: who includes it
    std::vector<Member> visible;                   ///< local variables of the includer
    std::vector<const CompiledTemplate*> chain;    ///< most derived template first, then its parents
};

struct Limits {
    int depth = 60;                       ///< includes, macros, blocks within each other
    std::uint64_t steps = 200'000'000;    ///< instructions of one render
    std::size_t output = 64u << 20;       ///< bytes printed
};

/// Ends a run; carries the diagnostic, to which callers add their place.
struct RenderProblem {
    base::Diagnostic diagnostic;
};

/// One render. Not shared between threads.
class Machine {
public:
    Machine(const Linked& linked, const Limits& limits, std::string& out) : linked_(linked), limits_(limits), out_(&out) {}

    /// Runs a template with its chain of parents. Contexts are maps, searched
    /// from the last; they must outlive the run.
    void run_root(const CompiledTemplate& first, const std::vector<Value>& contexts);

    /// A function, macro or caller, called from a filter or native code.
    Value call(const Value& callee, const Arguments& arguments);
    const Linked& linked() const { return linked_; }

    Value call_macro(const CompiledTemplate& owner, const MacroInfo& macro, Module& module, const Arguments& arguments);
    /// `frame` is the serial number of the frame that the caller was written in.
    Value call_caller(const CompiledTemplate& owner, const MacroInfo& macro, Module& module, std::uint64_t frame,
                      const Arguments& arguments);

private:
    struct Frame {
        const CompiledTemplate& owner;
        const Program& program;
        Module& module;
        std::size_t base;           ///< of its slots
        std::uint64_t serial;       ///< no two frames of a render have the same
        const std::string* block;   ///< name of the block that runs, for super()
        std::size_t block_level;    ///< its index in the chain
    };
    struct Loop;
    class LoopObject;

    void run_template(const CompiledTemplate& first, Module& module);
    Module& new_module();
    void run(const CompiledTemplate& owner, std::uint32_t program, Module& module, const std::string* block = nullptr,
             std::size_t block_level = 0);
    void execute(Frame& frame);
    Frame enter(const CompiledTemplate& owner, const Program& program, Module& module, const std::string* block,
                std::size_t block_level);
    void leave(const Frame& frame);
    void check_output() const;
    std::size_t step(Frame& frame, std::size_t at);
    void step_expression(const Instruction& instruction);
    std::size_t step_loop(std::size_t at, const Instruction& instruction);
    void step_template(Frame& frame, const Instruction& instruction);

    void emit(const Value& value);
    Value lookup(const Frame& frame, const NameReference& name);
    const Value* lookup_in_module(const Module& module, const NameReference& name) const;
    std::string nearest_variable(const Frame& frame, const std::string& name) const;
    base::Diagnostic diagnostic_of(const Failure& failure, const Frame& frame, std::size_t at) const;
    Value attribute(const Value& subject, const NameReference& name);
    void export_value(Module& module, const NameReference& name, Value value);
    void call_value(const CallShape& shape);
    void apply(const OperationTable& table, std::size_t index, const CallShape& shape);
    void run_block(Frame& frame, const std::string& name, std::size_t from_level, bool is_super);
    void include(Frame& frame, const IncludeInfo& info);
    Value import_module(const Frame& frame, const ImportInfo& info);
    void import_names(const Frame& frame, const ImportInfo& info);
    void bind_parameters(const MacroInfo& macro, std::size_t base, const Arguments& arguments);
    void begin_capture();
    std::string end_capture();
    Value pop();
    Value& top() { return stack_.back(); }
    void begin_loop();

    const Linked& linked_;
    const Limits& limits_;
    std::string* out_;
    std::deque<std::string> captures_;  ///< a deque: addresses stay
    std::vector<std::string*> outer_outputs_;
    std::vector<Value> stack_;
    std::vector<Value> slots_;
    struct LiveFrame {
        std::uint64_t serial;
        std::size_t base;
    };
    std::vector<LiveFrame> live_;
    std::uint64_t serials_ = 0;
    std::vector<std::shared_ptr<Loop>> loops_;
    std::vector<std::unique_ptr<Module>> modules_;
    std::vector<Member> imported_;  ///< modules that were imported already, by template
    std::uint64_t steps_ = 0;
    int depth_ = 0;
    Value unset_ = Value::undefined("");
};

}  // namespace gongkai::jinja
