// Whether an indicator's actual value meets its target.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/evaluation/quantity.hpp"

namespace gongkai::audit::evaluation {

enum class Outcome : std::uint8_t { met, missed, unclear };

/// `is_certain`: the direction of the target is written (≥, 以内) or beyond doubt.
struct Verdict {
    Outcome outcome = Outcome::unclear;
    bool is_certain = false;
};

/// A target without a direction is a least value, unless the names of the
/// indicator (all levels) or its unit say that less is better.
Verdict judge(const std::vector<std::string>& names, std::string_view target, std::string_view actual);

/// The texts mean the same: 100% and =100%, 55人 and 55.
bool say_the_same(std::string_view a, std::string_view b);

}  // namespace gongkai::audit::evaluation
