// What templates say of each other, proved before any is rendered.
#pragma once

#include <vector>

#include "base/diagnostic.hpp"
#include "jinja/compile/program.hpp"

namespace gongkai::jinja {

/// Templates that are missing (T-FILE), circular extends, include and import
/// with the chain (T-CYCLE), blocks that no ancestor has (T-BLOCK), names that an
/// imported template does not make (T-NAME). `broken`: names of templates that did
/// not compile; what depends on them is not judged.
base::Diagnostics check_links(const std::vector<CompiledTemplate>& templates, const std::vector<std::string>& broken);

/// The same of one text against templates that were checked already.
base::Diagnostics check_links_of(const CompiledTemplate& text, const std::vector<CompiledTemplate>& templates);

}  // namespace gongkai::jinja
