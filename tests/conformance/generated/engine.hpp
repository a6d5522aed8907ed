// The engine's answer to a case.
#pragma once

#include "answer.hpp"
#include "case.hpp"

namespace generated {

Answer engine_answer(const CaseText& text);

}  // namespace generated
