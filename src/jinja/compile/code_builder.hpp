// Instructions and tables of a template while it is compiled.
#pragma once

#include <map>
#include <string>

#include "base/diagnostic.hpp"
#include "jinja/compile/program.hpp"

namespace gongkai::jinja {

class CodeBuilder {
public:
    CodeBuilder(const std::string& name, const base::SourceFile& file);

    CompiledTemplate& result() { return result_; }
    base::Diagnostics& problems() { return problems_; }
    void problem(const base::Span& span, std::string code, std::string message, std::string hint = {});

    /// Starts a new program and makes it the current one; returns the one before.
    std::uint32_t begin_program(std::string what);
    /// Ends the current program and goes back to another.
    void end_program(std::uint32_t slots, std::uint32_t previous);
    std::uint32_t current() const { return current_; }

    std::size_t emit(Op op, std::size_t operand = 0, std::size_t extra = 0);
    std::size_t emit_at(const base::Span& span, Op op, std::size_t operand = 0, std::size_t extra = 0);
    std::size_t here() const { return result_.programs[current_].code.size(); }
    Instruction& at(std::size_t instruction) { return result_.programs[current_].code[instruction]; }
    /// The jump goes to the next instruction.
    void patch(std::size_t jump) { at(jump).operand = static_cast<std::uint32_t>(here()); }
    void begin_statement();

    /// Values on the stack where the compiler is; set back where branches meet.
    int height() const { return height_; }
    void set_height(int height) { height_ = height; }

    std::size_t text(std::string text);
    std::size_t constant(Value value);
    std::uint32_t name(const std::string& name);
    std::size_t outer_variable(OuterVariable variable);
    std::size_t path(Path path);
    std::size_t shape(CallShape shape);

private:
    int effect(const Instruction& instruction) const;

    CompiledTemplate result_;
    base::Diagnostics problems_;
    std::map<std::string, std::uint32_t> names_;
    std::uint32_t current_ = 0;
    int height_ = 0;
    std::vector<int> outer_heights_;
};

}  // namespace gongkai::jinja
