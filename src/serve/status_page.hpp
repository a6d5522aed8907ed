// Pages that stand where the site has none.
#pragma once

#include <string>
#include <string_view>

#include "build/preview/preview.hpp"

namespace gongkai::serve {

/// While the first build is under way.
std::string building_page();

/// There has been no build without errors yet: what is wrong, as on the terminal.
std::string problems_page(const build::ToldProblems& problems);

std::string notfound_page(std::string_view path);

}  // namespace gongkai::serve
