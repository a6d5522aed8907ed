// A program while it runs.
#pragma once

#include <cstdint>
#include <string>

#include "jinja/compile/program.hpp"
#include "jinja/value/value.hpp"

namespace gongkai::jinja {

struct Module;

struct Frame {
    const CompiledTemplate& owner;
    const Program& program;
    Module& module;
    Value* slots = nullptr;
    Value* stack = nullptr;             ///< where its operands begin
    Frame* outer = nullptr;             ///< the program around it, whose variables it sees
    std::uint64_t serial = 0;           ///< no two frames of a render have the same; 0 for a template's top level
    std::size_t depth = 0;              ///< its place among the frames that run
    std::size_t loops = 0;              ///< how many were open when it began
    const std::string* block = nullptr; ///< name of the block that runs, for super()
    std::size_t block_level = 0;        ///< its index in the chain of templates
    const MacroInfo* recursion = nullptr;  ///< of a recursive loop: what loop(…) calls
    std::int64_t recursion_depth = 0;
};

}  // namespace gongkai::jinja
