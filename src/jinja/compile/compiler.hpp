// Syntax tree → program. Names of local variables become slots here; filters
// and tests become entries of the registry, so that unknown ones are found now.
#pragma once

#include "base/result.hpp"
#include "jinja/compile/program.hpp"
#include "jinja/library/registry.hpp"
#include "jinja/syntax/ast.hpp"

namespace gongkai::jinja {

/// The registry must outlive the template.
base::Result<CompiledTemplate> compile(const std::string& name, const base::SourceFile& file,
                                       const Statements& statements, const Registry& registry);

}  // namespace gongkai::jinja
