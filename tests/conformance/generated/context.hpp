// Contexts: always the same names with the same types, so that the generator
// knows what it may do with them; values at random.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "node.hpp"
#include "random.hpp"

namespace generated {

struct Variable {
    std::string name;
    Type type;
    double bound = 0;  ///< of integers
};

nlohmann::ordered_json random_context(Random& random);
const std::vector<Variable>& context_variables();

}  // namespace generated
