// What the archive knows of a file that stands in it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace gongkai::pages {

struct FileFacts {
    std::uint64_t size = 0;  ///< bytes
    std::string sha256;      ///< 64 lower-case hexadecimal digits
};

/// Asked with a path below data/, such as site/x/2023-final/index.html or
/// source/content/x/2023-final.yaml; nullptr where there is no such file.
using FileFactsOf = std::function<const FileFacts*(std::string_view path)>;

}  // namespace gongkai::pages
