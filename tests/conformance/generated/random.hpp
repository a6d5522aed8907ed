// Pseudo-random numbers (splitmix64) that are the same on every machine, which
// the distributions of the standard library are not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace generated {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next()
    {
        state_ += 0x9e3779b97f4a7c15u;
        auto z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }

    /// 0 … count - 1
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
    /// low … high, both included
    int between(int low, int high) { return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1))); }
    bool percent(int chance) { return between(1, 100) <= chance; }

    template <typename T>
    const T& one_of(const std::vector<T>& items)
    {
        return items[below(items.size())];
    }
    std::string one_of(std::initializer_list<const char*> items) { return *(items.begin() + below(items.size())); }

private:
    std::uint64_t state_;
};

}  // namespace generated
