// What a failure while rendering tells: the place, the values of the names used
// there, and the way by which the program came there.

#include <algorithm>

#include <fmt/format.h>

#include "base/spelling.hpp"
#include "base/utf8.hpp"
#include "jinja/run/machine.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

constexpr std::size_t longest_value = 60;   ///< columns
constexpr std::size_t most_places = 12;     ///< of a chain; of a longer one the ends are shown

std::string described(const Value& value)
{
    switch (value.kind()) {
    case Kind::unset:
    case Kind::undefined: break;
    case Kind::none: return "空值";
    case Kind::boolean: return value.as_boolean() ? "true" : "false";
    case Kind::string:
    case Kind::safe: return fmt::format("“{}”", base::visible(base::shorten(value.as_text(), longest_value)));
    case Kind::list: return fmt::format("{} 项的列表", value.as_list().size());
    case Kind::map: {
        std::vector<std::string_view> keys;
        for (const auto& member : value.as_map())
            keys.push_back(member.first);
        return base::visible(base::shorten(fmt::format("映射：{}", fmt::join(keys, "、")), longest_value));
    }
    case Kind::object: return "函数";
    default: return text_of(value);
    }
    return "未定义";
}

/// What a path gives, as far as it can be followed: what is missing is said elsewhere.
std::pair<std::string, Value> followed(const Value& variable, const Path& path, const CompiledTemplate& owner)
{
    auto name = owner.names[path.name].text;
    auto value = variable;
    for (const auto attribute : path.attributes) {
        const auto& key = owner.names[attribute];
        if (value.kind() != Kind::map)
            break;
        const auto* found = value.find(key.text, key.hash);
        if (!found)
            break;
        name += "." + key.text;
        value = Value(*found);
    }
    return {std::move(name), std::move(value)};
}

}  // namespace

void Machine::raise(const Failure& failure, Frame& frame, std::size_t at)
{
    auto hint = failure.hint;
    if (hint.empty() && !failure.variable.empty())
        hint = nearest_variable(frame, failure.variable);
    auto diagnostic = base::error(failure.code, failure.span.file ? failure.span : frame.program.span_of(at),
                                  base::visible(failure.message), base::visible(hint));
    diagnostic.evidence = values_used(frame, at);
    throw RenderProblem{std::move(diagnostic)};
}

void Machine::add_place(base::Diagnostic& diagnostic, const Frame& frame, std::size_t at)
{
    const auto what = frame.program.what.empty() ? fmt::format("模板“{}”", frame.owner.name) : frame.program.what;
    auto& places = diagnostic.related;
    places.push_back({frame.program.span_of(at), fmt::format("由{}中的此处引起", what)});
    // Endless recursion: the first and the last places tell it all.
    if (places.size() > most_places)
        places.erase(places.begin() + most_places / 2);
}

std::string Machine::nearest_variable(const Frame& frame, const std::string& name) const
{
    std::vector<std::string> known;
    for (const auto* module = &frame.module; module; module = module->outer) {
        for (const auto& exported : module->exported)
            known.push_back(exported.name->text);
        for (const auto& [key, value] : module->visible)
            known.push_back(key.text);
        if (module->contexts)
            for (const auto& context : *module->contexts)
                for (const auto& member : context.as_map())
                    known.push_back(member.first);
    }
    for (const auto& local : frame.owner.locals)
        if (local != name)
            known.push_back(local);
    for (const auto& function : registry().functions)
        known.push_back(function.name);
    return base::suggestion(name, known);
}

std::vector<std::string> Machine::values_used(Frame& frame, std::size_t at)
{
    const auto& owner = frame.owner;
    const auto& statements = frame.program.statements;
    const auto after = std::upper_bound(statements.begin(), statements.end(), at);
    const auto begin = after == statements.begin() ? 0 : *std::prev(after);
    std::vector<std::string> lines;
    const auto add = [&](const std::string& name, const Value& value) {
        if (value.is_unset() || value.is_undefined() || value.kind() == Kind::object)
            return;
        auto line = fmt::format("{} = {}", name, described(value));
        if (std::find(lines.begin(), lines.end(), line) == lines.end())
            lines.push_back(std::move(line));
    };
    for (auto i = static_cast<std::size_t>(begin); i <= at; ++i) {
        const auto& instruction = frame.program.code[i];
        if (instruction.op == Op::slot) {
            add(owner.names[instruction.extra].text, frame.slots[instruction.operand]);
        } else if (instruction.op == Op::context) {
            add(owner.names[instruction.extra].text, frame.slots[instruction.operand]);
        } else if (instruction.op == Op::outer) {
            const auto& variable = owner.outer_variables[instruction.operand];
            add(owner.names[variable.name].text, outward(frame, variable.hops).slots[variable.slot]);
        } else if (instruction.op == Op::path || instruction.op == Op::emit_path) {
            const auto& path = owner.paths[instruction.operand];
            const auto [name, value] = followed(frame.slots[path.slot], path, owner);
            add(name, value);
        }
    }
    return lines;
}

}  // namespace gongkai::jinja
