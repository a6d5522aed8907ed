// Invented reports without a contradiction, of every kind and form set. The same
// seed gives the same site on every machine.
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "audit/subject.hpp"
#include "build/pipeline.hpp"

namespace gongkai::test {

/// std::mt19937 is the same everywhere; the distributions of the library are not.
class Dice {
public:
    explicit Dice(std::uint32_t seed) : engine_(seed) {}
    /// From `least` to `most`, both included.
    std::int64_t between(std::int64_t least, std::int64_t most)
    {
        const auto high = static_cast<std::uint64_t>(engine_()) << 32;
        return least + static_cast<std::int64_t>((high | engine_()) % static_cast<std::uint64_t>(most - least + 1));
    }
    bool one_in(int n) { return between(1, n) == 1; }

private:
    std::mt19937 engine_;
};

/// A site of `rounds` × 20 departments in memory; throws when it does not load.
/// Computed figures are written ones afterwards, as if somebody had typed all.
class SyntheticSite {
public:
    explicit SyntheticSite(int rounds = 3, std::uint32_t seed = 4);

    const build::Project& project() const { return *project_; }
    std::vector<audit::Subject> subjects() const;

private:
    std::unique_ptr<build::Project> project_;
};

}  // namespace gongkai::test
