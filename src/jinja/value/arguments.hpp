// What a call passes, and how a callee reads it.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"
#include "jinja/value/value.hpp"

namespace gongkai::jinja {

/// What a failing operation says; the machine adds the place. `code` is T-TYPE,
/// T-LIMIT …
struct Failure {
    std::string code;
    std::string message;
    std::string hint;
    std::string variable = {};  ///< name of the variable that is not there, for which the machine seeks a hint
    base::Span span = {};       ///< the place, if it is narrower than that of the instruction
};

/// Arguments of a call, a filter (first: its subject) or a test. They live on the
/// stack of the machine for as long as the callee runs.
class Arguments {
public:
    Arguments(const Value* values, std::size_t count, const std::vector<std::string>& names, std::string_view callee)
        : values_(values), positional_(count - names.size()), names_(names), callee_(callee)
    {
    }

    std::size_t positional() const { return positional_; }
    const Value& operator[](std::size_t index) const { return values_[index]; }
    /// The value given by position or by name, or nullptr.
    const Value* get(std::size_t position, std::string_view name) const
    {
        return position < positional_ ? &values_[position] : names_.empty() ? nullptr : get_named(name);
    }
    /// The same, with Failure T-CALL when absent.
    const Value& require(std::size_t position, std::string_view name) const;
    std::string text(std::size_t position, std::string_view name, std::string_view fallback) const;
    std::int64_t integer(std::size_t position, std::string_view name, std::int64_t fallback) const
    {
        const auto* value = get(position, name);
        return value && value->kind() == Kind::integer ? value->as_integer() : integer_of(value, name, fallback);
    }
    bool flag(std::size_t position, std::string_view name, bool fallback) const;

    const std::vector<std::string>& names() const { return names_; }
    /// Value of the name with that index in names().
    const Value& named(std::size_t index) const { return values_[positional() + index]; }
    std::string_view callee() const { return callee_; }

private:
    const Value* get_named(std::string_view name) const;
    std::int64_t integer_of(const Value* value, std::string_view name, std::int64_t fallback) const;

    const Value* values_;
    std::size_t positional_;
    const std::vector<std::string>& names_;
    std::string_view callee_;
};

}  // namespace gongkai::jinja
