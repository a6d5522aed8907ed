#include "jinja/compile/code_builder.hpp"

#include <algorithm>

namespace gongkai::jinja {

CodeBuilder::CodeBuilder(const std::string& name, const base::SourceFile& file)
{
    result_.name = name;
    result_.file = &file;
}

void CodeBuilder::problem(const base::Span& span, std::string code, std::string message, std::string hint)
{
    problems_.push_back(base::error(std::move(code), span, std::move(message), std::move(hint)));
}

std::uint32_t CodeBuilder::begin_program(std::string what)
{
    const auto previous = current_;
    current_ = static_cast<std::uint32_t>(result_.programs.size());
    result_.programs.emplace_back();
    result_.programs.back().what = std::move(what);
    outer_heights_.push_back(height_);
    height_ = 0;
    return previous;
}

void CodeBuilder::end_program(std::uint32_t slots, std::uint32_t previous)
{
    emit(Op::halt);
    auto& program = result_.programs[current_];
    program.slots = slots;
    ++program.stack;  // a call keeps its callee beside the arguments
    height_ = outer_heights_.back();
    outer_heights_.pop_back();
    current_ = previous;
}

int CodeBuilder::effect(const Instruction& instruction) const
{
    const auto operand = static_cast<int>(instruction.operand);
    const auto arguments = [&] {
        const auto& shape = result_.shapes[instruction.extra];
        return static_cast<int>(shape.count) + (shape.has_rest ? 1 : 0) + (shape.has_named_rest ? 1 : 0);
    };
    switch (instruction.op) {
    case Op::constant:
    case Op::slot:
    case Op::outer:
    case Op::context:
    case Op::path:
    case Op::duplicate_below:
    case Op::loop_field:
    case Op::capture_end:
    case Op::super_capture:
    case Op::self_capture:
    case Op::import_module:
    case Op::macro: return 1;
    case Op::loop_next: return instruction.extra == in_stack ? 1 : 0;
    case Op::emit:
    case Op::emit_raw:
    case Op::item:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::floor_divide:
    case Op::modulo:
    case Op::power:
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::contains:
    case Op::not_contains:
    case Op::drop_below:
    case Op::pop:
    case Op::store_slot:
    case Op::jump_if_false:
    case Op::jump_if_false_or_pop:
    case Op::jump_if_true_or_pop:
    case Op::loop_begin:
    case Op::loop_function: return -1;
    case Op::store_attribute: return -2;
    case Op::slice: return -3;
    case Op::concat:
    case Op::concat_raw:
    case Op::build_list: return 1 - operand;
    case Op::build_map: return 1 - 2 * operand;
    case Op::unpack: return operand - 1;
    case Op::filter:
    case Op::test: return 1 - arguments();
    case Op::call: return -arguments();
    case Op::emit_call: return -arguments() - 1;
    case Op::spread_call: return (operand == 0 ? 0 : 1) - arguments();
    case Op::import_names: return static_cast<int>(result_.imports[instruction.operand].names.size());
    default: return 0;
    }
}

std::size_t CodeBuilder::emit(Op op, std::size_t operand, std::size_t extra)
{
    auto& program = result_.programs[current_];
    program.code.push_back({op, static_cast<std::uint32_t>(extra), static_cast<std::uint32_t>(operand)});
    height_ += effect(program.code.back());
    program.stack = std::max(program.stack, static_cast<std::uint32_t>(std::max(height_, 0)));
    return program.code.size() - 1;
}

std::size_t CodeBuilder::emit_at(const base::Span& span, Op op, std::size_t operand, std::size_t extra)
{
    auto& positions = result_.programs[current_].positions;
    if (positions.empty() || !(positions.back().span == span))
        positions.push_back({static_cast<std::uint32_t>(here()), span});
    return emit(op, operand, extra);
}

void CodeBuilder::begin_statement()
{
    auto& statements = result_.programs[current_].statements;
    if (statements.empty() || statements.back() != here())
        statements.push_back(static_cast<std::uint32_t>(here()));
}

std::uint32_t CodeBuilder::name(const std::string& name)
{
    const auto [found, is_new] = names_.try_emplace(name, static_cast<std::uint32_t>(result_.names.size()));
    if (is_new)
        result_.names.push_back({name, hash_of(name)});
    return found->second;
}

base::Span Program::span_of(std::size_t instruction) const
{
    const auto after = std::upper_bound(positions.begin(), positions.end(), instruction,
                                        [](std::size_t i, const Position& position) { return i < position.first; });
    return after == positions.begin() ? base::Span{} : std::prev(after)->span;
}

}  // namespace gongkai::jinja
