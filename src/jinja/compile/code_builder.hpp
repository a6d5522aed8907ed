// Instructions and tables of a template while it is compiled.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "jinja/compile/program.hpp"

namespace gongkai::jinja {

class CodeBuilder {
public:
    CodeBuilder(const std::string& name, const base::SourceFile& file);

    CompiledTemplate& result() { return result_; }
    base::Diagnostics& problems() { return problems_; }
    /// An error with that code.
    void problem(const base::Span& span, std::string code, std::string message, std::string hint = {});

    /// Starts a new program and makes it the current one; returns the one before.
    std::uint32_t begin_program(std::string what);
    /// Ends the current program and goes back to another.
    void end_program(std::uint32_t slots, std::uint32_t previous);
    std::uint32_t current() const { return current_; }

    /// Adds an instruction to the current program and gives its index.
    std::size_t emit(Op op, std::size_t operand = 0, std::size_t extra = 0);
    /// The same, for one that may fail: it is reported at `span`.
    std::size_t emit_at(const base::Span& span, Op op, std::size_t operand = 0, std::size_t extra = 0);
    std::size_t here() const { return result_.programs[current_].code.size(); }
    Instruction& at(std::size_t instruction) { return result_.programs[current_].code[instruction]; }
    /// The jump goes to the next instruction.
    void patch(std::size_t jump) { at(jump).operand = static_cast<std::uint32_t>(here()); }
    /// The next instruction is the first of a statement.
    void begin_statement();

    /// Values on the stack where the compiler is; set back where branches meet.
    int height() const { return height_; }
    void set_height(int height) { height_ = height; }

    // New entries of the tables; each gives its index. The same name is kept once.
    std::uint32_t name(const std::string& name);
    std::size_t text(std::string text) { return add(result_.texts, std::move(text)); }
    std::size_t constant(Value value) { return add(result_.constants, std::move(value)); }
    std::size_t outer_variable(OuterVariable variable) { return add(result_.outer_variables, variable); }
    std::size_t path(Path path) { return add(result_.paths, std::move(path)); }
    std::size_t shape(CallShape shape) { return add(result_.shapes, std::move(shape)); }
    std::size_t macro(MacroInfo macro) { return add(result_.macros, std::move(macro)); }
    std::size_t block_call(BlockCall call) { return add(result_.block_calls, std::move(call)); }
    std::size_t include(IncludeInfo include) { return add(result_.includes, std::move(include)); }
    std::size_t import(ImportInfo import) { return add(result_.imports, std::move(import)); }

private:
    template <class Entry>
    static std::size_t add(std::vector<Entry>& table, Entry entry)
    {
        table.push_back(std::move(entry));
        return table.size() - 1;
    }
    /// How many values an instruction adds to the stack, where it does not jump.
    int effect(const Instruction& instruction) const;

    CompiledTemplate result_;
    base::Diagnostics problems_;
    std::map<std::string, std::uint32_t> names_;  ///< indices in result_.names
    std::uint32_t current_ = 0;
    int height_ = 0;
    std::vector<int> outer_heights_;
};

}  // namespace gongkai::jinja
