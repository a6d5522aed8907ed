// Where the value of a name is found.

#include "jinja/run/machine.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {

Frame& Machine::outward(Frame& frame, std::uint32_t hops)
{
    auto* found = &frame;
    for (; hops > 0; --hops)
        found = found->outer;
    return *found;
}

const Value* Machine::find_variable(const Module& module, const Name& name) const
{
    for (const auto* inner = &module; inner; inner = inner->outer) {
        for (const auto& exported : inner->exported)
            if (exported.name->hash == name.hash && exported.name->text == name.text)
                return &exported.value;
        for (const auto& [key, value] : inner->visible)
            if (key.hash == name.hash && key.text == name.text)
                return &value;
        if (inner->contexts)
            for (auto context = inner->contexts->rbegin(); context != inner->contexts->rend(); ++context)
                if (const auto* value = context->find(name.text, name.hash))
                    return value;
    }
    return linked_.function(name.text, name.hash);
}

const Value& Machine::context_variable(Frame& frame, std::uint32_t slot, std::uint32_t index)
{
    auto& known = frame.slots[slot];
    if (known.is_unset()) {
        const auto& name = frame.owner.names[index];
        const auto* value = find_variable(frame.module, name);
        known = value ? *value : Value::undefined_variable(name.text);
    }
    return known;
}

const Value& Machine::path(Frame& frame, const Path& path, Value& made)
{
    const auto& names = frame.owner.names;
    const auto* value = path.is_context ? &context_variable(frame, path.slot, path.name) : &frame.slots[path.slot];
    if (value->is_unset()) {
        made = Value::undefined_variable(names[path.name].text);
        value = &made;
    }
    for (std::size_t i = 0; i < path.attributes.size(); ++i) {
        const auto& name = names[path.attributes[i]];
        if (value->kind() == Kind::map) {
            if (const auto* found = value->find(name.text, name.hash)) {
                value = found;
                continue;
            }
        } else if (value->is_undefined()) {
            fail_undefined(*value, path.spans[i]);
        }
        made = attribute(*value, name);
        value = &made;
    }
    return *value;
}

Value Machine::attribute(const Value& subject, const Name& name)
{
    Value value;
    switch (subject.kind()) {
    case Kind::map:
        if (const auto* found = subject.find(name.text, name.hash))
            return *found;
        return Value::undefined(name.text, subject);
    case Kind::object:
        if (subject.as_object().attribute(name.text, value))
            return value;
        break;
    case Kind::undefined: fail_undefined(subject);
    default: break;
    }
    return Value::undefined(name.text);
}

void Machine::export_value(Module& module, const Name& name, const Value& value, bool is_public)
{
    for (auto& exported : module.exported)
        if (exported.name->text == name.text) {
            exported = {&name, value, is_public};
            return;
        }
    module.exported.push_back({&name, value, is_public});
}

}  // namespace gongkai::jinja
