// Makes a case smaller while something stays true of it.
#pragma once

#include <functional>

#include "case.hpp"

namespace generated {

/// Deletes and replaces parts of the templates and the context as long as
/// `still_fails` holds; it is asked at most `attempts` times.
Case shrink(Case test_case, const std::function<bool(const Case&)>& still_fails, int attempts = 1500);

}  // namespace generated
