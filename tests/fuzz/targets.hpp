// What is fed to the engine, and what must hold whatever it is fed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "corpus.hpp"

namespace fuzz {

enum class Mode { lexer, compiler, programs };
constexpr Mode all_modes[] = {Mode::lexer, Mode::compiler, Mode::programs};
std::string_view name_of(Mode mode);

struct Input {
    Templates templates;  ///< the first is rendered
    nlohmann::ordered_json context = nlohmann::ordered_json::object();
};

/// How far an input came.
enum class Outcome { refused, compiled, rendered };

/// Thrown where something does not hold.
struct Broken {
    std::string what;
};

/// The same seed gives the same input.
Input input_of(Mode mode, std::uint64_t seed, const std::vector<Templates>& corpus);
Outcome execute(Mode mode, const Input& input);
/// For a person to read, and to paste into a test.
std::string shown(const Input& input);

}  // namespace fuzz
