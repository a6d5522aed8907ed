// The theme author's reference, made of what the program itself knows.
#pragma once

#include <string>

namespace gongkai::cli {

/// templates/README.md. Results of examples are rendered here.
std::string template_reference();

}  // namespace gongkai::cli
