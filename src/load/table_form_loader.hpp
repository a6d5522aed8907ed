// One table of a form set: YAML → model::TableForm.
#pragma once

#include "base/diagnostic.hpp"
#include "load/yaml.hpp"
#include "model/form.hpp"

namespace gongkai::load {

model::TableForm read_table_form(const Node& root, base::Diagnostics& problems);

/// "一、一般公共服务支出" → "一般公共服务支出".
std::string without_ordinal(std::string_view name);

}  // namespace gongkai::load
