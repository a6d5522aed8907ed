// A file of the site, in memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace gongkai::build {

struct Output {
    std::string path;                          ///< from the site's root
    std::shared_ptr<const std::string> bytes;  ///< never nullptr
    std::uint64_t version = 0;                 ///< base::content_hash of the bytes
};

}  // namespace gongkai::build
