// What each template refers to, makes, uses and reads: for people who change a theme.
#pragma once

#include <string>
#include <vector>

#include "jinja/check/names.hpp"
#include "jinja/library/registry.hpp"

namespace gongkai::jinja {

/// A block, and the template whose block it replaces ("" if it is the first).
struct BlockUsage {
    std::string name;
    std::string replaces;
};

struct MacroUsage {
    std::string name;
    std::string parameters;  ///< pairs, total=…
};

struct ImportUsage {
    std::string name;                ///< of the template
    std::vector<std::string> names;  ///< of from … import
    bool with_context = false;
};

/// A variable that a template does not make before it reads it.
struct VariableUsage {
    std::string name;
    NameSources sources;          ///< without the template itself
    bool is_made_here = false;    ///< by the top level, and read in a block
    bool may_be_missing = false;  ///< every use asks whether it is there
};

struct TemplateUsage {
    std::string name;
    std::string path;  ///< of the file
    bool is_used = false;
    std::vector<std::string> kinds;    ///< of page that come to it
    std::vector<std::string> used_by;  ///< templates that name it
    std::string parent;
    std::vector<std::string> includes;
    std::vector<ImportUsage> imports;
    std::vector<BlockUsage> blocks;
    std::vector<MacroUsage> macros;  ///< that other templates can import
    std::vector<std::string> filters;
    std::vector<std::string> tests;
    std::vector<std::string> functions;
    std::vector<VariableUsage> variables;
};

/// Of all templates, in their order. `rendered`: those in offered folders that the program
/// really renders; of the others in them nobody but another template makes use.
std::vector<TemplateUsage> usage_of(const std::vector<CompiledTemplate>& templates, const std::vector<Offer>& offers,
                                    const std::vector<std::string>& rendered, const Registry& registry);

}  // namespace gongkai::jinja
