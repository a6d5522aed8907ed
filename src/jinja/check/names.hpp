// The closed world of names: every variable that a template reads can be there.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "jinja/compile/program.hpp"

namespace gongkai::jinja {

/// What a kind of page gives to the template that it renders.
struct Offer {
    std::string what;           ///< the kind, for messages: 表页
    std::string template_name;  ///< a folder if it ends with a slash; empty: texts that are no templates
    std::vector<std::string> names;

    /// Is this template rendered with these names?
    bool covers(const std::string& name) const;
};

/// Where a name comes from, in one template.
struct NameSources {
    std::set<std::string> kinds;   ///< Offer::what
    std::set<std::string> makers;  ///< templates that make it and hand it on; the template itself too
};

/// What may be there when a template runs: the union of all ways to come to it.
struct Surroundings {
    bool is_reached = false;      ///< by what is offered to anybody
    std::set<std::string> kinds;  ///< kinds of page that come to it
    std::map<std::string, NameSources> names;
};

using TemplatePointers = std::vector<const CompiledTemplate*>;

/// The same of every template. Names go from who extends, includes (with context) or
/// imports with context to whom; names that a top level makes, and local variables
/// around a scoped block, to the whole chain of parents.
std::map<std::string, Surroundings> surroundings_of(const TemplatePointers& templates, const std::vector<Offer>& offers);

/// Variables that can never be there (T-NAME), in all templates that are reached.
/// Questions (`is defined`, default, if, and, or) may ask for any name. Nothing is
/// checked where nothing is offered.
base::Diagnostics check_names(const TemplatePointers& templates, const std::vector<Offer>& offers, const Registry& registry);

}  // namespace gongkai::jinja
