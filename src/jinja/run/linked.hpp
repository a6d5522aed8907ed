// What a machine asks of the set of templates around it.
#pragma once

#include <cstdint>
#include <string_view>

#include "jinja/compile/program.hpp"
#include "jinja/library/registry.hpp"
#include "jinja/value/value.hpp"

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

}  // namespace gongkai::jinja
