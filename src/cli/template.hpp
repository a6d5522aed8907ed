// gongkai template: what a theme author asks.
#pragma once

#include <string>
#include <vector>

#include "build/pipeline.hpp"

namespace gongkai::cli {

struct TemplateRequest {
    std::vector<std::string> names;  ///< only of these templates; empty: of all
    bool as_json = false;
};

/// Compiles all templates and lists what each refers to, makes, uses and reads.
int template_check_command(const build::Options& options, const TemplateRequest& request);

/// Prints the reference as Markdown; needs no project.
int template_reference_command();

}  // namespace gongkai::cli
