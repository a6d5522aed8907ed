// Text that templates of disclosures put in for their readers to replace.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace gongkai::audit::prose {

struct Leftover {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view what;    ///< 范本的填写提示
    std::string_view advice;
};

/// What is left of a template in a passage, in order, without overlaps.
std::vector<Leftover> leftovers_in(std::string_view text);

}  // namespace gongkai::audit::prose
