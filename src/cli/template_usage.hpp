// The use of templates as text and as JSON.
#pragma once

#include <string>
#include <vector>

#include "jinja/check/usage.hpp"

namespace gongkai::cli {

/// What `gongkai template check` prints.
struct TemplateReport {
    std::vector<jinja::TemplateUsage> templates;
    std::vector<jinja::Offer> unserved;  ///< kinds of page without a template
    std::size_t kinds = 0;               ///< of page there are, texts not counted
};

std::string usage_text(const TemplateReport& report);
std::string usage_json(const TemplateReport& report);

}  // namespace gongkai::cli
