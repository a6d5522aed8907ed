// A value, or the diagnostics that say why there is none.
#pragma once

#include <utility>
#include <variant>

#include "base/diagnostic.hpp"

namespace gongkai::base {

/// Result<T>: exactly one of a value and a non-empty list of diagnostics
/// (C++20 with g++ 12 has no std::expected). Reading the wrong side throws
/// std::bad_variant_access: an error of the program, not of its user.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Diagnostic failure) : state_(std::in_place_index<1>, Diagnostics{std::move(failure)}) {}
    Result(Diagnostics failures) : state_(std::in_place_index<1>, std::move(failures)) {}

    bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() & { return std::get<0>(state_); }
    const T& value() const& { return std::get<0>(state_); }
    T&& value() && { return std::get<0>(std::move(state_)); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }

    const Diagnostics& failures() const { return std::get<1>(state_); }

private:
    std::variant<T, Diagnostics> state_;
};

}  // namespace gongkai::base
