// The check for unsafe contexts. Escaping makes {{ x }} safe in HTML text and in
// quoted attribute values, not in scripts, addresses, names … (OWASP, "Cross Site
// Scripting Prevention"): this follows the HTML state through the literal text of
// all templates, from each page through its parents and partials, and refuses
// output where escaping is not enough.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/diagnostic.hpp"
#include "jinja/library/registry.hpp"
#include "jinja/syntax/ast.hpp"

namespace gongkai::jinja {

/// Problems (T-UNSAFE) of a set of templates by name. Those named .html, .svg,
/// .xml or without an ending are checked, the others (.md) are taken as not there.
base::Diagnostics lint(const std::map<std::string, const Statements*, std::less<>>& templates, const Registry& registry);

}  // namespace gongkai::jinja
