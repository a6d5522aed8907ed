// An audit rule of a form: YAML → model::RuleForm.
#pragma once

#include "base/diagnostic.hpp"
#include "load/yaml.hpp"
#include "model/form.hpp"

namespace gongkai::load {

/// Reads "27行 = (1+2)行" (the id becomes `default_id`), {J05-C: 1栏各行 = …}, or a
/// mapping with id, formula, title, source, advice, severity (错误、警告、提示),
/// tolerance (尾差、无) and when.
model::RuleForm read_rule(const Node& node, std::string default_id, base::Diagnostics& problems);

}  // namespace gongkai::load
