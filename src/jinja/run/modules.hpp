// The variables of a template that runs, with those of its parents.
#pragma once

#include <deque>
#include <utility>
#include <vector>

#include "jinja/compile/program.hpp"
#include "jinja/run/frame.hpp"
#include "jinja/value/value.hpp"

namespace gongkai::jinja {

/// The top level of a template that ran: macros still see its variables.
struct RootFrame {
    Frame frame;
    std::vector<Value> slots;
};

/// What a top level made.
struct Exported {
    const Name* name;
    Value value;
    bool is_public;  ///< who imports the template gets it
};

/// One run of a template and its chain of parents, which share their variables:
/// what the top levels set, and what they see.
struct Module {
    std::vector<Exported> exported;
    const std::vector<Value>* contexts = nullptr;  ///< maps, searched from the last
    const Module* outer = nullptr;                 ///< of an included template: who includes it
    std::vector<std::pair<Name, Value>> visible;   ///< local variables of the includer
    std::vector<const CompiledTemplate*> chain;    ///< most derived template first, then its parents
    std::deque<RootFrame> roots;
    bool is_referred_to = false;  ///< a macro or a recursive loop of its top level may be called later
};

}  // namespace gongkai::jinja
